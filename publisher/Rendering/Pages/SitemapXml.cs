using System.Globalization;
using System.Text.Json.Serialization;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>The index of the sitemaps, for search engines: one of the pages about the site and its series and units, and one of the minutes of each year.</summary>
internal sealed class SitemapIndex(Site site, IReadOnlyList<SitemapFacts> years) : Page(site, "/sitemap.xml")
{
    public override string? Layout => null;

    public override string Template => "pages/sitemap-index.xml";

    public override string Title => "";

    public IReadOnlyList<SitemapEntry> Sitemaps { get; } =
    [
        new(site.BaseUrl + SitemapXml.PagesUrl, null),
        .. years.Select(year => new SitemapEntry(site.BaseUrl + year.Url, Dates.Utc(year.Modified))),
    ];
}

/// <summary>Addresses of the site for search engines.</summary>
internal sealed class SitemapXml : Page
{
    public const string PagesUrl = "/sitemap-pages.xml";

    /// <summary>How many addresses one sitemap may list (sitemaps.org).</summary>
    public const int Limit = 50_000;

    private SitemapXml(Site site, string url, IReadOnlyList<SitemapEntry> entries)
        : base(site, url) => Entries = entries;

    public override string? Layout => null;

    public override string Template => "pages/sitemap.xml";

    public override string Title => "";

    public IReadOnlyList<SitemapEntry> Entries { get; }

    /// <summary>The pages about the site, its series, their registers, its units and people.</summary>
    /// <param name="site">The site.</param>
    /// <param name="units">The units with a page.</param>
    /// <param name="registers">The registers.</param>
    /// <param name="directed">The units of whose directives anything is public.</param>
    public static SitemapXml OfPages(Site site, IReadOnlyList<UnitFacts> units, IReadOnlyList<RegisterTotals> registers, IReadOnlyCollection<string> directed)
    {
        string[] standing = ["/", "/directives/", "/changes/", "/data/", "/about/", "/verify/", "/sitemap/"];
        return new SitemapXml(site, PagesUrl, [.. standing.Concat(site.Series.Select(static series => SeriesPage.UrlOf(series.Slug)))
            .Concat(units.Select(static unit => UnitPage.UrlOf(unit.Slug)))
            .Concat(registers.SelectMany(static register => (IEnumerable<string>)
            [
                RegisterPage.UrlOf(register.Series),
                .. RegisterPage.YearsOf(register.Figures).Select(year => RegisterYearPage.UrlOf(register.Series, year)),
                .. register.Cases.Select(CasesPage.UrlOf),
            ]))
            .Concat(units.Where(unit => directed.Contains(unit.Slug)).Select(static unit => UnitDirectivesPage.UrlOf(unit.Slug)))
            .Concat(site.People.All.Select(static person => PersonPage.UrlOf(person.Slug)))
            .SelectMany(url => site.Languages.Select(language => new SitemapEntry(site.BaseUrl + language.Root + url, null)))]);
    }

    /// <summary>The minutes of a year: one sitemap, or where it may not list as many, one for each month.</summary>
    /// <param name="site">The site.</param>
    /// <param name="meetings">The meetings of one year of all series.</param>
    public static IReadOnlyList<(SitemapFacts Facts, SitemapXml Sitemap)> OfYear(Site site, IReadOnlyList<MeetingFacts> meetings)
    {
        var shown = MeetingFacts.NewestFirst(meetings.Where(static meeting => meeting.WithdrawnAt is null)).ToList();
        return [.. shown.GroupBy(meeting => meeting.HeldOn.ToString(shown.Count > Limit ? "yyyy-MM" : "yyyy", CultureInfo.InvariantCulture))
            .Select(stretch => (Facts: new SitemapFacts(stretch.Key, stretch.Max(static meeting => meeting.PublishedAt)), Meetings: stretch))
            .Select(stretch => (stretch.Facts, new SitemapXml(site, stretch.Facts.Url, [.. stretch.Meetings.Select(meeting =>
                new SitemapEntry(site.BaseUrl + MinutesPage.UrlOf(meeting.Series, meeting.Key), Dates.Utc(meeting.PublishedAt)))])))];
    }
}

/// <summary>A sitemap of minutes.</summary>
/// <param name="Stretch">2025, or 2025-11.</param>
/// <param name="Modified">When the last edition of them went public.</param>
internal sealed record SitemapFacts(string Stretch, DateTimeOffset Modified)
{
    [JsonIgnore]
    public string Url => $"/sitemap-{Stretch}.xml";

    [JsonIgnore]
    public int Year => int.Parse(Stretch.AsSpan(0, 4), CultureInfo.InvariantCulture);
}

internal sealed record SitemapEntry(string Url, string? Modified);

/// <summary>What crawlers may read: all of it.</summary>
internal sealed class RobotsTxt(Site site) : Page(site, "/robots.txt")
{
    public override string? Layout => null;

    public override string Template => "pages/robots.txt";

    public override string Title => "";
}
