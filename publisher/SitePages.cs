using OpenMinutes.Contracts;
using OpenMinutes.Publisher.Source;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Publisher;

/// <summary>Which pages a site has. Each is made when it is asked for.</summary>
internal sealed class SitePages(Catalogue catalogue, SiteSettings settings, SiteFiles files)
{
    private const int FormsOfTheSite = 3; // robots.txt, sitemap.xml, feed.atom

    public Rendering.Site Site { get; } = new(settings, files, catalogue.Series);

    /// <summary>How many files the pages make.</summary>
    public int CountFiles(bool htmlOnly)
    {
        var overviews = Overviews().Count() - (htmlOnly ? FormsOfTheSite : 0);
        var withdrawn = catalogue.Meetings.Count(static meeting => meeting.WithdrawnAt is not null);
        var shown = catalogue.Meetings.Count - withdrawn;
        return overviews + withdrawn + shown * (htmlOnly ? 1 : 1 + MinutesTwins.All.Count) + catalogue.Units.Count * (htmlOnly ? 1 : 2);
    }

    /// <summary>The pages about the site as a whole and about each series.</summary>
    public IEnumerable<Func<Page>> Overviews() =>
    [
        () => HomePage.Of(Site, catalogue.Meetings, catalogue.Units),
        () => new AboutPage(Site),
        () => new SiteMapPage(Site, catalogue.Units),
        () => new NotFoundPage(Site),
        () => new RobotsTxt(Site),
        () => SitemapXml.Of(Site, catalogue.Meetings, catalogue.Units),
        () => AtomFeed.OfSite(Site, catalogue.Meetings),
        .. catalogue.Series.Select<SeriesFacts, Func<Page>>(series => () => SeriesPage.Of(Site, series, catalogue.MeetingsOf(series.Slug))),
    ];

    /// <summary>What stands where withdrawn minutes stood.</summary>
    public IEnumerable<Page> Notices() => catalogue.Meetings.Where(static meeting => meeting.WithdrawnAt is not null).Select(meeting => WithdrawnPage.Of(Site, meeting));

    public MinutesPage Minutes(PublicEdition edition)
    {
        var (previous, next) = catalogue.Neighbours(edition.Series, edition.Key);
        return MinutesPage.Of(Site, edition, catalogue.UnitNames(edition.Series), previous, next);
    }

    public UnitPage Unit(UnitFacts unit, IReadOnlyList<AppearanceFacts> appearances) => UnitPage.Of(Site, unit, appearances);

    public AtomFeed UnitFeed(UnitFacts unit, IReadOnlyList<AppearanceFacts> appearances) => AtomFeed.OfUnit(Site, unit, appearances);
}
