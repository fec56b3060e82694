using System.Globalization;
using System.Text;

namespace OpenMinutes.Contracts;

/// <summary>
/// Whole numbers in Chinese numerals, as minutes number their parts and write their dates: 十二, 壹佰零參, 一一四.
/// </summary>
public static class ChineseNumerals
{
    private const string OrdinaryDigits = "零一二三四五六七八九";
    private const string OrdinaryPlaces = "十百千";
    private const string FormalDigits = "零壹貳參肆伍陸柒捌玖";
    private const string FormalPlaces = "拾佰仟";
    private const string Groups = "萬億";

    /// <summary>Longer than any number that is read: 二十一億四千七百四十八萬三千六百四十七 has 19 characters.</summary>
    private const int LongestText = 32;

    /// <summary>Writes a number: 12 is 十二, formally 拾貳; 103 is 一百零三, formally 壹佰零參.</summary>
    /// <param name="value">The number; not negative.</param>
    /// <param name="style">Which characters to use.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static string Format(int value, NumeralStyle style = NumeralStyle.Ordinary)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);

        var (digits, places) = style == NumeralStyle.Formal ? (FormalDigits, FormalPlaces) : (OrdinaryDigits, OrdinaryPlaces);
        var written = Write(value, digits, places);

        // 一十二 is said 十二, but only where the number begins with it: 一百一十二.
        return written.Length > 1 && written[0] == digits[1] && written[1] == places[0] ? written[1..] : written;
    }

    /// <summary>
    /// Reads a number: numerals of either style and their variants (兩, 叁, 廿, 卅, 〇), a string of digits one by one (一一四),
    /// or Arabic digits, half or full width (114, １１４). What is no well-formed number (一二十, 百五) is refused.
    /// </summary>
    /// <param name="text">The number alone, without white space.</param>
    /// <param name="value">The number read, else 0.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        if (text.IsEmpty || text.Length > LongestText || Fold(text) is not { } folded)
        {
            return false;
        }

        if (folded.All(char.IsAsciiDigit))
        {
            return int.TryParse(folded, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        }

        if (folded.All(OrdinaryDigits.Contains))
        {
            var digits = string.Concat(folded.Select(c => (char)('0' + OrdinaryDigits.IndexOf(c, StringComparison.Ordinal))));
            return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        }

        var read = Evaluate(folded);
        if (read is < 1 or > int.MaxValue || Write((int)read, OrdinaryDigits, OrdinaryPlaces) != folded)
        {
            return false;
        }

        value = (int)read;
        return true;
    }

    /// <summary>Whether numbers are written with this character: a Chinese numeral of any style or an Arabic digit of either width.</summary>
    internal static bool IsNumeral(char c) => c is (>= '0' and <= '9') or (>= '０' and <= '９') or '十' or '拾' or '廿' or '卅' or '卌' || Ordinary(c) is not null;

    /// <summary>Every place written out: 12 is 一十二, 10,003 is 一萬零三.</summary>
    private static string Write(int value, string digits, string places)
    {
        if (value == 0)
        {
            return digits[..1];
        }

        var written = new StringBuilder();
        var skipped = false;
        for (var (group, size) = (2, 100_000_000); group >= 0; group--, size /= 10_000)
        {
            var inGroup = value / size % 10_000;
            for (var (place, unit) = (3, 1_000); place >= 0; place--, unit /= 10)
            {
                var digit = inGroup / unit % 10;
                if (digit == 0)
                {
                    skipped = written.Length > 0;
                    continue;
                }

                // However many places are skipped, one 零 tells it.
                written.Append(skipped ? digits[..1] : "").Append(digits[digit]);
                skipped = false;
                if (place > 0)
                {
                    written.Append(places[place - 1]);
                }
            }

            if (inGroup > 0 && group > 0)
            {
                written.Append(Groups[group - 1]);
                skipped = false;
            }
        }

        return written.ToString();
    }

    /// <summary>The value of folded numerals, whatever their order; the caller compares it with what would be written.</summary>
    private static long Evaluate(string folded)
    {
        var (total, group, digit) = (0L, 0L, 0L);
        foreach (var c in folded)
        {
            if (OrdinaryPlaces.IndexOf(c, StringComparison.Ordinal) is >= 0 and var place)
            {
                group += digit * (int)Math.Pow(10, place + 1);
                digit = 0;
            }
            else if (Groups.IndexOf(c, StringComparison.Ordinal) is >= 0 and var order)
            {
                total += (group + digit) * (long)Math.Pow(10_000, order + 1);
                (group, digit) = (0, 0);
            }
            else
            {
                digit = OrdinaryDigits.IndexOf(c, StringComparison.Ordinal);
            }
        }

        return total + group + digit;
    }

    /// <summary>Ordinary characters for formal ones and variants, each 十 with its digit, ASCII for full width; null where something else occurs.</summary>
    private static string? Fold(ReadOnlySpan<char> text)
    {
        var folded = new StringBuilder(text.Length + 2);
        foreach (var c in text)
        {
            switch (c)
            {
                case >= '0' and <= '9':
                    folded.Append(c);
                    break;
                case >= '０' and <= '９':
                    folded.Append((char)(c - '０' + '0'));
                    break;
                case '廿':
                    folded.Append("二十");
                    break;
                case '卅':
                    folded.Append("三十");
                    break;
                case '卌':
                    folded.Append("四十");
                    break;
                case '十' or '拾':
                    folded.Append(folded.Length > 0 && OrdinaryDigits.IndexOf(folded[^1], StringComparison.Ordinal) > 0 ? "十" : "一十");
                    break;
                default:
                    if (Ordinary(c) is not { } ordinary)
                    {
                        return null;
                    }

                    folded.Append(ordinary);
                    break;
            }
        }

        return folded.ToString();
    }

    private static char? Ordinary(char c) => c switch
    {
        '零' or '〇' or '○' => '零',
        '一' or '壹' or '壱' or '弌' => '一',
        '二' or '貳' or '贰' or '弍' or '貮' or '兩' => '二',
        '三' or '參' or '叁' or '参' or '叄' or '弎' => '三',
        '四' or '肆' => '四',
        '五' or '伍' => '五',
        '六' or '陸' or '陆' => '六',
        '七' or '柒' => '七',
        '八' or '捌' => '八',
        '九' or '玖' => '九',
        '百' or '佰' => '百',
        '千' or '仟' => '千',
        '萬' or '万' => '萬',
        '億' or '亿' => '億',
        _ => null,
    };
}

/// <summary>Which characters write a number.</summary>
public enum NumeralStyle
{
    /// <summary>一、二、三.</summary>
    Ordinary,

    /// <summary>大寫: 壹、貳、參.</summary>
    Formal,
}
