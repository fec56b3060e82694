using System.Buffers;
using OpenMinutes.Contracts;
using OpenMinutes.Publisher.Source;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Publisher;

/// <summary>Which pages a site has. Each is made when it is asked for.</summary>
/// <param name="catalogue">What is public, but the texts.</param>
/// <param name="latest">The minutes of the newest meeting, if any.</param>
/// <param name="settings">The agency's settings.</param>
/// <param name="files">Templates and assets.</param>
internal sealed class SitePages(Catalogue catalogue, PublicEdition? latest, SiteSettings settings, SiteFiles files)
{
    // The site in each of its languages.
    private readonly IReadOnlyList<Rendering.Site> _languages = [.. settings.Languages.Select(language => new Rendering.Site(settings, files, catalogue.Series, language))];

    private readonly IReadOnlyList<ChangeMonth> _months = ChangeFeed.Months(ChangeFeed.Changes(catalogue.Editions, catalogue.Meetings));

    /// <summary>The site in its first language, in which the minutes' pages are.</summary>
    public Rendering.Site Site => _languages[0];

    /// <summary>The years that have files of data.</summary>
    public IReadOnlyList<SeriesYear> Years { get; } = [.. catalogue.Series.SelectMany(series => SeriesYear.Of(series, catalogue.YearsOf(series.Slug)))];

    /// <summary>How many files there are before the minutes themselves and what is made of units.</summary>
    public int CountFiles(bool htmlOnly)
    {
        var minutes = catalogue.Meetings.Sum(meeting =>
        {
            // Of what is withdrawn nothing but the last edition's number is left.
            var editions = meeting.WithdrawnAt is null ? catalogue.EditionsOf(meeting.Series, meeting.Key).Count : meeting.Edition;
            return 1 + editions + EditionPairs.Count(editions);
        });
        var pages = Overviews().Count() + minutes;
        var shown = catalogue.Meetings.Count(static meeting => meeting.WithdrawnAt is null);
        return htmlOnly ? pages : pages + Feeds().Count() + Data().Count() + Years.Count * 2 + shown * MinutesTwins.All.Count;
    }

    /// <summary>The pages about the site as a whole and about each series.</summary>
    public IEnumerable<Func<Page>> Overviews() =>
    [
        () => DesignPage.Of(Site, files),
        () => new NotFoundPage(Site),
        .. _languages.SelectMany(Overviews),
    ];

    private IEnumerable<Func<Page>> Overviews(Rendering.Site site) =>
    [
        () => HomePage.Of(
            site,
            [.. MeetingRow.NewestFirst(catalogue.Meetings.Where(static meeting => meeting.WithdrawnAt is null)).Take(HomePage.Newest + 1)],
            catalogue.Units,
            _months.SelectMany(static month => month.Changes),
            latest,
            latest is null ? null : catalogue.UnitNames(latest.Series)),
        () => new AboutPage(site),
        () => new SiteMapPage(site, catalogue.Units),
        () => SearchPage.Of(site, Years.Select(static year => year.Year), catalogue.Units, catalogue.UnitNames),
        () => new DataPage(site, [.. YearsBySeries().Select(SeriesData.Of)]),
        .. YearsBySeries().Select<IReadOnlyList<SeriesYear>, Func<Page>>(years => () => new DataSeriesPage(site, years)),
        () => ChangesPage.Of(site, _months.SelectMany(static month => month.Changes), [.. _months.Select(static month => month.Facts)]),
        .. _months.Select<ChangeMonth, Func<Page>>(month => () => new ChangesMonthPage(site, month)),
        .. catalogue.Series.SelectMany(series => SeriesPages(site, series)),
    ];

    /// <summary>What programs read about the site as a whole and about each series.</summary>
    public IEnumerable<Func<Page>> Feeds() =>
    [
        () => new RobotsTxt(Site),
        () => new SitemapIndex(Site, [.. Sitemaps().Select(static sitemap => sitemap.Facts)]),
        () => SitemapXml.OfPages(Site, catalogue.Units),
        .. Sitemaps().Select<(SitemapFacts Facts, SitemapXml Sitemap), Func<Page>>(sitemap => () => sitemap.Sitemap),
        () => AtomFeed.OfSite(Site, catalogue.Meetings),
        .. catalogue.Series.Select<SeriesFacts, Func<Page>>(series => () => AtomFeed.OfSeries(Site, series, catalogue.MeetingsOf(series.Slug))),
    ];

    /// <summary>The same that is made without a template.</summary>
    public IEnumerable<(string Url, Action<IBufferWriter<byte>> Write)> Data() =>
    [
        (DataCatalog.Url, output => DataCatalog.Write(Site, [.. YearsBySeries().Select(SeriesData.Of)], output)),
        .. YearsBySeries().Select<IReadOnlyList<SeriesYear>, (string, Action<IBufferWriter<byte>>)>(years =>
            (DataCatalog.UrlOf(years[0].Series.Slug), output => DataCatalog.WriteSeries(Site, years, output))),
        (DataCatalog.SchemaUrl, static output => output.Write(JsonSchemas.Files[JsonSchemas.PublicEdition].Span)),
        (ChangeFeed.IndexUrl, output => ChangeFeed.WriteIndex(Site, [.. _months.Select(static month => month.Facts)], output)),
        .. _months.Select<ChangeMonth, (string, Action<IBufferWriter<byte>>)>(month => (month.Url, output => ChangeFeed.WriteMonth(Site, month, output))),
        .. catalogue.Meetings.Where(static meeting => meeting.WithdrawnAt is not null).Select<MeetingFacts, (string, Action<IBufferWriter<byte>>)>(meeting =>
            (MinutesPage.UrlOf(meeting.Series, meeting.Key) + "index.json", output => IndexJson.WriteWithdrawn(Site, meeting, output))),
        .. catalogue.Series.SelectMany(SeriesFiles),
    ];

    /// <summary>What stands where withdrawn minutes stood.</summary>
    public IEnumerable<Page> Notices() => catalogue.Meetings.Where(static meeting => meeting.WithdrawnAt is not null).Select(meeting => WithdrawnPage.Of(Site, meeting));

    public MinutesPage Minutes(PublicEdition edition)
    {
        var (previous, next) = catalogue.Neighbours(edition.Series, edition.Key);
        return MinutesPage.Of(Site, edition, catalogue.UnitNames(edition.Series), previous, next, catalogue.EditionsOf(edition.Series, edition.Key));
    }

    /// <summary>The superseded editions of one meeting's minutes, and what each edition changed.</summary>
    /// <param name="history">All public editions, in ascending order.</param>
    public IEnumerable<Func<Page>> History(IReadOnlyList<PublicEdition> history)
    {
        var facts = catalogue.EditionsOf(history[0].Series, history[0].Key);
        var editions = history.ToDictionary(static edition => edition.Edition);
        return history.SkipLast(1).Select<PublicEdition, Func<Page>>(edition => () => Minutes(edition))
            .Concat(EditionPairs.Of([.. editions.Keys.Order()]).Select<(int Before, int After), Func<Page>>(pair => () => DiffPage.Of(Site, editions[pair.Before], editions[pair.After], facts)));
    }

    /// <summary>The pages of a unit: its own and those of each year.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="appearances">All its appearances.</param>
    /// <param name="figures">The newest figures it reported.</param>
    public IEnumerable<Func<Page>> Unit(UnitFacts unit, IReadOnlyList<AppearanceFacts> appearances, IReadOnlyList<FigureFacts> figures)
    {
        var years = appearances.GroupBy(static appearance => appearance.Meeting.HeldOn.Year).OrderByDescending(static year => year.Key).ToList();
        var newest = MeetingRow.NewestFirst(appearances.Select(static appearance => appearance.Meeting).Distinct()).Take(UnitPage.Newest).ToHashSet();
        return
        [
            () => AtomFeed.OfUnit(Site, unit, appearances),
            .. _languages.Select<Rendering.Site, Func<Page>>(site => () =>
                UnitPage.Of(site, unit, [.. years.Select(static year => year.Key)], [.. appearances.Where(appearance => newest.Contains(appearance.Meeting))], figures)),
            .. _languages.SelectMany(site => years.Select<IGrouping<int, AppearanceFacts>, Func<Page>>(year => () => UnitYearPage.Of(site, unit, year.Key, [.. year]))),
        ];
    }

    private IEnumerable<IReadOnlyList<SeriesYear>> YearsBySeries() => Years.GroupBy(static year => year.Series.Slug).Select(static years => (IReadOnlyList<SeriesYear>)[.. years]);

    private IEnumerable<(SitemapFacts Facts, SitemapXml Sitemap)> Sitemaps() => catalogue.Meetings.GroupBy(static meeting => meeting.HeldOn.Year)
        .OrderByDescending(static year => year.Key)
        .SelectMany(year => SitemapXml.OfYear(Site, [.. year]));

    private IEnumerable<Func<Page>> SeriesPages(Rendering.Site site, SeriesFacts series)
    {
        var years = catalogue.YearsOf(series.Slug);
        return
        [
            () => SeriesPage.Of(site, series, years, years.Count == 0 ? [] : catalogue.MeetingsOf(series.Slug, years[0].Year)),
            .. years.Select<YearFacts, Func<Page>>(year => () => SeriesYearPage.Of(site, series, year, catalogue.MeetingsOf(series.Slug, year.Year))),
        ];
    }

    private IEnumerable<(string, Action<IBufferWriter<byte>>)> SeriesFiles(SeriesFacts series)
    {
        var years = catalogue.YearsOf(series.Slug);
        yield return (SeriesJson.UrlOf(series.Slug), output => SeriesJson.Write(Site, series, years, output));
        foreach (var year in years.Where(static year => year.Meetings > 0))
            yield return (MeetingCalendar.UrlOf(series.Slug, year.Year), output => MeetingCalendar.Write(Site, series, catalogue.MeetingsOf(series.Slug, year.Year), output));
        var newest = MeetingCalendar.YearsOf(years).ToList();
        if (newest.Count > 0)
            yield return (MeetingCalendar.UrlOf(series.Slug), output => MeetingCalendar.Write(Site, series, newest.SelectMany(year => catalogue.MeetingsOf(series.Slug, year.Year)), output));
    }
}
