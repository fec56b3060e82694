using System.Globalization;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Text;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Rendering.Pages;

/// <summary>異動: what was published, corrected and withdrawn last, and the months in which anything was.</summary>
internal sealed class ChangesPage : Page
{
    /// <summary>How many changes the page shows.</summary>
    public const int Newest = 100;

    private ChangesPage(Site site, IReadOnlyList<ChangeMonth> months, IEnumerable<MeetingFacts> meetings)
        : base(site, "/changes/")
    {
        var titles = meetings.ToDictionary(static meeting => (meeting.Series, meeting.Key), static meeting => meeting.Title);
        Days = [.. months.SelectMany(static month => month.Changes)
            .Take(Newest)
            .GroupBy(static change => RocCalendar.DateOf(change.At))
            .Select(day => new ChangeDay(
                "d" + Dates.Iso(day.Key),
                Dates.Day(day.Key),
                [.. day.Select(change => RowOf(site, change, titles))]))];
        Months = months.Count == 0 ? null : [.. months.Select(static month => new ChangeMonthRow(month.Url, RocMonth(month.Name), Counts.Of(month.Changes.Count)))];
    }

    public override string Template => "pages/changes.html";

    public override string Title => "異動紀錄";

    public override string Description => "會議紀錄的公告、修正與撤回，依日期排列。";

    public override IReadOnlyList<Crumb> Breadcrumbs { get; } = [new("首頁", "/"), new("異動紀錄", null)];

    public override IReadOnlyList<Alternate> Alternates { get; } = [new(ChangeFeed.IndexUrl, "application/json", "異動清單（JSON）")];

    public string IndexUrl { get; } = ChangeFeed.IndexUrl;

    public IReadOnlyList<ChangeDay> Days { get; }

    public IReadOnlyList<ChangeMonthRow>? Months { get; }

    /// <param name="site">The site.</param>
    /// <param name="months">The months of the change feed.</param>
    /// <param name="meetings">The meetings that changed; more do no harm.</param>
    public static ChangesPage Of(Site site, IReadOnlyList<ChangeMonth> months, IEnumerable<MeetingFacts> meetings) => new(site, months, meetings);

    /// <param name="site">The site.</param>
    /// <param name="change">The change.</param>
    /// <param name="titles">The titles of the minutes, by series and key.</param>
    internal static ChangeRow RowOf(Site site, Change change, IReadOnlyDictionary<(string Series, string Key), string> titles) => new(
        WordOf(change.Kind),
        MinutesPage.UrlOf(change.Series, change.Key),
        titles.GetValueOrDefault((change.Series, change.Key), change.Key),
        site.SeriesName(change.Series),
        change.Edition is > 1 ? change.Edition.Value.ToString(CultureInfo.InvariantCulture) : null);

    private static string WordOf(ChangeKind kind) => kind switch
    {
        ChangeKind.Publish => "公告",
        ChangeKind.Correct => "修正",
        ChangeKind.Withdraw => "撤回",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string RocMonth(string month) =>
        string.Create(CultureInfo.InvariantCulture, $"{int.Parse(month.AsSpan(0, 4), CultureInfo.InvariantCulture) - 1911}年{int.Parse(month.AsSpan(5), CultureInfo.InvariantCulture)}月");
}

internal sealed record ChangeDay(string Id, DateText Date, IReadOnlyList<ChangeRow> Changes);

internal sealed record ChangeRow(string Kind, string Href, string Title, string Series, string? Edition);

internal sealed record ChangeMonthRow(string Href, string Month, string Count);
