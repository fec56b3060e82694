using System.Buffers;
using System.Text;
using OpenMinutes.Contracts;
using OpenMinutes.Publisher.Planning;
using OpenMinutes.Publisher.Source;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Publisher.Pages;

/// <summary>
/// The pages about the site as a whole, few and small: they are drawn in every publication that changes anything. Beside what all pages share, they read the newest meetings,
/// the last changes, the totals of each series and register, and of each register the directives that are due first.
/// </summary>
internal sealed class SiteRoom(Frame frame, PublicSite source)
{
    /// <param name="notes">The totals of each series, and the sitemaps.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<Action<Desk>>> ReadAsync(ReleaseNotes notes, CancellationToken cancellation)
    {
        var data = notes.Series.Where(static series => series.Data is not null).Select(static series => series.Data!.With(series.Facts)).ToList();
        var (site, units) = (frame.Site, frame.Registry.Units);
        var newest = await source.NewestAsync(HomePage.Newest + 1, cancellation);
        var amendments = await source.LastAmendmentsAsync(HomePage.LatestChanges, cancellation);
        var published = await source.LastPublishedAsync(null, AtomFeed.Newest, cancellation);
        var registers = await source.RegistersAsync(cancellation);
        var directives = await DirectivesAsync(registers, cancellation);
        var directed = await source.DirectedUnitsAsync(cancellation);
        var latest = newest.Count == 0 ? null : await LatestAsync(newest[0], cancellation);
        return
        [
            .. frame.Files.Assets.Select<Asset, Action<Desk>>(static asset => desk => desk.Write(asset.Path[1..], asset.Content.Span)),
            .. frame.Counted([.. notes.Series.Select(static series => series.Facts)]).Select<Rendering.Site, Action<Desk>>(counted => desk =>
                desk.Draw(HomePage.Of(counted, newest, units, amendments, latest, latest is null ? null : frame.UnitLinks(latest.Series), registers))),
            .. frame.Languages.SelectMany<Rendering.Site, Action<Desk>>(one =>
            [
                desk => desk.Draw(new AboutPage(one)),
                desk => desk.Draw(new VerifyPage(one, frame.PublicKey)),
                desk => desk.Draw(new SiteMapPage(one, units, registers)),
                desk => desk.Draw(SearchPage.Of(one, notes.Sitemaps.Select(static sitemap => sitemap.Year), units, frame.Registry.UnitNames)),
                desk => desk.Draw(new DataPage(one, data)),
                desk => desk.Draw(new DirectivesPage(one, directives)),
            ]),
            desk => desk.Draw(DesignPage.Of(site, frame.Files)),
            desk => desk.Draw(new NotFoundPage(site)),
            desk => desk.Draw(VerifyPage.PublicKeyUrl, output => output.Write(Encoding.ASCII.GetBytes(frame.PublicKey))),
            desk => desk.Draw(DataCatalog.Url, output => DataCatalog.Write(site, data, output)),
            desk => desk.Draw(DataCatalog.SchemaUrl, static output => output.Write(JsonSchemas.Files[JsonSchemas.PublicEdition].Span)),
            desk => desk.Draw(RegisterData.DirectiveSchemaUrl, static output => output.Write(JsonSchemas.Files[JsonSchemas.PublicDirective].Span)),
            desk => desk.Draw(RegisterData.FiguresSchemaUrl, static output => output.Write(JsonSchemas.Files[JsonSchemas.PublicRegister].Span)),
            desk => desk.Draw(new RobotsTxt(site)),
            desk => desk.Draw(AtomFeed.OfSite(site, published)),
            desk => desk.Draw(SitemapXml.OfPages(site, units, registers, directed)),
            desk => desk.Draw(new SitemapIndex(site, notes.Sitemaps)),
        ];
    }

    private async Task<IReadOnlyList<RegisterSummary>> DirectivesAsync(IReadOnlyList<RegisterTotals> registers, CancellationToken cancellation)
    {
        var dueFirst = await source.DueFirstAsync(DirectivesPage.MostShown, cancellation);
        var all = new List<RegisterSummary>(registers.Count);
        foreach (var register in registers)
        {
            var meetings = dueFirst[register.Series].SelectMany(DirectiveMemory.MeetingsOf);
            all.Add(new RegisterSummary(register, await RegisterRoom.NamesAsync(frame, source, register.Series, meetings, cancellation), [.. dueFirst[register.Series]]));
        }

        return all;
    }

    private async Task<PublicEdition> LatestAsync(MeetingFacts meeting, CancellationToken cancellation)
    {
        var key = new MeetingKey(meeting.Series, meeting.Key);
        var editions = (await source.EditionsAsync([key], cancellation))[key].ToList();
        // The newest is drawn later, and until then has its texts in its document.
        foreach (var superseded in editions.SkipLast(1))
            superseded.Document.Dispose();
        return MinutesRoom.Read(editions[^1].Document.Utf8);
    }
}

/// <summary>The sitemaps of the minutes of a year. They read the meetings of the year in all series.</summary>
internal sealed class SitemapRoom(Frame frame, PublicSite source)
{
    public static readonly string[] Templates = ["pages/sitemap.xml"];

    public static IEnumerable<string> FilesOf(int year) =>
        Enumerable.Range(0, 13).Select(month => month == 0 ? $"sitemap-{year:0000}.xml" : $"sitemap-{year:0000}-{month:00}.xml");

    public async Task<IReadOnlyList<(SitemapFacts Facts, SitemapXml Sitemap)>> ReadAsync(int year, CancellationToken cancellation) =>
        SitemapXml.OfYear(frame.Site, await source.ShownInYearAsync(year, cancellation));
}
