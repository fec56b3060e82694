using Npgsql;
using OpenMinutes.Publisher.Delivering;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Pages;
using OpenMinutes.Publisher.Planning;
using OpenMinutes.Publisher.Source;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Publisher;

/// <summary>A website in a directory, and how it is brought up to date: read, plan, render, verify, deliver, switch, report.</summary>
internal sealed class Site(NpgsqlDataSource database, SiteDirectory directory, SiteSettings settings, SiteFiles files, bool htmlOnly)
{
    // Of what is not published nobody checks the links.
    private static readonly LinkCheck UncheckedLinks = new("", complete: true, notes: null);

    // The templates are compiled while the database is asked what there is.
    private readonly Task<Renderer> _renderer = Task.Run(() => new Renderer(files, settings.Languages));
    private readonly Packing _packing = new(settings.Precompress);

    /// <summary>Releases that are not on record, and from which the next one goes on all the same.</summary>
    public UnrecordedReleases Unrecorded { get; init; } = new();

    /// <summary>How many changes of a month stand in one part of it. Addresses follow from it, so that a site never has another.</summary>
    public int ChangesInPart { get; init; } = MonthCut.UsualSize;

    /// <summary>The files of the agency's directory that the site does without.</summary>
    public IReadOnlyList<string> UnusedFiles => files.Unused;

    /// <summary>Whether a directory's live release is on record as that of a target.</summary>
    public static async Task<bool> IsOnRecordAsync(NpgsqlDataSource database, SiteDirectory directory, CancellationToken cancellation)
    {
        await using var source = await PublicSite.OpenAsync(database, cancellation);
        return directory.OpenLive() is { } live && await source.ContentOfAsync(live.RootSha256, cancellation) is not null;
    }

    /// <summary>Where a release goes besides into the directory.</summary>
    public Delivery Delivery { get; init; } = Delivery.None;

    /// <summary>Makes a release of what is public now. The caller holds the directory's lock.</summary>
    /// <param name="scope">What is rendered again besides what changed.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="report">Puts the release on record, and switches.</param>
    /// <param name="cancellation">Gives up and leaves the site as it was.</param>
    public async Task PublishAsync(PublicationScope scope, Progress progress, ReportRelease report, CancellationToken cancellation)
    {
        progress.Enter(Phase.Reading);
        await using var source = await PublicSite.OpenAsync(database, cancellation);
        var frame = await FrameAsync(source, cancellation);
        var live = directory.OpenLive();
        var former = htmlOnly ? null : await FormerRelease.OpenAsync(live, source, Unrecorded, cancellation);
        var plan = await new Planner(frame, source, former).MakeAsync(scope, cancellation);
        progress.Plan(plan.CountFiles(htmlOnly));
        await _renderer;
        Fault.At(Step.Planned);

        progress.Enter(Phase.Rendering);
        using var tree = directory.OpenIdle(progress, _packing, plan.Closing, live);
        if (plan.ClosesUnnamed)
            tree.CloseFormer();
        // What an incremental publication wrote is read again to be checked, and what goes to a bucket to be sent.
        if (plan.IsComplete && Delivery.Bucket is null)
            tree.LeaveToDisk();
        using var targets = new Spool(directory.Path, ".links");
        var links = new LinkCheck(settings.BaseUrl, complete: !htmlOnly, targets);
        await RenderAsync(frame, source, plan, former, tree, links, cancellation);
        progress.Complete();
        Fault.At(Step.Rendered);

        progress.Enter(Phase.Verifying);
        var manifest = tree.Seal(plan.IsComplete);
        links.Verify(tree.Has);
        Fault.At(Step.Verified);

        var parcel = new Parcel(manifest, live) { Snapshot = source.Snapshot, Closes = plan.Closes };
        await using var alone = await Delivery.BringAsync(parcel, progress, cancellation);

        progress.Enter(Phase.Switching);
        await report(new Release(source.Snapshot, manifest, progress), tree.GoLive, cancellation);
    }

    /// <summary>Tells which files a publication would write or remove now, and why. It writes nothing.</summary>
    public async Task<IReadOnlyList<PlannedFile>> RehearseAsync(PublicationScope scope, CancellationToken cancellation)
    {
        await using var source = await PublicSite.OpenAsync(database, cancellation);
        var frame = await FrameAsync(source, cancellation);
        var live = directory.OpenLive();
        var former = htmlOnly ? null : await FormerRelease.OpenAsync(live, source, Unrecorded, cancellation);
        var plan = await new Planner(frame, source, former).MakeAsync(scope, cancellation);
        var rehearsal = new Rehearsal(live, _packing);
        await RenderAsync(frame, source, plan, former, rehearsal, UncheckedLinks, cancellation);
        return rehearsal.Plan(plan.IsComplete, plan.Causes);
    }

    /// <summary>Compares the live release with what the database gives now, file by file. It writes nothing.</summary>
    public async Task<Audited> AuditAsync(CancellationToken cancellation)
    {
        await using var source = await PublicSite.OpenAsync(database, cancellation);
        var frame = await FrameAsync(source, cancellation);
        var live = directory.OpenLive() ?? throw new PublishingException("There is no live release whose manifest can be read.");
        var former = await FormerRelease.OpenAsync(live, source, Unrecorded, cancellation);
        var next = await new Planner(frame, source, former).MakeAsync(PublicationScope.Changes, cancellation);
        var pending = new Rehearsal(live, _packing);
        if (former is not null && next.IsComplete)
            return new Audited([], 0, string.Join(", ", next.Causes));
        if (former is not null)
            await RenderAsync(frame, source, next, former, pending, UncheckedLinks, cancellation);

        var audit = new Audit(live, _packing);
        await RenderAsync(frame, source, await new Planner(frame, source, null).MakeAsync(PublicationScope.Changes, cancellation), null, audit, UncheckedLinks, cancellation);
        var late = pending.Plan(complete: false, []).Select(static file => file.Path).ToHashSet(StringComparer.Ordinal);
        return new Audited(audit.Drifts(late), late.Count, null);
    }

    private async Task<Frame> FrameAsync(PublicSite source, CancellationToken cancellation) =>
        new(await source.RegistryAsync(cancellation), settings, files, directory.Key.PublicPem) { ChangesInPart = ChangesInPart };

    private async Task RenderAsync(Frame frame, PublicSite source, Plan plan, FormerRelease? former, IRelease release, LinkCheck links, CancellationToken cancellation)
    {
        var renderer = await _renderer;
        var desks = new Desks(() => new Desk(renderer, frame.Templates, release, links, htmlOnly));
        await new Publication(frame, source, plan, former, release, desks, htmlOnly).RunAsync(cancellation);
    }
}

/// <summary>Puts a release on record and, in the middle, makes it live by calling <paramref name="goLive"/>, which returns the name of the live tree.</summary>
internal delegate Task ReportRelease(Release release, Func<string> goLive, CancellationToken cancellation);

/// <summary>What was found when the live release was compared with the database.</summary>
/// <param name="Drifts">What is not as the database gives it, although no publication is due that would change it.</param>
/// <param name="Late">How many files the next publication will change.</param>
/// <param name="Incomparable">Why nothing was compared: the next publication draws everything, for another reason than that something changed.</param>
internal sealed record Audited(IReadOnlyList<Drift> Drifts, int Late, string? Incomparable);

/// <summary>What one publication produced.</summary>
internal sealed record Release(string Snapshot, Manifest Manifest, Progress Progress)
{
    /// <summary>The release on record that this one undoes; null for one that goes on.</summary>
    public long? Undoes { get; init; }
}
