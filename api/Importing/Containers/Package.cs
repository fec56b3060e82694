using System.IO.Compression;
using System.Xml;

namespace OpenMinutes.Importing;

/// <summary>
/// A zip package from outside, opened with care: only the parts asked for are unpacked, never to disk, and none beyond the limits.
/// </summary>
internal sealed class Package : IDisposable
{
    private const int MostParts = 4_000;
    private const long LongestPart = 60_000_000;
    private const int DeepestElement = 200;

    private static readonly XmlReaderSettings Careful = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = LongestPart,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    private readonly ZipArchive _archive;

    public Package(ReadOnlyMemory<byte> document)
    {
        if (document.Span.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
        {
            throw new RefusedException(RefusalCodes.Encrypted, "The document is encrypted, or of the format before DOCX. Save it without a password as DOCX or ODT.");
        }

        try
        {
            _archive = new ZipArchive(new MemoryStream(document.ToArray(), writable: false), ZipArchiveMode.Read);
            Check();
        }
        catch (InvalidDataException)
        {
            throw Malformed("The document is no zip package.");
        }
    }

    public bool Has(string name) => _archive.GetEntry(name) is not null;

    public bool HasUnder(string folder) => _archive.Entries.Any(entry => entry.FullName.StartsWith(folder, StringComparison.OrdinalIgnoreCase));

    public bool HasNamed(string fileName) => _archive.Entries.Any(entry => entry.Name.Equals(fileName, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads an XML part: no document type, no entity, no element too deep, not too long.</summary>
    public XmlReader? Read(string name)
    {
        try
        {
            return _archive.GetEntry(name) is { } entry ? XmlReader.Create(new BoundedStream(entry.Open(), LongestPart), Careful) : null;
        }
        catch (Exception exception) when (exception is InvalidDataException or XmlException)
        {
            throw Malformed("A part of the document is damaged.");
        }
    }

    /// <summary>Reads a part to its end without keeping it, so that what reads it again need not fear it.</summary>
    public void Require(string name)
    {
        using var reader = Read(name);
        while (reader is not null && Next(reader))
        {
        }
    }

    /// <summary>The next node; a document that is not well-formed, or nested absurdly deep, is refused.</summary>
    public static bool Next(XmlReader reader)
    {
        try
        {
            var read = reader.Read();
            return reader.Depth <= DeepestElement ? read : throw Malformed("Elements are nested absurdly deep.");
        }
        catch (XmlException exception)
        {
            throw Malformed($"A part of the document is not the XML it should be (line {exception.LineNumber}): document types and entities are not read.");
        }
        catch (InvalidDataException)
        {
            throw Malformed("A part of the document is damaged.");
        }
    }

    public void Dispose() => _archive.Dispose();

    public static RefusedException Malformed(string detail) => new(RefusalCodes.Malformed, detail);

    private void Check()
    {
        if (_archive.Entries.Count > MostParts || _archive.Entries.Sum(entry => entry.Length) > 20 * LongestPart)
        {
            throw new RefusedException(RefusalCodes.TooLarge, "The document unpacks to too much.");
        }

        if (_archive.Entries.Any(entry => entry.FullName.Contains("..", StringComparison.Ordinal) || entry.FullName.Contains('\\', StringComparison.Ordinal) || entry.FullName.StartsWith('/')))
        {
            throw Malformed("A part of the document has a name that leads out of it.");
        }
    }

    /// <summary>What a package says of its parts' lengths may be a lie; what comes out is counted.</summary>
    private sealed class BoundedStream(Stream inner, long limit) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            _read += read;
            return _read <= limit ? read : throw new RefusedException(RefusalCodes.TooLarge, "The document unpacks to too much.");
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
