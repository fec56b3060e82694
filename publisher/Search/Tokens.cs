using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using OpenMinutes.Contracts;

namespace OpenMinutes.Search;

/// <summary>
/// What a passage is found by: every two neighbouring characters of its folded text, and every word of letters and digits that are not Han.
/// The website's script cuts queries alike (<c>assets/search.js</c>).
/// </summary>
/// <remarks>
/// Tokens are ordered by their UTF-16 units. A pair begins with its first character, and the last character of a run stands alone, so that a single
/// character is answered by the neighbours that begin with it. Words begin with a space, filters with a tab: no folded text has either.
/// </remarks>
internal static class Tokens
{
    public const char Word = ' ';
    public const char Filter = '\t';

    /// <summary>With the space before it, such a word has four UTF-16 units.</summary>
    private const int LongestPacked = 3;

    private const byte IsIndexed = 1;
    private const byte IsOfWord = 2;

    // What indexing looks up for a character: what it is folded to, 0 where that is in no pair, and above that what else is to be known.
    private const int PlainOfWord = 1 << 16;
    private const int PlainDropped = 1 << 17;
    private const int NotPlain = 1 << 18;

    private static readonly byte[] Classes = OfEach(static c => ClassOf(c, CharUnicodeInfo.GetUnicodeCategory(c)));

    private static readonly int[] Plain = OfEach(PlainOf);

    /// <summary>Adds a passage's tokens to a list, those that occur twice twice.</summary>
    /// <param name="text">The passage's text.</param>
    /// <param name="folded">Takes the folded text where folding is more than a look at each character.</param>
    /// <param name="list">The list.</param>
    public static void Read(string text, FoldedText folded, TokenList list)
    {
        if (TryReadPlain(text, list))
            return;
        list.ForgetPassage();
        Folding.Trace(text, folded);
        Read(folded, list);
    }

    /// <summary>Folds and cuts at once a text all of whose characters are plain, as nearly all are.</summary>
    // Runs for every character there is: it is not worth waiting until the runtime notices.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryReadPlain(string text, TokenList list)
    {
        // A character begins a pair, and ends one word at most; one place more is written to and not counted.
        var packed = list.RoomForPacked(2 * text.Length + 1);
        var plains = Plain;
        var count = 0;
        ulong before = 0;
        var wordStart = -1;
        for (var at = 0; at < text.Length; at++)
        {
            var plain = plains[text[at]];
            if (plain >= NotPlain)
                return false;
            if ((plain & PlainOfWord) != 0)
                wordStart = wordStart < 0 ? at : wordStart;
            else if (wordStart >= 0)
            {
                count += AddPlainWord(text.AsSpan(wordStart, at - wordStart), packed[count..], list);
                wordStart = -1;
            }

            if ((plain & PlainDropped) != 0)
                continue;
            var units = (ulong)(ushort)plain << 48;
            packed[count] = before | (units >> 16);
            count += before != 0 ? 1 : 0;
            before = units;
        }

        if (wordStart >= 0)
            count += AddPlainWord(text.AsSpan(wordStart), packed[count..], list);
        packed[count] = before;
        list.EndPassage(count + (before != 0 ? 1 : 0));
        return true;
    }

    /// <summary>Adds a passage's tokens to a list, those that occur twice twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Read(FoldedText folded, TokenList list)
    {
        var text = folded.Characters;
        // A character begins a pair, and ends one word at most.
        var packed = list.RoomForPacked(2 * text.Length);
        var classes = Classes;
        var count = 0;
        ulong before = 0;
        var unitsBefore = 0;
        var wordStart = -1;
        for (var at = 0; at < text.Length;)
        {
            var (units, length, kind) = ((ulong)text[at] << 48, 1, classes[text[at]]);
            if (char.IsSurrogate(text[at]) && Rune.DecodeFromUtf16(text[at..], out var rune, out _) == OperationStatus.Done)
                (units, length, kind) = (units | ((ulong)text[at + 1] << 32), 2, ClassOf(rune.Value, Rune.GetUnicodeCategory(rune)));

            if (wordStart >= 0 && ((kind & IsOfWord) == 0 || folded.FollowsWhiteSpace(at)))
            {
                count += AddWord(text[wordStart..at], packed[count..], list);
                wordStart = -1;
            }

            if (wordStart < 0 && (kind & IsOfWord) != 0)
                wordStart = at;

            if ((kind & IsIndexed) == 0)
                units = 0;
            if (before != 0)
                packed[count++] = before | (units >> unitsBefore);
            before = units;
            unitsBefore = length * 16;
            at += length;
        }

        if (wordStart >= 0)
            count += AddWord(text[wordStart..], packed[count..], list);
        if (before != 0)
            packed[count++] = before;
        list.EndPassage(count);
    }

    /// <summary>A token as it was packed into a number: up to four UTF-16 units from the left, so that numbers sort as texts do.</summary>
    public static string Unpack(ulong packed)
    {
        Span<char> units = [(char)(packed >> 48), (char)(packed >> 32), (char)(packed >> 16), (char)packed];
        return units.TrimEnd('\0').ToString();
    }

    /// <summary>Adds a word to the packed tokens, or to the list.</summary>
    /// <returns>How many packed tokens there are more.</returns>
    private static int AddWord(ReadOnlySpan<char> word, Span<ulong> packed, TokenList list)
    {
        if (word.Length > LongestPacked)
        {
            word.CopyTo(list.RoomForLongWord(word.Length));
            return 0;
        }

        var token = (ulong)Word << 48;
        for (var at = 0; at < word.Length; at++)
            token |= (ulong)word[at] << (32 - 16 * at);
        packed[0] = token;
        return 1;
    }

    /// <summary>The same of a word as it is written in a plain text.</summary>
    private static int AddPlainWord(ReadOnlySpan<char> word, Span<ulong> packed, TokenList list)
    {
        Span<char> small = stackalloc char[LongestPacked];
        var folded = word.Length > LongestPacked ? list.RoomForLongWord(word.Length) : small[..word.Length];
        for (var at = 0; at < word.Length; at++)
            folded[at] = (char)Plain[word[at]];
        return word.Length > LongestPacked ? 0 : AddWord(folded, packed, list);
    }

    private static T[] OfEach<T>(Func<char, T> of)
    {
        var all = new T[0x10000];
        for (var c = 0; c < all.Length; c++)
            all[c] = of((char)c);
        return all;
    }

    private static int PlainOf(char c)
    {
        if (!Folding.IsPlain(c, out var folded))
            return NotPlain;
        return folded is not { } plain ? PlainDropped : (Classes[plain] & IsIndexed) == 0 ? 0 : plain | ((Classes[plain] & IsOfWord) != 0 ? PlainOfWord : 0);
    }

    private static byte ClassOf(int c, UnicodeCategory category) => category switch
    {
        UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation
            or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation
            or UnicodeCategory.Control or UnicodeCategory.Surrogate => 0,
        <= UnicodeCategory.OtherNumber when !IsHan(c) => IsIndexed | IsOfWord,
        _ => IsIndexed,
    };

    /// <summary>Scripts whose words are written without spaces between: Han, kana, bopomofo, Yi.</summary>
    private static bool IsHan(int c) => c is (>= 0x2e80 and <= 0xa4cf) or (>= 0xf900 and <= 0xfaff) or (>= 0x20000 and <= 0x3ffff);
}
