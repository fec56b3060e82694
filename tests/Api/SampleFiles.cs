using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace OpenMinutes.Tests.Api;

/// <summary>Small files of each kind that say more than they show.</summary>
internal static class SampleFiles
{
    /// <summary>A grey square whose Exif, XMP, IPTC and comment hold a text, that stands on its side, and behind whose end something follows.</summary>
    public static byte[] Jpeg(string secret, byte grey = 0)
    {
        var text = Encoding.UTF8.GetBytes(secret);
        return
        [
            0xFF, 0xD8,
            .. Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 1, 1, 9, 9, 9]),
            .. Segment(0xE1, [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, .. text]),
            .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. text]),
            .. Segment(0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, 7, 7, 7]),
            .. Segment(0xED, [.. "Photoshop 3.0\0"u8, .. text]),
            .. Segment(0xFE, text),
            .. Segment(0xDB, [0, .. Enumerable.Repeat((byte)(grey + 1), 64)]),
            .. Segment(0xC0, [8, 0, 8, 0, 8, 1, 1, 0x11, 0]),
            .. Segment(0xC4, [0x00, 1, .. new byte[15], 0]),
            .. Segment(0xC4, [0x10, 1, .. new byte[15], 0]),
            .. Segment(0xDA, [1, 1, 0, 0, 63, 0]), 0x3F,
            0xFF, 0xD9, .. text,
        ];
    }

    /// <summary>A white dot with a text in its comments, and behind its end.</summary>
    public static byte[] Png(string secret)
    {
        var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(pixels, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write([0, 255]);
        var text = Encoding.UTF8.GetBytes(secret);
        return
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A,
            .. Chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
            .. Chunk("tEXt", [.. "Author\0"u8, .. text]),
            .. Chunk("iTXt", [.. "XML:com.adobe.xmp\0\0\0\0\0"u8, .. text]),
            .. Chunk("eXIf", text),
            .. Chunk("tIME", [7, 233, 11, 20, 15, 30, 0]),
            .. Chunk("IDAT", pixels.ToArray()),
            .. Chunk("IEND", []),
            .. text,
        ];
    }

    /// <summary>A page with a photograph, whose author has a name.</summary>
    public static byte[] Pdf(string secret, Action<PdfDocument>? change = null)
    {
        using var document = new PdfDocument();
        document.Info.Author = secret;
        document.Info.Title = secret;
        var page = document.AddPage();
        using (var canvas = XGraphics.FromPdfPage(page))
        {
            canvas.DrawLine(XPens.Black, 10, 10, 100, 100);
        }

        var photo = new PdfDictionary(document);
        photo.Elements["/Type"] = new PdfName("/XObject");
        photo.Elements["/Subtype"] = new PdfName("/Image");
        photo.Elements["/Width"] = new PdfInteger(8);
        photo.Elements["/Height"] = new PdfInteger(8);
        photo.Elements["/ColorSpace"] = new PdfName("/DeviceGray");
        photo.Elements["/BitsPerComponent"] = new PdfInteger(8);
        photo.Elements["/Filter"] = new PdfName("/DCTDecode");
        photo.CreateStream(Jpeg(secret));
        document.Internals.AddObject(photo);
        page.Resources.Elements["/XObject"] = new PdfDictionary(document) { Elements = { ["/Photo"] = photo.Reference! } };
        page.Elements["/PieceInfo"] = new PdfDictionary(document) { Elements = { ["/Private"] = new PdfString(secret) } };
        change?.Invoke(document);
        var output = new MemoryStream();
        document.Save(output, closeStream: false);
        return output.ToArray();
    }

    /// <summary>A package with some parts added or replaced.</summary>
    public static byte[] Package(byte[] package, params (string Name, byte[] Content)[] parts)
    {
        var output = new MemoryStream();
        output.Write(package);
        using (var archive = new ZipArchive(output, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                archive.GetEntry(name)?.Delete();
                using var part = archive.CreateEntry(name).Open();
                part.Write(content);
            }
        }

        return output.ToArray();
    }

    /// <summary>All parts of a package, unpacked, and the file's other bytes.</summary>
    public static string Unpacked(byte[] package)
    {
        using var archive = new ZipArchive(new MemoryStream(package));
        var text = new StringBuilder(Encoding.UTF8.GetString(package));
        foreach (var entry in archive.Entries)
        {
            using var part = new StreamReader(entry.Open());
            text.Append(entry.FullName).Append('\n').Append(part.ReadToEnd());
        }

        return text.ToString();
    }

    private static byte[] Segment(byte marker, byte[] payload) => [0xFF, marker, (byte)((payload.Length + 2) >> 8), (byte)(payload.Length + 2), .. payload];

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. data];
        var chunk = new byte[named.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        named.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(named.Length + 4), Crc(named));
        return chunk;
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = 0xFFFFFFFF;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
