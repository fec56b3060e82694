using System.Text.RegularExpressions;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher;

/// <summary>The minutes page shows what the public edition holds.</summary>
public sealed partial class RenderingMinutesTests
{
    private static readonly string Page = RenderingBed.Minutes(RenderingBed.Edition);

    [Fact]
    public void Every_paragraph_of_the_public_text_is_on_the_page_in_its_order() => AssertTold(RenderingBed.Edition);

    [Property(MaxTest = 100, EndSize = RecordGenerator.Seeds)]
    public void Every_paragraph_of_any_public_edition_is_on_its_page_and_nothing_closed_is(int seed)
    {
        var generated = RecordGenerator.Generate(seed);
        var edition = Disclosing.Disclose(generated.Record, 2, "2025-018", RenderingBed.Published, "更正", [.. generated.OpenAnchors.Take(20).Select(Erratum)]);

        var page = AssertTold(edition);

        Assert.All(generated.Closed, mark => Assert.DoesNotContain(mark, page, StringComparison.Ordinal));
    }

    [Property(MaxTest = 100, EndSize = RecordGenerator.Seeds)]
    public void Every_part_has_its_anchor_once(int seed)
    {
        var edition = Disclosing.Disclose(RecordGenerator.Generate(seed).Record, 1, "2025-018", RenderingBed.Published);

        var ids = Id().Matches(RenderingBed.Minutes(edition)).Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(ids.Distinct(), ids);
        Assert.Subset(ids.ToHashSet(), DocumentLayout.Lines(edition).Select(line => line.Anchor).OfType<string>().ToHashSet());
        Assert.Subset(ids.ToHashSet(), edition.Attendance.Select(attendee => attendee.Id).ToHashSet());
    }

    [Fact]
    public void Every_link_within_the_page_leads_to_an_anchor_on_it()
    {
        var ids = Id().Matches(Page).Select(match => match.Groups[1].Value).ToHashSet();

        Assert.Subset(ids, Regex.Matches(Page, "href=\"#([^\"]+)\"").Select(match => match.Groups[1].Value).ToHashSet());
    }

    [Fact]
    public void The_date_is_written_as_the_source_writes_it_and_for_machines()
    {
        Assert.Contains("""<time datetime="2025-11-20T15:30+08:00">114年11月20日（星期四）下午3時30分</time>""", Page, StringComparison.Ordinal);
        Assert.Contains("（2025-11-20）", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_was_on_leave_and_who_was_represented_by_whom_is_told_in_the_table()
    {
        Assert.Contains("<caption>出席及列席人員 <span class=\"tally\">共 20 人：與會 17 人、請假 1 人、代理 2 人</span></caption>", Page, StringComparison.Ordinal);
        Assert.Contains("鄭明宗參事請假", RenderingBed.TextOf(Row("a-8")), StringComparison.Ordinal);
        Assert.Contains("牛信仁司長韌性建設司代理由陳坤中高級分析師代", RenderingBed.TextOf(Row("a-11")), StringComparison.Ordinal);
        Assert.Equal(20, Regex.Count(Page, "<tr id="));
    }

    [Fact]
    public void What_is_withheld_and_what_did_not_happen_look_and_read_differently()
    {
        var edition = RenderingBed.Edition with
        {
            Sections = [.. RenderingBed.Edition.Sections.Select(section => section.Id == "discussion"
                ? section with { Disclosure = new Disclosure { Level = DisclosureLevel.Withheld, Ground = Ground.PreDecision } }
                : section)],
        };

        var page = RenderingBed.Minutes(edition);
        var withheld = Part(page, "section", "discussion");
        var none = Part(page, "section", "motions");

        Assert.Contains("參、討論事項（略）", RenderingBed.TextOf(withheld), StringComparison.Ordinal);
        Assert.Contains("政府資訊公開法第18條第1項第3款（作成意思決定前", withheld, StringComparison.Ordinal);
        Assert.Contains("肆、臨時動議（無）", RenderingBed.TextOf(none), StringComparison.Ordinal);
        Assert.Contains("本次會議無此事項", none, StringComparison.Ordinal);
        Assert.Contains("class=\"section none\"", none, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"section none\"", withheld, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_is_closed_without_a_ground_says_so_without_one() =>
        Assert.Contains("本部分內容不予公開。", Part(Page, "section", "instructions"), StringComparison.Ordinal);

    [Fact]
    public void An_erratum_stands_at_the_part_it_corrects()
    {
        var page = RenderingBed.Minutes(RenderingBed.Edition with { Errata = [Erratum("reports-2-o-2")] });

        Assert.Contains("附記（114年12月20日）：「國際司」應為「數位國際司」（reports-2-o-2）。", RenderingBed.TextOf(Part(page, "li", "reports-2-o-2")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_decision_stands_out_from_the_text_around_it() =>
        Assert.Contains("決定：洽悉。", RenderingBed.TextOf(Part(Page, "div", "reports-4-o")), StringComparison.Ordinal);

    [Fact]
    public void Decisions_at_a_glance_lead_to_the_items_and_name_the_units_they_charge()
    {
        var glance = Part(Page, "section", "glance_title");
        var named = RenderingBed.Edition with
        {
            Sections = [.. RenderingBed.Edition.Sections.Select(section => section with
            {
                Items = [.. section.Items.Select(item => item.Id != "reports-4" ? item : item with
                {
                    Outcome = item.Outcome! with { Clauses = [new PublicClause { Id = "charge", Text = "請數位政府司會同人事處，於下次會議提出報告。" }] },
                })],
            })],
        };

        Assert.Contains("""<a href="#reports-2">案由二：數位國際司施政重點</a> <span class="verdict-word">洽悉</span>""", glance, StringComparison.Ordinal);
        Assert.Contains("請國際司依規劃時程，完成所報「建立《數位憑證皮夾》生態系」…", RenderingBed.TextOf(glance), StringComparison.Ordinal);
        Assert.Contains(
            """<a href="#charge">請數位政府司會同人事處，於下次會議提出報告。</a> <a class="unit" href="/units/digital-government/">數位政府司</a></li>""",
            RenderingBed.Minutes(named),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Units_are_found_in_a_text_in_its_order_each_once_and_of_names_that_overlap_the_longest()
    {
        var links = new UnitLinks(new Dictionary<string, string> { ["國際司"] = "international", ["數位國際司"] = "international", ["處"] = "office", ["資訊處"] = "information" });

        Assert.Equal(["資訊處", "數位國際司"], links.In("請資訊處會同數位國際司辦理，國際司並於下次會議提報。").Select(static link => link.Text));
        Assert.Empty(links.In("請本處辦理。"));
    }

    [Fact]
    public void A_unit_is_shown_as_it_is_printed_there_whatever_was_shown_of_it_before()
    {
        var links = new UnitLinks(new Dictionary<string, string> { ["人事處"] = "personnel" });
        Unit[] printed =
        [
            new() { Role = UnitRole.Reporting, Name = "人事處" },
            new() { Role = UnitRole.Organising, Name = "人事處" },
            new() { Role = UnitRole.Organising, Name = "人事處", AsWritten = "（主辦：人事處）" },
            new() { Role = UnitRole.Reporting, Name = "政風處" },
        ];
        string[] expected = ["（報告單位：人事處）", "（主辦單位：人事處）", "（主辦：人事處）", "（報告單位：政風處）"];

        for (var again = 0; again < 3; again++)
            Assert.Equal(expected, printed.Select(unit => string.Concat(links.Units([unit])!.Inline!.Select(static piece => piece.Text))));
    }

    [Fact]
    public void What_is_tracked_stands_at_a_glance_with_its_day()
    {
        var tracked = RegisterPageTests.Tracked("請國際司研議跨境互通測試。");
        PublicDirective Begun(int number, string anchor) => tracked with { Number = number, Origin = new PublicOrigin { Key = RenderingBed.Edition.Key, Anchor = anchor } };

        var glance = Part(RenderingBed.Render(MinutesPage.Of(RenderingBed.Site, RenderingBed.Edition, RenderingBed.Links, directives: [Begun(1, "reports-2-o-2"), Begun(2, "reports-3")])), "section", "glance_title");

        var text = RenderingBed.TextOf(glance);
        Assert.Contains("完成所報「建立《數位憑證皮夾》生態系」…列管第1案期限：114年10月31日", text, StringComparison.Ordinal);
        Assert.Contains("請國際司研議跨境互通測試。數位政府司列管第2案期限：114年10月31日", text, StringComparison.Ordinal);
        Assert.Contains("href=\"/directives/supervisors/1-100/#d1\"", glance, StringComparison.Ordinal);
        Assert.DoesNotContain("依下列決議辦理：", text, StringComparison.Ordinal);
        Assert.Contains("第17次（10月）主管會議列管案件共計3案", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_withheld_decision_the_glance_says_only_that_it_is_withheld()
    {
        var edition = RenderingBed.Edition with
        {
            Sections = [.. RenderingBed.Edition.Sections.Select(section => section with
            {
                Items = [.. section.Items.Select(item => item.Id != "reports-2" ? item : item with
                {
                    Outcome = new PublicOutcome { Id = "reports-2-o", Kind = OutcomeKind.Decision, Disclosure = new Disclosure { Level = DisclosureLevel.Withheld } },
                })],
            })],
        };

        Assert.Contains("案由二：數位國際司施政重點（略）案由三", RenderingBed.TextOf(Part(RenderingBed.Minutes(edition), "section", "glance_title")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_unit_that_is_known_links_to_its_page_and_any_other_is_plain()
    {
        Assert.Contains("""（報告單位：<a href="/units/digital-government/">數位政府司</a>）""", Page, StringComparison.Ordinal);
        Assert.Contains("""四、<a href="/units/digital-government/">數位政府司</a>""", Page, StringComparison.Ordinal);
        Assert.Contains("（報告單位：數位國際司）", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Bold_is_strong() => Assert.Contains("<strong>新知研討會</strong>：114年10月17日", Page, StringComparison.Ordinal);

    [Fact]
    public void An_edition_that_corrects_says_what_it_changed()
    {
        var page = RenderingBed.TextOf(RenderingBed.Minutes(RenderingBed.Edition with { Edition = 2, ChangeNote = "更正案由二之單位名稱。" }));

        Assert.Contains("版次第2版", page, StringComparison.Ordinal);
        Assert.Contains("修正說明：更正案由二之單位名稱。", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_says_nothing_that_is_not_so()
    {
        Assert.Contains("""<meta name="DC.Date" content="2025-12-01">""", Page, StringComparison.Ordinal);
        Assert.DoesNotContain("DC.Date", RenderingBed.Minutes(RenderingBed.Edition with { PublishedAt = null }), StringComparison.Ordinal);
        Assert.DoesNotContain("後一次會議", Page, StringComparison.Ordinal);
        Assert.Contains("""<a rel="prev" href="/meetings/supervisors/2025-017/">""", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_minutes_give_the_same_bytes_however_many_render_at_once()
    {
        var expected = RenderingBed.Bytes(MinutesPage.Of(RenderingBed.Site, RenderingBed.Edition, RenderingBed.Links));

        Parallel.For(0, 50, _ =>
            Assert.Equal(expected, RenderingBed.Bytes(MinutesPage.Of(RenderingBed.Site, RenderingBed.Edition, RenderingBed.Links))));
    }

    private static string AssertTold(PublicEdition edition)
    {
        var html = RenderingBed.Minutes(edition);
        var document = RenderingBed.TextOf(html[html.IndexOf("<article class=\"document\"", StringComparison.Ordinal)..]);
        var at = 0;
        foreach (var line in DocumentLayout.Lines(edition))
        {
            var told = RenderingBed.Squeeze(line.Text.Replace("**", "", StringComparison.Ordinal));
            if (line.Text.StartsWith("附記", StringComparison.Ordinal))
            {
                // A correction stands at its part: about a person, in the person's row.
                Assert.Contains(told, document, StringComparison.Ordinal);
                continue;
            }

            var found = document.IndexOf(told, at, StringComparison.Ordinal);
            Assert.True(found >= 0, $"The page lacks {line.Text}\nand goes on with {document[at..Math.Min(document.Length, at + 60)]}");
            at = found + told.Length;
        }

        return RenderingBed.TextOf(html);
    }

    private static Erratum Erratum(string anchor) => new() { Anchor = anchor, Text = $"「國際司」應為「數位國際司」（{anchor}）。", Date = new DateOnly(2025, 12, 20) };

    private static string Row(string id) => Part(Page, "tr", id);

    /// <summary>From an element's opening tag to the next closing tag of its kind.</summary>
    private static string Part(string page, string element, string id)
    {
        var start = page.IndexOf($"<{element} id=\"{id}\"", StringComparison.Ordinal);
        start = start >= 0 ? start : page.IndexOf($"id=\"{id}\"", StringComparison.Ordinal);
        start = page.LastIndexOf('<', start);
        return page[start..page.IndexOf($"</{element}>", start, StringComparison.Ordinal)];
    }

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Id();
}
