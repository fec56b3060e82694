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

    private ChangesPage(Site site, IEnumerable<Change> newest, IReadOnlyList<MonthFacts> months)
        : base(site, "/changes/")
    {
        Days = ChangeDay.Of(site, newest.Take(Newest));
        Months = months.Count == 0 ? null : [.. months.Select(static month => new ChangeMonthRow(ChangesMonthPage.UrlOf(month.Name), RocMonth(month.Name), Counts.Of(month.Changes)))];
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
    /// <param name="newest">The last changes, newest first, as many as are shown where there are as many.</param>
    /// <param name="months">The months in which something changed, newest first.</param>
    public static ChangesPage Of(Site site, IEnumerable<Change> newest, IReadOnlyList<MonthFacts> months) => new(site, newest, months);

    internal static ChangeRow RowOf(Site site, Change change) => new(
        WordOf(change.Kind),
        MinutesPage.UrlOf(change.Series, change.Key),
        change.Title,
        site.SeriesName(change.Series),
        change.Edition is > 1 ? change.Edition.Value.ToString(CultureInfo.InvariantCulture) : null);

    internal static string RocMonth(string month) =>
        string.Create(CultureInfo.InvariantCulture, $"{int.Parse(month.AsSpan(0, 4), CultureInfo.InvariantCulture) - 1911}年{int.Parse(month.AsSpan(5), CultureInfo.InvariantCulture)}月");

    private static string WordOf(ChangeKind kind) => kind switch
    {
        ChangeKind.Publish => "公告",
        ChangeKind.Correct => "修正",
        ChangeKind.Withdraw => "撤回",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

/// <summary>What was published, corrected and withdrawn in one month.</summary>
internal sealed class ChangesMonthPage(Site site, ChangeMonth month) : Page(site, UrlOf(month.Name))
{
    public override string Template => "pages/changes-month.html";

    public override string Title { get; } = $"{ChangesPage.RocMonth(month.Name)}的異動紀錄";

    public override string Description { get; } = $"{ChangesPage.RocMonth(month.Name)}會議紀錄的公告、修正與撤回，依日期排列。";

    public override IReadOnlyList<Crumb> Breadcrumbs { get; } = [new("首頁", "/"), new("異動紀錄", "/changes/"), new(ChangesPage.RocMonth(month.Name), null)];

    public override IReadOnlyList<Alternate> Alternates { get; } = [new(month.Url, "application/json", "本月異動清單（JSON）")];

    public string JsonUrl { get; } = month.Url;

    /// <summary>How many.</summary>
    public string Count { get; } = Counts.Of(month.Changes.Count);

    public IReadOnlyList<ChangeDay> Days { get; } = ChangeDay.Of(site, month.Changes);

    public static string UrlOf(string month) => $"/changes/{month}/";
}

internal sealed record ChangeDay(string Id, DateText Date, IReadOnlyList<ChangeRow> Changes)
{
    /// <param name="site">The site.</param>
    /// <param name="changes">Newest first.</param>
    public static IReadOnlyList<ChangeDay> Of(Site site, IEnumerable<Change> changes) => [.. changes
        .GroupBy(static change => RocCalendar.DateOf(change.At))
        .Select(day => new ChangeDay("d" + Dates.Iso(day.Key), Dates.Day(day.Key), [.. day.Select(change => ChangesPage.RowOf(site, change))]))];
}

internal sealed record ChangeRow(string Kind, string Href, string Title, string Series, string? Edition);

internal sealed record ChangeMonthRow(string Href, string Month, string Count);
