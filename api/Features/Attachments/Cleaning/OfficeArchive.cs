using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace OpenMinutes.Api.Features.Attachments.Cleaning;

/// <summary>The parts of an office document (a zip package): read with care, and written again without what was taken out, in the same order and without times.</summary>
internal sealed class OfficeArchive
{
    private const int MostParts = 10_000;
    private const long LongestContent = 500_000_000;
    private const string TypeOfOpenDocument = "mimetype";
    private const string TypesOfOpenXml = "[Content_Types].xml";

    private static readonly DateTimeOffset Timeless = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly XmlReaderSettings Careful = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true };

    private readonly List<KeyValuePair<string, byte[]>> _parts = [];

    private OfficeArchive(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
        if (archive.Entries.Count > MostParts)
        {
            throw UncleanFileException.Damaged("unpacks to too much");
        }

        var unpacked = 0L;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in archive.Entries.Where(static entry => !entry.FullName.EndsWith('/')))
        {
            if (!names.Add(entry.FullName) || entry.FullName.StartsWith('/') || entry.FullName.Contains('\\', StringComparison.Ordinal) || entry.FullName.Split('/').Contains(".."))
            {
                throw UncleanFileException.Damaged("is a package whose parts are named as none are");
            }

            using var content = entry.Open();
            _parts.Add(new(entry.FullName, Read(content, LongestContent - unpacked)));
            unpacked += _parts[^1].Value.Length;
        }
    }

    public IReadOnlyList<string> Names => [.. _parts.Select(static part => part.Key)];

    public byte[]? this[string name] => _parts.FirstOrDefault(part => part.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public static OfficeArchive Open(byte[] file)
    {
        try
        {
            return new OfficeArchive(file);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw UncleanFileException.Damaged("is a damaged package", exception);
        }
    }

    /// <summary>The media type that a package says it has: OpenDocument's own part, or that of the main part of Open XML.</summary>
    public static string? MediaType(byte[] file)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
            if (archive.GetEntry(TypeOfOpenDocument) is { Length: < 200 } type)
            {
                using var text = new StreamReader(type.Open(), Encoding.ASCII);
                return text.ReadToEnd();
            }

            if (archive.GetEntry(TypesOfOpenXml) is not { Length: < 1_000_000 } types)
            {
                return null;
            }

            using var reader = XmlReader.Create(types.Open(), Careful);
            const string main = ".main+xml";
            return XDocument.Load(reader).Descendants().Select(static part => (string?)part.Attribute("ContentType"))
                .FirstOrDefault(static content => content?.EndsWith(main, StringComparison.Ordinal) == true)?[..^main.Length];
        }
        catch (Exception exception) when (exception is InvalidDataException or XmlException)
        {
            return null;
        }
    }

    public void Remove(string name) => _parts.RemoveAll(part => part.Key == name);

    /// <summary>Cleans the pictures among some parts.</summary>
    public void CleanPictures(Func<string, bool> isPicture)
    {
        for (var at = 0; at < _parts.Count; at++)
        {
            var (name, content) = _parts[at];
            if (isPicture(name))
            {
                _parts[at] = new(name, Cleaned(content));
            }
        }
    }

    /// <summary>Reads a part element by element.</summary>
    public IEnumerable<XmlReader> Elements(string name)
    {
        using var reader = XmlReader.Create(new MemoryStream(this[name]!), Careful);
        while (Next(reader))
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                yield return reader;
            }
        }
    }

    /// <summary>Changes a part, if it is there; what is not changed is written as it was.</summary>
    public void Edit(string name, Func<XDocument, bool> change)
    {
        var at = _parts.FindIndex(part => part.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (at < 0)
        {
            return;
        }

        try
        {
            using var reader = XmlReader.Create(new MemoryStream(_parts[at].Value), Careful);
            var document = XDocument.Load(reader, LoadOptions.PreserveWhitespace);
            if (change(document))
            {
                var output = new MemoryStream();
                document.Save(output, SaveOptions.DisableFormatting);
                _parts[at] = new(_parts[at].Key, output.ToArray());
            }
        }
        catch (XmlException exception)
        {
            throw UncleanFileException.Damaged("has a part that is not the XML it should be", exception);
        }
    }

    public byte[] ToBytes()
    {
        var output = new MemoryStream();
        using (var archive = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in _parts)
            {
                // OpenDocument wants its media type where it can be read without unpacking.
                var entry = archive.CreateEntry(name, name == TypeOfOpenDocument ? CompressionLevel.NoCompression : CompressionLevel.Optimal);
                entry.LastWriteTime = Timeless;
                using var part = entry.Open();
                part.Write(content);
            }
        }

        return output.ToArray();
    }

    private static byte[] Cleaned(byte[] picture) =>
        FileKind.Jpeg.Contradiction(picture) is null ? JpegFile.Clean(picture)
        : FileKind.Png.Contradiction(picture) is null ? PngFile.Clean(picture)
        : IsWithoutMetadata(picture) ? picture
        : throw new UncleanFileException(FileFaults.HiddenContent, "holds a picture of a kind that may say more than it shows: use JPEG or PNG");

    /// <summary>GIF, BMP, EMF and WMF: they have no place where programs write who, where and when.</summary>
    private static bool IsWithoutMetadata(ReadOnlySpan<byte> picture) =>
        picture.StartsWith("GIF8"u8) || picture.StartsWith("BM"u8)
        || (picture.Length > 44 && picture.StartsWith((ReadOnlySpan<byte>)[1, 0, 0, 0]) && picture[40..].StartsWith(" EMF"u8))
        || picture.StartsWith((ReadOnlySpan<byte>)[0xD7, 0xCD, 0xC6, 0x9A]) || picture.StartsWith((ReadOnlySpan<byte>)[1, 0, 9, 0]);

    private static bool Next(XmlReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (XmlException exception)
        {
            throw UncleanFileException.Damaged("has a part that is not the XML it should be", exception);
        }
    }

    private static byte[] Read(Stream content, long limit)
    {
        var output = new MemoryStream();
        var buffer = new byte[81_920];
        while (content.Read(buffer) is var read and > 0)
        {
            if (output.Length + read > limit)
            {
                throw UncleanFileException.Damaged("unpacks to too much");
            }

            output.Write(buffer, 0, read);
        }

        return output.ToArray();
    }
}
