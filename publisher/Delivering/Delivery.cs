using OpenMinutes.Publisher.Output;

namespace OpenMinutes.Publisher.Delivering;

/// <summary>Brings a release, besides into the directory, to where readers get it: into a bucket, and past the caches in between.</summary>
internal sealed class Delivery
{
    private static readonly string[] Roots = [ManifestFiles.RootPath, ManifestFiles.SignaturePath];

    /// <summary>The directory is all there is.</summary>
    public static readonly Delivery None = new();

    public BucketTarget? Bucket { get; init; }

    public PurgeHook? Purge { get; init; }

    /// <summary>Does what comes before a release is put on record and the directory is switched.</summary>
    /// <param name="parcel">The release.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What keeps others off until the release is on record; null for nothing.</returns>
    public async Task<IAsyncDisposable?> BringAsync(Parcel parcel, Progress progress, CancellationToken cancellation)
    {
        if (Bucket is not null)
            return await Bucket.BringAsync(parcel, changes => Purge?.Note(changes), progress, cancellation);
        if (Purge is not null && parcel.Former?.RootSha256.AsSpan().SequenceEqual(parcel.Release.RootSha256) != true)
            Purge.Note(parcel.Release.Since(parcel.Former).Concat(parcel.Release.PartsSince(parcel.Former)).Concat(Roots.Select(static path => new FileChange(path, FileAction.Replaced))));
        return null;
    }

    /// <summary>Does what comes afterwards.</summary>
    /// <returns>What went wrong, in words that may be stored and shown; null for nothing.</returns>
    public async Task<string?> FollowUpAsync(CancellationToken cancellation) => Purge is null ? null : await Purge.RunAsync(cancellation);
}

/// <summary>A release to be brought.</summary>
/// <param name="Release">The release, which is complete in its tree.</param>
/// <param name="Former">The one that is live; null for none.</param>
internal sealed record Parcel(Manifest Release, Manifest? Former)
{
    /// <summary>The snapshot in which its content was read, if it is new.</summary>
    public string? Snapshot { get; init; }

    /// <summary>The release on record that it undoes, if it does.</summary>
    public long? Undoes { get; init; }

    /// <summary>Whether something was closed (withdrawn, redacted) since the former release.</summary>
    public bool Closes { get; init; }
}
