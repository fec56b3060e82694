namespace OpenMinutes.Importing;

/// <summary>A stretch of the body: a section with its heading, or text before the first.</summary>
/// <param name="Title">The paragraph with the heading; null for text before the first section.</param>
/// <param name="Mark">The number of the heading.</param>
/// <param name="Heading">What the heading is, if it is known.</param>
/// <param name="Paragraphs">The paragraphs under it.</param>
internal sealed record Stretch(Paragraph? Title, Mark? Mark, Heading? Heading, IReadOnlyList<Paragraph> Paragraphs);

/// <summary>Sixth step: the body cut into sections, and the annexes cut off.</summary>
internal sealed class Outline
{
    private const int LongestHeading = 24;

    /// <summary>A transcript has at least so many turns; a word in it is no heading, for somebody said it.</summary>
    private const int FewestTurns = 3;

    private readonly IReadOnlyList<Paragraph> _paragraphs;
    private readonly string? _style;
    private int _lastOrdinal;
    private int _lastInner;

    private Outline(IReadOnlyList<Paragraph> paragraphs)
    {
        _paragraphs = paragraphs;
        _style = StyleOf(paragraphs);
    }

    public static bool IsTranscript(IReadOnlyList<Paragraph> paragraphs) => paragraphs.Count(paragraph => paragraph.IsTurn) >= FewestTurns;

    public static (IReadOnlyList<Stretch> Sections, IReadOnlyList<Paragraph> Annexes) Cut(IReadOnlyList<Paragraph> paragraphs)
    {
        if (IsTranscript(paragraphs))
        {
            return ([new Stretch(null, null, null, paragraphs)], []);
        }

        var outline = new Outline(paragraphs);
        var end = outline.AnnexStart();
        return (outline.Sections(end), [.. paragraphs.Skip(end)]);
    }

    private List<Stretch> Sections(int end)
    {
        var sections = new List<Stretch>();
        (Paragraph? title, Mark? mark, Heading? heading, List<Paragraph> under) = (null, null, null, []);
        for (var at = 0; at < end; at++)
        {
            var paragraph = _paragraphs[at];
            var number = Marks.Read(paragraph.Text);
            if (HeadingOf(paragraph, number) is not { } found)
            {
                _lastInner = number is not null && number.Style.Name == _style ? number.Ordinal : _lastInner;
                under.Add(paragraph);
                continue;
            }

            if (title is not null || under.Count > 0)
            {
                sections.Add(new Stretch(title, mark, heading, under));
            }

            (title, mark, heading, under) = (paragraph, found.Mark, found.Heading, []);
            (_lastOrdinal, _lastInner) = (found.Mark?.Ordinal ?? _lastOrdinal, 0);
        }

        if (title is not null || under.Count > 0)
        {
            sections.Add(new Stretch(title, mark, heading, under));
        }

        return sections;
    }

    private (Mark? Mark, Heading? Heading)? HeadingOf(Paragraph paragraph, Mark? mark)
    {
        if (mark is null || !(mark.Style.NumbersSections || mark.Style.Name == _style))
        {
            return ItemMarks.Read(paragraph.Text) is null && Headings.Find(paragraph.Text) is { } unnumbered ? (null, unnumbered) : null;
        }

        if (mark.Style.Name != _style)
        {
            return null;
        }

        var text = paragraph.Text[mark.Length..];
        var known = Headings.FindNumbered(text);
        return known is not null || mark.Style.Name is not ("ideographic" or "arabic") || GoesOn(mark, text) ? (mark, known) : null;
    }

    /// <summary>Among sections numbered 一、二、 an unknown heading is one by its number; but a list in a section has such numbers too.</summary>
    private bool GoesOn(Mark mark, string text) =>
        mark.Ordinal == _lastOrdinal + 1 && mark.Ordinal != _lastInner + 1 && text.Length <= LongestHeading && !Glyphs.EndsSentence(text);

    /// <summary>A single word may stand by chance in a list 1. 2.; two headings do not.</summary>
    private const int FewestArabic = 2;

    /// <summary>The style that numbers the sections: the one with the most known headings, of equal ones the highest.</summary>
    private static string? StyleOf(IReadOnlyList<Paragraph> paragraphs)
    {
        var known = new Dictionary<string, int>();
        var formal = false;
        foreach (var paragraph in paragraphs)
        {
            if (Marks.Read(paragraph.Text) is not { Style.MayNumberSections: true } mark)
            {
                continue;
            }

            formal |= mark.Style.Name == "formal";
            if (Headings.FindNumbered(paragraph.Text[mark.Length..]) is not null)
            {
                known[mark.Style.Name] = known.GetValueOrDefault(mark.Style.Name) + 1;
            }
        }

        if (known.Remove("arabic", out var arabic) && arabic >= FewestArabic && known.Count == 0 && !formal)
        {
            return "arabic";
        }

        return formal && known.GetValueOrDefault("formal") > 0 ? "formal"
            : known.Count > 0 ? known.MaxBy(style => (style.Value, style.Key == "stem")).Key
            : formal ? "formal" : null;
    }

    private int AnnexStart()
    {
        var items = false;
        for (var at = 0; at < _paragraphs.Count; at++)
        {
            items |= Labels.Find(_paragraphs[at].Text) is { Kind: LabelKind.Outcome or LabelKind.Title } || ItemMarks.Read(_paragraphs[at].Text) is not null;
            if (items && AnnexReader.IsHeading(_paragraphs[at]))
            {
                return at;
            }
        }

        return _paragraphs.Count;
    }
}
