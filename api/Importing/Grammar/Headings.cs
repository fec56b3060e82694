using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace OpenMinutes.Importing;

/// <summary>What a section of minutes is.</summary>
/// <param name="Id">The anchor it is given.</param>
/// <param name="IsAgenda">Its numbered paragraphs are agenda items.</param>
internal sealed record Heading(string Id, bool IsAgenda)
{
    public bool IsAdjournment => Id == "adjournment";
}

/// <summary>The headings of sections, with or without a number. Which there are is the table headings.txt.</summary>
internal static partial class Headings
{
    private const int Longest = 24;

    /// <summary>A shorter word (其他) alone on a line may be anything; with a number or a colon it is a heading.</summary>
    private const int Shortest = 4;

    private static readonly FrozenDictionary<string, Heading> Known = Tables.Words("headings.txt")
        .ToFrozenDictionary(word => word.Key, word => new Heading(word.Value.TrimEnd('*'), word.Value.EndsWith('*')));

    /// <summary>The heading that a whole line is, if it is one: 報　告　事　項, 臨時動議（無）, 散會： 17:10。</summary>
    public static Heading? Find(string text)
    {
        // 結論： within an item is what was decided on it.
        if (Labels.Find(text) is { Kind: LabelKind.Outcome })
        {
            return null;
        }

        if (text.AsSpan(0, Math.Min(Longest, text.Length)).IndexOf('：') is > 0 and var colon && colon + 1 < text.Length
            && Glyphs.Squeeze(text.AsSpan(0, colon)) is { Length: >= Shortest } before && Known.TryGetValue(before, out var withText))
        {
            return withText;
        }

        if (text.Length > 3 * Longest)
        {
            return null;
        }

        var line = Glyphs.Squeeze(text);
        if (line is ['【', ..] && line.IndexOf('】', StringComparison.Ordinal) is > 1 and var end)
        {
            return Known.GetValueOrDefault(line[1..end]) is { } bracketed && (end == line.Length - 1 || bracketed.IsAdjournment) ? bracketed : null;
        }

        var bare = Fact().Replace(line, "").TrimEnd('：', ':', '。');
        return Known.TryGetValue(bare.Trim('（', '）', '(', ')'), out var heading) && (bare[0] is not ('（' or '(') || heading.IsAdjournment) && (bare.Length >= Shortest || heading.IsAdjournment || line != bare) ? heading
            : Adjournment().IsMatch(line) ? Known["散會"]
            : null;
    }

    /// <summary>The heading of a line whose number is taken off, or what it is by the words in it.</summary>
    public static Heading? FindNumbered(string text) =>
        Named(text) ?? Find(text) ?? (text.IndexOfAny(['：', ':']) is > 0 and < Longest and var colon ? Named(text[..colon]) : null);

    private static Heading? Named(string text)
    {
        if (text.Length > 3 * Longest)
        {
            return null;
        }

        var word = Remark().Replace(Glyphs.Squeeze(text).TrimEnd('：', ':'), "");
        return Known.TryGetValue(word, out var heading) ? heading
            : Instructions().IsMatch(word) ? Known["指示事項"]
            : Briefing().IsMatch(word) ? Known["工作報告"]
            : Previous().IsMatch(word) ? Known["上次會議紀錄確認"]
            : null;
    }

    /// <summary>主席宣布開會（出席董事已達法定人數）.</summary>
    [GeneratedRegex(@"(?<=.)[（(][^（）()]*[）)]$", RegexOptions.CultureInvariant)]
    private static partial Regex Remark();

    /// <summary>市長指示事項, 縣長裁（指）示.</summary>
    [GeneratedRegex(@"^[^，。、；]{0,6}(指|裁|提|指[（(]裁[）)]|裁[（(]指[）)])示(事項)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Instructions();

    /// <summary>各單位工作報告, 各課室業務報告.</summary>
    [GeneratedRegex(@"^(各|本|幕僚|業務|秘書)[^，。、；]{0,6}(工作|業務|會務|施政)報告(事項)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Briefing();

    /// <summary>確認第1122次委員會議紀錄.</summary>
    [GeneratedRegex(@"^(宣讀|確認|宣讀[及並暨]確認)(本會|上|前|第)[^，。、；]{1,16}(紀錄|記錄|議事錄)([及暨與].{2,16})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Previous();

    [GeneratedRegex(@"[（(](無|略|無異議|從略|無案|缺)[）)]$|[：:]?(無|略)。?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Fact();

    [GeneratedRegex(@"^散會([（(：:，、][^。]{0,24}[）)]?。?|。)?$|^散會[上下中]午.{1,12}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Adjournment();
}
