using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher;

/// <summary>No text changes what a page is.</summary>
public sealed class RenderingEscapingTests
{
    private static readonly string[] Free = ["asWritten", "label", "heading", "text", "title", "purpose", "name", "unit", "location", "changeNote", "summary", "fileName", "mediaType"];

    [Fact]
    public void Naughty_strings_in_every_member_leave_the_shape_of_the_page_and_can_be_read_on_it()
    {
        foreach (var naughty in NaughtyStrings())
        {
            // A colon at the end says that what follows is meant, and may.
            var colon = naughty is [.., ':' or '：'] ? "：" : "";
            var (harmless, edition) = (With(new string('甲', naughty.Length - colon.Length) + colon), With(naughty));

            var page = RenderingBed.Minutes(edition);

            Assert.True(RenderingBed.ShapeOf(RenderingBed.Minutes(harmless)).SequenceEqual(RenderingBed.ShapeOf(page)), $"The page's shape changed: {naughty}");
            Assert.Contains(RenderingBed.Squeeze(Readable(naughty)), RenderingBed.TextOf(page), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_text_is_written_the_same_from_its_document()
    {
        string[] texts = [.. NaughtyStrings(), .. Enumerable.Range(1, 0x7f).Select(static ascii => $"甲{(char)ascii}乙"), "**粗**與http://a.tw。", "15:30", "2 * 3", "\ufffe", "\uffff", "￥100", "\u0085", "\u007f", "a\tb\nc", "臺", "😀", "é", new string('臺', 10_000)];
        foreach (var text in texts)
        {
            var stored = StoredJson.Edition(JsonSerializer.SerializeToUtf8Bytes(With(text), MinutesJson.Options));

            Assert.Equal(RenderingBed.Minutes(With(text)), RenderingBed.Minutes(stored));
        }
    }

    [Fact]
    public void Naughty_strings_leave_lists_feeds_and_maps_of_the_site_well_formed()
    {
        foreach (var naughty in NaughtyStrings())
        {
            var meeting = RenderingBed.Meeting(title: naughty);
            var site = new Site(new SiteSettings { Body = naughty }, RenderingBed.Files, [RenderingBed.Series with { Name = naughty }]);
            var unit = RenderingBed.Unit with { Name = naughty };
            var appearances = new[] { RenderingBed.Appearance(meeting, title: naughty) };

            foreach (var page in new Page[] { HomePage.Of(site, [meeting], [unit]), SeriesPage.Of(site, site.Series[0], RenderingBed.Years([meeting]), [meeting]),
                SeriesYearPage.Of(site, site.Series[0], RenderingBed.Years([meeting])[0], [meeting]), UnitPage.Of(site, unit, [2025], appearances), UnitYearPage.Of(site, unit, 2025, appearances, new MeetingRows(site)),
                new RegisterPage(site, RegisterPageTests.Named(naughty)), RegisterPageTests.Cases(site, naughty), RegisterPageTests.OfUnit(site, naughty) })
            {
                Assert.Contains(RenderingBed.Squeeze(Readable(naughty)), RenderingBed.TextOf(RenderingBed.Render(page)), StringComparison.Ordinal);
                RenderingBed.ShapeOf(RenderingBed.Render(page));
            }

            foreach (var feed in new Page[] { AtomFeed.OfSite(site, [meeting]), AtomFeed.OfUnit(site, unit, appearances), SitemapXml.OfPages(site, [unit], [new RegisterTotals("supervisors", 2, [RegisterPageTests.Range], RegisterPageTests.Figures)], [unit.Slug]), SitemapXml.OfYear(site, [meeting])[0].Sitemap })
            {
                XDocument.Parse(RenderingBed.Render(feed));
            }
        }
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JavaScript:alert(1)")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("java\tscript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("vbscript:x")]
    public void An_address_that_is_no_web_address_never_becomes_a_link(string address)
    {
        var page = Page($"請見 {address} 與 https://moda.gov.tw 。");

        Assert.DoesNotContain("href=\"" + address[..4], page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<a href=\"https://moda.gov.tw\">", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("javascript:alert(1)", "#")]
    [InlineData("java\nscript:alert(1)", "#")]
    [InlineData("mailto:a@b", "mailto:a@b")]
    [InlineData("/units/x/?a=1&b=2", "/units/x/?a=1&amp;b=2")]
    [InlineData("#r-1", "#r-1")]
    public void A_template_cannot_make_a_link_of_an_unsafe_address(string address, string expected)
    {
        var renderer = RenderingTemplatesTests.With("pages/series.html", """<a href="{{ page.title }}">x</a>""");

        var page = RenderingBed.Render(SeriesPage.Of(RenderingBed.Site, RenderingBed.Series with { Name = address }, [], []), renderer);

        Assert.Contains($"<a href=\"{expected}\">x</a>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_with_markup_has_none_in_an_attribute()
    {
        var renderer = RenderingTemplatesTests.With("partials/clauses.html", """{{ for c in $clauses }}<p {{ if c.mark }}title="{{ c.text }}"{{ end }}><a href="{{ c.text }}">{{ c.text }}</a></p>{{ end }}""");

        var page = RenderingBed.Render(MinutesPage.Of(RenderingBed.Site, WithText("**\"x\"** javascript:"), RenderingBed.Links), renderer);

        Assert.Contains("<p title=\"**&quot;x&quot;** javascript:\"><a href=\"#\"><strong>&quot;x&quot;</strong> javascript:</a></p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_with_an_unsafe_address_are_refused() =>
        Assert.Throws<JsonException>(() => SiteSettings.Parse("""{ "contact": { "url": "javascript:alert(1)" } }"""u8));

    [Theory]
    [InlineData("見https://moda.gov.tw/a。", "見<a href=\"https://moda.gov.tw/a\">https://moda.gov.tw/a</a>。")]
    [InlineData("（https://moda.gov.tw/a）", "（<a href=\"https://moda.gov.tw/a\">https://moda.gov.tw/a</a>）")]
    [InlineData("See https://moda.gov.tw/a.", "See <a href=\"https://moda.gov.tw/a\">https://moda.gov.tw/a</a>.")]
    [InlineData("(https://moda.gov.tw/a_(b))", "(<a href=\"https://moda.gov.tw/a_(b)\">https://moda.gov.tw/a_(b)</a>)")]
    [InlineData("https://moda.gov.tw/?a=1&b=2", "<a href=\"https://moda.gov.tw/?a=1&amp;b=2\">https://moda.gov.tw/?a=1&amp;b=2</a>")]
    [InlineData("**粗https://a.tw體**", "<strong>粗<a href=\"https://a.tw體\">https://a.tw體</a></strong>")]
    [InlineData("http:// 與 https://。", "http:// 與 https://。")]
    [InlineData("2 ** 3 ** 4", "2 ** 3 ** 4")]
    [InlineData("**粗**與**未完", "<strong>粗</strong>與**未完")]
    [InlineData("<b>**x**</b>", "&lt;b&gt;<strong>x</strong>&lt;/b&gt;")]
    public void Bold_and_addresses_are_marked_and_the_punctuation_around_them_is_not(string text, string expected) =>
        Assert.Contains($"<span>{expected}</span>", Page(text), StringComparison.Ordinal);

    private static string Page(string text) => RenderingBed.Minutes(WithText(text));

    private static PublicEdition WithText(string text) => RenderingBed.Edition with
    {
        Sections = [new PublicSection { Id = "s", Heading = "測試", Clauses = [new PublicClause { Id = "c", Label = "一", Text = text }] }],
    };

    /// <summary>The reference edition and one of each closed part, with a text in every member that takes any.</summary>
    private static PublicEdition With(string text)
    {
        var json = JsonSerializer.SerializeToNode(RenderingBed.Edition with { ChangeNote = "x", Attachments = [new PublicAttachment { Id = "f-1", FileName = "x", MediaType = "x" }] }, MinutesJson.Options)!;
        Replace(json);
        return json.Deserialize<PublicEdition>(MinutesJson.Options)!;

        void Replace(JsonNode? node)
        {
            foreach (var child in node is JsonArray list ? list.ToList() : [])
            {
                Replace(child);
            }

            foreach (var (name, value) in node is JsonObject members ? members.ToList() : [])
            {
                if (value is JsonValue && Free.Contains(name, StringComparer.Ordinal))
                {
                    node![name] = text;
                }
                else
                {
                    Replace(value);
                }
            }
        }
    }

    /// <summary>Those without markup of ours; of them, what a page cannot carry is shown as U+FFFD.</summary>
    private static IEnumerable<string> NaughtyStrings() =>
        JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(Corpus.Conformance, "blns", "blns.json")))!
            .Where(text => text.Trim().Length > 0 && !text.Contains("**", StringComparison.Ordinal) && !text.Contains("http", StringComparison.OrdinalIgnoreCase));

    private static string Readable(string text) => WebUtility.HtmlDecode(WebUtility.HtmlEncode(string.Concat(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Select(c =>
        c is < ' ' and not ('\t' or '\n' or '\r') or '\x7f' or '\ufffe' or '\uffff' ? '\ufffd' : c))));
}
