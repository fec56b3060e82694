using System.IO.Compression;
using System.Text;
using System.Xml;

namespace OpenMinutes.Contracts;

/// <summary>A zip package of XML parts; the same parts give the same bytes, for no part has a time of its own.</summary>
internal sealed class OfficePackage : IDisposable
{
    private static readonly DateTimeOffset Timeless = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly MemoryStream _stream = new();
    private readonly ZipArchive _archive;

    public OfficePackage() => _archive = new ZipArchive(_stream, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Adds a part that is not compressed, as OpenDocument wants its media type.</summary>
    public void Store(string name, string text) => Add(name, CompressionLevel.NoCompression, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Adds a part whose text is given.</summary>
    public void Add(string name, string xml) => Add(name, CompressionLevel.Fastest, stream => stream.Write(Encoding.UTF8.GetBytes(xml)));

    /// <summary>Adds a part that is written element by element.</summary>
    public void Add(string name, Action<XmlWriter> write) => Add(name, CompressionLevel.Fastest, stream =>
    {
        using var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
        write(writer);
    });

    /// <summary>The package; nothing can be added to it any more.</summary>
    public byte[] Close()
    {
        _archive.Dispose();
        return _stream.ToArray();
    }

    public void Dispose() => _stream.Dispose();

    private void Add(string name, CompressionLevel level, Action<Stream> write)
    {
        var entry = _archive.CreateEntry(name, level);
        entry.LastWriteTime = Timeless;
        using var stream = entry.Open();
        write(stream);
    }
}
