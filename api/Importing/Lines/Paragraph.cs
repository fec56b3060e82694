using System.Text;

namespace OpenMinutes.Importing;

/// <summary>A paragraph: one line of the document, or several that a page's width had parted; it knows where each character stood.</summary>
internal sealed class Paragraph
{
    private readonly List<(int Offset, int Indent, SourceLine Line)> _parts = [];
    private readonly List<Bold> _bold = [];
    private readonly string _typed;

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
            _parts.Add((text.Length, indent, line));
            Embolden(line, text.Length - indent);
            text.Append(trimmed);
        }

        _typed = text.ToString();
        Text = _typed.Replace('\t', '　');
        Lines = lines;
    }

    /// <summary>The text, with a wide space for each tab.</summary>
    public string Text { get; }

    public IReadOnlyList<SourceLine> Lines { get; }

    /// <summary>The depth of a heading in Markdown or a word processor; 0 for none.</summary>
    public int Heading => Lines[0].Heading;

    /// <summary>A speaker's name as a heading of what follows: ### 唐鳳：</summary>
    public bool IsTurn { get; set; }

    public Passage Passage => new(this, 0, Text.Length);

    /// <summary>The stretches that are bold, in order; two that a line's end parted are one.</summary>
    public IReadOnlyList<Bold> Bold => _bold;

    /// <summary>Whether a cell of a table ends at a character, or a stretch of text before a tab.</summary>
    public bool IsCellEnd(int offset) => _typed[offset] == '\t';

    public Place At(int offset)
    {
        var (start, indent, line) = _parts[Math.Max(_parts.FindLastIndex(part => part.Offset <= offset), 0)];
        var inLine = indent + offset - start;
        return new Place(line.Number, line.Shift + line.MarksBefore(inLine) + inLine + 1);
    }

    public override string ToString() => Text;

    private void Embolden(SourceLine line, int shift)
    {
        foreach (var (start, length) in line.Bold)
        {
            if (_bold is not [.., { } open] || open.End != start + shift)
            {
                _bold.Add(open = new Bold(start + shift));
            }

            open.End = start + shift + length;
            open.Lines.AddRange(line.IsTypeset ? [] : [line.Number]);
        }
    }

    private static bool NeedsSpace(char last, string next) => next.Length > 0 && char.IsAsciiLetterOrDigit(last) && char.IsAsciiLetterOrDigit(next[0]);
}

/// <summary>A piece of a paragraph, with the place where it stands.</summary>
internal readonly record struct Passage(Paragraph Source, int Start, int Length)
{
    public string Text => Source.Text.Substring(Start, Length);

    public Place Place => Source.At(Start);

    public bool IsEmpty => Length == 0;

    public bool IsCellEnd(int offset) => Source.IsCellEnd(Start + offset);

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
