using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace OpenMinutes.Publisher.Output;

/// <summary>How a manifest is cut into files, and what they say.</summary>
internal static class ManifestFiles
{
    public const string RootPath = "manifest.json";
    public const string SignaturePath = "manifest.sig";
    private const string PartsFolder = "manifest/";
    private const string AssetsPart = PartsFolder + "assets.json";
    private const int YearLength = 4;

    /// <summary>
    /// The part that lists a file. It follows from the path alone: the files of a series' meetings are cut by the first four characters of their keys (the year),
    /// so that a part stays small however large the site is.
    /// </summary>
    public static string PartOf(ReadOnlySpan<char> path)
    {
        Span<Range> at = stackalloc Range[6]; // the last one is the rest
        var folders = path.Split(at, '/') - 1;
        var part = folders switch
        {
            >= 4 when path.StartsWith("search/index/text/") => path[..YearEnd(path, at[4])],
            >= 3 when path.StartsWith("meetings/") => path[..YearEnd(path, at[2])],
            >= 3 when path.StartsWith("search/index/") => path[..at[2].End.Value],
            >= 2 => path[..at[1].End.Value],
            1 => path[at[0]],
            _ => "root",
        };
        return $"{PartsFolder}{part}.json";

        // A key has no point; what follows one in a name is no key.
        static int YearEnd(ReadOnlySpan<char> path, Range name) => name.Start.Value + Math.Min(YearLength, path[name].IndexOf('.') is >= 0 and var point ? point : path[name].Length);
    }

    /// <summary>Whether a file is of the manifest itself, which no part lists.</summary>
    public static bool IsOfManifest(string path) => path is RootPath or SignaturePath || path.StartsWith(PartsFolder, StringComparison.Ordinal);

    /// <summary>Whether a part lists assets.</summary>
    public static bool IsOfAssets(string part) => part == AssetsPart || part.StartsWith(PartsFolder + Retention.Folder, StringComparison.Ordinal);

    /// <summary>A file as its part lists it.</summary>
    public static ListedFile List(FileEntry entry) => new(entry.Path, entry.Size, JsonSerializer.SerializeToUtf8Bytes(FileJson.Of(entry), ManifestTypes.Default.FileJson));

    /// <summary>What a part says of a file.</summary>
    /// <param name="part">The part, for whoever is told that it is none.</param>
    /// <param name="file">The file as it lists it.</param>
    public static FileEntry ReadFile(string part, ListedFile file) => Parse(part, file.Json.Span, ManifestTypes.Default.FileJson).Entry;

    public static byte[] WriteRoot(IEnumerable<PartEntry> parts, ReleaseChain chain)
    {
        var sorted = parts.OrderBy(static part => part.Path, StringComparer.Ordinal).ToList();
        return JsonSerializer.SerializeToUtf8Bytes(
            new RootJson(sorted.Sum(static part => part.Files), sorted.Sum(static part => part.Bytes), sorted, Hex(chain.Previous), Hex(chain.Original), chain.IsReduced ? true : null), ManifestTypes.Default.RootJson);
    }

    public static RootJson ReadRoot(string tree, ReadOnlySpan<byte> root) => Parse(Path.Join(tree, RootPath), root, ManifestTypes.Default.RootJson);

    private static T Parse<T>(string file, ReadOnlySpan<byte> content, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(content, type)!;
        }
        catch (JsonException malformed)
        {
            throw NoManifest(file, malformed);
        }
    }

    public static PublishingException NoManifest(string file, Exception malformed) => new($"'{file}' is no manifest: {malformed.Message}", malformed);

    private static string? Hex(byte[]? hash) => hash is null ? null : Convert.ToHexStringLower(hash);

    /// <param name="Files">How many files there are, the manifest's own aside.</param>
    /// <param name="Bytes">Their size together.</param>
    /// <param name="Parts">The files that list them.</param>
    /// <param name="Previous">The release before this one, by the SHA-256 of its root; null for the first.</param>
    /// <param name="Original">Where the content is that of an older release, to which one went back or from which was taken what was closed: that release, likewise.</param>
    /// <param name="Reduced">Whether something that was closed has been taken out of it.</param>
    internal sealed record RootJson(int Files, long Bytes, IReadOnlyList<PartEntry> Parts, string? Previous = null, string? Original = null, bool? Reduced = null);

    internal sealed record FileJson(string Path, long Size, string Sha256, IReadOnlyList<string>? Sources = null, string? Template = null, IReadOnlyList<string>? ListedIn = null, int? Retained = null)
    {
        [JsonIgnore]
        public FileEntry Entry => new(
            Path,
            Convert.FromHexString(Sha256),
            Size,
            Sources is null && Template is null && ListedIn is null && Retained is null
                ? Origin.None
                : new Origin { Sources = Sources ?? [], Template = Template, ListedIn = ListedIn, Retained = Retained ?? 0 });

        public static FileJson Of(FileEntry entry) => new(
            entry.Path,
            entry.Size,
            Convert.ToHexStringLower(entry.Sha256),
            entry.Origin.Sources is { Count: > 0 } sources ? sources : null,
            entry.Origin.Template,
            entry.Origin.ListedIn,
            entry.Origin.Retained is > 0 and var retained ? retained : null);
    }
}

/// <summary>A file as a part lists it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Json">What the part says of it.</param>
internal readonly record struct ListedFile(string Path, long Size, ReadOnlyMemory<byte> Json);

/// <summary>Where a release stands among the others.</summary>
/// <param name="Previous">The release before it, by the SHA-256 of its root; null for the first.</param>
/// <param name="Original">The release with its content, where that is of an older one; likewise.</param>
/// <param name="IsReduced">Whether something that was closed (withdrawn, redacted) has been taken out of that content.</param>
internal readonly record struct ReleaseChain(byte[]? Previous, byte[]? Original = null, bool IsReduced = false);

/// <summary>A part as the root lists it.</summary>
/// <param name="Path">Its place.</param>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Files">How many files it lists.</param>
/// <param name="Bytes">Their size together.</param>
internal sealed record PartEntry(string Path, string Sha256, long Size, int Files, long Bytes)
{
    public static PartEntry Of(string path, PartFiles files) =>
        new(path, Convert.ToHexStringLower(SHA256.HashData(files.Content.Span)), files.Content.Length, files.Count, files.Listed.Sum(static file => file.Size));
}

/// <summary>What a manifest says, as JSON. The compiler knows its rules: so it makes code that writes it at once, instead of member by member through their descriptions.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ManifestFiles.FileJson))]
[JsonSerializable(typeof(ManifestFiles.RootJson))]
internal sealed partial class ManifestTypes : JsonSerializerContext;
