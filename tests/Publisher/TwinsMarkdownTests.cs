using System.Text.Json;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using OpenMinutes.Contracts;
using OpenMinutes.Tests.Support;
using Table = Markdig.Extensions.Tables.Table;

namespace OpenMinutes.Tests.Publisher;

public sealed class TwinsMarkdownTests
{
    // The usual dialects at once: what is text in all of them is text.
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().UseEmphasisExtras().UseMathematics()
        .UseDefinitionLists().UseFootnotes().UseTaskLists().UseAbbreviations().UseListExtras().UseCustomContainers().Build();

    [Fact]
    public async Task The_reference_minutes_read_as_written() =>
        await Snapshot.MatchAsync(TwinsSample.Markdown(TwinsSample.Reference), "tests", "Snapshots", "moda-supervisors-18.md");

    [Property(MaxTest = 200)]
    public void Any_minutes_read_as_the_layout_says_in_its_order(int seed) => AssertReadsAsTheLayout(TwinsSample.Generated(seed));

    [Fact]
    public void No_text_can_be_markup()
    {
        foreach (var text in JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(Corpus.Conformance, "blns", "blns.json")))!)
        {
            AssertReadsAsTheLayout(TwinsSample.Saying(text));
        }
    }

    [Theory]
    [InlineData("# 標題")]
    [InlineData("- 項目")]
    [InlineData("+ 項目")]
    [InlineData("1. 項目")]
    [InlineData("12) 項目")]
    [InlineData("===")]
    [InlineData("==標記==與++插入++與1+1=2")]
    [InlineData("---")]
    [InlineData("> 引文")]
    [InlineData("    四格")]
    [InlineData("```")]
    [InlineData("~~~")]
    [InlineData("*強調*與_強調_與`碼`與~~刪~~")]
    [InlineData("[連結](https://example.org)與![圖](https://example.org/a.png)")]
    [InlineData("<b>標籤</b>&amp;&#20013;<!-- 註 -->")]
    [InlineData("| 甲 | 乙 |")]
    [InlineData("$x$與{.class}與[^1]")]
    [InlineData("行末反斜線\\")]
    [InlineData("**粗**與**「粗」**字**粗****粗**")]
    [InlineData("** 不粗 **")]
    [InlineData("見https://example.org/a_b*c?x=1&y=2。")]
    [InlineData(": 定義")]
    [InlineData("[ ] 待辦")]
    public void A_text_stays_a_text(string text) => AssertReadsAsTheLayout(TwinsSample.Saying(text));

    [Theory]
    [InlineData("**研討會**：114年", 1)]
    [InlineData("辦理**「論壇」**等", 0)]
    [InlineData("**甲**乙**丙**", 2)]
    public void Bold_is_bold_between_words_and_an_element_between_punctuation(string text, int asterisks)
    {
        var markdown = Of(text);
        var bold = Parse(markdown).Descendants<EmphasisInline>().Count(static emphasis => emphasis is { DelimiterChar: '*', DelimiterCount: 2 });

        Assert.Equal(asterisks, bold);
        Assert.Equal(asterisks == 0, markdown.Contains("<strong>", StringComparison.Ordinal));
    }

    [Fact]
    public void An_address_is_a_link()
    {
        var link = Parse(Of("詳見https://example.org/a_b?x=1&y=2。")).Descendants<AutolinkInline>().Single();

        Assert.Equal("https://example.org/a_b?x=1&y=2", link.Url);
    }

    [Fact]
    public void Sections_items_and_reports_are_headings_and_clauses_are_nested_lists()
    {
        var document = Parse(TwinsSample.Markdown(TwinsSample.Reference));
        var headings = document.Descendants<HeadingBlock>().CountBy(static heading => heading.Level).ToDictionary();

        Assert.Equal(1, headings[1]);
        Assert.Equal(TwinsSample.Reference.Sections.Count + 1, headings[2]);
        Assert.Equal(TwinsSample.Reference.Sections.Sum(static section => section.Items.Count) + 1, headings[3]);
        Assert.Equal(12, headings[4]);
        Assert.Equal(3, document.Descendants<ListBlock>().Max(static list => Depth(list)));

        static int Depth(Block? block) => block is null ? 0 : Depth(block.Parent) + (block is ListBlock ? 1 : 0);
    }

    [Fact]
    public void What_is_closed_says_why_and_what_did_not_happen_says_nothing()
    {
        var edition = TwinsSample.Small with
        {
            Sections =
            [
                new PublicSection { Id = "s-1", Label = "參", Heading = "討論事項", Disclosure = TwinsSample.Withheld },
                new PublicSection { Id = "s-2", Label = "肆", Heading = "臨時動議", None = true },
            ],
        };

        Assert.EndsWith(
            "\n## 參、討論事項（略）\n\n> 依政府資訊公開法第18條第1項第3款（作成意思決定前，內部單位之擬稿或其他準備作業），本部分內容不予公開。\n\n## 肆、臨時動議（無）\n",
            TwinsSample.Markdown(edition),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_erratum_is_a_quotation_below_what_it_corrects()
    {
        var edition = TwinsSample.Small with
        {
            Sections = [new PublicSection { Id = "s", Heading = "報告", Clauses = [new PublicClause { Id = "c", Label = "一", Text = "內文。" }] }],
            Errata = [new Erratum { Anchor = "c", Text = "「內文」應為「全文」。", Date = new DateOnly(2025, 12, 20) }],
        };

        Assert.EndsWith("\n- 一、內文。\n\n  > 附記（114年12月20日）：「內文」應為「全文」。\n", TwinsSample.Markdown(edition), StringComparison.Ordinal);
    }

    [Fact]
    public void The_front_matter_states_what_is_known_and_nothing_else()
    {
        var markdown = TwinsSample.Markdown(TwinsSample.Small);

        Assert.StartsWith(
            """
            ---
            title: "第18次主管會議紀錄"
            body: "數位發展部"
            series: "supervisors"
            key: "2025-018"
            number: 18
            start: "2025-11-20T15:30:00+08:00"
            edition: 2
            publishedAt: "2025-12-01T02:00:00Z"
            url: "https://minutes.example.gov.tw/meetings/supervisors/2025-018/"
            license: "https://data.gov.tw/license"
            lang: "zh-Hant-TW"
            ---

            """,
            markdown,
            StringComparison.Ordinal);
        Assert.DoesNotContain("location:", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Everybody_has_a_row_in_the_table_of_attendance()
    {
        var table = Parse(TwinsSample.Markdown(TwinsSample.Reference)).Descendants<Table>().Single();

        Assert.Equal(TwinsSample.Reference.Attendance.Count + 1, table.Count);
    }

    private static string Of(string text) =>
        TwinsSample.Markdown(TwinsSample.Small with { Sections = [new PublicSection { Id = "s", Heading = "報告", Clauses = [new PublicClause { Id = "c", Text = text }] }] });

    private static MarkdownDocument Parse(string markdown) => Markdown.Parse(markdown, Pipeline);

    /// <summary>
    /// What a reader of the rendered document reads is each paragraph of the layout, in order, between which stand only the table and the reasons.
    /// </summary>
    private static void AssertReadsAsTheLayout(PublicEdition edition)
    {
        var markdown = TwinsSample.Markdown(edition);
        var read = TwinsSample.Squeeze(string.Join('\n', Parse(markdown).Where(static block => block is not (Table or Markdig.Extensions.Yaml.YamlFrontMatterBlock)).Select(Text)));
        foreach (var line in DocumentLayout.Lines(edition))
        {
            var expected = TwinsSample.Squeeze(line.Text);
            var at = read.IndexOf(expected, StringComparison.Ordinal);
            Assert.True(at == 0 || (at > 0 && IsReason(read[..at])), $"Not read next: {line.Text}\nbut: {read[..Math.Min(read.Length, 80)]}\nin:\n{markdown}");
            read = read[(at + expected.Length)..];
        }

        Assert.True(read.Length == 0 || IsReason(read), read);
    }

    private static bool IsReason(string text) => text.EndsWith("本部分內容不予公開。", StringComparison.Ordinal) || text.EndsWith("本部分以摘要公開。", StringComparison.Ordinal);

    /// <summary>The text of a block; a link shows its text only, so that one that ate some is found.</summary>
    private static string Text(MarkdownObject node) => node switch
    {
        LiteralInline literal => literal.Content.ToString(),
        AutolinkInline link => link.Url,
        HtmlEntityInline or LinkInline or CodeInline => $"?{node}?",
        HtmlInline { Tag: "<strong>" or "</strong>" } => "",
        LineBreakInline => "\n",
        ContainerInline container => string.Concat(container.Select(Text)),
        LeafBlock { Inline: { } inline } => Text(inline),
        ContainerBlock container => string.Join('\n', container.Select(Text)),
        _ => $"?{node.GetType().Name}?",
    };
}
