using System.Text.RegularExpressions;
using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>Third step: page numbers and running heads are taken out, so that a paragraph goes on over the page's end.</summary>
internal static partial class PageFurniture
{
    private const int Repeats = 3;
    private const int LongestHead = 80;
    private const int NumberIndent = 12;

    public static IReadOnlyList<SourceLine> Remove(IReadOnlyList<SourceLine> lines, FurnitureLog furniture)
    {
        var numbers = PageNumbers(lines);
        var heads = RunningHeads(lines);
        var kept = new List<SourceLine>(lines.Count);
        foreach (var line in lines)
        {
            if (numbers.Contains(line.Number))
            {
                furniture.Add(FurnitureKind.PageNumber, line.Text, line.Number);
                Emphasis.Tell(line, furniture);
            }
            else if (heads.Contains(line.Number))
            {
                furniture.Add(FurnitureKind.RunningHead, line.Text, line.Number);
                Emphasis.Tell(line, furniture);
            }
            else
            {
                kept.Add(line);
            }
        }

        return kept;
    }

    /// <summary>
    /// A number with its dressing (第九頁, - 3 -, 丁-39) is a page's. One that stands alone must stand in the middle of its line, with a successor.
    /// </summary>
    private static HashSet<int> PageNumbers(IReadOnlyList<SourceLine> lines)
    {
        var numbers = new HashSet<int>();
        var bare = new List<(int Line, int Number)>();
        foreach (var line in lines.Where(line => line.Text.Length <= LongestHead))
        {
            if (Dressed().IsMatch(Glyphs.Squeeze(line.Text)))
            {
                numbers.Add(line.Number);
            }
            else if (line.Indent >= NumberIndent && ChineseNumerals.TryParse(line.Text.AsSpan().Trim(), out var number))
            {
                bare.Add((line.Number, number));
            }
        }

        for (var at = 0; at < bare.Count; at++)
        {
            if ((at > 0 && bare[at - 1].Number + 1 == bare[at].Number) || (at + 1 < bare.Count && bare[at + 1].Number == bare[at].Number + 1))
            {
                numbers.Add(bare[at].Line);
            }
        }

        return numbers;
    }

    /// <summary>
    /// Two lines or more that come again together, three times or more, and are no sentence: a letterhead. A decision may come again too, but it is a sentence,
    /// and the lines beside it differ.
    /// </summary>
    private static HashSet<int> RunningHeads(IReadOnlyList<SourceLine> lines)
    {
        var written = lines.Where(line => !line.IsBlank).ToList();
        var pairs = new Dictionary<(string, string), List<int>>();
        for (var at = 0; at + 1 < written.Count; at++)
        {
            var (first, second) = (written[at], written[at + 1]);
            if (!IsHead(first) || !IsHead(second))
            {
                continue;
            }

            var pair = (Glyphs.Squeeze(first.Text), Glyphs.Squeeze(second.Text));
            if (!pairs.TryGetValue(pair, out var places))
            {
                pairs.Add(pair, places = []);
            }

            places.Add(at);
        }

        var heads = new HashSet<int>();
        foreach (var places in pairs.Values.Where(places => places.Count >= Repeats))
        {
            foreach (var at in places)
            {
                heads.Add(written[at].Number);
                heads.Add(written[at + 1].Number);
            }
        }

        return heads;
    }

    private static bool IsHead(SourceLine line) =>
        line.Heading == 0 && line.Text.Length <= LongestHead && line.Text.Trim() is { Length: >= 4 } text && !Glyphs.EndsParagraph(text)
        && Labels.Find(text) is null && Marks.Read(text) is null or { Style.IsBullet: true };

    [GeneratedRegex(@"^([-–—─.．]*第[0-9０-９一二三四五六七八九十百]+頁(，?共[0-9０-９一二三四五六七八九十百]+頁)?[-–—─.．]*|[-–—─][0-9０-９一二三四五六七八九十]{1,4}[-–—─]|[.．][一二三四五六七八九十0-9]{1,3}[-–—─]|[甲乙丙丁戊己庚辛壬癸][-–—─][0-9]{1,4}|(?i:page)[0-9]{1,4}(of[0-9]{1,4})?)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Dressed();
}
