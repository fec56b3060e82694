using System.Collections.Frozen;

namespace OpenMinutes.Publisher.Serving;

/// <summary>What a file of a site is to the web, whoever serves it: <c>publisher serve</c>, a bucket, and the servers that <c>docs/deploy</c> configures.</summary>
internal static class WebFile
{
    private const string Unknown = "application/octet-stream";

    private static readonly FrozenDictionary<string, string> ContentTypes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [".akn.xml"] = "application/akn+xml",
        [".atom"] = "application/atom+xml; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".csv"] = "text/csv; charset=utf-8",
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".html"] = "text/html; charset=utf-8",
        [".ics"] = "text/calendar; charset=utf-8",
        [".jpg"] = "image/jpeg",
        [".js"] = "text/javascript; charset=utf-8",
        [".json"] = "application/json",
        [".jsonl"] = "application/x-ndjson",
        [".jsonld"] = "application/ld+json",
        [".md"] = "text/markdown; charset=utf-8",
        [".odp"] = "application/vnd.oasis.opendocument.presentation",
        [".ods"] = "application/vnd.oasis.opendocument.spreadsheet",
        [".odt"] = "application/vnd.oasis.opendocument.text",
        [".pdf"] = "application/pdf",
        [".pem"] = "application/x-pem-file",
        [".png"] = "image/png",
        [".pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain; charset=utf-8",
        [".woff2"] = "font/woff2",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".xml"] = "application/xml",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Packed = FrozenSet.Create(StringComparer.Ordinal, ".docx", ".jpg", ".odp", ".ods", ".odt", ".pdf", ".png", ".pptx", ".woff2", ".xlsx");

    /// <summary>The media types of what becomes smaller when it is packed for the way.</summary>
    public static IReadOnlyList<string> Compressible { get; } =
        [.. ContentTypes.Where(static type => !Packed.Contains(type.Key)).Select(static type => type.Value.Split(';')[0]).Order(StringComparer.Ordinal)];

    /// <summary>The media type of a file, with the character set where the type has that parameter.</summary>
    /// <param name="path">Its path or name.</param>
    public static string ContentType(string path) => ContentTypes.GetValueOrDefault(EndOf(path), Unknown);

    /// <summary>Assets are named after their content and never change; of all else a reader gets what is there now.</summary>
    /// <param name="path">From the site's root, without a slash at the start.</param>
    public static string CacheControl(string path) => path.StartsWith("assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";

    /// <summary>Whether a file becomes smaller when it is packed for the way.</summary>
    public static bool IsCompressible(string path) => EndOf(path) is var end && ContentTypes.ContainsKey(end) && !Packed.Contains(end);

    public static bool IsPage(string path) => path.EndsWith(".html", StringComparison.Ordinal);

    private static string EndOf(string path) => path.EndsWith(".akn.xml", StringComparison.Ordinal) ? ".akn.xml" : Path.GetExtension(path);
}
