using System.Collections.Frozen;
using System.Security.Cryptography;

namespace OpenMinutes.Publisher.Output;

/// <summary>
/// What a release holds, so that anybody can check it and the next publication knows what is there: the root lists the parts, each part the files of one place on
/// the site. The root is read at once, a part when a file of it is asked for. Any number of threads may ask.
/// </summary>
internal sealed class Manifest
{
    /// <summary>How many parts stay in memory: more than there are series in most sites, so that what is asked for year by year is read once.</summary>
    private const int PartsKept = 64;

    private const int OwnFiles = 2; // the root and its signature

    private readonly string _tree;
    private readonly Dictionary<string, PartEntry> _parts;
    private readonly Dictionary<string, Lazy<FrozenDictionary<string, FileEntry>>> _read = new(StringComparer.Ordinal);
    private readonly Queue<string> _readOrder = [];

    private Manifest(string tree, byte[] root)
    {
        _tree = tree;
        RootSha256 = SHA256.HashData(root);
        var listed = ManifestFiles.ReadRoot(tree, root);
        _parts = listed.Parts.ToDictionary(static part => part.Path, StringComparer.Ordinal);
        Previous = listed.Previous is { } previous ? Convert.FromHexString(previous) : null;
        Original = listed.Original is { } original ? Convert.FromHexString(original) : null;
        IsReduced = listed.Reduced == true;
        Count = listed.Files + listed.Parts.Count + OwnFiles;
        Bytes = listed.Bytes + listed.Parts.Sum(static part => part.Size) + root.Length + SigningKey.SignatureLength;
    }

    /// <summary>The directory with the files of the release.</summary>
    public string Tree => _tree;

    /// <summary>SHA-256 of the root's bytes, which names the release.</summary>
    public byte[] RootSha256 { get; }

    /// <summary>The release before this one, by the SHA-256 of its root; null for the first.</summary>
    public byte[]? Previous { get; }

    /// <summary>The older release whose content this one has, likewise; null if it is this one's own.</summary>
    public byte[]? Original { get; }

    /// <summary>Whether something that was closed (withdrawn, redacted) has been taken out of the release since it was made.</summary>
    public bool IsReduced { get; }

    /// <summary>How many files the release holds, the manifest's own included.</summary>
    public int Count { get; }

    /// <summary>Their size together.</summary>
    public long Bytes { get; }

    public IReadOnlyDictionary<string, PartEntry> Parts => _parts;

    /// <summary>The manifest of a tree; null if it has none.</summary>
    /// <exception cref="PublishingException">What stands in its place is none.</exception>
    public static Manifest? Open(string tree)
    {
        var root = Path.Join(tree, ManifestFiles.RootPath);
        return File.Exists(root) ? new Manifest(tree, File.ReadAllBytes(root)) : null;
    }

    /// <summary>The same; null also if what stands in its place is none, as after a change of its form.</summary>
    public static Manifest? TryOpen(string tree)
    {
        try
        {
            return Open(tree);
        }
        catch (PublishingException)
        {
            return null;
        }
    }

    /// <summary>A file of the release; null for what is not of it, and for the manifest's own.</summary>
    public FileEntry? Find(string path) => Files(ManifestFiles.PartOf(path)).GetValueOrDefault(path);

    /// <summary>The files below a folder of a meeting or deeper, or in any folder, as long as one part lists them all.</summary>
    /// <param name="folder">With a slash at the end: <c>meetings/supervisors/2025-018/</c>.</param>
    public IEnumerable<FileEntry> Below(string folder) =>
        Files(ManifestFiles.PartOf(folder + "index.html")).Values
            .Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal))
            .OrderBy(static file => file.Path, StringComparer.Ordinal);

    /// <summary>The assets, those included that are only kept.</summary>
    public IEnumerable<FileEntry> Assets() => _parts.Keys.Where(ManifestFiles.IsOfAssets).Order(StringComparer.Ordinal).SelectMany(part => Files(part).Values);

    /// <summary>Whether the release has a file, the manifest's own included.</summary>
    public bool Contains(string path) => ManifestFiles.IsOfManifest(path) ? path is ManifestFiles.RootPath or ManifestFiles.SignaturePath || _parts.ContainsKey(path) : Find(path) is not null;

    /// <summary>SHA-256 of a file of the release or a part of its manifest, or of the root; null for what is none of these.</summary>
    public byte[]? Sha256Of(string path) =>
        path == ManifestFiles.RootPath ? RootSha256 : _parts.TryGetValue(path, out var part) ? Convert.FromHexString(part.Sha256) : Find(path)?.Sha256;

    /// <summary>The files of a part; none if the release has no such part.</summary>
    public FrozenDictionary<string, FileEntry> Files(string part)
    {
        if (!_parts.ContainsKey(part))
            return FrozenDictionary<string, FileEntry>.Empty;
        Lazy<FrozenDictionary<string, FileEntry>> files;
        lock (_read)
        {
            if (!_read.TryGetValue(part, out files!))
            {
                _read[part] = files = new(() => ManifestFiles.ReadPart(_tree, part));
                _readOrder.Enqueue(part);
                if (_readOrder.Count > PartsKept)
                    _read.Remove(_readOrder.Dequeue());
            }
        }
        return files.Value;
    }
}
