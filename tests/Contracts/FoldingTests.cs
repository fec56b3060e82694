using System.Globalization;
using System.Text;
using System.Text.Json;
using OpenMinutes.Contracts;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Contracts;

public sealed class FoldingTests
{
    [Theory]
    [InlineData("臺北市會議紀錄", "台北市會議記錄")]
    [InlineData("薛　凌 委員\t\n", "薛凌委員")]
    [InlineData("ＭＯＤＡ　１１４年", "moda114年")]
    [InlineData("㈠洽悉①②㊣", "(一)洽悉12正")]
    [InlineData("ﾃﾞｼﾞﾀﾙ庁", "デジタル庁")]
    [InlineData("參列臨錄", "參列臨錄")]
    [InlineData("Tahovecáhe", "tahovecáhe")]
    [InlineData("Tahoveca\u0301he", "tahovecáhe")]
    [InlineData("İstanbul", "i\u0307stanbul")]
    [InlineData("ΟΔΟΣ", "οδοσ")]
    [InlineData("J\u030c", "ǰ")]
    [InlineData("ㅎㅏㄱㅡㄹ 한글", "하그\u1105한글")]
    [InlineData("𠮷野家", "𠮷野家")]
    [InlineData("葛\U000e0100城\ufe0e", "葛城")]
    [InlineData("資\u200b通\u00ad安\ufeff全", "資通安全")]
    [InlineData("92.65％", "92.65%")]
    [InlineData("", "")]
    public void Text_folds_to_what_searches_compare(string written, string folded) => Assert.Equal(folded, Folding.Fold(written));

    [Fact]
    public void Text_with_halves_of_surrogate_pairs_folds()
    {
        Assert.Equal("a\ud800b", Folding.Fold("A\ud800B"));
        Assert.Equal("\udc00\ud800", Folding.Fold("\udc00 \ud800"));
        Assert.Equal("\ud800\u0308\u0301", Folding.Fold("\ud800\u0344"));
        Assert.Equal("\ufffe", Folding.Fold("\ufffe"));
    }

    [Fact]
    public void A_plain_character_folds_to_what_is_said_of_it() => Assert.All(
        Enumerable.Range(0, 0x10000).Select(static c => (char)c).Where(static c => Folding.IsPlain(c, out _)),
        static c => Assert.Equal(Folding.Fold(c.ToString()), Folding.IsPlain(c, out var folded) ? $"{folded}" : null));

    [Property]
    public void Tracing_folds_as_folding_does(string? text) => Assert.Equal(Folding.Fold(text ?? ""), Folding.Trace(text ?? "").Text);

    [Property]
    public void What_a_folded_part_came_from_folds_to_a_text_that_holds_it(string? text, byte start, byte length)
    {
        var folded = Folding.Trace(text ?? "");
        if (folded.Text.Length == 0)
            return;

        var at = start % folded.Text.Length;
        var part = folded.Text.Substring(at, 1 + length % (folded.Text.Length - at));
        var original = text![folded.Origin(at, part.Length)];

        Assert.Contains(part, Folding.Fold(original), StringComparison.Ordinal);
    }

    [Fact]
    public void A_find_is_shown_by_whole_characters_of_the_original()
    {
        const string Written = "㈠ 臺　北「ＡＩ」e\u0301";
        var folded = Folding.Trace(Written);

        string Shown(string part) => Written[folded.Origin(folded.Text.IndexOf(part, StringComparison.Ordinal), part.Length)];

        Assert.Equal("㈠", Shown("一"));
        Assert.Equal("㈠ 臺　北", Shown(")台北"));
        Assert.Equal("ＡＩ", Shown("ai"));
        Assert.Equal("e\u0301", Shown("é"));
    }

    [Fact]
    public void Dropped_white_space_is_remembered()
    {
        var folded = Folding.Trace("Open  Data平\u00a0台");

        Assert.Equal("opendata平台", folded.Text);
        Assert.Equal([4, 9], Enumerable.Range(0, folded.Text.Length).Where(folded.FollowsWhiteSpace));
    }

    /// <summary>Folding works cluster by cluster; this holds because nothing that begins a cluster combines with what stands before it.</summary>
    [Fact]
    public void Every_character_that_combines_with_the_one_before_is_folded_with_it()
    {
        var every = Enumerable.Range(0, 0x110000).Where(Rune.IsValid).Where(static c => c != 0xfffe).Select(static c => new Rune(c)).ToList();
        var combining = every.SelectMany(static rune => rune.ToString().Normalize(NormalizationForm.FormD).EnumerateRunes().Skip(1)).ToHashSet();

        var apart = every
            .Where(rune => rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes().First() is var first
                && (combining.Contains(first) || Rune.GetUnicodeCategory(first) is UnicodeCategory.NonSpacingMark))
            .Where(static rune => Folding.Trace($"가{rune}a") is var folded && folded.Text.StartsWith('가') && folded.Text.Length > 2 && folded.Origin(0, 1).End.Value == 1)
            .Select(static rune => $"U+{rune.Value:X4}");

        Assert.Empty(apart);
    }

    [Fact]
    public void Hostile_strings_and_real_minutes_fold_as_a_whole_as_they_do_in_clusters()
    {
        var texts = JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(Corpus.Conformance, "blns", "blns.json")))!
            .Where(static text => !text.Contains('\ufffe', StringComparison.Ordinal))
            .Concat(Directory.GetFiles(Corpus.Samples, "*.txt").Select(File.ReadAllText));

        Assert.All(texts, static text => Assert.Equal(Plainly(text), Folding.Fold(text)));
    }

    /// <summary>The definition, on a whole text at once.</summary>
    private static string Plainly(string text)
    {
        static bool IsKept(Rune rune) => !Rune.IsWhiteSpace(rune) && rune.Value is not (0xad or 0xfeff or 0x34f or 0x61c or 0x180e)
            and not (>= 0x200b and <= 0x200f) and not (>= 0x202a and <= 0x202e) and not (>= 0x2060 and <= 0x206f) and not (>= 0xfe00 and <= 0xfe0f)
            and not (>= 0x1bca0 and <= 0x1bca3) and not (>= 0x1d173 and <= 0x1d17a) and not (>= 0xe0000 and <= 0xe0fff);

        var lower = text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Replace("İ", "i\u0307", StringComparison.Ordinal).Normalize(NormalizationForm.FormKC);
        return string.Concat(lower.EnumerateRunes().Where(IsKept)).Replace('臺', '台').Replace('紀', '記');
    }
}
