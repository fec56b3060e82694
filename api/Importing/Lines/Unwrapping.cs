namespace OpenMinutes.Importing;

/// <summary>Fourth step: lines that the width of a page had parted become paragraphs again.</summary>
internal sealed class Unwrapping
{
    /// <summary>Pages as wide as these, in columns, part lines; a text with longer lines breaks at paragraphs only.</summary>
    private const int Narrowest = 36, Widest = 110;

    /// <summary>How far from the margin a full line may end; one that ends in mid-sentence may end farther.</summary>
    private const int Slack = 3, SlackBehindBracket = 6, SlackInSentence = 11;

    /// <summary>A label longer than this does not indent what hangs under it.</summary>
    private const int LongestHanging = 12;

    /// <summary>A line shorter than this says nothing of the page's width.</summary>
    private const int Telling = 16;

    /// <summary>The margin is told by so many lines before and behind.</summary>
    private const int Neighbours = 12;

    private readonly int? _width;
    private readonly Dictionary<int, int> _margins = [];

    private Unwrapping(IReadOnlyList<SourceLine> lines)
    {
        _width = WidthOf(lines);
        for (var at = 0; at < lines.Count && _width is { } width; at++)
        {
            var around = lines.Skip(Math.Max(0, at - Neighbours)).Take(2 * Neighbours).Select(line => line.RightEdge).Where(edge => edge >= width * 5 / 8).Order().ToList();
            _margins[lines[at].Number] = around.Count > 0 ? around[around.Count * 7 / 10] : width;
        }
    }

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

        Turns.Mark(paragraphs);
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

        var width = edges[(int)(edges.Count * 0.98)];
        var full = edges.Count(edge => edge >= width - SlackInSentence);
        return width is >= Narrowest and <= Widest && full * 10 >= edges.Count ? width : null;
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
            || (_width is not null && IsLoneCharacter(last) && starts is null && Labels.Find(text) is null)
            || Labels.IsBroken(open.Count == 1 ? last : "", text)
            || (IsPunctuation(last) && starts is null)
            || (_width is not null && starts is null && (EndsWithinName(last) || StartsWithinName(last, text) || GoesOnInBracket(last, text)))
            || (last is [.., '，' or '、' or '；' and not '；'] && starts is null && Labels.Find(text) is null && _width is not null)
            || (IsFull(open, last) && !StartsAnew(open, last, text, starts));
    }

    /// <summary>A full line goes on. What is full is told by the lines around: a head and a table have other margins than the body.</summary>
    private bool IsFull(List<SourceLine> open, string text)
    {
        var slack = Glyphs.EndsParagraph(text) ? Slack : text is [.., '）' or ')'] ? SlackBehindBracket : SlackInSentence;
        return _width is { } width && open[^1].RightEdge + Hanging(open) >= Math.Max(width * 5 / 8, _margins[open[^1].Number] - slack);
    }

    /// <summary>Lines under a label hang behind it; where a conversion lost the indentation, it is added.</summary>
    private static int Hanging(List<SourceLine> open)
    {
        if (open.Count < 2 || open[^1].Indent > open[0].Indent)
        {
            return 0;
        }

        var first = open[0].Text.Trim().Length == 1 ? open[0].Text.Trim() + open[1].Text.Trim() : open[0].Text.Trim();
        var label = first.AsSpan(0, Math.Min(LongestHanging, first.Length)).LastIndexOfAny("：:－—");
        return first[..Math.Max(label + 1, Marks.Read(first)?.Length ?? 0)].Sum(Glyphs.Width);
    }

    private static bool StartsAnew(List<SourceLine> open, string last, string text, Mark? mark)
    {
        if (mark is { Style.NeedsContext: false } || ItemMarks.Read(text) is not null || Headings.Find(text) is not null || Speech.IsSaid(text) || (IsLoneCharacter(text) && last is [.., '）' or ')']) || PeopleReader.StartsWithUnit(text) || PeopleReader.ArePartedByLine(last, text))
        {
            return true;
        }

        if (Labels.FindInHead(text) is { Kind: LabelKind.Head } && Labels.FindInHead(open[0].Text.Trim()) is { Kind: LabelKind.Head })
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

    /// <summary>Half of a word that a converter tore apart: 本⏎會－.</summary>
    private static bool IsLoneCharacter(string text) => text.Length == 1 && Glyphs.IsHan(text[0]);

    /// <summary>A list that ends with one character ends within a name: …、傅志銘、簡⏎川霖.</summary>
    private static bool EndsWithinName(string last) =>
        last is [.., '、' or ' ' or '　', var end] && Glyphs.IsHan(end) && (last[^2] == '、' || PeopleReader.EndsWithTitledPerson(last[..^2]));

    /// <summary>議事組主任陳進⏎煌 法制室主任徐明德.</summary>
    private static bool StartsWithinName(string last, string text) => text is [var start, ' ' or '　', ..] && Glyphs.IsHan(start) && Labels.FindInHead(text) is null && PeopleReader.EndsWithTitledPerson(last);

    /// <summary>A bracket belongs to what stands before it, unless it opens a new list: （理事）.</summary>
    private static bool GoesOnInBracket(string last, string text) =>
        text[0] is '（' or '(' && !Glyphs.EndsParagraph(last) && last is not [.., '）' or ')'] && !PeopleReader.ArePartedByLine(last, text);

    private static bool IsPunctuation(string text) => text.Length == 1 && StartsWithin(text);

    /// <summary>A number parted from its text.</summary>
    private static bool IsBareMark(string last, Mark? next) => next is null && Marks.Read(last + "　") is { Style.IsBullet: false, Style.NeedsContext: false } mark && mark.Length >= last.Length;
}
