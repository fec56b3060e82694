using System.Text;

namespace OpenMinutes.Importing;

/// <summary>What single characters are to a reader of minutes.</summary>
internal static class Glyphs
{
    /// <summary>How many columns a character takes in a typewritten page: two for Han and full-width forms.</summary>
    public static int Width(char c) => c < 0x1100 || char.IsLowSurrogate(c) ? (c is '\u2028' ? 0 : 1) : c is >= (char)0x2010 and < (char)0x2E80 ? 1 : 2;

    /// <summary>The text without any white space.</summary>
    public static string Squeeze(ReadOnlySpan<char> text)
    {
        var squeezed = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c))
            {
                squeezed.Append(c);
            }
        }

        return squeezed.ToString();
    }

    public static bool IsHan(char c) => c is (>= '\u4e00' and <= '\u9fff') or (>= '\u3400' and <= '\u4dbf') || char.IsSurrogate(c);

    /// <summary>Characters that no record may hold or no reader sees; white space is not among them.</summary>
    public static bool IsInvisible(char c) =>
        c is '\u00ad' or '\u200b' or '\u200e' or '\u200f' or '\u2060' or '\ufeff' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\ufffe' or '\uffff'
        || (char.IsControl(c) && !char.IsWhiteSpace(c));

    /// <summary>Half of a pair alone, which is no character.</summary>
    public static string Repair(string text) => text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar) ? string.Concat(text.EnumerateRunes().Select(rune => rune.ToString())) : text;

    /// <summary>The end of a sentence, in a numbered line.</summary>
    public static bool EndsSentence(ReadOnlySpan<char> text) => text.TrimEnd() is [.., '。' or '；' or '！' or '？'];

    /// <summary>Punctuation that ends an unnumbered paragraph: there a colon too, for a list follows it.</summary>
    public static bool EndsParagraph(ReadOnlySpan<char> text) => EndsSentence(text) || text.TrimEnd() is [.., '：' or ':'];
}
