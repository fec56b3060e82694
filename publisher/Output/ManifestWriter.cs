namespace OpenMinutes.Publisher.Output;

/// <summary>Brings the manifest of a tree to what was written and removed, and the tree to what was removed.</summary>
/// <param name="tree">The tree.</param>
/// <param name="former">The manifest from which it starts; null for none.</param>
/// <param name="key">Signs the root.</param>
/// <param name="memory">Takes what is written.</param>
internal sealed class ManifestWriter(TreeFiles tree, Manifest? former, SigningKey key, ManifestMemory memory)
{
    private readonly Dictionary<string, PartEntry> _parts = former?.Parts.ToDictionary(StringComparer.Ordinal) ?? [];

    /// <summary>How many bytes each file had that was written.</summary>
    public List<long> Written { get; } = [];

    public int Removed { get; private set; }

    public void Apply(ChangedPart change)
    {
        foreach (var file in change.Gone)
            Remove(file.Path);
        if (change.Files is null)
        {
            Remove(change.Path);
            _parts.Remove(change.Path);
        }
        else
        {
            Write(change.Path, change.Files.Content.Span);
            _parts[change.Path] = change.Entry!;
        }
    }

    /// <param name="chain">Where the release stands among the others.</param>
    public Manifest WriteRoot(ReleaseChain chain)
    {
        var root = ManifestFiles.WriteRoot(_parts.Values, chain);
        Write(ManifestFiles.RootPath, root);
        Fault.At(Step.RootWritten);
        Write(ManifestFiles.SignaturePath, key.Sign(root));
        memory.Keep(ManifestRoot.Of(root, chain, _parts));
        return Manifest.Open(tree.Root, memory)!;
    }

    private void Write(string path, ReadOnlySpan<byte> content)
    {
        tree.Write(path, content);
        Written.Add(content.Length);
    }

    private void Remove(string path)
    {
        tree.Delete(path);
        Removed++;
    }
}
