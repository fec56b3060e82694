using System.Text;

namespace OpenMinutes.Importing;

/// <summary>A paragraph: one line of the document, or several that a page's width had parted; it knows where each character stood.</summary>
internal sealed class Paragraph
{
    private readonly List<(int Offset, Place Place)> _parts = [];

    public Paragraph(IReadOnlyList<SourceLine> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            var trimmed = line.Text.Trim();
            if (text.Length > 0 && NeedsSpace(text[^1], trimmed))
            {
                text.Append(' ');
            }

            var indent = line.Text.Length - line.Text.TrimStart().Length;
            _parts.Add((text.Length, new Place(line.Number, line.Shift + indent + 1)));
            text.Append(trimmed);
        }

        Text = text.ToString();
        Lines = lines;
    }

    public string Text { get; }

    public IReadOnlyList<SourceLine> Lines { get; }

    /// <summary>The depth of a heading in Markdown or a word processor; 0 for none.</summary>
    public int Heading => Lines[0].Heading;

    /// <summary>A speaker's name as a heading of what follows: ### 唐鳳：</summary>
    public bool IsTurn { get; set; }

    public Passage Passage => new(this, 0, Text.Length);

    public Place At(int offset)
    {
        var part = _parts.FindLastIndex(part => part.Offset <= offset);
        var (start, place) = _parts[Math.Max(part, 0)];
        return place with { Column = place.Column + offset - start };
    }

    public override string ToString() => Text;

    private static bool NeedsSpace(char last, string next) => next.Length > 0 && char.IsAsciiLetterOrDigit(last) && char.IsAsciiLetterOrDigit(next[0]);
}

/// <summary>A piece of a paragraph, with the place where it stands.</summary>
internal readonly record struct Passage(Paragraph Source, int Start, int Length)
{
    public string Text => Source.Text.Substring(Start, Length);

    public Place Place => Source.At(Start);

    public bool IsEmpty => Length == 0;

    public Passage From(int offset) => new(Source, Start + offset, Length - offset);

    public Passage Slice(int offset, int length) => new(Source, Start + offset, length);

    public Passage Trim()
    {
        var text = Source.Text.AsSpan(Start, Length);
        var lead = Length - text.TrimStart().Length;
        return new Passage(Source, Start + lead, text.Trim().Length);
    }

    public override string ToString() => Text;
}
