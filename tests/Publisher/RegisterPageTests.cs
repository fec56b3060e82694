using System.Buffers;
using System.Text;
using System.Text.Json;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Charts;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Tests.Publisher;

/// <summary>A register's page tells how each public directive stands in words, and of all others counts alone.</summary>
public sealed class RegisterPageTests
{
    internal static readonly PublicRegister Figures = new()
    {
        Series = "supervisors",
        AsOf = "2025-018",
        Day = new DateOnly(2025, 11, 20),
        Open = 7,
        Overdue = 2,
        OpenNotPublic = 5,
        ReleasedWithDue = 4,
        ReleasedOnTime = 3,
        Ages = [new AgeGroup { Months = 0, Count = 4 }, new AgeGroup { Months = 3, Count = 2 }, new AgeGroup { Count = 1 }],
        Meetings =
        [
            new RegisterMeeting { Key = "2025-017", Day = new DateOnly(2025, 10, 16), Earlier = Cohort(6, 2, stated: true), Begun = 3 },
            new RegisterMeeting { Key = "2025-018", Day = new DateOnly(2025, 11, 20), Previous = Cohort(3, 2), Earlier = Cohort(7, 3), Reopened = 1 },
        ],
        Units = [new UnitCount { Unit = "digital-government", Count = 4 }, new UnitCount { Unit = "personnel" }],
    };

    internal static readonly RegisterNames Names = new()
    {
        Series = RenderingBed.Series,
        Meetings = new Dictionary<string, string> { ["2025-017"] = "第17次主管會議紀錄", ["2025-018"] = "第18次主管會議紀錄" },
        Units = RenderingBed.Units,
    };

    internal static readonly CaseRange Range = CaseRange.Of("supervisors", 2);

    internal static readonly RegisterFacts Register = Named("請國際司研議跨境互通測試。");

    private static CohortCount Cohort(int total, int released, bool stated = false) => new() { Total = total, Released = released, Continued = total - released, Stated = stated };

    /// <summary>A register in which what people write is this text.</summary>
    internal static RegisterFacts Named(string text) => new()
    {
        Names = Names,
        Figures = Figures,
        Units = [RenderingBed.Unit],
        Cases = [Range],
        Open = [Tracked(text)],
    };

    /// <summary>A page of directives in which what people write is this text.</summary>
    internal static CasesPage Cases(Site site, string text) => new(site, Names, Range,
        [
            new PublicDirective { Series = "supervisors", Number = 2, Disclosure = new Disclosure { Level = DisclosureLevel.Summary, Ground = Ground.PreDecision, Summary = "研議中的事項。" } },
            Tracked(text),
        ]);

    /// <summary>The directives of a unit in which what people write is this text.</summary>
    internal static UnitDirectivesPage OfUnit(Site site, string text) => new(site, RenderingBed.Unit,
        [new UnitRegister(Names, Figures, [Tracked(text), Tracked(text) with { Number = 3, State = DirectiveState.Released }])]);

    /// <summary>The register among all others.</summary>
    internal static RegisterSummary Summary => new(new RegisterTotals("supervisors", 2, [Range], Figures), Names, [Tracked("請國際司研議跨境互通測試。")]);

    internal static PublicDirective Tracked(string text) => new()
    {
        Series = "supervisors",
        Number = 1,
        Text = text,
        State = DirectiveState.Proposed,
        Due = new DateOnly(2025, 9, 30),
        CurrentDue = new DateOnly(2025, 10, 31),
        Units =
        [
            new PublicDirectiveUnit { Name = "數位政府司", Role = DirectiveRole.Lead, State = DirectiveState.Proposed },
            new PublicDirectiveUnit { Name = "法制處", Role = DirectiveRole.Support, State = DirectiveState.Released },
        ],
        Origin = new PublicOrigin { Key = "2025-017", Anchor = "reports-1" },
        Reviews =
        [
            new PublicReview { Key = "2025-017", Verdict = Verdict.Release, Units = ["法制處"], Text = text },
            new PublicReview { Key = "2025-018", Anchor = "reports-2-o-2", Verdict = Verdict.Continue, Reopens = true, Due = new DateOnly(2025, 10, 31) },
        ],
    };

    [Fact]
    public void A_public_directive_has_its_state_units_days_and_reviews_in_words_with_links_to_the_minutes()
    {
        var html = RenderingBed.Render(Cases(RenderingBed.Site, "請國際司研議跨境互通測試。"));
        var text = RenderingBed.TextOf(html);

        Assert.Contains("第1案待解列請國際司研議跨境互通測試。期限：114年10月31日（星期五）原期限：114年9月30日（星期二）源自：第17次主管會議紀錄", text, StringComparison.Ordinal);
        Assert.Contains("主辦數位政府司待解列協辦法制處已解列", text, StringComparison.Ordinal);
        Assert.Contains("同意解除追蹤第17次主管會議紀錄請國際司研議跨境互通測試。解除單位：法制處重新列管第18次主管會議紀錄新期限：114年10月31日", text, StringComparison.Ordinal);
        Assert.Contains("href=\"/meetings/supervisors/2025-018/#reports-2-o-2\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/units/digital-government/\"", html, StringComparison.Ordinal);
        Assert.Contains("第2案摘要研議中的事項。政府資訊公開法第18條第1項第3款", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_public_is_counted_by_meeting_age_and_unit_and_a_small_count_is_not_told()
    {
        var text = RenderingBed.TextOf(RenderingBed.Render(new RegisterPage(RenderingBed.Site, Register)));

        Assert.Contains("登錄案件未解除7件其中逾期2件其中不公開5件如期解除3件（有期限者4件）", text, StringComparison.Ordinal);
        Assert.Contains("未解除的公開案件第1案待解列逾期請國際司研議跨境互通測試。主辦：數位政府司期限：114年10月31日（星期五）全部公開案件第1至100案", text, StringComparison.Ordinal);
        Assert.Contains("第18次主管會議紀錄114年11月20日（星期四）上次會議321歷次734合計1055重新列管1——", text, StringComparison.Ordinal);
        Assert.Contains("第17次主管會議紀錄114年10月16日（星期四）歷次（依紀錄所載）624新列管3——", text, StringComparison.Ordinal);
        Assert.Contains("未滿3個月43個月以上2開始登錄前已列管1", text, StringComparison.Ordinal);
        Assert.Contains("數位政府司4personnel不顯示", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_unit_has_its_public_directives_and_how_many_others_it_leads_unless_that_could_tell_of_one()
    {
        var text = RenderingBed.TextOf(RenderingBed.Render(OfUnit(RenderingBed.Site, "請國際司研議跨境互通測試。")));
        Assert.Contains("主管會議主辦而未解除的不公開案件4件截至114年11月20日（星期四）未解除的公開案件第1案待解列逾期請國際司研議", text, StringComparison.Ordinal);
        Assert.Contains("最近解除的公開案件第3案已解列請國際司研議", text, StringComparison.Ordinal);

        var hidden = RenderingBed.TextOf(RenderingBed.Render(new UnitDirectivesPage(RenderingBed.Site, new UnitFacts { Slug = "personnel", Name = "人事處" }, [new UnitRegister(Names, Figures, [])])));
        Assert.Contains("不公開案件的件數不顯示（少於三件，或可由其他數字推知個案）截至114年11月20日（星期四）目前沒有公開的案件。", hidden, StringComparison.Ordinal);
    }

    [Fact]
    public void Public_directives_are_data_too_for_spreadsheets_and_for_programs()
    {
        var files = new Dictionary<string, string>();
        RegisterData.Draw(RenderingBed.Site, Range, [Tracked("=1+1")], (url, write) =>
        {
            var output = new ArrayBufferWriter<byte>();
            write(output);
            files.Add(url, Encoding.UTF8.GetString(output.WrittenSpan));
        });

        Assert.Equal(Tracked("=1+1").Number, JsonSerializer.Deserialize<PublicDirective>(files["/data/supervisors/directives.1-100.jsonl"], MinutesJson.Options)!.Number);
        var rows = files["/data/supervisors/directives.1-100.csv"].Split("\r\n");
        Assert.Equal("\ufeffseries,number,state,text,summary,ground,due,currentDue,lead,support,origin,reviews,url", rows[0]);
        Assert.StartsWith("supervisors,1,proposed,'=1+1,,,2025-09-30,2025-10-31,數位政府司,法制處,", rows[1], StringComparison.Ordinal);
        Assert.Contains("\"2025-017 release =1+1\n2025-018 reopen\"", rows[1], StringComparison.Ordinal);
        Assert.EndsWith("/directives/supervisors/1-100/#d1", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_chart_has_a_bar_and_a_number_for_what_each_meeting_released_and_continued()
    {
        var chart = RegisterChart.Of(RenderingBed.Site.Texts, Figures.Meetings)!;

        Assert.Equal(["released", "continued", "released", "continued"], chart.Bars.Select(static bar => bar.Css));
        Assert.Equal(["2", "4", "10-16", "5", "5", "11-20"], chart.Words.Select(static word => word.Text));
        Assert.Contains("共解除 7 件", chart.Label, StringComparison.Ordinal);
        Assert.Null(RegisterChart.Of(RenderingBed.Site.Texts, Figures.Meetings.Take(1)));
    }

    [Fact]
    public void All_registers_together_show_what_is_due_first_with_its_state_units_days_and_reviews()
    {
        var html = RenderingBed.Render(new DirectivesPage(RenderingBed.Site, [Summary]));
        var text = RenderingBed.TextOf(html);

        Assert.Contains("主管會議公開案件2件登錄案件未解除7件其中逾期2件截至114年11月20日（星期四）", text, StringComparison.Ordinal);
        Assert.Contains("第1案待解列逾期請國際司研議跨境互通測試。主辦：數位政府司期限：114年10月31日（星期五）歷次管考同意解除追蹤第17次主管會議紀錄", text, StringComparison.Ordinal);
        Assert.Contains("href=\"/directives/supervisors/1-100/#d1\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/meetings/supervisors/2025-018/#reports-2-o-2\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_site_without_registers_says_so() =>
        Assert.Contains("目前沒有公開的列管案件。", RenderingBed.TextOf(RenderingBed.Render(new DirectivesPage(RenderingBed.Site, []))), StringComparison.Ordinal);
}
