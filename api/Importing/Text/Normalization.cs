using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace OpenMinutes.Importing;

/// <summary>
/// Unicode Normalization Form C, from a table of its own: the programs run without ICU, where <see cref="string.Normalize()"/> leaves text as it is,
/// and a CJK compatibility ideograph (U+F96B 參) would not be the 參 that the grammar knows.
/// </summary>
internal static class Normalization
{
    private const int HangulBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TrailBase = 0x11A7;
    private const int VowelCount = 21, TrailCount = 28, HangulCount = 11172;

    private static readonly (FrozenDictionary<int, int[]> Decompositions, FrozenDictionary<(int, int), int> Compositions, FrozenDictionary<int, int> Classes, FrozenSet<int> Suspects) Data = Load();

    /// <summary>The text in Form C.</summary>
    public static string Compose(string text)
    {
        if (!text.EnumerateRunes().Any(rune => Data.Suspects.Contains(rune.Value) || rune.Value is >= VowelBase and < TrailBase + TrailCount))
        {
            return text;
        }

        var decomposed = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, decomposed);
        }

        Order(decomposed);
        var composed = new StringBuilder(text.Length);
        foreach (var codePoint in Recompose(decomposed))
        {
            composed.Append(new Rune(codePoint).ToString());
        }

        return composed.ToString();
    }

    private static void Decompose(int codePoint, List<int> into)
    {
        if (codePoint - HangulBase is >= 0 and < HangulCount and var syllable)
        {
            into.Add(LeadBase + (syllable / (VowelCount * TrailCount)));
            into.Add(VowelBase + (syllable % (VowelCount * TrailCount) / TrailCount));
            if (syllable % TrailCount > 0)
            {
                into.Add(TrailBase + (syllable % TrailCount));
            }
        }
        else if (Data.Decompositions.TryGetValue(codePoint, out var parts))
        {
            foreach (var part in parts)
            {
                Decompose(part, into);
            }
        }
        else
        {
            into.Add(codePoint);
        }
    }

    /// <summary>Combining marks in the order of their classes, equal ones as they came.</summary>
    private static void Order(List<int> codePoints)
    {
        for (var start = 0; start < codePoints.Count; start++)
        {
            var end = start;
            while (end < codePoints.Count && ClassOf(codePoints[end]) > 0)
            {
                end++;
            }

            if (end - start > 1)
            {
                var ordered = codePoints.GetRange(start, end - start).OrderBy(ClassOf).ToList();
                for (var at = 0; at < ordered.Count; at++)
                {
                    codePoints[start + at] = ordered[at];
                }
            }

            start = end;
        }
    }

    private static List<int> Recompose(List<int> codePoints)
    {
        var composed = new List<int>(codePoints.Count);
        var (starter, lastClass) = (-1, 0);
        foreach (var codePoint in codePoints)
        {
            var combining = ClassOf(codePoint);
            if (starter >= 0
                && (lastClass < combining || (lastClass == 0 && starter == composed.Count - 1))
                && Pair(composed[starter], codePoint) is { } pair)
            {
                composed[starter] = pair;
                continue;
            }

            if (combining == 0)
            {
                starter = composed.Count;
            }

            lastClass = combining;
            composed.Add(codePoint);
        }

        return composed;
    }

    private static int? Pair(int first, int second)
    {
        if (first - LeadBase is >= 0 and < 19 and var lead && second - VowelBase is >= 0 and < VowelCount and var vowel)
        {
            return HangulBase + (((lead * VowelCount) + vowel) * TrailCount);
        }

        if (first - HangulBase is >= 0 and < HangulCount and var syllable && syllable % TrailCount == 0 && second - TrailBase is > 0 and < TrailCount and var trail)
        {
            return first + trail;
        }

        return Data.Compositions.TryGetValue((first, second), out var pair) ? pair : null;
    }

    private static int ClassOf(int codePoint) => Data.Classes.GetValueOrDefault(codePoint);

    private static (FrozenDictionary<int, int[]>, FrozenDictionary<(int, int), int>, FrozenDictionary<int, int>, FrozenSet<int>) Load()
    {
        var decompositions = new Dictionary<int, int[]>();
        var compositions = new Dictionary<(int, int), int>();
        var classes = new Dictionary<int, int>();
        var suspects = new HashSet<int>();
        var combining = false;
        foreach (var line in Tables.Lines("normalization.txt", comments: false))
        {
            if (line[0] == '#')
            {
                combining = line == "# combining";
                continue;
            }

            var fields = line.TrimStart('!').Split(' ');
            if (combining)
            {
                var range = fields[0].Split('-');
                for (var codePoint = Hex(range[0]); codePoint <= Hex(range[^1]); codePoint++)
                {
                    classes.Add(codePoint, int.Parse(fields[1], CultureInfo.InvariantCulture));
                    suspects.Add(codePoint);
                }

                continue;
            }

            var parts = fields[1..].Select(Hex).ToArray();
            decompositions.Add(Hex(fields[0]), parts);
            if (line[0] == '!')
            {
                suspects.Add(Hex(fields[0]));
            }
            else
            {
                compositions.Add((parts[0], parts[1]), Hex(fields[0]));
                suspects.Add(parts[1]);
            }
        }

        return (decompositions.ToFrozenDictionary(), compositions.ToFrozenDictionary(), classes.ToFrozenDictionary(), suspects.ToFrozenSet());
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
