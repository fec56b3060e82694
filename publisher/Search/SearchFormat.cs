using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OpenMinutes.Search;

/// <summary>What all files of the index share. docs/search.md describes them.</summary>
internal static class SearchFormat
{
    /// <summary>Raised when a script that reads the files can no longer read them, and when the same editions give other files.</summary>
    public const int Version = 4;

    public const string Root = "/search/index/";

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A hash of contents, short enough for a name.</summary>
    public static string NameOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content))[..12];

    /// <summary>With what the path of a record's texts begins, whatever version: no other record's does, for no key has a point.</summary>
    public static string TextsOf(string series, string key) => $"{Root}text/{series}/{key}.";

    public static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    // By a format of one's own, a parser looks for GMT in it as the culture compares: to get ready for that takes longer than to read all days of a segment.
    public static DateOnly ReadDay(string day) => DateOnly.ParseExact(day, "O", CultureInfo.InvariantCulture);

    /// <summary>The word for a kind, in the files and in the address of a search.</summary>
    public static string Word(PassageKind kind) => kind switch
    {
        PassageKind.Head => "head",
        PassageKind.Attendance => "attendance",
        PassageKind.Section => "section",
        PassageKind.Item => "item",
        PassageKind.Decision => "decision",
        PassageKind.Report => "report",
        PassageKind.Attachment => "attachment",
        PassageKind.Directive => "directive",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static byte[] WriteJson(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Json))
        {
            write(writer);
        }

        return stream.ToArray();
    }

    /// <summary>Raw DEFLATE, which every browser undoes: a file is small whatever the server in front does.</summary>
    public static void Deflate(ReadOnlySpan<byte> content, CompressionLevel level, Stream into)
    {
        using var deflate = new DeflateStream(into, level, leaveOpen: true);
        deflate.Write(content);
    }

    public static byte[] Inflate(byte[] content)
    {
        using var inflate = new DeflateStream(new MemoryStream(content), CompressionMode.Decompress);
        var inflated = new MemoryStream(3 * content.Length);
        inflate.CopyTo(inflated);
        return inflated.ToArray();
    }
}
