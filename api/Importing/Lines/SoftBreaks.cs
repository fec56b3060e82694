namespace OpenMinutes.Importing;

/// <summary>
/// A converter from text (pandoc) makes one paragraph of lines that no empty line parts: the head, or a whole section. Such a paragraph has several labels and
/// numbers behind white space; it is parted before each. The ends of lines within a sentence stay the spaces they became.
/// </summary>
internal static class SoftBreaks
{
    private const int Shortest = 80;

    /// <summary>A paragraph of an author may have a list or two fields within; so many parts, and so many of them labelled, none has.</summary>
    private const int FewestParts = 4, FewestLabels = 2;

    private const int LongestLabel = 40;

    public static IReadOnlyList<SourceLine> Part(IReadOnlyList<SourceLine> lines) => [.. lines.SelectMany(line => line.Text.Length < Shortest ? [line] : Parts(line))];

    private static IEnumerable<SourceLine> Parts(SourceLine line)
    {
        var (starts, labels) = (new List<int> { 0 }, 0);
        for (var at = 1; at < line.Text.Length; at++)
        {
            if (char.IsWhiteSpace(line.Text[at]) || !char.IsWhiteSpace(line.Text[at - 1]))
            {
                continue;
            }

            var text = line.Text.Substring(at, Math.Min(LongestLabel, line.Text.Length - at));
            var labelled = Labels.Find(text) is not null || ItemMarks.Read(text) is not null;
            if (labelled || Marks.Read(text) is { Style: { IsBullet: false, NeedsContext: false } })
            {
                starts.Add(at);
                labels += labelled ? 1 : 0;
            }
        }

        return starts.Count <= FewestParts || labels < FewestLabels ? [line] : starts.Select((start, at) => Slice(line, start, at + 1 < starts.Count ? starts[at + 1] : line.Text.Length));
    }

    private static SourceLine Slice(SourceLine line, int start, int end) => line with
    {
        Text = line.Text[start..end],
        Shift = line.Shift + start + line.MarksBefore(start),
        Bold = [.. line.Bold.Where(bold => bold.Start >= start && bold.Start < end).Select(bold => (bold.Start - start, Math.Min(bold.Length, end - bold.Start)))],
        Heading = start == 0 ? line.Heading : 0,
    };
}
