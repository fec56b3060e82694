using OpenMinutes.Publisher.Source;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Publisher.Pages;

/// <summary>A year of a series: its page, its calendar and its files of data. It reads the meetings of the year, their newest public editions, and the series' name.</summary>
internal sealed class SeriesYearRoom(Frame frame, PublicSite source)
{
    public static readonly string[] Templates = ["pages/series-year.html"];

    public IEnumerable<string> FilesOf(SeriesYearKey year) =>
    [
        .. frame.FilesOf(SeriesYearPage.UrlOf(year.Series, year.Year)),
        MeetingCalendar.UrlOf(year.Series, year.Year)[1..],
        SeriesYear.UrlOf(year.Series, year.Year, "csv")[1..],
        SeriesYear.UrlOf(year.Series, year.Year, "jsonl")[1..],
    ];

    /// <summary>Reads a year, and what there is to draw of it.</summary>
    /// <param name="year">The year.</param>
    /// <param name="withData">Whether the files of data are drawn too.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>null where the series has no meeting in the year.</returns>
    public async Task<(YearFacts Facts, IReadOnlyList<Action<Desk>> Drawings)?> ReadAsync(SeriesYearKey year, bool withData, CancellationToken cancellation)
    {
        var meetings = await source.MeetingsOfYearAsync(year, cancellation);
        if (meetings.Count == 0)
            return null;
        var series = frame.Registry.Of(year.Series);
        var facts = YearFacts.Of(meetings, series.NumberedByYear);
        List<Action<Desk>> drawings = [.. frame.Languages.Select<Rendering.Site, Action<Desk>>(site => desk => desk.Draw(SeriesYearPage.Of(site, series, facts, meetings)))];
        if (withData && facts.Meetings > 0)
        {
            var documents = await source.DocumentsOfYearAsync(year, cancellation);
            drawings.Add(desk => desk.Draw(MeetingCalendar.UrlOf(year.Series, year.Year), output => MeetingCalendar.Write(frame.Site, series, meetings, output)));
            drawings.Add(desk => SeriesYear.Of(series, [facts])[0].Draw(frame.Site, documents, desk.Draw));
        }

        return (facts, drawings);
    }
}

/// <summary>A series: its page, the list of its years, its feed and calendar, the pages of its data. It reads the years, the meetings of the newest, those published last, those
/// whose minutes are not public yet, and what there is of its register of directives.</summary>
internal sealed class SeriesRoom(Frame frame, PublicSite source)
{
    public IEnumerable<string> FilesOf(string series) =>
    [
        .. frame.FilesOf(SeriesPage.UrlOf(series)),
        SeriesJson.UrlOf(series)[1..],
        SeriesPage.FeedOf(series)[1..],
        MeetingCalendar.UrlOf(series)[1..],
        .. frame.FilesOf(DataSeriesPage.UrlOf(series)),
        DataCatalog.UrlOf(series)[1..],
    ];

    /// <param name="slug">The series.</param>
    /// <param name="years">Its years, newest first.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<Action<Desk>>> ReadAsync(string slug, IReadOnlyList<YearFacts> years, CancellationToken cancellation)
    {
        var series = frame.Registry.Of(slug);
        var newest = years.Count == 0 ? [] : await source.MeetingsOfYearAsync(new SeriesYearKey(slug, years[0].Year), cancellation);
        var published = await source.LastPublishedAsync(slug, AtomFeed.Newest, cancellation);
        var pending = (await source.PendingAsync(cancellation))[slug].ToList();
        var register = new RegisterData(slug, await source.CasesOfAsync([slug], cancellation), await source.HasFiguresAsync(slug, cancellation));
        List<Action<Desk>> drawings =
        [
            .. frame.Languages.Select<Rendering.Site, Action<Desk>>(site => desk => desk.Draw(SeriesPage.Of(site, series, years, newest, pending, !register.IsEmpty))),
            desk => desk.Draw(AtomFeed.OfSeries(frame.Site, series, published)),
            desk => desk.Draw(SeriesJson.UrlOf(slug), output => SeriesJson.Write(frame.Site, series, years, pending, output)),
        ];
        var calendar = new List<MeetingFacts>();
        foreach (var year in MeetingCalendar.YearsOf(years))
            calendar.AddRange(await source.MeetingsOfYearAsync(new SeriesYearKey(slug, year.Year), cancellation));
        if (SeriesYear.Of(series, years) is { Count: > 0 } data)
        {
            drawings.Add(desk => desk.Draw(MeetingCalendar.UrlOf(slug), output => MeetingCalendar.Write(frame.Site, series, calendar, output)));
            drawings.AddRange(frame.Languages.Select<Rendering.Site, Action<Desk>>(site => desk => desk.Draw(new DataSeriesPage(site, data, register))));
            drawings.Add(desk => desk.Draw(DataCatalog.UrlOf(slug), output => DataCatalog.WriteSeries(frame.Site, data, register, output)));
        }

        return drawings;
    }
}
