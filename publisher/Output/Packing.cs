using System.IO.Compression;
using OpenMinutes.Publisher.Serving;

namespace OpenMinutes.Publisher.Output;

/// <summary>
/// Files packed beforehand, so that a web server need not pack them for each reader: beside <c>index.html</c> lie <c>index.html.br</c> and <c>index.html.gz</c>. Which files
/// have such companions follows from their names and sizes alone, and a release holds them like any other file: listed, verified, removed with the file that they are of.
/// </summary>
/// <param name="names">The codings, as HTTP calls them.</param>
internal sealed class Packing(IReadOnlyCollection<string> names)
{
    /// <summary>A smaller file is sent in one packet as it is.</summary>
    private const int Smallest = 1024;

    // A page of 46 kB becomes 13.5 kB in 2 ms; quality 11 needs forty times as long for a fifteenth less.
    public const int BrotliQuality = 6;
    private const int BrotliWindow = 22;

    /// <summary>All codings, what packs best first.</summary>
    public static readonly IReadOnlyList<Coding> Known = [new Coding("br", ".br", Brotli), new Coding("gzip", ".gz", GZip)];

    public static readonly Packing None = new([]);

    /// <summary>The codings in which files are packed.</summary>
    public IReadOnlyList<Coding> Codings { get; } = [.. Known.Where(coding => names.Contains(coding.Name))];

    /// <summary>Whether a file is packed.</summary>
    public static bool Suits(string path, long size) => size >= Smallest && WebFile.IsCompressible(path);

    /// <summary>The file of which another one is the packed form, going by the name; null if by that it is none.</summary>
    public static string? OriginalOf(string path) =>
        Known.FirstOrDefault(coding => path.EndsWith(coding.Suffix, StringComparison.Ordinal)) is { } coding ? path[..^coding.Suffix.Length] : null;

    private static byte[] Brotli(ReadOnlySpan<byte> content)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(content.Length)];
        return BrotliEncoder.TryCompress(content, packed, out var length, BrotliQuality, BrotliWindow)
            ? packed[..length]
            : throw new InvalidOperationException("Brotli needs more room than it says.");
    }

    private static byte[] GZip(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream(content.Length / 2);
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(content);
        return packed.ToArray();
    }
}

/// <summary>A way to pack a file.</summary>
/// <param name="Name">As HTTP calls it.</param>
/// <param name="Suffix">What the packed file's name adds to that of the file.</param>
/// <param name="Pack">Packs; the same bytes into the same.</param>
internal sealed record Coding(string Name, string Suffix, Pack Pack);

internal delegate byte[] Pack(ReadOnlySpan<byte> content);
