using System.Buffers.Binary;

namespace OpenMinutes.Api.Features.Attachments.Cleaning;

/// <summary>PNG: a row of chunks, of which those stay that make the picture. Texts, times, Exif and whatever follows the end do not.</summary>
internal static class PngFile
{
    private const int Frame = 12;

    private static readonly HashSet<string> Picture = new(StringComparer.Ordinal)
    {
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "bKGD", "pHYs", "cICP", "acTL", "fcTL", "fdAT",
    };

    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[] Clean(byte[] file)
    {
        var output = new MemoryStream(file.Length);
        output.Write(Signature);
        for (var at = Signature.Length; ;)
        {
            var rest = file.AsSpan(at);
            var length = rest.Length < Frame ? uint.MaxValue : BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - Frame)
            {
                throw UncleanFileException.Damaged("is a PNG image that ends in the middle");
            }

            var chunk = rest[..((int)length + Frame)];
            var type = System.Text.Encoding.Latin1.GetString(chunk.Slice(4, 4));
            if (Picture.Contains(type))
            {
                output.Write(chunk);
            }

            if (type == "IEND")
            {
                return output.ToArray();
            }

            at += chunk.Length;
        }
    }
}
