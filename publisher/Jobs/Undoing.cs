using Npgsql;
using OpenMinutes.Publisher.Delivering;
using OpenMinutes.Publisher.Output;

namespace OpenMinutes.Publisher.Jobs;

/// <summary>Goes back from a release to the one before.</summary>
internal sealed class Undoing(NpgsqlDataSource database, string target, SiteDirectory directory, Delivery delivery)
{
    private readonly Releases _releases = new(target);

    /// <summary>Undoes a release on record. If it is undone already and only the record was lost, it is put on record again. The caller holds the directory's lock.</summary>
    /// <param name="release">The release.</param>
    /// <param name="progress">Is told what differs.</param>
    /// <param name="report">Puts what is live then on record, and switches.</param>
    /// <param name="cancellation">Gives up and leaves the site as it was.</param>
    /// <returns>What differs.</returns>
    public async Task<IReadOnlyList<FileChange>> UndoAsync(long release, Progress progress, ReportRelease report, CancellationToken cancellation)
    {
        progress.Enter(Phase.Verifying);
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var undone = await Releases.ManifestOfAsync(connection, release, cancellation);
        var live = directory.OpenLive();
        if (live?.Original is { } restored && live.Previous.AsSpan().SequenceEqual(undone))
        {
            await using var kept = await delivery.BringAsync(new Parcel(live, live) { Undoes = release }, progress, cancellation);
            var again = new Release(await _releases.ContentOfAsync(connection, restored, cancellation), live, progress) { Undoes = release };
            await report(again, () => directory.Live!, cancellation);
            return [];
        }
        if (live is null || !live.RootSha256.AsSpan().SequenceEqual(undone))
            throw new PublishingException($"Release {release} is not the live one any more; nothing was undone.");

        using var back = Rollback.Prepare(directory) ?? throw new PublishingException("There is no former release in the other tree to go back to; nothing was undone.");
        foreach (var change in back.Changes)
            progress.Changed(change, back.Manifest.Find(change.Path)?.Size ?? 0);
        progress.Unchanged = back.Manifest.Count - progress.Written;
        await using var alone = await delivery.BringAsync(new Parcel(back.Manifest, live) { Undoes = release }, progress, cancellation);
        progress.Enter(Phase.Switching);
        await report(new Release(await _releases.ContentOfAsync(connection, back.Original, cancellation), back.Manifest, progress) { Undoes = release }, back.GoLive, cancellation);
        return back.Changes;
    }

    /// <summary>The same for the release that is live, without a job; automatic publications wait from then on.</summary>
    /// <returns>The release that was undone, and what differs.</returns>
    public async Task<(long Release, IReadOnlyList<FileChange> Changes)> UndoLiveAsync(JobQueue jobs, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var release = directory.OpenLive() is { } live ? await _releases.FindAsync(connection, live.RootSha256, cancellation) : null;
        if (release is null)
            throw new PublishingException($"The live release is not the newest on record for target '{target}'; nothing was undone.");
        await jobs.PauseAsync(cancellation);
        return (release.Value, await UndoAsync(release.Value, new Progress(), jobs.RecordAsync, cancellation));
    }
}
