using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Microsoft.Playwright;
using OpenMinutes.Contracts;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.EndToEnd;

public sealed partial class SiteTests(PublishedSite site) : IClassFixture<PublishedSite>
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_minutes_page_holds_every_line_of_the_public_edition(bool javaScript)
    {
        await using var visit = await site.VisitAsync(PublishedSite.Minutes, javaScript: javaScript);
        var seen = WithoutSpace(await visit.Page.InnerTextAsync("main"));
        var edition = JsonSerializer.Deserialize<PublicEdition>(site.PublicEdition, MinutesJson.Options)!;

        // Attendance is a table on the page: its people are looked for one by one.
        var lines = DocumentLayout.Lines(edition).Select(static line => line.Text).Where(static line => !line.StartsWith("出席", StringComparison.Ordinal)).ToList();
        Assert.True(lines.Count > 100);
        Assert.All(lines, line => Assert.Contains(WithoutSpace(line.Replace("**", "", StringComparison.Ordinal)), seen, StringComparison.Ordinal));
        Assert.All(edition.Attendance.Where(static person => person.Role == AttendeeRole.Unspecified), person => Assert.Contains(person.Name!, seen, StringComparison.Ordinal));
        Assert.Contains("請假", seen, StringComparison.Ordinal);
        Assert.Contains("陳坤中", seen, StringComparison.Ordinal);
        Assert.Contains("參、討論事項（略）", seen, StringComparison.Ordinal);
        Assert.Contains("肆、臨時動議（無）", seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("海纜障礙通報機制", "業務報告")]
    [InlineData("數位憑證皮夾", "決定事項")]
    public async Task A_reader_finds_by_one_search_from_home_what_was_reported_and_decided(string words, string kind)
    {
        await using var visit = await site.VisitAsync("/", width: 375);
        await visit.Page.GetByRole(AriaRole.Searchbox).FillAsync(words);
        await visit.Page.Keyboard.PressAsync("Enter");
        var hit = visit.Page.Locator("#hits ol > li", new() { HasText = kind }).First;
        await Assertions.Expect(hit.Locator("mark").First).ToHaveTextAsync(words);
        await hit.GetByRole(AriaRole.Link).ClickAsync();

        await Assertions.Expect(visit.Page.Locator(":target")).ToContainTextAsync(words);
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData("韌性建設司", "業務報告", "海纜障礙通報機制")]
    [InlineData("數位國際司", "報告", "數位憑證皮夾")]
    public async Task A_reader_finds_on_a_phone_by_three_touches_from_home_what_was_reported_and_decided_and_when(string unit, string kind, string words)
    {
        await using var visit = await site.VisitAsync("/", width: 375, javaScript: false);
        await visit.Page.Locator("section[aria-labelledby=units]").GetByRole(AriaRole.Link, new() { Name = unit, Exact = true }).ClickAsync();
        await visit.Page.Locator(".appearances li", new() { Has = visit.Page.GetByText(kind, new() { Exact = true }) }).First.GetByRole(AriaRole.Link).ClickAsync();

        await Assertions.Expect(visit.Page.Locator(":target")).ToBeInViewportAsync();
        await Assertions.Expect(visit.Page.Locator(":target")).ToContainTextAsync(words);
        await Assertions.Expect(visit.Page.Locator(".head time")).ToHaveTextAsync("114年11月20日（星期四）下午3時30分");
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData("/", "共 ")]
    [InlineData("/en/", "Found: ")]
    public async Task A_search_is_asked_and_followed_by_keyboard_in_either_language(string home, string found)
    {
        await using var visit = await site.VisitAsync(home, width: 375);
        await visit.Page.GetByRole(AriaRole.Searchbox).FocusAsync();
        await visit.Page.Keyboard.TypeAsync("海纜障礙通報機制");
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Status)).ToContainTextAsync(found);
        await visit.Page.GetByRole(AriaRole.Searchbox).FocusAsync();

        // Past the button and the filters to the first meeting, and to what it says.
        for (var stop = 0; stop < 40 && await visit.Page.EvaluateAsync<bool>("!document.activeElement.closest('#hits ol')"); stop++)
            await visit.Page.Keyboard.PressAsync("Tab");
        await visit.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visit.Page.Locator(":target")).ToContainTextAsync("海纜障礙通報機制");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Every_item_and_clause_can_be_linked_to()
    {
        var edition = JsonSerializer.Deserialize<PublicEdition>(site.PublicEdition, MinutesJson.Options)!;
        await using var visit = await site.VisitAsync($"{PublishedSite.Minutes}#reports-3");
        foreach (var anchor in DocumentLayout.Lines(edition).Select(static line => line.Anchor).OfType<string>().Distinct())
            Assert.Equal(1, await visit.Page.Locator($"[id='{anchor}']").CountAsync());

        var top = await visit.Page.EvaluateAsync<double>("document.getElementById('reports-3').getBoundingClientRect().top");
        Assert.InRange(top, -1, 400);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/meetings/supervisors/")]
    [InlineData("/meetings/supervisors/year.2025/")]
    [InlineData(PublishedSite.Minutes)]
    [InlineData("/units/digital-strategy/")]
    [InlineData("/units/digital-strategy/2025/")]
    [InlineData("/directives/")]
    [InlineData("/directives/supervisors/")]
    [InlineData("/changes/")]
    [InlineData("/data/")]
    [InlineData("/data/supervisors/")]
    [InlineData("/about/")]
    [InlineData("/sitemap/")]
    public async Task A_page_fits_a_phone_and_makes_the_browser_complain_of_nothing(string path)
    {
        await using var visit = await site.VisitAsync(path, width: 375);
        Assert.Equal("zh-Hant-TW", await visit.Page.GetAttributeAsync("html", "lang"));
        Assert.True(await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 375"));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Every_link_of_every_page_leads_to_a_page_and_to_its_anchor()
    {
        var pages = new Dictionary<string, string>();
        var waiting = new Queue<string>(["/"]);
        var links = new List<(string Page, Uri Target)>();
        while (waiting.TryDequeue(out var path))
        {
            if (pages.ContainsKey(path))
                continue;
            var response = await Http.GetAsync(new Uri(site.Address, path), Cancellation);
            Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode}");
            pages[path] = await response.Content.ReadAsStringAsync(Cancellation);
            if (response.Content.Headers.ContentType?.MediaType != "text/html")
                continue;
            foreach (var target in Link().Matches(pages[path]).Select(match => new Uri(new Uri(site.Address, path), WebUtility.HtmlDecode(match.Groups[1].Value))))
            {
                // The site's own address is the configured one on canonical links.
                if (target.Authority != site.Address.Authority && target.Authority != "127.0.0.1:8081")
                    continue;
                links.Add((path, target));
                waiting.Enqueue(target.AbsolutePath);
            }
        }

        Assert.Contains(PublishedSite.Minutes, pages.Keys);
        Assert.All(links.Where(static link => link.Target.Fragment.Length > 1), link =>
            Assert.Contains($"id=\"{link.Target.Fragment[1..]}\"", pages[link.Target.AbsolutePath], StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_feed_is_atom_with_permanent_ids()
    {
        var feed = XDocument.Parse(await Http.GetStringAsync(new Uri(site.Address, "/feed.atom"), Cancellation)).Root!;
        Assert.Equal(Atom + "feed", feed.Name);
        foreach (var one in feed.Elements(Atom + "entry").Prepend(feed))
        {
            Assert.True(Uri.IsWellFormedUriString((string?)one.Element(Atom + "id"), UriKind.Absolute));
            Assert.NotEmpty((string)one.Element(Atom + "title")!);
            XmlConvert.ToDateTimeOffset((string)one.Element(Atom + "updated")!);
        }
        Assert.EndsWith(PublishedSite.Minutes, (string)Assert.Single(feed.Elements(Atom + "entry")).Element(Atom + "id")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_index_of_sitemaps_and_each_of_them_is_valid_and_one_lists_the_minutes()
    {
        var index = await ValidatedAsync("/sitemap.xml", "siteindex.xsd");
        var listed = index.Descendants().Where(static element => element.Name.LocalName == "loc").Select(static element => new Uri(element.Value).AbsolutePath).ToList();
        var sitemaps = await Task.WhenAll(listed.Select(path => ValidatedAsync(path, "sitemap.xsd")));

        Assert.Equal(["/sitemap-pages.xml", "/sitemap-2025.xml"], listed);
        Assert.Contains(PublishedSite.Minutes, sitemaps[1].ToString(), StringComparison.Ordinal);
    }

    private async Task<XDocument> ValidatedAsync(string path, string schema)
    {
        var schemas = new XmlSchemaSet();
        schemas.Add(null, Path.Join(Corpus.Conformance, "sitemap", schema));
        var document = XDocument.Parse(await Http.GetStringAsync(new Uri(site.Address, path), Cancellation));
        document.Validate(schemas, static (_, fault) => Assert.Fail(fault.Message));
        return document;
    }

    [Fact]
    public void The_live_tree_is_as_its_manifest_says() => Assert.Empty(TreeCheck.Compare(site.LiveTree));

    [Theory]
    [InlineData("/", HttpStatusCode.OK, "text/html; charset=utf-8", "no-cache")]
    [InlineData("/feed.atom", HttpStatusCode.OK, "application/atom+xml; charset=utf-8", "no-cache")]
    [InlineData(PublishedSite.Minutes + "index.json", HttpStatusCode.OK, "application/json", "no-cache")]
    [InlineData(PublishedSite.Minutes + "minutes.akn.xml", HttpStatusCode.OK, "application/akn+xml", "no-cache")]
    [InlineData("/no/such/page/", HttpStatusCode.NotFound, "text/html; charset=utf-8", "no-cache")]
    [InlineData("/no-such-file", HttpStatusCode.NotFound, "text/html; charset=utf-8", "no-cache")]
    [InlineData("/assets/", HttpStatusCode.NotFound, "text/html; charset=utf-8", "no-cache")]
    [InlineData("/%2e%2e/.lock", HttpStatusCode.NotFound, "text/html; charset=utf-8", "no-cache")]
    [InlineData("/..%2f.lock", HttpStatusCode.NotFound, "text/html; charset=utf-8", "no-cache")]
    [InlineData("//etc/passwd", HttpStatusCode.NotFound, "text/html; charset=utf-8", "no-cache")]
    [InlineData("/meetings%5c..%5c..%5c.lock", HttpStatusCode.NotFound, "text/html; charset=utf-8", "no-cache")]
    public async Task The_demo_server_answers_as_a_web_server_should(string path, HttpStatusCode status, string type, string cache)
    {
        var response = await Http.GetAsync(new Uri(site.Address.ToString().TrimEnd('/') + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }), Cancellation);

        Assert.Equal((status, type, cache), (response.StatusCode, response.Content.Headers.ContentType?.ToString(), response.Headers.CacheControl?.ToString()));
        Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.True(response.Headers.Contains("Referrer-Policy"));
    }

    [Fact]
    public async Task An_address_without_its_slash_leads_to_the_one_with_it()
    {
        var response = await Http.GetAsync(new Uri(site.Address, PublishedSite.Minutes.TrimEnd('/') + "?a=b"), Cancellation);
        Assert.Equal((HttpStatusCode.MovedPermanently, PublishedSite.Minutes + "?a=b"), (response.StatusCode, response.Headers.Location?.ToString()));
    }

    [Fact]
    public async Task What_a_reader_has_already_is_not_sent_again()
    {
        var first = await Http.GetAsync(new Uri(site.Address, PublishedSite.Minutes), Cancellation);
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(site.Address, PublishedSite.Minutes)) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        Assert.NotNull(first.Content.Headers.LastModified);
        Assert.Equal(HttpStatusCode.NotModified, (await Http.SendAsync(again, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Assets_may_be_kept_for_ever_and_nothing_else_can_be_done_than_read()
    {
        var home = await Http.GetStringAsync(site.Address, Cancellation);
        var asset = await Http.GetAsync(new Uri(site.Address, Stylesheet().Match(home).Groups[1].Value), Cancellation);
        Assert.Contains("immutable", asset.Headers.CacheControl!.ToString(), StringComparison.Ordinal);

        using var head = new HttpRequestMessage(HttpMethod.Head, new Uri(site.Address, PublishedSite.Minutes));
        Assert.Empty(await (await Http.SendAsync(head, Cancellation)).Content.ReadAsByteArrayAsync(Cancellation));
        var post = await Http.PostAsync(site.Address, null, Cancellation);
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "GET, HEAD"), (post.StatusCode, string.Join(", ", post.Content.Headers.Allow)));
    }

    private static string WithoutSpace(string text) => Space().Replace(text, "");

    [GeneratedRegex(@"\s")]
    private static partial Regex Space();

    [GeneratedRegex(@"(?:href|src)=""([^""]*)""")]
    private static partial Regex Link();

    [GeneratedRegex(@"rel=""stylesheet"" href=""([^""]*)""")]
    private static partial Regex Stylesheet();
}
