using Npgsql;
using OpenMinutes.Publisher.Buckets;
using OpenMinutes.Publisher.Jobs;
using OpenMinutes.Publisher.Output;

namespace OpenMinutes.Publisher.Delivering;

/// <summary>The bucket of a target, into which one publisher at a time brings releases, none of them older than what another one brought.</summary>
internal sealed class BucketTarget(NpgsqlDataSource database, string target, Mirror mirror)
{
    private readonly Releases _releases = new(target);

    /// <summary>Brings a release into the bucket.</summary>
    /// <param name="parcel">The release.</param>
    /// <param name="told">Is told what changes before it does.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Keeps other publishers off until it is disposed, which must be after the release is on record.</returns>
    /// <exception cref="StaleException">Another publisher put a release live since the content of this one was read.</exception>
    public async Task<IAsyncDisposable> BringAsync(Parcel parcel, Action<IEnumerable<FileChange>> told, Progress progress, CancellationToken cancellation)
    {
        var alone = await BucketLock.TakeAsync(database, mirror.Address.ToString(), cancellation);
        try
        {
            if (await alone.AskAsync(connection => _releases.IsStaleAsync(connection, parcel.Snapshot, parcel.Undoes, cancellation)))
                throw new StaleException();
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, alone.Lost);
            try
            {
                await mirror.BringAsync(parcel.Release, told, new MirrorOptions { Closes = parcel.Closes }, progress, end.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw new TimeoutException("The database was not heard of while the bucket was written, so that another publisher may be at work there.");
            }
            return alone;
        }
        catch
        {
            await alone.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes again what is wrong in the bucket, from a release that is in order.</summary>
    public async Task RepairAsync(Manifest release, IEnumerable<Drift> drifts, Progress progress, CancellationToken cancellation)
    {
        await using var alone = await BucketLock.TakeAsync(database, mirror.Address.ToString(), cancellation);
        var options = new MirrorOptions { Distrusts = true, Wrong = drifts.Select(static drift => drift.Path).ToHashSet(StringComparer.Ordinal) };
        await mirror.BringAsync(release, static _ => { }, options, progress, cancellation);
    }
}
