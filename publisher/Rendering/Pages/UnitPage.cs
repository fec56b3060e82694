using System.Globalization;
using OpenMinutes.Rendering.Charts;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>What one unit reported, proposed and organised lately, and the way to every year.</summary>
internal sealed class UnitPage : Page
{
    /// <summary>How many meetings are newest.</summary>
    public const int Newest = 20;

    private UnitPage(Site site, UnitFacts unit, IReadOnlyList<int> years, IReadOnlyList<AppearanceFacts> newest, IReadOnlyList<FigureFacts> figures, bool hasDirectives)
        : base(site, site.Root + UrlOf(unit.Slug))
    {
        Title = unit.Name;
        Body = unit.Body ?? site.Body;
        Breadcrumbs = [site.Home, new(site.Texts["frame.units"], site.Root + "/#units"), new(unit.Name, null, site.MinutesLanguage)];
        Description = site.Texts.With("unit.description", ("unit", unit.Name));
        Feed = FeedOf(unit.Slug);
        Meetings = newest.Count == 0 ? null : UnitMeeting.All(site, newest, new MeetingRows(site));
        Topics = Topic.Of(site, newest);
        Figures = FigureChart.All(site.Texts, figures);
        Directives = hasDirectives ? site.Root + UnitDirectivesPage.UrlOf(unit.Slug) : null;
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
    public IEnumerable<UnitMeeting>? Meetings { get; }

    /// <summary>What comes back in them, most often first; null where nothing does.</summary>
    public IReadOnlyList<Topic>? Topics { get; }

    /// <summary>The figures it reports again and again.</summary>
    public IReadOnlyList<FigureChart>? Figures { get; }

    /// <summary>Its directives, if anything of them is public.</summary>
    public string? Directives { get; }

    /// <summary>Every year in which it appears, newest first.</summary>
    public IReadOnlyList<Link>? Years { get; }

    /// <summary>Where a unit is.</summary>
    public static string UrlOf(string slug) => $"/units/{slug}/";

    public static string FeedOf(string slug) => $"/units/{slug}/feed.atom";

    /// <param name="site">The site.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="years">The years in which it appears, newest first.</param>
    /// <param name="newest">Its appearances in the newest meetings, newest meeting first, those of one meeting in the order of the minutes.</param>
    /// <param name="figures">The newest figures that it reported.</param>
    /// <param name="hasDirectives">Whether anything of its directives is public.</param>
    public static UnitPage Of(
        Site site, UnitFacts unit, IReadOnlyList<int> years, IReadOnlyList<AppearanceFacts> newest, IReadOnlyList<FigureFacts>? figures = null, bool hasDirectives = false) =>
        new(site, unit, years, newest, figures ?? [], hasDirectives);
}

/// <summary>What one unit reported, proposed and organised in the meetings of a year.</summary>
internal sealed class UnitYearPage : Page
{
    private UnitYearPage(Site site, UnitFacts unit, int year, IReadOnlyList<AppearanceFacts> appearances, MeetingRows meetings)
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
        Meetings = UnitMeeting.All(site, appearances, meetings);
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

    public IEnumerable<UnitMeeting> Meetings { get; }

    public static string UrlOf(string slug, int year) => string.Create(CultureInfo.InvariantCulture, $"/units/{slug}/{year:0000}/");

    /// <param name="site">The site.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="year">The year.</param>
    /// <param name="appearances">Its appearances in that year, newest meeting first, those of one meeting in the order of the minutes.</param>
    /// <param name="meetings">The rows of the year's meetings, which the pages of other units have too.</param>
    public static UnitYearPage Of(Site site, UnitFacts unit, int year, IReadOnlyList<AppearanceFacts> appearances, MeetingRows meetings) =>
        new(site, unit, year, appearances, meetings);
}

/// <summary>A meeting, and where the unit appears in its minutes.</summary>
internal sealed record UnitMeeting(MeetingRow Meeting, IReadOnlyList<AppearanceRow> Appearances)
{
    /// <summary>Appearances by meeting, as they come. Each is made when its turn comes to be written: a year has thousands.</summary>
    public static IEnumerable<UnitMeeting> All(Site site, IReadOnlyList<AppearanceFacts> appearances, MeetingRows meetings)
    {
        for (var first = 0; first < appearances.Count;)
        {
            var meeting = meetings.Of(appearances[first].Meeting);
            var rows = new AppearanceRow[CountFrom(appearances, first)];
            for (var i = 0; i < rows.Length; i++)
                rows[i] = AppearanceRow.Of(site, meeting.Href, appearances[first + i]);
            yield return new UnitMeeting(meeting, rows);
            first += rows.Length;
        }
    }

    /// <summary>How many from here on are of one meeting.</summary>
    private static int CountFrom(IReadOnlyList<AppearanceFacts> appearances, int first)
    {
        var end = first + 1;
        while (end < appearances.Count && IsOf(appearances[first].Meeting, appearances[end]))
            end++;
        return end - first;
    }

    private static bool IsOf(MeetingFacts meeting, AppearanceFacts appearance) => appearance.Meeting.Key == meeting.Key && appearance.Meeting.Series == meeting.Series;
}

/// <summary>One topic through time.</summary>
/// <param name="Title">How its items and reports are titled.</param>
/// <param name="Count">In how many meetings.</param>
/// <param name="Meetings">Where it stands in each, newest first.</param>
internal sealed record Topic(string Title, string Count, IReadOnlyList<TopicMeeting> Meetings)
{
    private const int Most = 8;

    /// <summary>The titles that stand in several meetings, most often first; null where none does.</summary>
    public static IReadOnlyList<Topic>? Of(Site site, IReadOnlyList<AppearanceFacts> appearances)
    {
        var topics = appearances
            .Where(static appearance => appearance.Title.Length > 0)
            .GroupBy(static appearance => appearance.Title)
            .Select(topic => (topic.Key, Meetings: topic.DistinctBy(static one => (one.Meeting.Series, one.Meeting.Key)).ToList()))
            .Where(static topic => topic.Meetings.Count > 1)
            .OrderByDescending(static topic => topic.Meetings.Count)
            .ThenBy(static topic => topic.Key, StringComparer.Ordinal)
            .Take(Most)
            .Select(topic => new Topic(topic.Key, Counts.Of(topic.Meetings.Count), TopicMeeting.All(site, topic.Meetings)))
            .ToList();
        return topics.Count == 0 ? null : topics;
    }
}

/// <param name="Href">Where the topic stands in the minutes.</param>
/// <param name="Date">The day of the meeting.</param>
/// <param name="Series">The series, where the topic is one of several.</param>
internal sealed record TopicMeeting(string Href, DateText Date, string? Series)
{
    public static IReadOnlyList<TopicMeeting> All(Site site, IReadOnlyList<AppearanceFacts> meetings)
    {
        var isOfOne = meetings.DistinctBy(static one => one.Meeting.Series).Count() == 1;
        return
        [
            .. meetings
                .OrderByDescending(static one => one.Meeting.Start)
                .ThenBy(static one => one.Meeting.Series, StringComparer.Ordinal)
                .ThenByDescending(static one => one.Meeting.Key, StringComparer.Ordinal)
                .Select(one => new TopicMeeting(
                    AppearanceRow.UrlOf(one),
                    new DateText(Dates.Short(site.Texts, one.Meeting.HeldOn), Dates.Iso(one.Meeting.HeldOn)),
                    isOfOne ? null : site.SeriesName(one.Meeting.Series))),
        ];
    }
}

internal sealed record AppearanceRow(string Href, string Kind, string Title)
{
    public static AppearanceRow Of(Site site, AppearanceFacts appearance) => Of(site, MinutesOf(appearance), appearance);

    /// <param name="site">The site.</param>
    /// <param name="minutes">Where the minutes are.</param>
    /// <param name="appearance">Where the unit appears in them.</param>
    public static AppearanceRow Of(Site site, string minutes, AppearanceFacts appearance) => new(
        $"{minutes}#{appearance.Anchor}",
        site.Texts[KindOf(appearance)],
        appearance.Title);

    public static string UrlOf(AppearanceFacts appearance) => $"{MinutesOf(appearance)}#{appearance.Anchor}";

    private static string MinutesOf(AppearanceFacts appearance) => MinutesPage.UrlOf(appearance.Meeting.Series, appearance.Meeting.Key);

    private static string KindOf(AppearanceFacts appearance) => appearance.As switch
    {
        "report" => "unit.report",
        "reporting" => "unit.reporting",
        "proposing" => "unit.proposing",
        "organising" => "unit.organising",
        "supporting" => "unit.supporting",
        _ => throw new ArgumentException($"No such role: {appearance.As}.", nameof(appearance)),
    };
}
