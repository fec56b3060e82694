using System.Security.Cryptography;

namespace OpenMinutes.Publisher.Output;

/// <summary>
/// The way back to the former release: the tree that is not live, as it is. What differs gets a new time, because readers have seen a later file since; its
/// manifest says which release went before and whose content it has. Nothing of it is done in a way that a repetition would not mend.
/// </summary>
internal sealed class Rollback : IDisposable
{
    private const string NotesName = ".notes";

    private readonly SiteDirectory _site;
    private readonly string _idle;
    private readonly Posix.Directory _opened;

    private Rollback(SiteDirectory site, string idle, Manifest undone, Manifest former)
    {
        _site = site;
        _idle = idle;
        _opened = new Posix.Directory(site.Path);
        Undone = undone.RootSha256;
        Original = former.Original ?? former.RootSha256;
        Changes = [.. Differences(former, undone)];
        var tree = new TreeFiles(site.In(idle)) { NotBefore = site.AfterLive };
        Renew(tree, former);
        Fault.At(Step.Renewed);
        var writer = new ManifestWriter(tree, former, site.Key, site.Manifests);
        using var notes = new Spool(site.Path, NotesName);
        foreach (var change in Retain(notes, tree, former, undone).Changes(complete: false))
            writer.Apply(change);
        Manifest = writer.WriteRoot(new ReleaseChain(Undone, Original, former.IsReduced));
    }

    /// <summary>The release that is undone, by the SHA-256 of its root manifest.</summary>
    public byte[] Undone { get; }

    /// <summary>The release whose content is live again.</summary>
    public byte[] Original { get; }

    /// <summary>The release that comes of it.</summary>
    public Manifest Manifest { get; }

    /// <summary>What is no longer as it was.</summary>
    public IReadOnlyList<FileChange> Changes { get; }

    /// <summary>Prepares the way back; null if there is none, because the other tree is the same as the live one or was left in the middle. The caller holds the lock.</summary>
    public static Rollback? Prepare(SiteDirectory site)
    {
        if (site.IsUnfinished || site.Live is not { } live || site.OpenLive() is not { } undone)
            return null;
        var idle = SiteDirectory.OtherThan(live);
        return Manifest.TryOpen(site.In(idle), site.Manifests) is { } former && Differences(former, undone).Any() ? new Rollback(site, idle, undone, former) : null;
    }

    /// <returns>The name of the tree that is live now.</returns>
    public string GoLive()
    {
        _opened.SyncFileSystem();
        Fault.At(Step.Synced);
        _site.PointTo(_idle, _opened);
        return _idle;
    }

    public void Dispose() => _opened.Dispose();

    private void Renew(TreeFiles tree, Manifest former)
    {
        foreach (var change in Changes.Where(static change => change.Action != FileAction.Removed))
        {
            var content = File.ReadAllBytes(tree.In(change.Path));
            if (!SHA256.HashData(content).AsSpan().SequenceEqual(former.Find(change.Path)!.Sha256))
                throw new PublishingException($"'{change.Path}' of the former release is damaged.");
            tree.Write(change.Path, content);
        }
    }

    /// <summary>Readers have pages that name assets of the release that is undone. All assets are listed again, as a part that was written before a crash is not what the root says.</summary>
    private ManifestDraft Retain(Spool notes, TreeFiles tree, Manifest former, Manifest undone)
    {
        var live = new TreeFiles(_site.LivePath!);
        var draft = new ManifestDraft(former, notes);
        foreach (var asset in former.Assets())
            draft.Add(asset, isNew: false);
        foreach (var asset in undone.Assets().Where(asset => !draft.IsWritten(asset.Path)).Select(Retention.Next).OfType<FileEntry>())
        {
            tree.Link(live.In(asset.Path), asset.Path);
            draft.Add(asset, isNew: false);
        }
        return draft;
    }

    private static IEnumerable<FileChange> Differences(Manifest to, Manifest from) =>
        to.PartsSince(from).Where(static part => !ManifestFiles.IsOfAssets(part.Path)).SelectMany(part => to.Files(part.Path).Since(from.Files(part.Path)));
}

/// <summary>What a file of a release is to the one before.</summary>
internal sealed record FileChange(string Path, FileAction Action);

internal enum FileAction
{
    Added,
    Replaced,
    Removed,
}
