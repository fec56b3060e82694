using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>The addresses of the site for search engines.</summary>
internal sealed class SitemapXml(Site site, IReadOnlyList<SitemapEntry> entries) : Page(site, "/sitemap.xml")
{
    /// <summary>How many addresses one sitemap may list (sitemaps.org).</summary>
    public const int Limit = 50_000;

    public override string? Layout => null;

    public override string Template => "pages/sitemap.xml";

    public override string Title => "";

    public IReadOnlyList<SitemapEntry> Entries => entries;

    public static SitemapXml Of(Site site, IEnumerable<MeetingFacts> meetings, IReadOnlyList<UnitFacts> units)
    {
        string[] standing = ["/", "/changes/", "/data/", "/about/", "/sitemap/"];
        return new SitemapXml(site, [.. standing.Concat(site.Series.Select(static series => SeriesPage.UrlOf(series.Slug)))
            .Concat(units.Select(static unit => UnitPage.UrlOf(unit.Slug)))
            .Select(url => new SitemapEntry(site.BaseUrl + url, null))
            .Concat(MeetingRow.NewestFirst(meetings)
                .Where(static meeting => meeting.WithdrawnAt is null)
                .Select(meeting => new SitemapEntry(site.BaseUrl + MinutesPage.UrlOf(meeting.Series, meeting.Key), Dates.Utc(meeting.PublishedAt))))
            .Take(Limit)]);
    }
}

internal sealed record SitemapEntry(string Url, string? Modified);

/// <summary>What crawlers may read: all of it.</summary>
internal sealed class RobotsTxt(Site site) : Page(site, "/robots.txt")
{
    public override string? Layout => null;

    public override string Template => "pages/robots.txt";

    public override string Title => "";
}
