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
    private readonly IReadOnlyList<ChangeMonth> _months = ChangeFeed.Months(ChangeFeed.Changes(catalogue.Editions, catalogue.Meetings));

    public Rendering.Site Site { get; } = new(settings, files, catalogue.Series);

    /// <summary>The years that have files of data.</summary>
    public IReadOnlyList<SeriesYear> Years { get; } = SeriesYear.Of(catalogue.Series, catalogue.Meetings);

    /// <summary>How many files the pages make.</summary>
    public int CountFiles(bool htmlOnly)
    {
        var shown = catalogue.Meetings.Count(static meeting => meeting.WithdrawnAt is null);
        var minutes = catalogue.Meetings.Sum(meeting =>
        {
            // Of what is withdrawn nothing but the last edition's number is left.
            var editions = meeting.WithdrawnAt is null ? catalogue.EditionsOf(meeting.Series, meeting.Key).Count : meeting.Edition;
            return 1 + editions + EditionPairs.Count(editions);
        });
        var pages = Overviews().Count() + minutes + catalogue.Units.Count;
        return htmlOnly ? pages : pages + Feeds().Count() + Data().Count() + Years.Count * SeriesYear.Files + shown * MinutesTwins.All.Count + catalogue.Units.Count;
    }

    /// <summary>The pages about the site as a whole and about each series.</summary>
    public IEnumerable<Func<Page>> Overviews() =>
    [
        () => HomePage.Of(
            Site,
            catalogue.Meetings,
            catalogue.Units,
            _months.SelectMany(static month => month.Changes),
            latest,
            latest is null ? null : catalogue.UnitNames(latest.Series)),
        () => new AboutPage(Site),
        () => DesignPage.Of(Site, files),
        () => new SiteMapPage(Site, catalogue.Units),
        () => new NotFoundPage(Site),
        () => SearchPage.Of(Site, catalogue.Meetings, catalogue.Units, catalogue.UnitNames),
        () => new DataPage(Site, Years),
        () => ChangesPage.Of(Site, _months, catalogue.Meetings),
        .. catalogue.Series.Select<SeriesFacts, Func<Page>>(series => () => SeriesPage.Of(Site, series, catalogue.MeetingsOf(series.Slug))),
    ];

    /// <summary>What programs read about the site as a whole and about each series.</summary>
    public IEnumerable<Func<Page>> Feeds() =>
    [
        () => new RobotsTxt(Site),
        () => SitemapXml.Of(Site, catalogue.Meetings, catalogue.Units),
        () => AtomFeed.OfSite(Site, catalogue.Meetings),
        .. catalogue.Series.Select<SeriesFacts, Func<Page>>(series => () => AtomFeed.OfSeries(Site, series, catalogue.MeetingsOf(series.Slug))),
    ];

    /// <summary>The same that is made without a template.</summary>
    public IEnumerable<(string Url, Action<IBufferWriter<byte>> Write)> Data() =>
    [
        (DataCatalog.Url, output => DataCatalog.Write(Site, Years, output)),
        (DataCatalog.SchemaUrl, static output => output.Write(JsonSchemas.Files[JsonSchemas.PublicEdition].Span)),
        (ChangeFeed.IndexUrl, output => ChangeFeed.WriteIndex(Site, _months, output)),
        .. _months.Select<ChangeMonth, (string, Action<IBufferWriter<byte>>)>(month => (month.Url, output => ChangeFeed.WriteMonth(Site, month, output))),
        .. catalogue.Meetings.Where(static meeting => meeting.WithdrawnAt is not null).Select<MeetingFacts, (string, Action<IBufferWriter<byte>>)>(meeting =>
            (MinutesPage.UrlOf(meeting.Series, meeting.Key) + "index.json", output => IndexJson.WriteWithdrawn(Site, meeting, output))),
        .. Years.Select(static year => year.Series).Distinct().Select<SeriesFacts, (string, Action<IBufferWriter<byte>>)>(series =>
            (MeetingCalendar.UrlOf(series.Slug), output => MeetingCalendar.Write(Site, series, catalogue.MeetingsOf(series.Slug), output))),
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

    public UnitPage Unit(UnitFacts unit, IReadOnlyList<AppearanceFacts> appearances) => UnitPage.Of(Site, unit, appearances);

    public AtomFeed UnitFeed(UnitFacts unit, IReadOnlyList<AppearanceFacts> appearances) => AtomFeed.OfUnit(Site, unit, appearances);
}
