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
        Months = months.Count == 0 ? null : [.. months.Select(month => new ChangeMonthRow(site.Root + ChangePlace.OfMonth(month.Name).Url, MonthOf(site.Texts, month.Name), Counts.Of(month.Changes)))];
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

/// <summary>What was published, corrected and withdrawn in one month, or a part of that.</summary>
internal sealed class ChangesMonthPage : Page
{
    /// <param name="site">The site.</param>
    /// <param name="part">The part.</param>
    public ChangesMonthPage(Site site, ChangePart part)
        : base(site, site.Root + part.Place.Url)
    {
        var texts = site.Texts;
        var month = ChangesPage.MonthOf(texts, part.Month.Name);
        var (first, last) = (Counts.Of(part.Range.First), Counts.Of(part.Range.Last));
        Crumb[] above = [site.Home, new(texts["frame.changes"], site.Root + "/changes/")];
        Days = ChangeDay.Of(site, part.Changes);
        JsonUrl = part.Place.JsonUrl;
        if (part.IsNewest)
        {
            Title = texts.With("changes.month_title", ("month", month));
            Description = texts.With("changes.month_description", ("month", month));
            Breadcrumbs = [.. above, new(month, null)];
            Count = Counts.Of(part.Month.Changes);
        }
        else
        {
            Title = texts.With("changes.part_title", ("month", month), ("first", first), ("last", last));
            Description = texts.With("changes.part_description", ("month", month), ("first", first), ("last", last));
            Breadcrumbs = [.. above, new(month, site.Root + ChangePlace.OfMonth(part.Month.Name).Url), new(NameOf(texts, part.Range), null)];
        }

        if (part.Month.IsCut)
        {
            Cut = CutOf(site, part);
            Parts = part.IsNewest ? [.. Enumerable.Range(1, part.Month.Parts).Reverse().Select(number => LinkTo(site, part.Month, number))] : null;
        }
    }

    public override string Template => "pages/changes-month.html";

    public override bool IsTranslated => true;

    public override string Title { get; }

    public override string Description { get; }

    public override IReadOnlyList<Crumb> Breadcrumbs { get; }

    public override IReadOnlyList<Alternate> Alternates => [new(JsonUrl, "application/json", Texts[Cut is null ? "changes.month_list" : "changes.part_list"])];

    public string JsonUrl { get; }

    /// <summary>How many there are in the month; null on a page of older ones, which stay as they are.</summary>
    public string? Count { get; }

    public IReadOnlyList<ChangeDay> Days { get; }

    /// <summary>Which of the changes these are; null where they are all.</summary>
    public CutView? Cut { get; }

    /// <summary>The pages of older ones, the newest first; on the month's own page.</summary>
    public IReadOnlyList<Link>? Parts { get; }

    private static CutView CutOf(Site site, ChangePart part)
    {
        var (oldest, newest) = (Dates.Day(site.Texts, part.Changes[^1].At), Dates.Day(site.Texts, part.Changes[0].At));
        return new CutView(
            Counts.Of(part.Range.First),
            Counts.Of(part.Range.Last),
            oldest,
            oldest == newest ? null : newest,
            part.Previous is { } previous ? LinkTo(site, part.Month, previous) : null,
            part.Next is { } next ? LinkTo(site, part.Month, next) : null,
            part.IsNewest ? null : site.Root + ChangePlace.OfMonth(part.Month.Name).Url);
    }

    private static string NameOf(Messages texts, ChangeRange range) => texts.With("changes.part", ("first", Counts.Of(range.First)), ("last", Counts.Of(range.Last)));

    /// <summary>How many stand at the month's own address changes with each that comes, so it is named without a number.</summary>
    private static Link LinkTo(Site site, MonthCut month, int part) =>
        new(part == month.Newest ? site.Texts["changes.newest_part"] : NameOf(site.Texts, month[part]), site.Root + month.PlaceOf(part).Url);
}

/// <param name="First">The first of the changes that a page shows, counted from the oldest of the month.</param>
/// <param name="Last">The last of them.</param>
/// <param name="From">The day of the oldest of them.</param>
/// <param name="To">That of the newest, where it is another.</param>
/// <param name="Earlier">The page of those before.</param>
/// <param name="Later">The page of those after.</param>
/// <param name="Current">The month's own page, on the others.</param>
internal sealed record CutView(string First, string Last, DateText From, DateText? To, Link? Earlier, Link? Later, string? Current);

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
