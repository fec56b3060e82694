using System.Globalization;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>What one unit reported, proposed and organised lately, and the way to every year.</summary>
internal sealed class UnitPage : Page
{
    /// <summary>How many meetings are newest.</summary>
    public const int Newest = 20;

    private UnitPage(Site site, UnitFacts unit, IReadOnlyList<int> years, IReadOnlyList<AppearanceFacts> newest)
        : base(site, UrlOf(unit.Slug))
    {
        Title = unit.Name;
        Body = unit.Body ?? site.Body;
        Breadcrumbs = [new("首頁", "/"), new("各單位", "/#units"), new(unit.Name, null)];
        Description = $"{unit.Name}在歷次會議中的案由與業務報告。";
        Feed = FeedOf(unit.Slug);
        Meetings = UnitMeeting.NewestFirst(site, newest);
        Years = years.Count == 0 ? null : [.. years.Select(year => new Link(Dates.RocYear(year), UnitYearPage.UrlOf(unit.Slug, year)))];
    }

    public override string Template => "pages/unit.html";

    public override string Title { get; }

    public override string Description { get; }

    public override IReadOnlyList<Crumb> Breadcrumbs { get; }

    public override string Feed { get; }

    public string? Body { get; }

    /// <summary>The newest; null where there are none.</summary>
    public IReadOnlyList<UnitMeeting>? Meetings { get; }

    /// <summary>Every year in which it appears, newest first.</summary>
    public IReadOnlyList<Link>? Years { get; }

    /// <summary>Where a unit is.</summary>
    public static string UrlOf(string slug) => $"/units/{slug}/";

    public static string FeedOf(string slug) => $"/units/{slug}/feed.atom";

    /// <param name="site">The site.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="years">The years in which it appears, newest first.</param>
    /// <param name="newest">Its appearances in the newest meetings, those of one meeting in the order of the minutes.</param>
    public static UnitPage Of(Site site, UnitFacts unit, IReadOnlyList<int> years, IReadOnlyList<AppearanceFacts> newest) => new(site, unit, years, newest);
}

/// <summary>What one unit reported, proposed and organised in the meetings of a year.</summary>
internal sealed class UnitYearPage : Page
{
    private UnitYearPage(Site site, UnitFacts unit, int year, IReadOnlyList<AppearanceFacts> appearances)
        : base(site, UrlOf(unit.Slug, year))
    {
        var roc = Dates.RocYear(year);
        Title = $"{unit.Name}（{roc}）";
        Body = unit.Body ?? site.Body;
        UnitName = unit.Name;
        UnitUrl = UnitPage.UrlOf(unit.Slug);
        Roc = roc;
        Breadcrumbs = [new("首頁", "/"), new("各單位", "/#units"), new(unit.Name, UnitUrl), new(roc, null)];
        Description = $"{unit.Name}在{roc}各次會議中的案由與業務報告。";
        Appearances = Counts.Of(appearances.Count);
        Meetings = UnitMeeting.NewestFirst(site, appearances) ?? [];
    }

    public override string Template => "pages/unit-year.html";

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
            .Select(meeting => new UnitMeeting(MeetingRow.Of(site, meeting.First().Meeting), [.. meeting.Select(AppearanceRow.Of)]))];
}

internal sealed record AppearanceRow(string Href, string Kind, string Title)
{
    public static AppearanceRow Of(AppearanceFacts appearance) => new(
        $"{MinutesPage.UrlOf(appearance.Meeting.Series, appearance.Meeting.Key)}#{appearance.Anchor}",
        KindOf(appearance),
        appearance.Title);

    private static string KindOf(AppearanceFacts appearance) => (appearance.Kind, appearance.Role) switch
    {
        ("report", _) => "業務報告",
        (_, "reporting") => "報告",
        (_, "proposing") => "提案",
        (_, "organising") => "主辦",
        (_, "supporting") => "協辦",
        _ => throw new ArgumentException($"No such role: {appearance.Role}.", nameof(appearance)),
    };
}
