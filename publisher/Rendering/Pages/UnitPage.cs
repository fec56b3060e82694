using System.Globalization;
using OpenMinutes.Rendering.Charts;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>What one unit reported, proposed and organised lately, and the way to every year.</summary>
internal sealed class UnitPage : Page
{
    /// <summary>How many meetings are newest.</summary>
    public const int Newest = 20;

    private UnitPage(Site site, UnitFacts unit, IReadOnlyList<int> years, IReadOnlyList<AppearanceFacts> newest, IReadOnlyList<FigureFacts> figures)
        : base(site, site.Root + UrlOf(unit.Slug))
    {
        Title = unit.Name;
        Body = unit.Body ?? site.Body;
        Breadcrumbs = [site.Home, new(site.Texts["frame.units"], site.Root + "/#units"), new(unit.Name, null, site.MinutesLanguage)];
        Description = site.Texts.With("unit.description", ("unit", unit.Name));
        Feed = FeedOf(unit.Slug);
        Meetings = UnitMeeting.NewestFirst(site, newest);
        Figures = FigureChart.All(site.Texts, figures);
        Years = years.Count == 0 ? null : [.. years.Select(year => new Link(Dates.Year(site.Texts, year), site.Root + UnitYearPage.UrlOf(unit.Slug, year)))];
    }

    public override string Template => "pages/unit.html";

    public override bool IsTranslated => true;

    public override string Title { get; }

    public override string Description { get; }

    public override IReadOnlyList<Crumb> Breadcrumbs { get; }

    public override string Feed { get; }

    public string? Body { get; }

    /// <summary>The newest; null where there are none.</summary>
    public IReadOnlyList<UnitMeeting>? Meetings { get; }

    /// <summary>The figures it reports again and again.</summary>
    public IReadOnlyList<FigureChart>? Figures { get; }

    /// <summary>Every year in which it appears, newest first.</summary>
    public IReadOnlyList<Link>? Years { get; }

    /// <summary>Where a unit is.</summary>
    public static string UrlOf(string slug) => $"/units/{slug}/";

    public static string FeedOf(string slug) => $"/units/{slug}/feed.atom";

    /// <param name="site">The site.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="years">The years in which it appears, newest first.</param>
    /// <param name="newest">Its appearances in the newest meetings, those of one meeting in the order of the minutes.</param>
    /// <param name="figures">The newest figures that it reported.</param>
    public static UnitPage Of(
        Site site, UnitFacts unit, IReadOnlyList<int> years, IReadOnlyList<AppearanceFacts> newest, IReadOnlyList<FigureFacts>? figures = null) =>
        new(site, unit, years, newest, figures ?? []);
}

/// <summary>What one unit reported, proposed and organised in the meetings of a year.</summary>
internal sealed class UnitYearPage : Page
{
    private UnitYearPage(Site site, UnitFacts unit, int year, IReadOnlyList<AppearanceFacts> appearances)
        : base(site, site.Root + UrlOf(unit.Slug, year))
    {
        var roc = Dates.Year(site.Texts, year);
        Title = site.Texts.With("common.of_year", ("name", unit.Name), ("year", roc));
        Body = unit.Body ?? site.Body;
        UnitName = unit.Name;
        UnitUrl = site.Root + UnitPage.UrlOf(unit.Slug);
        Roc = roc;
        Breadcrumbs = [site.Home, new(site.Texts["frame.units"], site.Root + "/#units"), new(unit.Name, UnitUrl, site.MinutesLanguage), new(roc, null)];
        Description = site.Texts.With("unit.year_description", ("unit", unit.Name), ("year", roc));
        Appearances = Counts.Of(appearances.Count);
        Meetings = UnitMeeting.NewestFirst(site, appearances) ?? [];
    }

    public override string Template => "pages/unit-year.html";

    public override bool IsTranslated => true;

    public override string Title { get; }

    public override string Description { get; }

    public override IReadOnlyList<Crumb> Breadcrumbs { get; }

    public string? Body { get; }

    public string UnitName { get; }

    public string UnitUrl { get; }

    /// <summary>114年.</summary>
    public string Roc { get; }

    /// <summary>How many.</summary>
    public string Appearances { get; }

    public IReadOnlyList<UnitMeeting> Meetings { get; }

    public static string UrlOf(string slug, int year) => string.Create(CultureInfo.InvariantCulture, $"/units/{slug}/{year:0000}/");

    /// <param name="site">The site.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="year">The year.</param>
    /// <param name="appearances">Its appearances in that year; those of one meeting in the order of the minutes.</param>
    public static UnitYearPage Of(Site site, UnitFacts unit, int year, IReadOnlyList<AppearanceFacts> appearances) => new(site, unit, year, appearances);
}

/// <summary>A meeting, and where the unit appears in its minutes.</summary>
internal sealed record UnitMeeting(MeetingRow Meeting, IReadOnlyList<AppearanceRow> Appearances)
{
    /// <summary>Appearances by meeting, newest meeting first; null where there are none.</summary>
    public static IReadOnlyList<UnitMeeting>? NewestFirst(Site site, IReadOnlyList<AppearanceFacts> appearances) => appearances.Count == 0
        ? null
        : [.. appearances
            .GroupBy(static appearance => (appearance.Meeting.Series, appearance.Meeting.Key))
            .OrderByDescending(static meeting => meeting.First().Meeting.Start)
            .ThenBy(static meeting => meeting.Key.Series, StringComparer.Ordinal)
            .ThenByDescending(static meeting => meeting.Key.Key, StringComparer.Ordinal)
            .Select(meeting => new UnitMeeting(MeetingRow.Of(site, meeting.First().Meeting), [.. meeting.Select(one => AppearanceRow.Of(site, one))]))];
}

internal sealed record AppearanceRow(string Href, string Kind, string Title)
{
    public static AppearanceRow Of(Site site, AppearanceFacts appearance) => new(
        $"{MinutesPage.UrlOf(appearance.Meeting.Series, appearance.Meeting.Key)}#{appearance.Anchor}",
        site.Texts["unit." + KindOf(appearance)],
        appearance.Title);

    private static string KindOf(AppearanceFacts appearance) => (appearance.Kind, appearance.Role) switch
    {
        ("report", _) => "report",
        (_, "reporting" or "proposing" or "organising" or "supporting") => appearance.Role,
        _ => throw new ArgumentException($"No such role: {appearance.Role}.", nameof(appearance)),
    };
}
