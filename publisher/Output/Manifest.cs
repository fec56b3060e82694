using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenMinutes.Publisher.Output;

/// <summary>A file of a release.</summary>
/// <param name="Path">From the site's root, with slashes and without one at the start.</param>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="Size">In bytes.</param>
internal sealed record FileEntry(string Path, byte[] Sha256, long Size);

/// <summary>
/// What a release holds, so that anybody can check it: the root manifest lists the parts, each part the files of one place on the site.
/// The places are cut by the paths alone, a series by the first four characters of its keys (the year), so that a change rewrites one part
/// and the root however large the site is.
/// </summary>
internal sealed class Manifest
{
    public const string RootPath = "manifest.json";
    private const string PartsFolder = "manifest/";
    private const int YearLength = 4;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    private readonly Dictionary<string, long> _sizes;

    private Manifest(IReadOnlyCollection<FileEntry> files)
    {
        Parts = [.. files.GroupBy(static file => PartOf(file.Path)).Select(Part.Of).OrderBy(static part => part.Path, StringComparer.Ordinal)];
        Root = JsonSerializer.SerializeToUtf8Bytes(new RootJson(files.Count, files.Sum(static file => file.Size), [.. Parts.Select(static part => part.Entry)]), Json);
        _sizes = files.ToDictionary(static file => file.Path, static file => file.Size, StringComparer.Ordinal);
        foreach (var part in Parts)
            _sizes.Add(part.Path, part.Content.Length);
        _sizes.Add(RootPath, Root.Length);
    }

    public IReadOnlyList<Part> Parts { get; }

    /// <summary>The bytes of the root manifest.</summary>
    public ReadOnlyMemory<byte> Root { get; }

    public byte[] RootSha256 => SHA256.HashData(Root.Span);

    /// <summary>How many files the release holds, the manifest's own included.</summary>
    public int Count => _sizes.Count;

    /// <summary>Their size together.</summary>
    public long Bytes => _sizes.Values.Sum();

    public static Manifest Of(IReadOnlyCollection<FileEntry> files) => new(files);

    public bool Contains(string path) => _sizes.ContainsKey(path);

    /// <summary>The size of a file of the release; null for what is not of it.</summary>
    public long? SizeOf(string path) => _sizes.TryGetValue(path, out var size) ? size : null;

    /// <summary>Compares a tree with its manifest. Says of every file that is missing, changed or of no release what is wrong with it.</summary>
    public static IEnumerable<Drift> Compare(string tree)
    {
        var expected = new HashSet<string>(StringComparer.Ordinal) { RootPath };
        foreach (var part in Read<RootJson>(tree, RootPath).Parts)
        {
            expected.Add(part.Path);
            if (Check(tree, part.Path, part.Sha256) is { } drift)
            {
                yield return drift;
                continue;
            }
            foreach (var file in Read<PartJson>(tree, part.Path).Files)
            {
                expected.Add(file.Path);
                if (Check(tree, file.Path, file.Sha256) is { } wrong)
                    yield return wrong;
            }
        }
        foreach (var (path, _) in Tree.FilesBelow(tree).Where(file => !expected.Contains(file.Path)).OrderBy(static file => file.Path, StringComparer.Ordinal))
            yield return new Drift(path, "is not of the release");
    }

    private static Drift? Check(string tree, string path, string sha256)
    {
        var file = new FileInfo(Path.Join(tree, path));
        if (!file.Exists)
            return new Drift(path, "is missing");
        using var content = file.OpenRead();
        return Convert.ToHexStringLower(SHA256.HashData(content)) == sha256 ? null : new Drift(path, "was changed");
    }

    private static T Read<T>(string tree, string path)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(Path.Join(tree, path)), Json)!;
        }
        catch (JsonException malformed)
        {
            throw new PublishingException($"'{Path.Join(tree, path)}' is no manifest: {malformed.Message}", malformed);
        }
    }

    private static string PartOf(string path) => path.Split('/') switch
    {
        ["meetings", var series, var key, _, ..] => $"meetings/{series}/{key[..Math.Min(YearLength, key.Length)]}",
        [var top, _, ..] => top,
        _ => "root",
    };

    /// <summary>A part: where it is, its bytes, and how the root lists it.</summary>
    internal sealed class Part
    {
        public required string Path { get; init; }

        public required ReadOnlyMemory<byte> Content { get; init; }

        public PartEntryJson Entry => new(Path, Convert.ToHexStringLower(SHA256.HashData(Content.Span)));

        public static Part Of(IGrouping<string, FileEntry> place) => new()
        {
            Path = $"{PartsFolder}{place.Key}.json",
            Content = JsonSerializer.SerializeToUtf8Bytes(
                new PartJson([.. place.OrderBy(static file => file.Path, StringComparer.Ordinal)
                    .Select(static file => new FileJson(file.Path, file.Size, Convert.ToHexStringLower(file.Sha256)))]),
                Json),
        };
    }

    internal sealed record PartEntryJson(string Path, string Sha256);

    private sealed record RootJson(int Files, long Bytes, IReadOnlyList<PartEntryJson> Parts);

    private sealed record PartJson(IReadOnlyList<FileJson> Files);

    private sealed record FileJson(string Path, long Size, string Sha256);
}

/// <summary>What is not as the manifest says.</summary>
internal sealed record Drift(string Path, string What);
