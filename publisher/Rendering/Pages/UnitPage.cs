using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>What one unit reported, proposed and organised, across meetings, newest first.</summary>
internal sealed class UnitPage : Page
{
    private UnitPage(Site site, UnitFacts unit, IReadOnlyList<AppearanceFacts> appearances)
        : base(site, UrlOf(unit.Slug))
    {
        Title = unit.Name;
        Body = unit.Body ?? site.Body;
        Breadcrumbs = [new("首頁", "/"), new("各單位", "/#units"), new(unit.Name, null)];
        Description = $"{unit.Name}在歷次會議中的案由與業務報告。";
        Feed = FeedOf(unit.Slug);
        Appearances = Counts.Of(appearances.Count);
        Meetings = [.. NewestFirst(appearances).Select(meeting => new UnitMeeting(
            MeetingRow.Of(site, meeting[0].Meeting), [.. meeting.Select(AppearanceRow.Of)]))];
    }

    public override string Template => "pages/unit.html";

    public override string Title { get; }

    public override string Description { get; }

    public override IReadOnlyList<Crumb> Breadcrumbs { get; }

    public override string Feed { get; }

    public string? Body { get; }

    /// <summary>How many.</summary>
    public string Appearances { get; }

    public IReadOnlyList<UnitMeeting> Meetings { get; }

    /// <summary>Where a unit is.</summary>
    public static string UrlOf(string slug) => $"/units/{slug}/";

    public static string FeedOf(string slug) => $"/units/{slug}/feed.atom";

    /// <param name="site">The site.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="appearances">Its appearances; those of one meeting in the order of the minutes.</param>
    public static UnitPage Of(Site site, UnitFacts unit, IReadOnlyList<AppearanceFacts> appearances) => new(site, unit, appearances);

    /// <summary>Appearances by meeting, newest meeting first.</summary>
    internal static IEnumerable<List<AppearanceFacts>> NewestFirst(IEnumerable<AppearanceFacts> appearances) => appearances
        .GroupBy(static appearance => (appearance.Meeting.Series, appearance.Meeting.Key))
        .OrderByDescending(static meeting => meeting.First().Meeting.Start)
        .ThenBy(static meeting => meeting.Key.Series, StringComparer.Ordinal)
        .ThenByDescending(static meeting => meeting.Key.Key, StringComparer.Ordinal)
        .Select(static meeting => meeting.ToList());
}

internal sealed record UnitMeeting(MeetingRow Meeting, IReadOnlyList<AppearanceRow> Appearances);

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
