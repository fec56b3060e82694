using System.Text.RegularExpressions;
using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>A way to number paragraphs: its numerals and what stands around them.</summary>
/// <param name="Name">The style; two rows of one name are one style.</param>
/// <param name="Numerals">The numerals, as a regular expression.</param>
/// <param name="Before">The bracket before, as a regular expression.</param>
/// <param name="After">What ends the mark, as a regular expression.</param>
internal sealed record MarkStyle(string Name, string Numerals, string Before, string After)
{
    public bool IsBullet => Name == "bullet";

    public bool IsBracketed => Before.Length > 0 || After.StartsWith("[)）]", StringComparison.Ordinal);

    /// <summary>Too like ordinary text to be a mark wherever it stands.</summary>
    public bool NeedsContext => Name == "bare";

    /// <summary>Sections are numbered so, if they are numbered.</summary>
    public bool NumbersSections => Name is "formal" or "stem" or "ideographic";

    /// <summary>Sections are numbered so where nothing in the document has a higher style.</summary>
    public bool MayNumberSections => NumbersSections || Name == "arabic";
}

/// <summary>The number at the head of a paragraph.</summary>
/// <param name="Style">The style.</param>
/// <param name="Label">The mark as the model has it: brackets kept, without a final 、.</param>
/// <param name="Ordinal">The number; 0 for a bullet.</param>
/// <param name="Length">How many characters it takes, white space behind it included.</param>
internal sealed record Mark(MarkStyle Style, string Label, int Ordinal, int Length);

/// <summary>The marks of Taiwanese minutes, from the highest to the lowest usual level.</summary>
internal static class Marks
{
    private const string Formal = "[壹貳參叁肆伍陸柒捌玖拾佰零]{1,5}";
    private const string Stem = "[甲乙丙丁戊己庚辛壬癸]";
    private const string Ideographic = "[一二三四五六七八九十百零〇]{1,5}";
    private const string Arabic = "[0-9０-９]{1,3}";
    // 1.5公里 is no mark, 1.114學年度 is one.
    private const string Stop = "(、|[．.](?![0-9０-９])|[．.](?=1[0-9]{2}學?年))";

    private static readonly MarkStyle[] Styles =
    [
        new("formal", Formal, "", Stop),
        new("stem", Stem, "", "、"),
        new("ideographic", Ideographic, "", Stop),
        new("stem-bracketed", Stem, "[(（]", "[)）]"),
        new("formal-bracketed", Formal, "[(（]", "[)）]"),
        new("ideographic-bracketed", Ideographic, "[(（]", "[)）]"),
        new("ideographic-bracketed", "[㈠-㈩]", "", ""),
        new("arabic", Arabic, "", Stop),
        new("arabic", "[⒈-⒛]", "", ""),
        new("arabic-bracketed", Arabic, "[(（]", "[)）]"),
        new("arabic-bracketed", "[⑴-⒇]", "", ""),
        new("arabic-half-bracketed", Arabic, "", "[)）]"),
        new("circled", "[①-⑳]", "", ""),
        new("letter", "[A-Za-zＡ-Ｚａ-ｚ]", "", "[、．.](?=[\\s\\u3000-\\u9fff])"),
        new("letter-bracketed", "[A-Za-zＡ-Ｚａ-ｚ]", "[(（]", "[)）]"),
        new("bullet", "[•●◎■□◆◇▲△★☆※▪►✓➢]", "", ""),
        new("bullet", "[-–—*+○·‧]", "", "(?=\\s)"),
        new("bare", "[0-9]{1,2}", "", "(?=[ ]+[\\u4e00-\\u9fff])(?!\\s*[年月日時分號人位名案次屆項款條點元萬億組場])"),
    ];

    private static readonly Regex[] Patterns = [.. Styles.Select(style => new Regex($@"^{style.Before}\s*(?<numerals>{style.Numerals})\s*{style.After}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture))];

    /// <summary>Characters that a mark can begin with; most paragraphs begin with another.</summary>
    private static readonly System.Buffers.SearchValues<char> First = System.Buffers.SearchValues.Create(
        "壹貳參叁肆伍陸柒捌玖拾佰零甲乙丙丁戊己庚辛壬癸一二三四五六七八九十百〇(（0123456789０１２３４５６７８９•●◎■□◆◇▲△★☆※▪►✓➢-–—*+○·‧"
        + string.Concat(Enumerable.Range('A', 26).Concat(Enumerable.Range('a', 26)).Select(letter => $"{(char)letter}{(char)(letter + 'Ａ' - 'A')}"))
        + string.Concat(Enumerable.Range('①', '⒛' - '①' + 1).Concat(Enumerable.Range('㈠', 10)).Select(mark => (char)mark)));

    /// <summary>The mark at the start of a text, if there is one.</summary>
    public static Mark? Read(string text)
    {
        if (text.Length == 0 || !First.Contains(text[0]))
        {
            return null;
        }

        for (var at = 0; at < Styles.Length; at++)
        {
            if (Patterns[at].Match(text) is { Success: true } match)
            {
                var numerals = match.Groups["numerals"].Value;
                var length = match.Length;
                while (length < text.Length && char.IsWhiteSpace(text[length]))
                {
                    length++;
                }

                return new Mark(Styles[at], match.Value.TrimEnd('、').TrimEnd(), Ordinal(Styles[at], numerals), length);
            }
        }

        return null;
    }

    private static int Ordinal(MarkStyle style, string numerals) => style.Name switch
    {
        "bullet" => 0,
        "stem" or "stem-bracketed" => "甲乙丙丁戊己庚辛壬癸".IndexOf(numerals[0], StringComparison.Ordinal) + 1,
        "letter" or "letter-bracketed" => (char.ToUpperInvariant(numerals[0]) - (numerals[0] >= 'Ａ' ? 'Ａ' : 'A')) + 1,
        _ when ChineseNumerals.TryParse(numerals, out var number) => number,
        _ when char.GetNumericValue(numerals[0]) is > 0 and var value => (int)value,
        _ => 0,
    };
}
