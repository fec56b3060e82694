using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>The newest minutes, the series and the units.</summary>
internal sealed class HomePage : Page
{
    /// <summary>How many meetings are newest.</summary>
    public const int Newest = 12;

    private HomePage(Site site, IEnumerable<MeetingFacts> newest, IReadOnlyList<UnitFacts> units)
        : base(site, "/")
    {
        Title = site.Name;
        Meetings = [.. MeetingRow.NewestFirst(newest).Where(static meeting => meeting.WithdrawnAt is null).Take(Newest).Select(meeting => MeetingRow.Of(site, meeting))];
        Series = [.. site.Series.Select(static series => new SeriesRow(SeriesPage.UrlOf(series.Slug), series.Name, series.Body, Counts.Of(series.Meetings), series.Newest is { } day ? Dates.Day(day) : null))];
        Units = units.Count == 0 ? null : [.. units.Select(static unit => new UnitRow(UnitPage.UrlOf(unit.Slug), unit.Name, Counts.Of(unit.Appearances)))];
    }

    public override string Template => "pages/home.html";

    public override string Title { get; }

    public override string Description => $"{Site.Name}：各次會議的公告版紀錄，依會議、年度與單位查閱。";

    public IReadOnlyList<MeetingRow> Meetings { get; }

    public IReadOnlyList<SeriesRow> Series { get; }

    public IReadOnlyList<UnitRow>? Units { get; }

    /// <param name="site">The site.</param>
    /// <param name="newest">The newest meetings, at least <see cref="Newest"/> where there are as many; more do no harm.</param>
    /// <param name="units">The units with a page, in their order.</param>
    public static HomePage Of(Site site, IEnumerable<MeetingFacts> newest, IReadOnlyList<UnitFacts> units) => new(site, newest, units);
}

internal sealed record SeriesRow(string Href, string Name, string Body, string Meetings, DateText? Newest);

internal sealed record UnitRow(string Href, string Name, string Appearances);
