using System.Globalization;
using System.Text;
using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>The numbers that a word processor prints before paragraphs but does not store in them.</summary>
internal static class ListLabels
{
    private const string Stems = "甲乙丙丁戊己庚辛壬癸";
    private const string Branches = "子丑寅卯辰巳午未申酉戌亥";

    /// <summary>A number in a format of WordprocessingML.</summary>
    public static string Word(string? format, int number) => format switch
    {
        "taiwaneseCounting" or "taiwaneseCountingThousand" or "chineseCounting" or "chineseCountingThousand" or "japaneseCounting" or "ideographDigital" or "taiwaneseDigital" => ChineseNumerals.Format(number),
        "ideographLegalTraditional" or "chineseLegalSimplified" or "japaneseLegal" => ChineseNumerals.Format(number, NumeralStyle.Formal),
        "ideographTraditional" => Of(Stems, number),
        "ideographZodiac" => Of(Branches, number),
        "decimalFullWidth" or "decimalFullWidth2" => string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(digit => (char)(digit - '0' + '０'))),
        "decimalEnclosedCircle" or "decimalEnclosedCircleChinese" when number is >= 1 and <= 20 => ((char)('①' + number - 1)).ToString(),
        "decimalZero" => number.ToString("00", CultureInfo.InvariantCulture),
        "upperLetter" => Letters(number),
        "lowerLetter" => Letters(number).ToLowerInvariant(),
        "upperRoman" => Roman(number),
        "lowerRoman" => Roman(number).ToLowerInvariant(),
        "none" => "",
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A number in a format of OpenDocument: its first numeral stands for all.</summary>
    public static string OpenDocument(string? format, int number) => format switch
    {
        null or "" => "",
        ['一', ..] => ChineseNumerals.Format(number),
        ['壹', ..] or ['壱', ..] => ChineseNumerals.Format(number, NumeralStyle.Formal),
        ['甲', ..] => Of(Stems, number),
        ['子', ..] => Of(Branches, number),
        ['１', ..] => Word("decimalFullWidth", number),
        ['①', ..] => Word("decimalEnclosedCircle", number),
        ['A', ..] => Letters(number),
        ['a', ..] => Letters(number).ToLowerInvariant(),
        ['I', ..] => Roman(number),
        ['i', ..] => Roman(number).ToLowerInvariant(),
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A label before its text; a bullet of a symbol font is any bullet.</summary>
    public static string Before(string label, string text)
    {
        var mark = label.Length == 1 && label[0] is (>= '\ue000' and <= '\uf8ff') or '·' or 'o' or '§' or 'Ø' or 'ü' ? "•" : label;
        return mark.Length == 0 ? text : mark[^1] is '、' or '）' or '：' ? mark + text : $"{mark} {text}";
    }

    private static string Of(string numerals, int number) =>
        number >= 1 && number <= numerals.Length ? numerals[number - 1].ToString() : number.ToString(CultureInfo.InvariantCulture);

    private static string Letters(int number)
    {
        var letters = new StringBuilder();
        for (var rest = Math.Max(number, 1); rest > 0; rest = (rest - 1) / 26)
        {
            letters.Insert(0, (char)('A' + ((rest - 1) % 26)));
        }

        return letters.ToString();
    }

    private static string Roman(int number)
    {
        var roman = new StringBuilder();
        foreach (var (value, numeral) in new[] { (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I") })
        {
            for (; number >= value && number < 4_000; number -= value)
            {
                roman.Append(numeral);
            }
        }

        return roman.ToString();
    }
}
