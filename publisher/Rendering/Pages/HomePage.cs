using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Text;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Rendering.Pages;

/// <summary>What the newest meeting decided, the newest minutes, what was corrected or withdrawn lately, what is tracked, the series and the units.</summary>
internal sealed class HomePage : Page
{
    /// <summary>How many meetings are newest.</summary>
    public const int Newest = 12;

    /// <summary>How many corrections and withdrawals are shown.</summary>
    public const int LatestChanges = 5;

    /// <summary>How many items of the newest meeting are shown.</summary>
    private const int Items = 6;

    private HomePage(Site site, IReadOnlyList<MeetingFacts> meetings, IReadOnlyList<UnitFacts> units, Featured? latest)
        : base(site, site.Root + "/")
    {
        Title = site.Name;
        Count = Counts.Of(site.Series.Sum(static series => series.Meetings));
        Latest = latest;
        var rows = MeetingFacts.NewestFirst(meetings).Where(static meeting => meeting.WithdrawnAt is null).Select(meeting => MeetingRow.Of(site, meeting)).Where(row => row.Href != latest?.Href).Take(Newest).ToList();
        Meetings = rows.Count == 0 ? null : rows;
        Series = [.. site.Series.Select(series => new SeriesRow(
            site.Root + SeriesPage.UrlOf(series.Slug), series.Name, series.Body, Counts.Of(series.Meetings), series.Newest is { } day ? Dates.Day(site.Texts, day) : null))];
        Units = units.Count == 0 ? null : [.. units.Select(unit => new Link(unit.Name, site.Root + UnitPage.UrlOf(unit.Slug)))];
    }

    public override string Template => "pages/home.html";

    public override bool IsTranslated => true;

    public override string Title { get; }

    public override string Description => Texts.With("home.description", ("site", Site.Name));

    /// <summary>How many minutes are public.</summary>
    public string Count { get; }

    /// <summary>The newest meeting, with its items.</summary>
    public Featured? Latest { get; }

    /// <summary>The newest others.</summary>
    public IReadOnlyList<MeetingRow>? Meetings { get; }

    /// <summary>The last corrections and withdrawals.</summary>
    public IReadOnlyList<LatestChange>? Changes { get; private init; }

    public IReadOnlyList<SeriesRow> Series { get; }

    /// <summary>The registers of directives; null where there are none.</summary>
    public IReadOnlyList<RegisterRow>? Registers { get; private init; }

    public IReadOnlyList<Link>? Units { get; }

    /// <param name="site">The site.</param>
    /// <param name="meetings">The newest meetings, one more than are shown: the featured one is not among them.</param>
    /// <param name="units">The units with a page, in their order.</param>
    /// <param name="changes">The last corrections and withdrawals, newest first.</param>
    /// <param name="latest">The minutes of the newest meeting.</param>
    /// <param name="unitLinks">The units that have a page, as those minutes name them.</param>
    /// <param name="registers">The registers of directives.</param>
    public static HomePage Of(
        Site site,
        IReadOnlyList<MeetingFacts> meetings,
        IReadOnlyList<UnitFacts> units,
        IEnumerable<Change>? changes = null,
        PublicEdition? latest = null,
        UnitLinks? unitLinks = null,
        IReadOnlyList<RegisterTotals>? registers = null)
    {
        var lately = (changes ?? []).Where(static change => change.Kind != ChangeKind.Publish).Take(LatestChanges)
            .Select(change => new LatestChange(Dates.Day(site.Texts, change.At), ChangesPage.RowOf(site, change)))
            .ToList();
        return new(site, meetings, units, latest is null ? null : FeaturedOf(site, latest, unitLinks!))
        {
            Changes = lately.Count == 0 ? null : lately,
            Registers = RegisterRow.All(site, registers ?? []),
        };
    }

    private static Featured FeaturedOf(Site site, PublicEdition edition, UnitLinks units)
    {
        var items = new MinutesGlance(site.Texts, edition, units, []).Items();
        return new Featured(
            MinutesPage.UrlOf(edition.Series, edition.Key),
            edition.Title,
            site.SeriesName(edition.Series),
            Dates.Day(site.Texts, DateOnly.FromDateTime(edition.Start.DateTime)),
            edition.Location,
            items.Length == 0 ? null : [.. items.Take(Items).Select(static item => item with { Tasks = null })],
            items.Length > Items ? Counts.Of(items.Length) : null);
    }
}

/// <param name="Href">Where the minutes are.</param>
/// <param name="Title">Their title.</param>
/// <param name="Series">Of which series.</param>
/// <param name="Date">The day of the meeting.</param>
/// <param name="Location">Where it was held.</param>
/// <param name="Items">Its items, and what became of them.</param>
/// <param name="All">How many items there are, where not all are shown.</param>
internal sealed record Featured(string Href, string Title, string Series, DateText Date, string? Location, IReadOnlyList<GlanceRow>? Items, string? All);

internal sealed record LatestChange(DateText Date, ChangeRow Change);

internal sealed record SeriesRow(string Href, string Name, string Body, string Meetings, DateText? Newest);
