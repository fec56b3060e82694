namespace OpenMinutes.Publisher.Output;

/// <summary>
/// Makes one tree the same as another: each file that differs becomes a second name of the other's, so that inode and time are the same too, from which web
/// servers make ETag and Last-Modified.
/// </summary>
internal static class CatchingUp
{
    /// <summary>By the manifests of both, in the time that the difference takes. Each tree must be as its manifest says.</summary>
    public static void ByManifest(TreeFiles behind, Manifest had, TreeFiles ahead, Manifest has)
    {
        foreach (var part in had.Parts.Keys.Union(has.Parts.Keys, StringComparer.Ordinal))
        {
            if (had.Parts.GetValueOrDefault(part) == has.Parts.GetValueOrDefault(part))
                continue;
            foreach (var change in has.Files(part).Since(had.Files(part)))
            {
                if (change.Action == FileAction.Removed)
                    behind.Delete(change.Path);
                else
                    behind.Link(ahead.In(change.Path), change.Path);
            }
            if (has.Parts.ContainsKey(part))
                behind.Link(ahead.In(part), part);
            else
                behind.Delete(part);
        }
        behind.Link(ahead.In(ManifestFiles.RootPath), ManifestFiles.RootPath);
        behind.Link(ahead.In(ManifestFiles.SignaturePath), ManifestFiles.SignaturePath);
    }

    /// <summary>By looking at every file: for a tree of which it is not known what it holds.</summary>
    /// <param name="behind">The tree.</param>
    /// <param name="ahead">The other; null for none, so that nothing is left.</param>
    public static void ByWalk(TreeFiles behind, TreeFiles? ahead)
    {
        foreach (var (path, _) in ahead?.All() ?? [])
            behind.Link(ahead!.In(path), path);
        foreach (var (path, _) in behind.All())
        {
            if (ahead is null || !File.Exists(ahead.In(path)))
                File.Delete(behind.In(path));
        }
        behind.RemoveEmptyDirectories();
    }
}
