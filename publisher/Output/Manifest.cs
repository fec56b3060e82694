namespace OpenMinutes.Publisher.Output;

/// <summary>
/// What a release holds, so that anybody can check it and the next publication knows what is there: the root lists the parts, each part the files of one place on
/// the site. The root is read at once, a part when a file of it is asked for. Any number of threads may ask.
/// </summary>
internal sealed class Manifest
{
    /// <summary>How many parts stay in memory: more than there are series in most sites, so that what is asked for year by year is read once.</summary>
    private const int PartsKept = 64;

    private readonly ManifestMemory _memory;
    private readonly ManifestRoot _root;
    private readonly Dictionary<string, Lazy<PartFiles>> _read = new(StringComparer.Ordinal);
    private readonly Queue<string> _readOrder = [];

    private Manifest(string tree, ManifestRoot root, ManifestMemory memory)
    {
        Tree = tree;
        _root = root;
        _memory = memory;
    }

    /// <summary>The directory with the files of the release.</summary>
    public string Tree { get; }

    /// <summary>SHA-256 of the root's bytes, which names the release.</summary>
    public byte[] RootSha256 => _root.Sha256;

    /// <summary>The release before this one, by the SHA-256 of its root; null for the first.</summary>
    public byte[]? Previous => _root.Chain.Previous;

    /// <summary>The older release whose content this one has, likewise; null if it is this one's own.</summary>
    public byte[]? Original => _root.Chain.Original;

    /// <summary>Whether something that was closed (withdrawn, redacted) has been taken out of the release since it was made.</summary>
    public bool IsReduced => _root.Chain.IsReduced;

    /// <summary>How many files the release holds, the manifest's own included.</summary>
    public int Count => _root.Count;

    /// <summary>Their size together.</summary>
    public long Bytes => _root.Bytes;

    public IReadOnlyDictionary<string, PartEntry> Parts => _root.Parts;

    /// <summary>The manifest of a tree; null if it has none.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="memory">What was read and written before.</param>
    /// <exception cref="PublishingException">What stands in its place is none.</exception>
    public static Manifest? Open(string tree, ManifestMemory? memory = null)
    {
        memory ??= new ManifestMemory();
        var root = Path.Join(tree, ManifestFiles.RootPath);
        return File.Exists(root) ? new Manifest(tree, memory.Root(tree, File.ReadAllBytes(root)), memory) : null;
    }

    /// <summary>The same; null also if what stands in its place is none, as after a change of its form.</summary>
    public static Manifest? TryOpen(string tree, ManifestMemory? memory = null)
    {
        try
        {
            return Open(tree, memory);
        }
        catch (PublishingException)
        {
            return null;
        }
    }

    /// <summary>A file of the release; null for what is not of it, and for the manifest's own.</summary>
    public FileEntry? Find(string path) => Files(ManifestFiles.PartOf(path)).GetValueOrDefault(path);

    /// <summary>The paths of the files below a folder of a meeting or deeper, or in any folder, as long as one part lists them all.</summary>
    /// <param name="folder">With a slash at the end: <c>meetings/supervisors/2025-018/</c>; or with that what the names of some files begin with: <c>search/index/text/supervisors/2025-018.</c></param>
    public IEnumerable<string> Below(string folder) =>
        Files(ManifestFiles.PartOf(folder + "index.html")).Keys.Where(path => path.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>The assets, those included that are only kept.</summary>
    public IEnumerable<FileEntry> Assets() => Parts.Keys.Where(ManifestFiles.IsOfAssets).Order(StringComparer.Ordinal).SelectMany(part => Files(part).Values);

    /// <summary>Whether the release has a file, the manifest's own included.</summary>
    public bool Contains(string path) => ManifestFiles.IsOfManifest(path)
        ? path is ManifestFiles.RootPath or ManifestFiles.SignaturePath || Parts.ContainsKey(path)
        : Files(ManifestFiles.PartOf(path)).ContainsKey(path);

    /// <summary>SHA-256 of a file of the release or a part of its manifest, or of the root; null for what is none of these.</summary>
    public byte[]? Sha256Of(string path) =>
        path == ManifestFiles.RootPath ? RootSha256 : Parts.TryGetValue(path, out var part) ? Convert.FromHexString(part.Sha256) : Find(path)?.Sha256;

    /// <summary>The files of a part, if they are in memory.</summary>
    public PartFiles? Known(string part) => Parts.TryGetValue(part, out var entry) ? _memory.Find(entry.Sha256) : null;

    /// <summary>The files of a part; none if the release has no such part.</summary>
    public PartFiles Files(string part)
    {
        if (!Parts.TryGetValue(part, out var entry))
            return PartFiles.None;
        Lazy<PartFiles> files;
        lock (_read)
        {
            if (!_read.TryGetValue(part, out files!))
            {
                _read[part] = files = new(() => _memory.Part(Tree, entry));
                _readOrder.Enqueue(part);
                if (_readOrder.Count > PartsKept)
                    _read.Remove(_readOrder.Dequeue());
            }
        }
        return files.Value;
    }
}
