using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace OpenMinutes.Contracts;

/// <summary>
/// How text is compared in searches: NFKC, lower case, without white space and invisible characters, 臺 as 台 and 紀 as 記.
/// The website's script folds alike (<c>publisher/assets/search.js</c>).
/// </summary>
public static class Folding
{
    /// <summary>The text as searches compare it. Any string folds, a malformed one too.</summary>
    /// <param name="text">The text as written.</param>
    /// <returns>The folded text.</returns>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length);
        Fold(text, folded);
        return folded.ToString();
    }

    /// <summary>The same, after what is there.</summary>
    /// <param name="text">The text as written.</param>
    /// <param name="folded">Takes the folded text.</param>
    public static void Fold(string text, StringBuilder folded)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(folded);
        for (var start = 0; start < text.Length;)
        {
            if (PlainAt(text, start) is var plain and not Unknown)
            {
                if (plain != Dropped)
                    folded.Append(plain);
                start++;
                continue;
            }

            var end = EndOfCluster(text, start);
            AppendCluster(text.AsSpan(start, end - start), folded);
            start = end;
        }
    }

    /// <summary>
    /// What a character becomes of which nearly all text consists. A text of such characters folds one by one; another has to be normalised, or may belong to the character before it.
    /// </summary>
    /// <param name="c">The character.</param>
    /// <param name="folded">What it becomes; null where nothing is left of it.</param>
    /// <returns>False of another character.</returns>
    public static bool IsPlain(char c, out char? folded)
    {
        var plain = Plain[c];
        folded = plain is Dropped or Unknown ? null : plain;
        return plain != Unknown;
    }

    /// <summary>The same text, and which part of the original each folded character comes from.</summary>
    /// <param name="text">The text as written.</param>
    /// <returns>The folded text with its origins.</returns>
    public static FoldedText Trace(string text)
    {
        var folded = new FoldedText();
        Trace(text, folded);
        return folded;
    }

    /// <summary>The same for many texts, one after another in the same arrays.</summary>
    /// <param name="text">The text as written.</param>
    /// <param name="folded">Takes the folded text with its origins, in place of what it had.</param>
    // A release has millions of paragraphs: it is not worth waiting until the runtime notices.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Trace(string text, FoldedText folded)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(folded);
        folded.Clear();
        folded.MakeRoom(text.Length);
        var plains = Plain;
        var gap = false;
        for (var start = 0; start < text.Length;)
        {
            // Whatever may belong to the character before it is unknown itself.
            var plain = plains[text[start]];
            if (plain == Unknown || (start + 1 < text.Length && plains[text[start + 1]] == Unknown && PlainAt(text, start) == Unknown))
            {
                start = TraceCluster(text, start, ref gap, folded);
                continue;
            }

            start++;
            if (plain == Dropped)
            {
                gap = true;
                continue;
            }

            gap |= plain is >= '\u001c' and <= '\u001f'; // the only white space that stays
            folded.Append(plain, start - 1, start, gap);
            gap = false;
        }
    }

    private static int TraceCluster(string text, int start, ref bool gap, FoldedText folded)
    {
        var end = EndOfCluster(text, start);
        var cluster = new StringBuilder();
        AppendCluster(text.AsSpan(start, end - start), cluster);
        gap |= char.IsWhiteSpace(text[start]);
        folded.MakeRoom(cluster.Length + text.Length - end);
        for (var at = 0; at < cluster.Length; at++)
        {
            folded.Append(cluster[at], start, end, gap);
            gap = false;
        }

        return end;
    }

    // Stands for a character that leaves nothing; no character of text is it, since none is white space once folded.
    private const char Dropped = ' ';

    // Stands for what has to be normalised; it is no character.
    private const char Unknown = '\uffff';

    // What each character becomes that nearly all text consists of, and which characters may belong to the one before them: a text is read by two looks at each.
    private static readonly char[] Plain = OfEach(PlainOf);
    private static readonly bool[] MayExtend = OfEach(static c => char.IsSurrogate(c) || Extends([c], 0));

    private static T[] OfEach<T>(Func<char, T> of)
    {
        var all = new T[0x10000];
        for (var c = 0; c < all.Length; c++)
        {
            all[c] = of((char)c);
        }

        return all;
    }

    /// <summary>What the character here becomes; unknown where it has to be normalised, by itself or with what extends it.</summary>
    private static char PlainAt(string text, int at) =>
        at + 1 < text.Length && MayExtend[text[at + 1]] && EndOfCluster(text, at) > at + 1 ? Unknown : Plain[text[at]];

    /// <summary>
    /// Where the cluster that starts here ends: a character and all that may combine with it, so that clusters normalise one by one as they would together.
    /// </summary>
    private static int EndOfCluster(string text, int start)
    {
        var end = start + LengthAt(text, start);
        while (end < text.Length && Extends(text, end))
        {
            end += LengthAt(text, end);
        }

        return end;
    }

    private static int LengthAt(string text, int at) => char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;

    /// <summary>Marks, and the letters that compose with what stands before them: Hangul's vowels and finals in all their forms, the half-width voicing marks of kana, am of Thai and Lao, the vowel signs of Kirat Rai (which only newer Unicode data know).</summary>
    private static bool Extends(ReadOnlySpan<char> text, int at)
    {
        var c = text[at];
        return c switch
        {
            < '\u0300' or (>= '\u3000' and <= '\u3029') or (>= '\u4e00' and <= '\u9fff') or (>= '\uff00' and <= '\uff9d') => false,
            (>= '\u1160' and <= '\u11ff') or (>= '\u3131' and <= '\u3163') or (>= '\uff9e' and <= '\uffdc') or '\u0e33' or '\u0eb3' => true,
            '\ud81b' when at + 1 < text.Length && text[at + 1] is >= '\udd63' and <= '\udd68' => true,
            _ => CategoryAt(text, at) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark,
        };
    }

    private static UnicodeCategory CategoryAt(ReadOnlySpan<char> text, int at) =>
        Rune.DecodeFromUtf16(text[at..], out var rune, out _) == OperationStatus.Done ? Rune.GetUnicodeCategory(rune) : UnicodeCategory.Surrogate;

    /// <summary>What one of the characters that nearly all text consists of becomes.</summary>
    private static char PlainOf(char c) => c switch
    {
        '臺' => '台',
        '紀' => '記',
        (>= '\u4e00' and <= '\u9fff') or '、' or '。' or (>= '〈' and <= '】') => c,
        (>= 'A' and <= 'Z') => (char)(c | 0x20),
        (>= 'Ａ' and <= 'Ｚ') => (char)(c - 'Ａ' + 'a'),
        (>= '！' and <= '～') => (char)(c - '！' + '!'),
        ' ' or '\u3000' or (>= '\t' and <= '\r') => Dropped,
        < '\u0080' => c,
        _ => Unknown,
    };

    private static void AppendCluster(ReadOnlySpan<char> cluster, StringBuilder folded)
    {
        if (char.IsSurrogate(cluster[0]) && (cluster.Length == 1 || !char.IsSurrogatePair(cluster[0], cluster[1])) || cluster[0] == '\ufffe')
        {
            // string.Normalize refuses what is no character; it stays, as in a browser.
            folded.Append(cluster[0]);
            if (cluster.Length > 1)
                AppendCluster(cluster[1..], folded);
            return;
        }

        var lower = new StringBuilder();
        foreach (var rune in cluster.ToString().Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            // The one letter whose lower case is two characters, and which the invariant culture leaves alone.
            lower.Append(rune.Value == 'İ' ? "i\u0307" : Rune.ToLowerInvariant(rune).ToString());
        }

        // Once more: J and a caron are two characters, ǰ is one.
        foreach (var rune in lower.ToString().Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || IsInvisible(rune.Value))
                continue;
            folded.Append(rune.Value switch { '臺' => "台", '紀' => "記", _ => rune.ToString() });
        }
    }

    /// <summary>Unicode's Default_Ignorable_Code_Point: soft hyphens, joiners, directions, variation selectors (as they tell apart forms of a name's character).</summary>
    private static bool IsInvisible(int c) => c switch
    {
        0xad or 0x34f or 0x61c or 0x115f or 0x1160 or 0x17b4 or 0x17b5 or 0x3164 or 0xfeff or 0xffa0 => true,
        >= 0x180b and <= 0x180f => true,
        >= 0x200b and <= 0x200f => true,
        >= 0x202a and <= 0x202e => true,
        >= 0x2060 and <= 0x206f => true,
        >= 0xfe00 and <= 0xfe0f => true,
        >= 0xfff0 and <= 0xfff8 => true,
        >= 0x1bca0 and <= 0x1bca3 => true,
        >= 0x1d173 and <= 0x1d17a => true,
        >= 0xe0000 and <= 0xe0fff => true,
        _ => false,
    };
}
