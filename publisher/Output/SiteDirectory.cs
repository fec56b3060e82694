using System.Collections.Frozen;

namespace OpenMinutes.Publisher.Output;

/// <summary>
/// A site's directory: two complete trees, and the link that says which of them is live. A release is built in the other one and becomes live by
/// the link's replacement, which is one rename: every reader finds one release or the other, never a mixture.
/// </summary>
internal sealed class SiteDirectory
{
    /// <summary>The name of the link; what a web server is given as its root.</summary>
    public const string LiveName = "live";

    private const string LockName = ".lock";
    private const string SigningKeyName = ".signing-key.pem";
    private const string UnfinishedName = ".unfinished";
    private const int WouldBlock = 11; // EWOULDBLOCK
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(200);
    private static readonly string[] TreeNames = ["a", "b"];

    private readonly Lazy<SigningKey> _key;

    /// <param name="path">The directory.</param>
    /// <param name="signingKey">The file with the key that signs releases, if it is not in the directory.</param>
    public SiteDirectory(string path, string? signingKey = null)
    {
        Path = System.IO.Path.GetFullPath(path);
        _key = new(() => SigningKey.At(signingKey ?? In(SigningKeyName)));
    }

    public string Path { get; }

    /// <summary>Whether the live tree may not be as its manifest says: then every file is compared byte by byte, and what is not right is made again.</summary>
    public bool DistrustsLive { get; init; }

    /// <summary>What was read and written of the manifests of its trees.</summary>
    public ManifestMemory Manifests { get; } = new();

    /// <summary>The key that signs the releases; it is made when it is needed first.</summary>
    public SigningKey Key => _key.Value;

    /// <summary>The name of the live tree; null before the first release.</summary>
    public string? Live => new FileInfo(In(LiveName)).LinkTarget switch
    {
        null when File.Exists(In(LiveName)) || Directory.Exists(In(LiveName)) => throw new IOException($"'{In(LiveName)}' is no link: it is in the way of the publisher's."),
        null => null,
        var target when TreeNames.Contains(target) => target,
        var target => throw new IOException($"'{In(LiveName)}' leads to '{target}', which is no tree of the publisher's."),
    };

    /// <summary>Where the live tree is; null before the first release.</summary>
    public string? LivePath => Live is { } name ? In(name) : null;

    /// <summary>Whether a publisher stopped in the middle: the tree that is not live may be anything.</summary>
    public bool IsUnfinished => File.Exists(In(UnfinishedName));

    /// <summary>Keeps other publishers off the directory until disposed, or until the process ends in whatever way; null while another one is there.</summary>
    public IDisposable? TryLock()
    {
        Directory.CreateDirectory(Path);
        try
        {
            // On Unix, "shared with nobody" is flock(2).
            return new FileStream(In(LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (taken.HResult == WouldBlock)
        {
            return null;
        }
    }

    /// <summary>Waits until no other publisher is there.</summary>
    public async Task<IDisposable> LockAsync(CancellationToken cancellation)
    {
        IDisposable? alone;
        while ((alone = TryLock()) is null)
            await Task.Delay(LockPause, cancellation);
        return alone;
    }

    /// <summary>Puts on disk, before the first change to the tree that is not live, that it is not what its manifest says.</summary>
    public void MarkUnfinished(Posix.Directory opened)
    {
        if (IsUnfinished)
            return;
        File.Create(In(UnfinishedName)).Dispose();
        opened.Sync();
        Fault.At(Step.Marked);
    }

    /// <summary>Takes the mark away. Both trees must be on disk.</summary>
    public void MarkFinished(Posix.Directory opened)
    {
        Fault.At(Step.Settled);
        File.Delete(In(UnfinishedName));
        opened.Sync();
        Fault.At(Step.Finished);
    }

    /// <summary>The manifest of the live release, for whoever only wants to know what is there; null before the first release, and if it cannot be read or is not trusted.</summary>
    public Manifest? OpenLive() => !DistrustsLive && LivePath is { } live ? Manifest.TryOpen(live, Manifests) : null;

    /// <summary>The tree that is not live, to be brought up to date by whoever holds the lock.</summary>
    /// <param name="progress">Is told what is written.</param>
    /// <param name="packing">How files are packed.</param>
    /// <param name="closing">The reasons that close something.</param>
    /// <param name="former">The live release, if it has been opened already: of what was read of it nothing is then read again.</param>
    public Tree OpenIdle(Progress progress, Packing? packing = null, IReadOnlySet<string>? closing = null, Manifest? former = null)
    {
        var live = Live;
        return new Tree(this, OtherThan(live), live is null ? null : In(live), former ?? OpenLive(), progress, packing ?? Packing.None) { Closing = closing ?? FrozenSet<string>.Empty };
    }

    /// <summary>
    /// The first second after the live release was made, the last of whose files is the root of its manifest. Web servers tell files apart by size and whole seconds (ETag,
    /// Last-Modified): what takes the place of a file must be of a later one.
    /// </summary>
    public DateTime AfterLive => LivePath is { } live && new FileInfo(System.IO.Path.Join(live, ManifestFiles.RootPath)) is { Exists: true } root
        ? new DateTime((root.LastWriteTimeUtc.Ticks / TimeSpan.TicksPerSecond + 1) * TimeSpan.TicksPerSecond, DateTimeKind.Utc)
        : DateTime.MinValue;

    /// <summary>The name of the tree that is not live.</summary>
    public static string OtherThan(string? live) => TreeNames.First(name => name != live);

    public string In(string name) => System.IO.Path.Join(Path, name);

    /// <summary>Makes a tree live. Everything in it must be on disk.</summary>
    public void PointTo(string tree, Posix.Directory opened)
    {
        var next = In(".live.new");
        File.Delete(next);
        Posix.Symlink(tree, next);
        Fault.At(Step.Linked);
        Posix.Rename(next, In(LiveName));
        Fault.At(Step.Switched);
        opened.Sync();
    }
}
