using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Tests.Publisher;

/// <summary>The pages around the minutes, and what machines read of the site.</summary>
public sealed partial class RenderingSiteTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private static readonly MeetingFacts[] Meetings = [RenderingBed.Meeting(16), RenderingBed.Meeting(18), RenderingBed.Meeting(17)];

    private static MeetingFacts Withdrawn => PageKinds.Withdrawn;

    [Fact]
    public void Home_and_series_list_meetings_newest_first()
    {
        string[] expected = ["2025-018", "2025-017", "2025-016"];

        Assert.Equal(expected, Keys(HomePage.Of(RenderingBed.Site, Meetings, [RenderingBed.Unit])));
        Assert.Equal(expected, Keys(RenderingBed.SeriesPage(Meetings)));
    }

    [Fact]
    public void A_series_shows_its_newest_year_and_leads_to_every_other()
    {
        var meetings = new[] { RenderingBed.Meeting(18), RenderingBed.Meeting(18) with { Key = "2024-001", HeldOn = new DateOnly(2024, 1, 5), Start = RenderingBed.Record.Start.AddYears(-1) } };

        var page = RenderingBed.SeriesPage(meetings);
        var html = RenderingBed.Render(page);
        var earlier = SeriesYearPage.Of(RenderingBed.Site, RenderingBed.Series, RenderingBed.Years(meetings)[1], [meetings[1]]);

        Assert.Equal(["2025-018"], Keys(page));
        Assert.Matches("114年（2025，1次）.*各年度114年1次113年1次", RenderingBed.TextOf(html));
        Assert.Contains("""<a href="/meetings/supervisors/year.2024/">""", html, StringComparison.Ordinal);
        Assert.Equal(["2024-001"], Keys(earlier));
        Assert.Contains("113年（2024，1次）", RenderingBed.TextOf(RenderingBed.Render(earlier)), StringComparison.Ordinal);
    }

    [Fact]
    public void No_key_of_a_meeting_can_take_the_address_of_a_year() =>
        Assert.DoesNotMatch("^[a-z0-9-]+$", SeriesYearPage.UrlOf("supervisors", 2025).Split('/')[3]);

    [Theory]
    [InlineData(false, new[] { 16, 18, 21, 22 }, "114年（2025，4次）第17次、第19–20次尚無公告的紀錄。")]
    [InlineData(true, new[] { 3, 4, 6 }, "114年（2025，3次）第1–2次、第5次尚無公告的紀錄。")]
    [InlineData(true, new[] { 1, 2, 3 }, "共3次會議的紀錄，第1–3次均已公告")]
    [InlineData(false, new[] { 16, 17, 18 }, "共3次會議的紀錄，第16–18次均已公告")]
    public void A_series_says_which_numbers_are_missing_and_when_none_is(bool yearly, int[] numbers, string expected)
    {
        var meetings = numbers.Select(number => RenderingBed.Meeting() with { Key = $"2025-{number:000}", Number = number }).ToArray();

        var text = RenderingBed.TextOf(RenderingBed.Render(RenderingBed.SeriesPage(meetings, yearly)));

        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.Equal(expected.Contains("尚無", StringComparison.Ordinal), text.Contains("尚無公告的紀錄", StringComparison.Ordinal));
    }

    [Fact]
    public void A_gap_belongs_to_the_year_of_the_meeting_after_it_and_a_withdrawn_meeting_is_none()
    {
        var meetings = new[]
        {
            RenderingBed.Meeting() with { Key = "2024-004", Number = 4, HeldOn = new DateOnly(2024, 12, 1) },
            RenderingBed.Meeting() with { Key = "2025-006", Number = 6, WithdrawnAt = RenderingBed.Published, WithdrawalReason = "誤植附件。" },
        };

        var years = RenderingBed.Years(meetings);

        Assert.Equal([new NumberRange(5, 5)], years[0].Missing);
        Assert.Empty(years[1].Missing);
    }

    [Fact]
    public void Home_shows_what_the_newest_meeting_decided_and_what_was_corrected_or_withdrawn_lately()
    {
        Change[] changes =
        [
            new(ChangeKind.Correct, "supervisors", "2025-018", "第18次主管會議紀錄", 2, RenderingBed.Published.AddDays(2)),
            new(ChangeKind.Withdraw, "supervisors", Withdrawn.Key, Withdrawn.Title, null, RenderingBed.Published),
        ];

        var home = RenderingBed.Render(HomePage.Of(
            RenderingBed.Site, [.. MeetingFacts.NewestFirst(Meetings)], [RenderingBed.Unit], changes, RenderingBed.Edition, RenderingBed.Links));
        var text = RenderingBed.TextOf(home);

        Assert.Contains("最近一次會議第18次主管會議紀錄", text, StringComparison.Ordinal);
        Assert.Contains("""<a href="/meetings/supervisors/2025-018/#reports-3">案由三：數位政府司施政重點</a> <span class="verdict-word">洽悉</span>""", home, StringComparison.Ordinal);
        Assert.Equal(["2025-017", "2025-016"], MeetingLink().Matches(home).Select(match => match.Groups[1].Value));
        Assert.Contains("修正第18次主管會議紀錄114年12月3日，第2版撤回第15次主管會議紀錄114年12月1日", text, StringComparison.Ordinal);
        Assert.DoesNotContain("公告第18次", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_units_page_leads_to_the_very_item() =>
        Assert.Contains("""<a href="/meetings/supervisors/2025-016/#reports-3">數位政府司施政重點</a>""", RenderingBed.Render(UnitPage.Of(RenderingBed.Site, RenderingBed.Unit, [2025], [RenderingBed.Appearance(Meetings[0])])), StringComparison.Ordinal);

    [Fact]
    public void Withdrawn_minutes_say_since_when_and_why_and_nothing_else()
    {
        var text = RenderingBed.TextOf(RenderingBed.Render(WithdrawnPage.Of(RenderingBed.Site, Withdrawn)));

        Assert.Contains("這份會議紀錄已撤回。", text, StringComparison.Ordinal);
        Assert.Contains("撤回日期114年12月1日", text, StringComparison.Ordinal);
        Assert.Contains("撤回原因誤植附件。", text, StringComparison.Ordinal);
        Assert.DoesNotContain("2025-015", RenderingBed.Render(AtomFeed.OfSite(RenderingBed.Site, [Withdrawn, Meetings[0]])), StringComparison.Ordinal);
        Assert.Empty(SitemapXml.OfYear(RenderingBed.Site, [Withdrawn]));
        Assert.DoesNotContain("2025-015", RenderingBed.Render(HomePage.Of(RenderingBed.Site, [Withdrawn], [])), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_page_has_the_landmarks_keys_and_skip_link_of_a_government_site()
    {
        foreach (var page in PageKinds.All)
        {
            var html = RenderingBed.Render(page);

            Assert.Contains($"<html lang=\"{page.Site.Texts.Language}\">", html, StringComparison.Ordinal);
            Assert.Contains($"<a class=\"skip\" href=\"#main\">{page.Site.Texts["frame.skip"]}</a>", html, StringComparison.Ordinal);
            Assert.All("UCZ", key => Assert.Contains($"href=\"#{key}\" id=\"{key}\" accesskey=\"{key}\"", html, StringComparison.Ordinal));
            Assert.Single(Regex.Matches(html, "<h1[ >]"));
        }
    }

    [Fact]
    public void No_page_carries_an_inline_script_or_style_or_anything_from_elsewhere()
    {
        foreach (var page in PageKinds.All)
        {
            var html = RenderingBed.Render(page);

            Assert.DoesNotMatch("<script(?! type=\"module\" src=\"/assets/[a-z.0-9]+\"></script>)|<style| style=| on[a-z]+=", html);
            Assert.All(Regex.Matches(html, "<(?:link|img|source)[^>]*(?:href|src)=\"([^\"]*)\"").Where(match => !match.Value.Contains("canonical", StringComparison.Ordinal) && !match.Value.Contains("hreflang", StringComparison.Ordinal)),
                match => Assert.StartsWith("/", match.Groups[1].Value, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_feed_is_dated_by_its_data_and_its_ids_are_addresses_that_stay()
    {
        var feed = XDocument.Parse(RenderingBed.Render(AtomFeed.OfSite(RenderingBed.Site, Meetings))).Root!;

        Assert.Equal("http://127.0.0.1:8081/feed.atom", feed.Element(Atom + "id")!.Value);
        Assert.Equal("2025-12-01T02:00:00Z", feed.Element(Atom + "updated")!.Value);
        Assert.Equal(
            ["http://127.0.0.1:8081/meetings/supervisors/2025-018/", "http://127.0.0.1:8081/meetings/supervisors/2025-017/", "http://127.0.0.1:8081/meetings/supervisors/2025-016/"],
            feed.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "id")!.Value));
        Assert.All(feed.Elements(Atom + "entry"), entry => Assert.NotNull(entry.Element(Atom + "updated")));
    }

    [Fact]
    public void A_unit_that_appears_twice_in_a_meeting_has_two_entries_of_their_own()
    {
        var appearances = new[] { RenderingBed.Appearance(Meetings[1], "reports-3"), RenderingBed.Appearance(Meetings[1], "r-4") };

        var ids = XDocument.Parse(RenderingBed.Render(AtomFeed.OfUnit(RenderingBed.Site, RenderingBed.Unit, appearances))).Root!
            .Elements(Atom + "entry").Select(entry => entry.Element(Atom + "id")!.Value).ToList();

        Assert.Equal(["http://127.0.0.1:8081/meetings/supervisors/2025-018/#reports-3", "http://127.0.0.1:8081/meetings/supervisors/2025-018/#r-4"], ids);
    }

    [Fact]
    public void The_agencys_settings_stand_on_the_site_and_nothing_is_invented_for_it()
    {
        var settings = SiteSettings.Parse("""
            {
              "baseUrl": "https://minutes.example.gov.tw/", "body": "某部", "organisationCode": "A00000000X",
              "contact": { "name": "秘書處", "email": "a@example.gov.tw" }, "openDataDeclaration": ["為利各界廣為利用網站資料……"]
            }
            """u8);
        var site = new Site(settings, RenderingBed.Files, [RenderingBed.Series]);

        var about = RenderingBed.Render(new AboutPage(site));
        var minutes = RenderingBed.Render(MinutesPage.Of(site, RenderingBed.Edition, RenderingBed.Links));

        Assert.Contains("為利各界廣為利用網站資料……", about, StringComparison.Ordinal);
        Assert.Contains("""<a href="mailto:a@example.gov.tw">a@example.gov.tw</a>""", about, StringComparison.Ordinal);
        Assert.Contains("""<link rel="canonical" href="https://minutes.example.gov.tw/meetings/supervisors/2025-018/">""", minutes, StringComparison.Ordinal);
        Assert.Contains("""content="A00000000X https://minutes.example.gov.tw/meetings/supervisors/2025-018/""", minutes, StringComparison.Ordinal);
        Assert.DoesNotContain("政府網站資料開放宣告", RenderingBed.Render(new AboutPage(RenderingBed.Site)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "baseUrl": "minutes" }""")]
    [InlineData("""{ "baseURL": "https://a.tw", "nobody": 1 }""")]
    [InlineData("""{ "languages": [] }""")]
    [InlineData("""{ "languages": ["en", "en"] }""")]
    [InlineData("""{ "languages": ["../en"] }""")]
    [InlineData("null")]
    public void Settings_that_nobody_can_mean_are_refused(string json) =>
        Assert.ThrowsAny<JsonException>(() => SiteSettings.Parse(System.Text.Encoding.UTF8.GetBytes(json)));

    private static IEnumerable<string> Keys(Page page) => MeetingLink().Matches(RenderingBed.Render(page)).Select(match => match.Groups[1].Value);

    [GeneratedRegex("<h3><a href=\"/meetings/supervisors/([0-9-]+)/\">")]
    private static partial Regex MeetingLink();
}
