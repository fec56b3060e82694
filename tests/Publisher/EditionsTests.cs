using OpenMinutes.Contracts;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;

namespace OpenMinutes.Tests.Publisher;

/// <summary>The pages of superseded editions, and of what each edition changed.</summary>
public sealed class EditionsTests
{
    private static readonly PublicEdition Second = RenderingBed.Edition with
    {
        Edition = 2,
        ChangeNote = "更正案由二之用語。",
        PublishedAt = RenderingBed.Published.AddDays(19),
        Sections = [.. RenderingBed.Edition.Sections.Select(static section => section with
        {
            Items = [.. section.Items.Select(static item => item.Id == "reports-2" ? item with { Title = "數位國際司年度施政重點" } : item)],
        })],
    };

    private static readonly PublicEdition Third = Second with { Edition = 3, ChangeNote = "刪除附錄。", Annexes = [], PublishedAt = RenderingBed.Published.AddDays(40) };

    private static readonly EditionFacts[] Facts = [.. new[] { RenderingBed.Edition, Second, Third }.Select(static edition => new EditionFacts
    {
        Series = edition.Series, Key = edition.Key, Edition = edition.Edition, PublishedAt = edition.PublishedAt!.Value, ChangeNote = edition.ChangeNote,
    })];

    private static MinutesPage Superseded { get; } = Minutes(RenderingBed.Edition, 3);

    private static DiffPage Difference { get; } = DiffPage.Of(RenderingBed.Site, RenderingBed.Edition, Second, Facts);

    [Fact]
    public void A_superseded_edition_stays_at_its_address_and_leads_to_the_newest()
    {
        var html = RenderingBed.Render(Superseded);

        Assert.Equal("/meetings/supervisors/2025-018/v1/", Superseded.Url);
        Assert.Contains("這是第1版；最新為第3版。看最新版（115年1月10日公告）", RenderingBed.TextOf(html), StringComparison.Ordinal);
        Assert.Contains("""<a href="/meetings/supervisors/2025-018/">看最新版</a>""", html, StringComparison.Ordinal);
        Assert.Contains("""<meta name="robots" content="noindex">""", html, StringComparison.Ordinal);
        Assert.Contains("""<link rel="canonical" href="http://127.0.0.1:8081/meetings/supervisors/2025-018/">""", html, StringComparison.Ordinal);
        Assert.Contains("<title>第18次主管會議紀錄（第1版）｜", html, StringComparison.Ordinal);
        Assert.DoesNotContain("minutes.txt", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_edition_is_at_the_address_of_the_minutes_and_at_one_that_stays_its_own()
    {
        var page = Minutes(Third, 3);

        Assert.Equal("/meetings/supervisors/2025-018/", page.Url);
        Assert.Equal(["/meetings/supervisors/2025-018/v3/"], page.AlsoAt);
        Assert.DoesNotContain("noindex", RenderingBed.Render(page), StringComparison.Ordinal);
    }

    [Fact]
    public void The_editions_are_listed_with_their_dates_notes_and_differences()
    {
        var html = RenderingBed.Render(Minutes(Third, 3));

        Assert.Contains(
            "各版次第3版最新115年1月10日公告修正說明：刪除附錄。與第2版比較與第1版比較第2版114年12月20日公告修正說明：更正案由二之用語。與第1版比較第1版114年12月1日公告",
            RenderingBed.TextOf(html),
            StringComparison.Ordinal);
        foreach (var href in new[] { "v1/", "v2/", "diff/1..2/", "diff/2..3/", "diff/1..3/" })
            Assert.Contains($"href=\"/meetings/supervisors/2025-018/{href}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("各版次", RenderingBed.Minutes(RenderingBed.Edition), StringComparison.Ordinal);
    }

    [Fact]
    public void A_difference_is_told_in_words_as_well_as_in_colour()
    {
        var html = RenderingBed.Render(Difference);

        Assert.Equal("/meetings/supervisors/2025-018/diff/1..2/", Difference.Url);
        Assert.Contains("修改1段、新增0段、刪除0段。", RenderingBed.TextOf(html), StringComparison.Ordinal);
        Assert.Contains("第2版修正說明：更正案由二之用語。", RenderingBed.TextOf(html), StringComparison.Ordinal);
        Assert.Contains("案由二：數位國際司<ins><span class=\"hidden\">［新增開始］</span>年度<span class=\"hidden\">［新增結束］</span></ins>施政重點", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/meetings/supervisors/2025-018/v2/#reports-2\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("海纜障礙通報機制", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Editions_that_print_the_same_say_so() => Assert.Contains(
        "兩版印出的文字相同",
        RenderingBed.Render(DiffPage.Of(RenderingBed.Site, RenderingBed.Edition, RenderingBed.Edition with { Edition = 2 }, Facts[..1])),
        StringComparison.Ordinal);

    [Fact]
    public void Withdrawn_minutes_leave_their_notice_at_every_address_they_had() => Assert.Equal(
        ["v1/", "v2/", "v3/", "diff/1..2/", "diff/2..3/", "diff/1..3/"],
        WithdrawnPage.Of(RenderingBed.Site, RenderingBed.Meeting() with { Edition = 3, WithdrawnAt = RenderingBed.Published, WithdrawalReason = "誤植附件。" }).AlsoAt
            .Select(static url => url["/meetings/supervisors/2025-018/".Length..]));

    private static MinutesPage Minutes(PublicEdition edition, int editions) =>
        MinutesPage.Of(RenderingBed.Site, edition, RenderingBed.Links, editions: Facts[..editions]);
}
