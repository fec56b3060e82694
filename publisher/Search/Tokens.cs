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

    private static readonly byte[] Classes = [.. Enumerable.Range(0, 0x10000).Select(static c => ClassOf(c, CharUnicodeInfo.GetUnicodeCategory((char)c)))];

    /// <summary>Adds a passage's tokens to a list, those that occur twice twice.</summary>
    // Runs for every character there is: it is not worth waiting until the runtime notices.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Read(FoldedText folded, TokenList list)
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
            list.AddLongWord(word);
            return 0;
        }

        var token = (ulong)Word << 48;
        for (var at = 0; at < word.Length; at++)
            token |= (ulong)word[at] << (32 - 16 * at);
        packed[0] = token;
        return 1;
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
