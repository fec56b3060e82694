using System.Collections.Frozen;
using System.Security.Cryptography;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Serving;

namespace OpenMinutes.Publisher.Buckets;

/// <summary>
/// Brings a bucket to a release that is complete in a tree, by the difference between the manifests of both. A bucket cannot be switched: what nothing leads to yet goes first,
/// then what leads there, then the manifest, whose root says that the release is there; what is gone goes last. An object that says "unfinished" stands in the bucket
/// while it is changed. Whoever finds it does not believe the manifest and looks at the list of all objects, so that a publication which was stopped anywhere is taken up where it stopped.
/// </summary>
internal sealed class Mirror(Bucket bucket)
{
    /// <summary>The object that says that the bucket may be anything. Readers may see it; it is empty.</summary>
    public const string Mark = ".unfinished";

    private const int Together = 16; // an upload mostly waits for its answer

    private static readonly string[] Roots = [ManifestFiles.SignaturePath, ManifestFiles.RootPath];

    public BucketAddress Address => bucket.Address;

    public static ParallelOptions AtOnce(CancellationToken cancellation) => new() { MaxDegreeOfParallelism = Together, CancellationToken = cancellation };

    /// <summary>Does it. The caller makes sure that nobody else does.</summary>
    /// <param name="release">The release.</param>
    /// <param name="told">Is told what changes before it does.</param>
    /// <param name="options">What there is to it besides.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Gives up; the next time goes on from there.</param>
    public async Task BringAsync(Manifest release, Action<IEnumerable<FileChange>> told, MirrorOptions options, Progress progress, CancellationToken cancellation)
    {
        progress.Enter(Phase.Uploading);
        using var held = await HeldRelease.OpenAsync(bucket, cancellation);
        var isUnfinished = await bucket.ReadAsync(Mark, cancellation) is not null;
        if (held is null && !isUnfinished)
            await MakeSureItIsEmptyAsync(cancellation);
        var isSame = !isUnfinished && !options.Distrusts && held?.Manifest?.RootSha256.AsSpan().SequenceEqual(release.RootSha256) == true;
        if (isSame && !options.Closes)
            return;

        await bucket.WriteAsync(Mark, [], SHA256.HashData([]), cancellation);
        if (!isSame)
        {
            var changes = isUnfinished || options.Distrusts ? null : await ChangesAsync(release, held, cancellation);
            await ApplyAsync(release, changes ?? await FoundAsync(release, options.Wrong, cancellation), held?.Tag, told, progress, cancellation);
        }
        if (options.Closes && await bucket.KeepsVersionsAsync(cancellation))
            await ForgetVersionsAsync(cancellation);
        await bucket.DeleteAsync(Mark, cancellation);
    }

    private async Task ApplyAsync(Manifest release, Changes changes, string? rootTag, Action<IEnumerable<FileChange>> told, Progress progress, CancellationToken cancellation)
    {
        var all = changes.Files.Concat(changes.Parts);
        told(all.Concat(Roots.Select(static path => new FileChange(path, FileAction.Replaced))));
        progress.Plan(all.Count() + Roots.Length);

        await UploadAsync(changes.Files.Where(static change => change.Action == FileAction.Added));
        await UploadAsync(changes.Files.Where(static change => change.Action == FileAction.Replaced && !WebFile.IsPage(change.Path)));
        await UploadAsync(changes.Files.Where(static change => change.Action == FileAction.Replaced && WebFile.IsPage(change.Path)));
        await UploadAsync(changes.Parts.Where(static change => change.Action != FileAction.Removed));
        await UploadAsync([new FileChange(ManifestFiles.SignaturePath, FileAction.Replaced)]);
        await bucket.ReplaceAsync(ManifestFiles.RootPath, Read(release, ManifestFiles.RootPath), release.RootSha256, rootTag, cancellation);
        progress.Uploaded(ManifestFiles.RootPath);
        await Parallel.ForEachAsync(all.Where(static change => change.Action == FileAction.Removed), AtOnce(cancellation), async (change, stop) =>
        {
            await bucket.DeleteAsync(change.Path, stop);
            progress.Uploaded(change.Path);
        });

        Task UploadAsync(IEnumerable<FileChange> uploads) => Parallel.ForEachAsync(uploads, AtOnce(cancellation), async (change, stop) =>
        {
            var content = Read(release, change.Path);
            await bucket.WriteAsync(change.Path, content, SHA256.HashData(content), stop);
            progress.Uploaded(change.Path);
        });
    }

    /// <summary>A bucket with somebody else's objects is not taken over by mistake, as what is of no release is deleted.</summary>
    private async Task MakeSureItIsEmptyAsync(CancellationToken cancellation)
    {
        await foreach (var other in bucket.ListAsync(cancellation))
            throw new PublishingException($"'{bucket.Address}' holds '{other.Path}', which is of no release: give the site a bucket or a prefix of its own.");
    }

    /// <summary>By the manifests, in the time that the difference takes; null if that of the bucket is not whole.</summary>
    private static async Task<Changes?> ChangesAsync(Manifest release, HeldRelease? held, CancellationToken cancellation)
    {
        if (held is null)
            return new Changes(release.Since(null), release.PartsSince(null));
        if (held.Manifest is not { } former)
            return null;
        var parts = release.PartsSince(former).ToList();
        return await held.CopyAsync(parts.Select(static part => part.Path).Where(former.Parts.ContainsKey), cancellation) ? new Changes(release.Since(former), parts) : null;
    }

    /// <summary>By the list of all objects, for a bucket of which it is not known what it holds. An object whose tag is not the MD5 of the file is written again, whatever the tag means there.</summary>
    private async Task<Changes> FoundAsync(Manifest release, IReadOnlySet<string> wrong, CancellationToken cancellation)
    {
        var held = new Dictionary<string, ListedObject>(StringComparer.Ordinal);
        await foreach (var found in bucket.ListAsync(cancellation))
            held[found.Path] = found;
        foreach (var path in Roots.Append(Mark))
            held.Remove(path);
        var changes = new Changes([.. release.Parts.Keys.SelectMany(part => release.Files(part).Keys).Select(Find).OfType<FileChange>()], [.. release.Parts.Keys.Select(Find).OfType<FileChange>()]);
        return changes with { Files = [.. changes.Files, .. held.Keys.Select(static path => new FileChange(path, FileAction.Removed))] };

        FileChange? Find(string path) =>
            !held.Remove(path, out var found) ? new FileChange(path, FileAction.Added)
            : wrong.Contains(path) || !IsCopy(found) ? new FileChange(path, FileAction.Replaced)
            : null;

        bool IsCopy(ListedObject found)
        {
            var file = new FileInfo(Path.Join(release.Tree, found.Path));
            return file.Length == found.Size && Convert.ToHexStringLower(Md5(file)) == found.Tag;
        }
    }

    /// <summary>
    /// Deletes all that the bucket keeps of the past: what was closed stands in older versions of many objects, also of such as have long been gone. Last those that say that an object is gone,
    /// since without them the version before would be there again.
    /// </summary>
    private async Task ForgetVersionsAsync(CancellationToken cancellation)
    {
        await Parallel.ForEachAsync(bucket.VersionsAsync(cancellation).Where(static version => !version.IsLatest), AtOnce(cancellation), async (version, stop) => await bucket.DeleteAsync(version, stop));
        await Parallel.ForEachAsync(
            bucket.VersionsAsync(cancellation).Where(static version => version is { IsLatest: true, IsDeletion: true }), AtOnce(cancellation), async (version, stop) => await bucket.DeleteAsync(version, stop));
    }

    private static byte[] Read(Manifest release, string path)
    {
        var content = File.ReadAllBytes(Path.Join(release.Tree, path));
        return release.Sha256Of(path) is { } sha256 && !sha256.AsSpan().SequenceEqual(SHA256.HashData(content))
            ? throw new PublishingException($"'{path}' is damaged in '{release.Tree}'.")
            : content;
    }

    // What an object store calls its tag; nothing is kept safe by it.
#pragma warning disable CA5351
    private static byte[] Md5(FileInfo file)
    {
        using var content = file.OpenRead();
        return MD5.HashData(content);
    }
#pragma warning restore CA5351

    /// <summary>What a release has otherwise than the bucket.</summary>
    /// <param name="Files">The files, which may be enumerated again and again.</param>
    /// <param name="Parts">The parts of the manifest, likewise.</param>
    private sealed record Changes(IEnumerable<FileChange> Files, IEnumerable<FileChange> Parts);
}

/// <summary>What there is to bringing a bucket to a release besides.</summary>
internal sealed record MirrorOptions
{
    /// <summary>Whether something was closed (withdrawn, redacted) since the former release, of which a bucket that keeps versions shall keep none.</summary>
    public bool Closes { get; init; }

    /// <summary>Whether the bucket may not be as its manifest says.</summary>
    public bool Distrusts { get; init; }

    /// <summary>Objects that are known to be wrong.</summary>
    public IReadOnlySet<string> Wrong { get; init; } = FrozenSet<string>.Empty;
}
