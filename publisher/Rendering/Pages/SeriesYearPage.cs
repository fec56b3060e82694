using System.Globalization;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Rendering.Pages;

/// <summary>The meetings of a series in one year, newest first.</summary>
internal sealed class SeriesYearPage : Page
{
    private SeriesYearPage(Site site, SeriesFacts series, YearFacts year, IReadOnlyList<MeetingFacts> meetings)
        : base(site, site.Root + UrlOf(series.Slug, year.Year))
    {
        Year = YearView.Of(site, year, meetings);
        Title = site.Texts.With("common.of_year", ("name", series.Name), ("year", Year.Roc));
        Body = series.Body;
        Breadcrumbs = [site.Home, new(series.Name, site.Root + SeriesPage.UrlOf(series.Slug), site.MinutesLanguage), new(Year.Roc, null)];
        Description = site.Texts.With("series.year_description", ("body", series.Body), ("series", series.Name), ("year", Year.Roc));
        SeriesName = series.Name;
        SeriesUrl = site.Root + SeriesPage.UrlOf(series.Slug);
        Complete = year.Numbers is { } numbers && year.Missing.Count == 0 ? YearView.CompleteOf(site.Texts, numbers) : null;
        Calendar = year.Meetings > 0 ? MeetingCalendar.UrlOf(series.Slug, year.Year) : null;
    }

    public override string Template => "pages/series-year.html";

    public override bool IsTranslated => true;

    public override string Title { get; }

    public override string Description { get; }

    public override IReadOnlyList<Crumb> Breadcrumbs { get; }

    public override IReadOnlyList<Alternate>? Alternates => Calendar is null ? null : [new(Calendar, "text/calendar", Texts.With("series.calendar", ("series", Title)))];

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
