using System.Globalization;
using OpenMinutes.Rendering.Charts;
using OpenMinutes.Rendering.Text;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Rendering.Pages;

/// <summary>A series: the meetings of its newest year, and the way to those of every other.</summary>
internal sealed class SeriesPage : Page
{
    private SeriesPage(Site site, SeriesFacts series, IReadOnlyList<YearFacts> years, IReadOnlyList<MeetingFacts> newest, IReadOnlyList<PendingMeeting> pending, bool hasRegister)
        : base(site, site.Root + UrlOf(series.Slug))
    {
        Title = series.Name;
        Body = series.Body;
        Breadcrumbs = [site.Home, new(series.Name, null, site.MinutesLanguage)];
        Description = site.Texts.With("series.description", ("body", series.Body), ("series", series.Name));
        Meetings = Counts.Of(years.Sum(static year => year.Listed));
        Feed = FeedOf(series.Slug);
        Calendar = MeetingCalendar.YearsOf(years).Any() ? MeetingCalendar.UrlOf(series.Slug) : null;
        Alternates = Calendar is null ? [YearList(site, series)] : [YearList(site, series), new(Calendar, "text/calendar", site.Texts.With("series.calendar", ("series", Title)))];
        Data = years.Any(static year => year.Meetings > 0) ? site.Root + DataSeriesPage.UrlOf(series.Slug) : null;
        Register = hasRegister ? site.Root + RegisterPage.UrlOf(series.Slug) : null;
        Complete = CompleteOf(site.Texts, series, years);
        Newest = years.Count == 0 ? null : YearView.Of(site, years[0], newest);
        Pending = pending.Count == 0 ? null : [.. pending.Select(meeting => PendingRow.Of(site.Texts, meeting))];
        PendingCount = Counts.Of(pending.Count);
        Years = years.Count < 2 ? null : [.. years.Select(year => new YearRow(site.Root + SeriesYearPage.UrlOf(year.Series, year.Year), Dates.Year(site.Texts, year.Year), Counts.Of(year.Listed)))];
    }

    public override string Template => "pages/series.html";

    public override bool IsTranslated => true;

    public override string Title { get; }

    public override string Description { get; }

    public override IReadOnlyList<Crumb> Breadcrumbs { get; }

    public override string Feed { get; }

    public override IReadOnlyList<Alternate> Alternates { get; }

    /// <summary>The meetings of the two newest years as a calendar; there is none without a meeting.</summary>
    public string? Calendar { get; }

    /// <summary>Its files of data; there are none without a meeting.</summary>
    public string? Data { get; }

    /// <summary>Its register of directives, if anything of it is public.</summary>
    public string? Register { get; }

    public string Body { get; }

    /// <summary>How many.</summary>
    public string Meetings { get; }

    /// <summary>第16–18次, where the minutes of all of them are public.</summary>
    public string? Complete { get; }

    public YearView? Newest { get; }

    /// <summary>The meetings whose minutes are not public yet, newest first; only of a series that announces them.</summary>
    public IReadOnlyList<PendingRow>? Pending { get; }

    public string PendingCount { get; }

    /// <summary>Every year, newest first, where there are several.</summary>
    public IReadOnlyList<YearRow>? Years { get; }

    /// <summary>Where a series is.</summary>
    public static string UrlOf(string series) => $"/meetings/{series}/";

    public static string FeedOf(string series) => $"/meetings/{series}/feed.atom";

    /// <param name="site">The site.</param>
    /// <param name="series">The series.</param>
    /// <param name="years">Its years, newest first.</param>
    /// <param name="newest">The meetings of the first of them.</param>
    /// <param name="pending">The meetings whose minutes are not public yet, newest first; none where the series does not announce them.</param>
    /// <param name="hasRegister">Whether anything of its register of directives is public.</param>
    public static SeriesPage Of(
        Site site, SeriesFacts series, IReadOnlyList<YearFacts> years, IReadOnlyList<MeetingFacts> newest, IReadOnlyList<PendingMeeting>? pending = null, bool hasRegister = false) =>
        new(site, series, years, newest, pending ?? [], hasRegister);

    private static Alternate YearList(Site site, SeriesFacts series) => new(SeriesJson.UrlOf(series.Slug), "application/json", site.Texts.With("series.list", ("series", series.Name)));

    /// <summary>Numbers that begin anew each year say nothing of the series as a whole, unless it has but one.</summary>
    private static string? CompleteOf(Messages texts, SeriesFacts series, IReadOnlyList<YearFacts> years)
    {
        var numbers = years.Select(static year => year.Numbers).OfType<NumberRange>().ToList();
        return numbers.Count == 0 || (series.NumberedByYear && years.Count > 1) || years.Any(static year => year.Missing.Count > 0)
            ? null
            : YearView.CompleteOf(texts, new NumberRange(numbers.Min(static range => range.First), numbers.Max(static range => range.Last)));
    }
}

/// <param name="Href">Where the year is.</param>
/// <param name="Roc">114年.</param>
/// <param name="Count">How many meetings.</param>
internal sealed record YearRow(string Href, string Roc, string Count);

/// <param name="Number">第19次; null for a meeting without a number.</param>
/// <param name="Date">The day it began.</param>
internal sealed record PendingRow(string? Number, DateText Date)
{
    public static PendingRow Of(Messages texts, PendingMeeting meeting) => new(
        meeting.Number is { } number ? texts.With("series.pending_number", ("number", Counts.Of(number))) : null,
        Dates.Day(texts, meeting.HeldOn));
}

/// <summary>The meetings of a year.</summary>
/// <param name="Id">The anchor.</param>
/// <param name="Roc">114年.</param>
/// <param name="Year">2025.</param>
/// <param name="Count">How many meetings.</param>
/// <param name="Missing">第3–5次、第7次: the meetings of which no minutes are public.</param>
/// <param name="Meetings">Newest first.</param>
/// <param name="Chart">Meetings and decisions by month.</param>
internal sealed record YearView(string Id, string Roc, string Year, string Count, string? Missing, IReadOnlyList<MeetingRow> Meetings, MonthChart? Chart)
{
    public static YearView Of(Site site, YearFacts year, IReadOnlyCollection<MeetingFacts> meetings) => new(
        "y" + year.Year.ToString(CultureInfo.InvariantCulture),
        Dates.Year(site.Texts, year.Year),
        year.Year.ToString(CultureInfo.InvariantCulture),
        Counts.Of(year.Listed),
        MissingNumbers.InWords(site.Texts, year.Missing),
        [.. MeetingFacts.NewestFirst(meetings).Select(meeting => MeetingRow.Of(site, meeting))],
        MonthChart.Of(site.Texts, year.Year, meetings));

    /// <summary>第1–3次, where there are several.</summary>
    public static string? CompleteOf(Messages texts, NumberRange numbers) => numbers.First == numbers.Last ? null : MissingNumbers.InWords(texts, numbers);
}
