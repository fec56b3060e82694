using System.Text.RegularExpressions;

namespace OpenMinutes.Importing;

/// <summary>Parts a line of attendance into its persons, each as written.</summary>
internal static partial class PeopleReader
{
    private static readonly System.Buffers.SearchValues<char> Separators = System.Buffers.SearchValues.Create(" 　\t、，：");

    /// <summary>The persons of a value, in order; brackets stay with the person before them.</summary>
    public static IReadOnlyList<Passage> Split(Passage value)
    {
        var text = value.Text;
        var listed = IndexOfListMark(text) >= 0;
        return [.. Pieces(text, 0, text.Length, IsListMark).SelectMany(piece => InPiece(text, piece, listed)).Select(part => value.Slice(part.Start, part.Length))];
    }

    /// <summary>Whether a line ends with a person and the next begins with another, or with an office: nothing but the lines' end parts them.</summary>
    public static bool ArePartedByLine(string line, string next)
    {
        var last = Brackets().Replace(line, "").TrimEnd();
        return PersonReader.IsWhole(last[(last.AsSpan().LastIndexOfAny(Separators) + 1)..])
            && (PersonReader.IsWhole(next.AsSpan().IndexOfAny(Separators) is > 0 and var end ? next[..end] : next) || (Office().Match(next) is { Success: true } office && PersonReader.IsTitle(office.Groups["title"].Value)));
    }

    /// <summary>A line of attendance by unit: 土地開發總隊： 柏茂青.</summary>
    public static bool StartsWithUnit(string line) => UnitLabel().Match(line) is { Success: true } match && PersonReader.EndsUnit(match.Groups["unit"].Value);

    /// <summary>Whether the last word of a line is a person with a title: 自治行政科科長李建興.</summary>
    public static bool EndsWithTitledPerson(string line) => PersonReader.Read(line[(line.AsSpan().LastIndexOfAny(Separators) + 1)..]) is { Title: not null, Name: not null };

    private static List<(int Start, int Length)> InPiece(string text, (int Start, int Length) piece, bool listed)
    {
        var words = Pieces(text, piece.Start, piece.Length, char.IsWhiteSpace);
        if (words.Count < 2 || (listed && IsPaddedName(text, words)))
        {
            return words.Count < 2 ? words : [Join(words[0], words[^1])];
        }

        var joined = new List<(int Start, int Length)>();
        foreach (var word in words)
        {
            if (joined.Count > 0 && BelongsToLast(text, joined[^1], word))
            {
                joined[^1] = Join(joined[^1], word);
            }
            else
            {
                joined.Add(word);
            }
        }

        return joined;
    }

    /// <summary>(請假) behind its person; 楊　綱; 科　　長　朱莉華; 簡任秘書 葉義生; 民政處處長　林大明.</summary>
    private static bool BelongsToLast(string text, (int Start, int Length) last, (int Start, int Length) word)
    {
        var (before, next) = (text.Substring(last.Start, last.Length), text.Substring(word.Start, word.Length));
        if (next[0] is '(' or '（')
        {
            return true;
        }

        var bare = Glyphs.Squeeze(before);
        return (bare.Length == 1 && next.Length <= 2 && Glyphs.IsHan(bare[0]))
            || (PersonReader.IsTitle(bare) && !PersonReader.IsTitle(next) && next.Length <= 4)
            || (PersonReader.IsOffice(bare) && PersonReader.IsPlainName(Brackets().Replace(next, "")))
            || (PersonReader.IsUnit(bare) && !PersonReader.IsUnit(next) && PersonReader.IsWhole(next))
            || Count().IsMatch(next)
            || (bare.EndsWith('等') && char.IsAsciiDigit(next[0]))
            || (char.IsAsciiDigit(bare[^1]) && next[0] is '人' or '位' or '名');
    }

    private static bool IsPaddedName(string text, List<(int Start, int Length)> words) =>
        words.Sum(word => word.Length) <= 4 && words.Any(word => word.Length == 1)
        && words.All(word => text.AsSpan(word.Start, word.Length).IndexOfAny('(', '（') < 0);

    private static (int Start, int Length) Join((int Start, int Length) first, (int Start, int Length) last) => (first.Start, last.Start + last.Length - first.Start);

    private static int IndexOfListMark(string text)
    {
        var depth = 0;
        for (var at = 0; at < text.Length; at++)
        {
            depth += Depth(text[at]);
            if (depth <= 0 && IsListMark(text[at]))
            {
                return at;
            }
        }

        return -1;
    }

    private static bool IsListMark(char c) => c is '、' or '，' or ',' or '；' or ';' or '。';

    private static int Depth(char c) => c switch { '(' or '（' => 1, ')' or '）' => -1, _ => 0 };

    /// <summary>The stretches between separators that stand outside brackets; a bracket that nobody closes holds nothing together.</summary>
    private static List<(int Start, int Length)> Pieces(string text, int start, int length, Func<char, bool> separates)
    {
        var pieces = new List<(int, int)>();
        var (from, depth) = (start, 0);
        var balanced = text.AsSpan(start, length).Count('(') + text.AsSpan(start, length).Count('（') == text.AsSpan(start, length).Count(')') + text.AsSpan(start, length).Count('）');
        for (var at = start; at <= start + length; at++)
        {
            if (at == start + length || ((depth <= 0 || !balanced) && separates(text[at])))
            {
                var piece = text.AsSpan(from, at - from);
                var lead = piece.Length - piece.TrimStart().Length;
                if (piece.Trim().Length > 0)
                {
                    pieces.Add((from + lead, piece.Trim().Length));
                }

                from = at + 1;
            }
            else
            {
                depth = Math.Max(0, depth + Depth(text[at]));
            }
        }

        return pieces;
    }

    [GeneratedRegex(@"([(（][^()（）]*[)）]\s*)+$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Brackets();

    [GeneratedRegex(@"^[(（](?<title>[^()（）]{2,8})[)）]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Office();

    [GeneratedRegex(@"^(?<unit>[^\s：:、，。；()（）]{2,14})\s*[：:]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex UnitLabel();

    [GeneratedRegex(@"^[0-9]+\s*[人位名]", RegexOptions.CultureInvariant)]
    private static partial Regex Count();
}
