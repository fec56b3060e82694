using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>The newest minutes, of the site, of one series or of one unit, as an Atom feed. Its times are the data's, never the clock's.</summary>
internal sealed class AtomFeed : Page
{
    /// <summary>How many entries a feed has.</summary>
    public const int Newest = 50;

    private AtomFeed(Site site, string url, string title, string html, IReadOnlyList<FeedEntry> entries)
        : base(site, url)
    {
        Title = title;
        Html = html;
        Entries = entries;

        // A feed must say when it changed; one without entries never did.
        Updated = entries.Select(static entry => entry.Updated).Order(StringComparer.Ordinal).LastOrDefault() ?? "1970-01-01T00:00:00Z";
        Author = site.Body ?? site.Name;
    }

    public override string? Layout => null;

    public override string Template => "pages/feed.atom";

    public override string Title { get; }

    /// <summary>The page it is the feed of.</summary>
    public string Html { get; }

    public string Updated { get; }

    public string Author { get; }

    public IReadOnlyList<FeedEntry> Entries { get; }

    /// <param name="site">The site.</param>
    /// <param name="meetings">The meetings published last, at least <see cref="Newest"/> where there are as many.</param>
    public static AtomFeed OfSite(Site site, IEnumerable<MeetingFacts> meetings) =>
        new(site, "/feed.atom", site.Name, site.BaseUrl + "/", [.. LastPublishedFirst(meetings, static meeting => meeting).Select(meeting => Entry(site, meeting))]);

    /// <param name="site">The site.</param>
    /// <param name="series">The series.</param>
    /// <param name="meetings">Those of its meetings published last, as above.</param>
    public static AtomFeed OfSeries(Site site, SeriesFacts series, IEnumerable<MeetingFacts> meetings) => new(
        site,
        SeriesPage.FeedOf(series.Slug),
        site.Texts.With("site.page", ("title", series.Name), ("site", site.Name)),
        site.BaseUrl + SeriesPage.UrlOf(series.Slug),
        [.. LastPublishedFirst(meetings, static meeting => meeting).Select(meeting => Entry(site, meeting))]);

    /// <param name="site">The site.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="appearances">Its appearances in the minutes published last, as above.</param>
    public static AtomFeed OfUnit(Site site, UnitFacts unit, IEnumerable<AppearanceFacts> appearances) => new(
        site,
        UnitPage.FeedOf(unit.Slug),
        site.Texts.With("site.page", ("title", unit.Name), ("site", site.Name)),
        site.BaseUrl + UnitPage.UrlOf(unit.Slug),
        [.. LastPublishedFirst(appearances, static appearance => appearance.Meeting).Select(appearance => Entry(site, appearance))]);

    private static IEnumerable<T> LastPublishedFirst<T>(IEnumerable<T> all, Func<T, MeetingFacts> meeting) => all
        .Where(one => meeting(one).WithdrawnAt is null)
        .OrderByDescending(one => meeting(one).PublishedAt)
        .ThenBy(one => meeting(one).Series, StringComparer.Ordinal)
        .ThenByDescending(one => meeting(one).Key, StringComparer.Ordinal)
        .Take(Newest);

    private static FeedEntry Entry(Site site, MeetingFacts meeting)
    {
        var url = site.BaseUrl + MinutesPage.UrlOf(meeting.Series, meeting.Key);
        return new FeedEntry(
            url,
            meeting.Title,
            Dates.Utc(meeting.PublishedAt),
            Dates.Utc(meeting.FirstPublished),
            site.Texts.With(
                meeting.Edition > 1 ? "feed.edition" : "feed.meeting",
                ("name", site.SeriesName(meeting.Series)),
                ("day", Dates.Day(site.Texts, meeting.HeldOn).Text),
                ("edition", Counts.Of(meeting.Edition))));
    }

    private static FeedEntry Entry(Site site, AppearanceFacts appearance)
    {
        var row = AppearanceRow.Of(site, appearance);
        var meeting = appearance.Meeting;
        return new FeedEntry(
            site.BaseUrl + row.Href,
            site.Texts.With("feed.appearance", ("kind", row.Kind), ("title", row.Title)),
            Dates.Utc(meeting.PublishedAt),
            Dates.Utc(meeting.FirstPublished),
            site.Texts.With("feed.meeting", ("name", meeting.Title), ("day", Dates.Day(site.Texts, meeting.HeldOn).Text)));
    }
}

/// <param name="Url">Where it is, and its id: the site's addresses are permanent.</param>
/// <param name="Title">Its title.</param>
/// <param name="Updated">When its newest edition went public.</param>
/// <param name="Published">When its first edition went public.</param>
/// <param name="Summary">A sentence.</param>
internal sealed record FeedEntry(string Url, string Title, string Updated, string Published, string Summary);
