namespace OpenMinutes.Importing;

/// <summary>Fourth step: lines that the width of a page had parted become paragraphs again.</summary>
internal sealed class Unwrapping
{
    private const int Narrowest = 36, Widest = 130, Slack = 5;

    /// <summary>A line shorter than this says nothing of the page's width.</summary>
    private const int Telling = 16;

    private readonly int? _width;

    private Unwrapping(IReadOnlyList<SourceLine> lines) => _width = WidthOf(lines);

    public static IReadOnlyList<Paragraph> Paragraphs(IReadOnlyList<SourceLine> lines)
    {
        var unwrapping = new Unwrapping(lines);
        var paragraphs = new List<Paragraph>();
        var open = new List<SourceLine>();
        foreach (var line in lines.Where(line => !line.IsBlank))
        {
            if (open.Count > 0 && !unwrapping.GoesOn(open, line))
            {
                paragraphs.Add(new Paragraph(open));
                open = [];
            }

            open.Add(line);
        }

        if (open.Count > 0)
        {
            paragraphs.Add(new Paragraph(open));
        }

        return paragraphs;
    }

    /// <summary>The width of a page whose lines were broken at it; null for a text that breaks at paragraphs only.</summary>
    private static int? WidthOf(IReadOnlyList<SourceLine> lines)
    {
        var edges = lines.Select(line => line.RightEdge).Where(edge => edge >= Telling).Order().ToList();
        if (edges.Count < 8)
        {
            return null;
        }

        var width = edges[(int)(edges.Count * 0.96)];
        var full = edges.Count(edge => edge >= width - Slack && edge <= width + Slack);
        return width is >= Narrowest and <= Widest && full * 100 >= edges.Count * 18 ? width : null;
    }

    private bool GoesOn(List<SourceLine> open, SourceLine next)
    {
        var previous = open[^1];
        if (next.Heading > 0 || previous.Heading > 0)
        {
            return false;
        }

        var (last, text) = (previous.Text.Trim(), next.Text.Trim());
        var starts = Marks.Read(text);
        return StartsWithin(text)
            || IsBareMark(last, starts)
            || Labels.IsBroken(open.Count == 1 ? last : "", text)
            || (IsPunctuation(last) && starts is null)
            || (last is [.., '，' or '、' or '；' and not '；'] && starts is null && Labels.Find(text) is null && _width is not null)
            || (IsFull(previous) && !StartsAnew(open, last, text, starts));
    }

    private bool IsFull(SourceLine line) => _width is { } width && line.RightEdge >= width - Slack;

    private static bool StartsAnew(List<SourceLine> open, string last, string text, Mark? mark)
    {
        if (mark is { Style.NeedsContext: false } || ItemMarks.Read(text) is not null || Headings.Find(text) is not null)
        {
            return true;
        }

        if (mark is not null)
        {
            return Glyphs.EndsParagraph(last) || mark.Ordinal > 1;
        }

        // "…第三次審查會議⏎結論：" within a numbered paragraph is its sentence going on; elsewhere the label of what was decided.
        return Labels.Find(text) is { } label
            && !(label.Kind == LabelKind.Outcome && !Glyphs.EndsParagraph(last) && Marks.Read(open[0].Text.Trim()) is { Style.IsBracketed: true });
    }

    /// <summary>No line of Chinese begins with these; what stands before them goes on.</summary>
    private static bool StartsWithin(string text) => text is ['，' or '、' or '。' or '；' or '」' or '』' or '）' or '！' or '？', ..];

    private static bool IsPunctuation(string text) => text.Length == 1 && StartsWithin(text);

    /// <summary>A number parted from its text.</summary>
    private static bool IsBareMark(string last, Mark? next) => next is null && Marks.Read(last + "　") is { Style.IsBullet: false, Style.NeedsContext: false } mark && mark.Length >= last.Length;
}
