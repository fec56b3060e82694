using System.Globalization;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Rendering.Pages;

/// <summary>The meetings of a series in one year, newest first.</summary>
internal sealed class SeriesYearPage : Page
{
    private SeriesYearPage(Site site, SeriesFacts series, YearFacts year, IReadOnlyList<MeetingFacts> meetings)
        : base(site, UrlOf(series.Slug, year.Year))
    {
        Year = YearView.Of(site, year, meetings);
        Title = $"{series.Name}（{Year.Roc}）";
        Body = series.Body;
        Breadcrumbs = [new("首頁", "/"), new(series.Name, SeriesPage.UrlOf(series.Slug)), new(Year.Roc, null)];
        Description = $"{series.Body}{series.Name}{Year.Roc}的會議紀錄。";
        SeriesName = series.Name;
        SeriesUrl = SeriesPage.UrlOf(series.Slug);
        Complete = year.Numbers is { } numbers && year.Missing.Count == 0 ? YearView.CompleteOf(numbers) : null;
        Calendar = year.Meetings > 0 ? MeetingCalendar.UrlOf(series.Slug, year.Year) : null;
    }

    public override string Template => "pages/series-year.html";

    public override string Title { get; }

    public override string Description { get; }

    public override IReadOnlyList<Crumb> Breadcrumbs { get; }

    public override IReadOnlyList<Alternate>? Alternates => Calendar is null ? null : [new(Calendar, "text/calendar", $"{Title}行事曆")];

    public string Body { get; }

    public string SeriesName { get; }

    public string SeriesUrl { get; }

    /// <summary>第16–18次, where the minutes of all of them are public.</summary>
    public string? Complete { get; }

    /// <summary>The year's meetings as a calendar; there is none without a meeting.</summary>
    public string? Calendar { get; }

    public YearView Year { get; }

    /// <summary>Where a year of a series is. No key of a meeting has a dot, so no meeting is there.</summary>
    public static string UrlOf(string series, int year) => string.Create(CultureInfo.InvariantCulture, $"/meetings/{series}/year.{year:0000}/");

    /// <param name="site">The site.</param>
    /// <param name="series">The series.</param>
    /// <param name="year">The year.</param>
    /// <param name="meetings">Its meetings.</param>
    public static SeriesYearPage Of(Site site, SeriesFacts series, YearFacts year, IReadOnlyList<MeetingFacts> meetings) => new(site, series, year, meetings);
}
