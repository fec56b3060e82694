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
        : base(site, site.Root + "/changes/")
    {
        Days = ChangeDay.Of(site, newest.Take(Newest));
        Months = months.Count == 0 ? null : [.. months.Select(month => new ChangeMonthRow(site.Root + ChangesMonthPage.UrlOf(month.Name), MonthOf(site.Texts, month.Name), Counts.Of(month.Changes)))];
    }

    public override string Template => "pages/changes.html";

    public override bool IsTranslated => true;

    public override string Title => Texts["frame.changes"];

    public override string Description => Texts["changes.description"];

    public override IReadOnlyList<Crumb> Breadcrumbs => [Site.Home, new(Title, null)];

    public override IReadOnlyList<Alternate> Alternates => [new(ChangeFeed.IndexUrl, "application/json", Texts["changes.list"])];

    public string IndexUrl { get; } = ChangeFeed.IndexUrl;

    public IReadOnlyList<ChangeDay> Days { get; }

    public IReadOnlyList<ChangeMonthRow>? Months { get; }

    /// <param name="site">The site.</param>
    /// <param name="newest">The last changes, newest first, as many as are shown where there are as many.</param>
    /// <param name="months">The months in which something changed, newest first.</param>
    public static ChangesPage Of(Site site, IEnumerable<Change> newest, IReadOnlyList<MonthFacts> months) => new(site, newest, months);

    internal static ChangeRow RowOf(Site site, Change change) => new(
        site.Texts["changes." + KeyOf(change.Kind)],
        MinutesPage.UrlOf(change.Series, change.Key),
        change.Title,
        site.SeriesName(change.Series),
        change.Edition is > 1 ? change.Edition.Value.ToString(CultureInfo.InvariantCulture) : null);

    internal static string MonthOf(Messages texts, string month) =>
        Dates.Month(texts, int.Parse(month.AsSpan(0, 4), CultureInfo.InvariantCulture), int.Parse(month.AsSpan(5), CultureInfo.InvariantCulture));

    private static string KeyOf(ChangeKind kind) => kind switch
    {
        ChangeKind.Publish => "publish",
        ChangeKind.Correct => "correct",
        ChangeKind.Redact => "redact",
        ChangeKind.Erratum => "erratum",
        ChangeKind.Withdraw => "withdraw",
        ChangeKind.Reinstate => "reinstate",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

/// <summary>What was published, corrected and withdrawn in one month.</summary>
internal sealed class ChangesMonthPage(Site site, ChangeMonth month) : Page(site, site.Root + UrlOf(month.Name))
{
    public override string Template => "pages/changes-month.html";

    public override bool IsTranslated => true;

    public override string Title { get; } = site.Texts.With("changes.month_title", ("month", ChangesPage.MonthOf(site.Texts, month.Name)));

    public override string Description { get; } = site.Texts.With("changes.month_description", ("month", ChangesPage.MonthOf(site.Texts, month.Name)));

    public override IReadOnlyList<Crumb> Breadcrumbs { get; } = [site.Home, new(site.Texts["frame.changes"], site.Root + "/changes/"), new(ChangesPage.MonthOf(site.Texts, month.Name), null)];

    public override IReadOnlyList<Alternate> Alternates { get; } = [new(month.Url, "application/json", site.Texts["changes.month_list"])];

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
        .Select(day => new ChangeDay("d" + Dates.Iso(day.Key), Dates.Day(site.Texts, day.Key), [.. day.Select(change => ChangesPage.RowOf(site, change))]))];
}

internal sealed record ChangeRow(string Kind, string Href, string Title, string Series, string? Edition);

internal sealed record ChangeMonthRow(string Href, string Month, string Count);
