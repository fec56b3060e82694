using System.Security.Cryptography;

namespace OpenMinutes.Publisher.Output;

/// <summary>Compares a tree with its manifest.</summary>
internal static class TreeCheck
{
    /// <summary>Makes sure that files which were just written hold what the manifest says.</summary>
    public static void Written(TreeFiles tree, IEnumerable<FileNote> written)
    {
        foreach (var file in written)
        {
            if (WrongWith(tree, file.Listed.Path, Convert.ToHexStringLower(file.Sha256.Span)) is { } drift)
                throw new PublishingException($"'{drift.Path}' {drift.What} on disk.");
        }
    }

    /// <summary>Makes sure that a file which was just written is there, and has as many bytes.</summary>
    public static void IsThere(TreeFiles tree, string path, long size)
    {
        var file = new FileInfo(tree.In(path));
        if (!file.Exists || file.Length != size)
            throw new PublishingException($"'{path}' {(file.Exists ? "was changed" : "is missing")} on disk.");
    }

    /// <summary>Makes sure that a tree has as many files as its manifest lists, and as many bytes. What is of no release goes.</summary>
    public static void All(TreeFiles tree, Manifest manifest)
    {
        if (tree.Measure() == (manifest.Count, manifest.Bytes))
            return;
        foreach (var (path, _) in tree.All().Where(file => !manifest.Contains(file.Path)).ToList())
            tree.Delete(path);
        if (tree.Measure() == (manifest.Count, manifest.Bytes))
            return;
        var wrong = Compare(tree.Root).FirstOrDefault();
        throw new PublishingException($"'{wrong?.Path}' {wrong?.What} on disk.");
    }

    /// <summary>Says whether the manifest is not signed with a key.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="publicKey">The public half, as a PEM file.</param>
    public static IEnumerable<Drift> Signature(string root, string publicKey)
    {
        var tree = new TreeFiles(root);
        if (!File.Exists(tree.In(ManifestFiles.RootPath)) || !File.Exists(tree.In(ManifestFiles.SignaturePath)))
            return [new Drift(ManifestFiles.SignaturePath, "or what it signs is missing")];
        return SigningKey.IsSigned(publicKey, File.ReadAllBytes(tree.In(ManifestFiles.RootPath)), File.ReadAllBytes(tree.In(ManifestFiles.SignaturePath)))
            ? []
            : [new Drift(ManifestFiles.SignaturePath, "is not of this key and manifest")];
    }

    /// <summary>Says what is wrong with one file, of a tree that need not have more than it, the part that lists it and the root.</summary>
    public static IEnumerable<Drift> CompareOne(string root, string path)
    {
        var tree = new TreeFiles(root);
        var manifest = Manifest.Open(root) ?? throw new PublishingException($"'{root}' has no manifest.");
        if (!manifest.Parts.TryGetValue(ManifestFiles.PartOf(path), out var part))
            return [new Drift(path, "is not of the release")];
        if (WrongWith(tree, part.Path, part.Sha256) is { } drift)
            return [drift];
        return manifest.Find(path) is not { } file ? [new Drift(path, "is not of the release")] : WrongWith(tree, file) is { } wrong ? [wrong] : [];
    }

    /// <summary>Says of every file that is missing, changed or of no release what is wrong with it.</summary>
    public static IEnumerable<Drift> Compare(string root)
    {
        var tree = new TreeFiles(root);
        if (Manifest.TryOpen(root) is not { } manifest)
        {
            yield return new Drift(ManifestFiles.RootPath, "is missing, or no manifest");
            yield break;
        }
        var unread = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in manifest.Parts.Values.OrderBy(static part => part.Path, StringComparer.Ordinal))
        {
            if (WrongWith(tree, part.Path, part.Sha256) is { } drift)
            {
                unread.Add(part.Path);
                yield return drift;
                continue;
            }
            foreach (var file in manifest.Files(part.Path).Values.OrderBy(static file => file.Path, StringComparer.Ordinal))
            {
                if (WrongWith(tree, file) is { } wrong)
                    yield return wrong;
            }
        }
        foreach (var (path, _) in tree.All().OrderBy(static file => file.Path, StringComparer.Ordinal))
        {
            if (!unread.Contains(ManifestFiles.PartOf(path)) && !manifest.Contains(path))
                yield return new Drift(path, "is not of the release");
        }
    }

    public static Drift? WrongWith(TreeFiles tree, FileEntry entry) => WrongWith(tree, entry.Path, Convert.ToHexStringLower(entry.Sha256));

    private static Drift? WrongWith(TreeFiles tree, string path, string sha256)
    {
        var file = new FileInfo(tree.In(path));
        if (!file.Exists)
            return new Drift(path, "is missing");
        using var content = file.OpenRead();
        return Convert.ToHexStringLower(SHA256.HashData(content)) == sha256 ? null : new Drift(path, "was changed");
    }
}

/// <summary>What is not as the manifest says.</summary>
internal sealed record Drift(string Path, string What);
