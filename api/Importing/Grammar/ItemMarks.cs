using System.Text.RegularExpressions;
using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>The mark of an agenda item.</summary>
/// <param name="Label">The mark as the model has it.</param>
/// <param name="Ordinal">Its number.</param>
/// <param name="Length">How many characters it takes, colon and white space behind it included.</param>
internal sealed record ItemMark(string Label, int Ordinal, int Length)
{
    /// <summary>案號：1 may begin an item, or be a field of one that has begun: 第一案⏎案號：1.</summary>
    public bool IsField => Label.AsSpan().IndexOfAny('：', ':') is >= 0 and var colon && colon < Label.Length - 1;
}

/// <summary>Marks that only agenda items have: 案由一：, 討論事項 二, 第三案：, 編號：4, 號次：第二號.</summary>
internal static partial class ItemMarks
{
    public static ItemMark? Read(string text)
    {
        if (text.Length == 0 || text[0] is not ('號' or '案' or '提' or '議' or '討' or '報' or '臨' or '專' or '選' or '備' or '確' or '追' or '第' or '編' or '審' or '動')
            || Written().Match(text) is not { Success: true } match)
        {
            return null;
        }

        _ = ChineseNumerals.TryParse(match.Groups["number"].ValueSpan, out var ordinal);
        var label = match.Groups["label"].Value + (match.Groups["colon"].Value is ":" ? ":" : "");
        return new ItemMark(label, ordinal, match.Length);
    }

    [GeneratedRegex("""
        ^(?<label>
            (案由|案次|提案|議題|議案|討論案|報告案|報告事項|討論事項|審議事項|臨時動議|臨時提案|專題報告|專案報告|選舉案|備查案|確認案|追認案|審議案|動議案|案件|案)
              \s* 第? \s* [(（]? \s* (?<number>[一二三四五六七八九十百]{1,4}|[0-9０-９]{1,3}) \s* [)）]? \s* 案?
          | 第 \s* (?<number>[一二三四五六七八九十百]{1,4}|[0-9０-９]{1,3}) \s* 案
          | (編號|案號|號次|案次|(提|議)案(編號|案號|號次)) \s* [：:] \s* 第? \s* (?<number>[0-9]{1,3}|[一二三四五六七八九十百]{1,4}) \s* 號? )
        ( \s* (?<colon>[：:、]) \s* | \s+ | $ )
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
