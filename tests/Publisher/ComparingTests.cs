using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Comparing;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher;

/// <summary>What changed between two texts and two editions.</summary>
public sealed class ComparingTests
{
    private static readonly string[] Words = ["會", "議", "紀錄", "臺北", "2025", "1,919,275", "92.65", "AI ", "、", "。", " ", "𠮷", "葛\udb40\udd00", "é", "數位", "數位"];

    [Property(MaxTest = 500, EndSize = RecordGenerator.Seeds)]
    public void Applying_what_changed_to_the_old_text_gives_the_new_one_and_taking_it_back_the_old(int seed)
    {
        var (before, after) = Texts(seed);

        var edits = TextDiff.Of(before, after);

        Assert.Equal(before, Old(edits));
        Assert.Equal(after, New(edits));
        Assert.DoesNotContain(edits, edit => edit.Text.Length == 0);
    }

    [Property(MaxTest = 500, EndSize = RecordGenerator.Seeds)]
    public void No_character_is_torn_apart(int seed)
    {
        var (before, after) = Texts(seed);

        Assert.All(TextDiff.Of(before, after), edit => Assert.False(char.IsLowSurrogate(edit.Text[0]) || char.IsHighSurrogate(edit.Text[^1])));
    }

    [Theory]
    [InlineData("請國際司依規劃時程完成。", "請數位國際司依規劃時程完成。", "請[+數位]國際司依規劃時程完成。")]
    [InlineData("共計1,919,275筆情資。", "共計1,919,276筆情資。", "共計[-1,919,275][+1,919,276]筆情資。")]
    [InlineData("完成 OneWeb 衛星驗證。", "完成 Starlink 衛星驗證。", "完成 [-OneWeb][+Starlink] 衛星驗證。")]
    [InlineData("預計年底前配合進度公告。", "預計明年六月前配合進度公告。", "預計[-年底][+明年六月]前配合進度公告。")]
    [InlineData("洽悉。", "修正後通過，請於會後一週內提出。", "[-洽悉。][+修正後通過，請於會後一週內提出。]")]
    [InlineData("同", "同", "同")]
    public void A_change_reads_as_a_person_would_mark_it(string before, string after, string expected) => Assert.Equal(expected, Marked(TextDiff.Of(before, after)));

    [Property(MaxTest = 100, EndSize = RecordGenerator.Seeds)]
    public void What_two_editions_keep_and_gain_is_the_text_of_the_newer_and_what_they_keep_and_lose_that_of_the_older(int seed)
    {
        var before = Disclosing.Disclose(RecordGenerator.Generate(seed).Record, 1, "2025-018", RenderingBed.Published);
        var after = Altered(before, new Random(seed));

        var changes = EditionDiff.Of(before, after);

        Assert.Equal(TextOf(before), changes.Where(change => change.Change != ChangeOf.Added).Select(change => Old(change.Edits)));
        Assert.Equal(TextOf(after), changes.Where(change => change.Change != ChangeOf.Removed).Select(change => New(change.Edits)));
    }

    [Fact]
    public void Editions_that_say_the_same_have_no_difference() =>
        Assert.All(EditionDiff.Of(RenderingBed.Edition, RenderingBed.Edition with { Edition = 2, ChangeNote = "重新公告。" }), change => Assert.Equal(ChangeOf.None, change.Change));

    [Fact]
    public void A_part_is_compared_with_that_of_the_same_anchor_even_when_its_number_moved()
    {
        var before = RenderingBed.Edition;
        var after = before with
        {
            Sections = [.. before.Sections.Select(section => section.Id != "reports" ? section : section with { Items = [.. section.Items.Skip(1).Select((item, at) => item with { Label = $"案由{at + 1}" })] })],
        };

        var changes = EditionDiff.Of(before, after).Where(change => change.Change != ChangeOf.None).ToList();

        Assert.Contains(changes, change => change is { Change: ChangeOf.Removed, Anchor: "reports-1" });
        Assert.Equal("案由[-二][+1]：數位國際司施政重點，報請公鑒。", Marked(changes.Single(change => change.Anchor == "reports-2").Edits)[..26]);
        Assert.DoesNotContain(changes, change => change.Anchor == "reports-2-o-2");
    }

    [Fact]
    public void A_line_of_the_head_is_compared_with_the_line_it_was()
    {
        var after = RenderingBed.Edition with
        {
            Header = [.. RenderingBed.Edition.Header.Select(line => line.Key == HeaderKey.Location ? line with { AsWritten = "本部延平大樓102會議室" } : line)],
        };

        var change = Assert.Single(EditionDiff.Of(RenderingBed.Edition, after), change => change.Change != ChangeOf.None);

        Assert.Equal("地點：本部延平大樓[-101][+102]會議室", Marked(change.Edits));
    }

    [Fact]
    public void Texts_that_have_nothing_in_common_are_told_apart_in_time_however_long_they_are()
    {
        var edits = TextDiff.Of(string.Concat(Enumerable.Range(0, 20_000).Select(at => (char)(0x4e00 + (at % 9000)))), new string('略', 20_000));

        Assert.Equal([EditKind.Delete, EditKind.Insert], edits.Select(edit => edit.Kind));
    }

    private static (string Before, string After) Texts(int seed)
    {
        var random = new Random(seed);
        var before = Enumerable.Range(0, random.Next(40)).Select(_ => Words[random.Next(Words.Length)]).ToList();
        var after = before.Where(_ => random.Next(8) > 0).SelectMany(word => random.Next(8) == 0 ? [Words[random.Next(Words.Length)], word] : new[] { word });
        return (string.Concat(before), string.Concat(random.Next(10) == 0 ? after.Reverse() : after));
    }

    /// <summary>The edition with parts left out, exchanged and changed.</summary>
    private static PublicEdition Altered(PublicEdition edition, Random random) => edition with
    {
        Edition = 2,
        Header = [.. edition.Header.Where(_ => random.Next(6) > 0).Select(line => random.Next(4) == 0 ? line with { AsWritten = line.AsWritten + "更正" } : line)],
        Sections = [.. edition.Sections.Where(_ => random.Next(6) > 0).OrderBy(_ => random.Next(3)).Select(section => section with
        {
            Items = [.. section.Items.Where(_ => random.Next(4) > 0).Select(item => item.Title is null ? item : item with { Title = "修正後" + item.Title })],
            Clauses = [.. section.Clauses.Where(_ => random.Next(4) > 0).Select(clause => clause.Text is null ? clause : clause with { Text = clause.Text[1..] + "。" })],
        })],
    };

    private static IEnumerable<string> TextOf(PublicEdition edition) => DocumentLayout.Lines(edition with { ChangeNote = null }).Select(line => PlainText.Of(line.Text));

    private static string Old(IEnumerable<TextEdit> edits) => string.Concat(edits.Where(edit => edit.Kind != EditKind.Insert).Select(edit => edit.Text));

    private static string New(IEnumerable<TextEdit> edits) => string.Concat(edits.Where(edit => edit.Kind != EditKind.Delete).Select(edit => edit.Text));

    private static string Marked(IEnumerable<TextEdit> edits) => string.Concat(edits.Select(edit => edit.Kind switch
    {
        EditKind.Delete => $"[-{edit.Text}]",
        EditKind.Insert => $"[+{edit.Text}]",
        _ => edit.Text,
    }));
}
