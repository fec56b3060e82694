using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;

namespace OpenMinutes.Publisher.Output;

/// <summary>
/// The tree that is not live, while it becomes the next release. It starts as the live one: what is written with the same content as there stays the same file,
/// with its inode and time, and what is neither written nor removed costs nothing. Everything else is written anew, even if this tree had the content two releases
/// ago: its time would lie before that of the file which readers have seen since. Any number of threads may write.
/// Until something differs, the tree is what it was: the former release.
/// </summary>
internal sealed class Tree : IRelease, IDisposable
{
    private const string NotesName = ".notes";

    private readonly SiteDirectory _site;
    private readonly TreeFiles _files;
    private readonly TreeFiles? _live;
    private readonly Manifest? _former;
    private readonly byte[]? _previous;
    private readonly Spool _notes;
    private readonly ManifestDraft _draft;
    private readonly Packing _packing;
    private readonly Progress _progress;
    private readonly Posix.Directory _opened;
    private readonly Flushing _flushing;
    private readonly Lazy<bool> _begun;
    private readonly ConcurrentQueue<string> _closed = [];
    private Manifest? _release;
    private bool _closesFormer;
    private volatile bool _wroteSomething;
    private volatile bool _liveIsDamaged;

    public Tree(SiteDirectory site, string name, string? live, Manifest? former, Progress progress, Packing packing)
    {
        _site = site;
        Name = name;
        _files = new TreeFiles(site.In(name)) { NotBefore = site.AfterLive };
        _live = live is null ? null : new TreeFiles(live);
        _former = former;
        _previous = live is null ? null : (former ?? Manifest.TryOpen(live, site.Manifests))?.RootSha256;
        _notes = new Spool(site.Path, NotesName);
        _draft = new ManifestDraft(former, _notes);
        _packing = packing;
        _progress = progress;
        _begun = new Lazy<bool>(Begin);
        Directory.CreateDirectory(_files.Root);
        _opened = new Posix.Directory(site.Path);
        _flushing = new Flushing(_opened, _files);
        if (site.IsUnfinished)
            _ = _begun.Value;
    }

    public string Name { get; }

    /// <summary>The reasons that close something (withdrawn, redacted): what is written or removed for one of them is taken out of the former release too.</summary>
    public IReadOnlySet<string> Closing { get; init; } = FrozenSet<string>.Empty;

    /// <summary>What the live release has at a path; null for nothing.</summary>
    public FileEntry? Former(string path) => _former?.Find(path);

    /// <summary>What the live release has in a folder and below it, such as all files of one meeting's minutes: <c>meetings/supervisors/2025-018/</c>.</summary>
    public IEnumerable<string> FormerBelow(string folder) => _former?.Below(folder) ?? [];

    /// <summary>Puts a file of the release in its place.</summary>
    /// <param name="path">Relative to the root, with slashes.</param>
    /// <param name="content">The bytes.</param>
    public void Write(string path, ReadOnlySpan<byte> content) => Write(path, content, [], Origin.None);

    /// <summary>Puts a file of the release in all of its places: one file with several names; packed too, where the site has that.</summary>
    /// <param name="path">Relative to the root, with slashes.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="alsoAt">The other places.</param>
    /// <param name="origin">What it was made from.</param>
    public void Write(string path, ReadOnlySpan<byte> content, IEnumerable<string> alsoAt, Origin origin)
    {
        string[] places = [path, .. alsoAt];
        var entry = new FileEntry(path, SHA256.HashData(content), content.Length, origin);
        PutAt(places, entry, content);
        foreach (var coding in _packing.Codings)
            PutPacked(places, entry, content, coding);
    }

    void IRelease.Write(string path, ReadOnlySpan<byte> content, IEnumerable<string> alsoAt, Origin origin, IReadOnlyCollection<string> why)
    {
        Write(path, content, alsoAt, origin);
        if (!Closing.Overlaps(why))
            return;
        foreach (var place in alsoAt.Prepend(path))
            AlsoInFormer(place);
    }

    void IRelease.Remove(string path, IReadOnlyCollection<string> why)
    {
        Remove(path);
        if (Closing.Overlaps(why))
            AlsoInFormer(path);
    }

    /// <summary>Takes a file out of the release, unless it is written in the same publication. A directory that becomes empty goes with it.</summary>
    public void Remove(string path)
    {
        _draft.Remove(path);
        foreach (var coding in _packing.Codings)
            _draft.Remove(path + coding.Suffix);
    }

    /// <summary>
    /// Says that a file carries in the live release what was closed (withdrawn, redacted) since. As soon as this release is live, the former one has there what this
    /// one has, or nothing; the rest of it stays, to go back to.
    /// </summary>
    public void AlsoInFormer(string path) => _closed.Enqueue(path);

    /// <summary>The same of files that nobody can name: the former release becomes the same as this one, and nothing is left to which one could go back.</summary>
    public void CloseFormer() => _closesFormer = true;

    /// <summary>Says that nobody reads next what is written, neither a check nor who takes it elsewhere: of much nothing then stays in the page cache.</summary>
    public void LeaveToDisk() => _flushing.DropsFromPageCache = true;

    /// <summary>Writes the manifest, and makes sure that what changed is there.</summary>
    /// <param name="complete">Whether the release is what was written and nothing else; otherwise what was neither written nor removed stays.</param>
    /// <returns>The release's manifest: that of the live one if nothing changed.</returns>
    public Manifest Seal(bool complete)
    {
        _release = WriteManifest(complete);
        if (!_begun.IsValueCreated)
        {
            _progress.Unchanged = _release.Count;
            return _release;
        }
        if (complete)
        {
            // When the manifest is written, and not before: what is written while the disk is busy waits for it. Of a few files, the end is as soon there without.
            _flushing.Begin();
            if (_live is not null)
                TreeCheck.All(_files, _release);
        }
        else
        {
            TreeCheck.Written(_files, _draft.New());
        }
        _progress.Unchanged = _release.Count - _progress.Written;
        return _release;
    }

    /// <summary>
    /// Whether the sealed release has a file. Where the part that would list it is not in memory, the disk is asked: a list of everything leads into each of the parts, and to read them all for one change takes
    /// longer than the change. That somebody took a listed file away is for <c>verify</c> to find.
    /// </summary>
    /// <param name="part">The part that lists the file, if the release has it.</param>
    /// <param name="path">The file.</param>
    public bool Has(string part, string path) =>
        _release!.Known(part)?.ContainsKey(path) == true || File.Exists(_begun.IsValueCreated ? _files.In(path) : _live!.In(path));

    /// <summary>
    /// Brings the tree to disk and makes it live. One syncfs(2) for many files: ten thousand fsync(2) take many times as long.
    /// A tree that is the same as the live one is left alone.
    /// </summary>
    /// <returns>The name of the tree that is live now.</returns>
    public string GoLive()
    {
        var changed = _progress.ChangesSomething;
        if (changed)
        {
            _flushing.Complete();
            Fault.At(Step.Synced);
            _site.PointTo(Name, _opened);
        }
        if (_live is not null)
            TakeOutOfFormer(changed);
        if (_begun.IsValueCreated)
            Finish();
        return changed ? Name : _site.Live!;
    }

    public void Dispose()
    {
        _flushing.Dispose();
        _notes.Dispose();
        _opened.Dispose();
    }

    /// <summary>Marks the tree as unfinished, and makes it what the live one is. Whoever finds the mark later knows that the tree may be anything.</summary>
    private bool Begin()
    {
        var isKnown = !_site.IsUnfinished;
        _site.MarkUnfinished(_opened);
        if (isKnown && _former is not null && Manifest.TryOpen(_files.Root, _site.Manifests) is { } had)
            CatchingUp.ByManifest(_files, had, _live!, _former);
        else
            CatchingUp.ByWalk(_files, _live);
        Fault.At(Step.CaughtUp);
        return true;
    }

    private void PutAt(string[] places, FileEntry entry, ReadOnlySpan<byte> content, bool isPacked = false)
    {
        var isNew = Put(entry, content, same: null, isPacked);
        foreach (var other in places.Skip(1))
            Put(entry with { Path = other }, content, isNew ? entry.Path : null, isPacked);
    }

    private void PutPacked(string[] places, FileEntry entry, ReadOnlySpan<byte> content, Coding coding)
    {
        string[] packedAt = [.. places.Select(place => place + coding.Suffix)];
        if (!Packing.Suits(entry.Path, entry.Size))
        {
            // It may have been larger.
            foreach (var packed in packedAt)
                _draft.Remove(packed);
        }
        else if (!places.All(place => StaysPacked(entry with { Path = place }, place + coding.Suffix)))
        {
            var packed = coding.Pack(content);
            PutAt(packedAt, new FileEntry(packedAt[0], SHA256.HashData(packed), packed.Length, Origin.None), packed, isPacked: true);
        }
    }

    /// <summary>Whether a file is as it was, and so is what it was packed into, which then stays in the release without being packed again.</summary>
    private bool StaysPacked(FileEntry file, string packedAt)
    {
        if (_former?.Find(file.Path)?.HasContentOf(file) != true || _former.Find(packedAt) is not { } packed || !IsLive(packed))
            return false;
        _draft.Add(packed, isNew: false);
        return true;
    }

    /// <returns>Whether it was written anew.</returns>
    private bool Put(FileEntry entry, ReadOnlySpan<byte> content, string? same, bool isPacked)
    {
        _progress.Current = entry.Path;
        if (IsLive(entry))
        {
            _draft.Add(entry, isNew: false);
            if (!isPacked)
                _progress.Kept();
            return false;
        }
        _ = _begun.Value;
        if (same is null)
        {
            _files.Write(entry.Path, content);
            _flushing.Wrote(entry.Path, entry.Size);
        }
        else
        {
            _files.Link(_files.In(same), entry.Path);
        }

        Fault.At(Step.Written);
        _draft.Add(entry, isNew: true);
        _wroteSomething = true;
        if (isPacked)
            _progress.WroteOwn(entry.Size);
        else
            _progress.Wrote(entry.Size);
        return true;
    }

    private bool IsLive(FileEntry entry)
    {
        if (_former is null)
            return _live is not null && TreeCheck.WrongWith(_live, entry) is null;
        if (_former.Find(entry.Path)?.HasContentOf(entry) != true)
            return false;
        if (new FileInfo(_live!.In(entry.Path)) is { Exists: true } file && file.Length == entry.Size)
            return true;
        _liveIsDamaged = true;
        return false;
    }

    private Manifest WriteManifest(bool complete)
    {
        var writer = new ManifestWriter(_files, _former, _site.Key, _site.Manifests);
        var isSame = _former is not null;
        if (!isSame)
            _ = _begun.Value;
        var isNewRelease = _wroteSomething;
        // In a tree that was empty, there is nothing else, unless somebody put it there; that, and the manifest itself, is for verify to look at. To walk through one costs more, for whoever reads a new directory writes that it was read.
        Action<FileNote>? look = complete && _live is null ? file => TreeCheck.IsThere(_files, file.Listed.Path, file.Listed.Size) : null;
        foreach (var change in _draft.Changes(complete, static part => !ManifestFiles.IsOfAssets(part), look))
        {
            isNewRelease |= change.Gone.Count > 0;
            Apply(change);
        }
        Retain(isNewRelease);
        foreach (var change in _draft.Changes(complete, ManifestFiles.IsOfAssets, look))
            Apply(change);
        if (isSame && _wroteSomething)
        {
            // What was damaged was mended, and is newer than the root, by whose time the next release goes.
            _files.Write(ManifestFiles.RootPath, File.ReadAllBytes(_files.In(ManifestFiles.RootPath)));
        }
        var release = isSame ? _former! : writer.WriteRoot(new ReleaseChain(_previous));
        foreach (var size in writer.Written)
            _progress.WroteOwn(size);
        _progress.Removed += writer.Removed;
        return release;

        void Apply(ChangedPart change)
        {
            isSame = false;
            _ = _begun.Value;
            foreach (var file in complete ? [] : change.Gone)
                CheckLists(file);
            writer.Apply(change);
            if (!complete && change.Files is not null)
                _site.Manifests.Keep(change.Entry!.Sha256, change.Files);
        }
    }

    /// <summary>Assets that are not of this release may be named by a page of one of the two before.</summary>
    private void Retain(bool isNewRelease)
    {
        var left = _former?.Assets().Where(asset => !_draft.IsWritten(asset.Path)).Select(asset => (asset, IsLeftPacked(asset.Path))).ToList() ?? [];
        foreach (var (asset, isLeftPacked) in left)
        {
            if (!isLeftPacked && (isNewRelease ? Retention.Next(asset) : asset) is { } kept)
                _draft.Add(kept, isNew: false);
            else
                _draft.Remove(asset.Path);
        }

        // What is there without what it was packed into is packed no more.
        bool IsLeftPacked(string path) => Packing.OriginalOf(path) is { } original && _draft.IsWritten(original);
    }

    /// <summary>The plan finds the lists of a page by what the manifest says; a list left as it was would lead to a page that is gone.</summary>
    private void CheckLists(FileEntry gone)
    {
        if (gone.Origin.ListedIn?.FirstOrDefault(list => !_draft.IsWritten(list) && !_draft.IsRemoved(list) && Former(list) is not null) is { } left)
            throw new PublishingException($"'{gone.Path}' is gone, and '{left}', which leads there, was not made again.");
    }

    private void TakeOutOfFormer(bool changed)
    {
        if (!changed)
        {
            // Nothing differs from the live release, so what was closed can only be in the other tree.
            if (_closesFormer || !_closed.IsEmpty)
                _ = _begun.Value;
        }
        else if (_former is null)
        {
            CatchingUp.ByWalk(_live!, _files);
        }
        else if (_closesFormer)
        {
            CatchingUp.ByManifest(_live!, _former, _files, _release!);
        }
        else if (!_closed.IsEmpty)
        {
            using var closing = new Closing(_site, _live!, _former, _files, _release!);
            closing.TakeOut(_closed);
        }
    }

    private void Finish()
    {
        _opened.SyncFileSystem();
        // A damaged tree is not what its manifest says; with the mark, the next publication looks at every file of it.
        if (!_liveIsDamaged)
            _site.MarkFinished(_opened);
    }
}
