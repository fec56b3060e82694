namespace OpenMinutes.Importing;

/// <summary>Where something stands in the document: line and column, both from 1.</summary>
internal readonly record struct Place(int Line, int Column);

/// <summary>One line of the document, normalised.</summary>
/// <param name="Number">Its number in the document, from 1.</param>
/// <param name="Text">Its text, with its indentation, without a line end.</param>
internal sealed record SourceLine(int Number, string Text)
{
    /// <summary>The depth of a heading in Markdown or a word processor; 0 for none.</summary>
    public int Heading { get; init; }

    /// <summary>What the container says the line is, if it is no text of the minutes.</summary>
    public FurnitureKind? Furniture { get; init; }

    /// <summary>The stretches of the text that are bold, without the asterisks of Markdown.</summary>
    public IReadOnlyList<(int Start, int Length)> Bold { get; init; } = [];

    /// <summary>The line's bold is how the container prints it: no asterisk of the document stands for it.</summary>
    public bool IsTypeset { get; init; }

    /// <summary>How many characters were taken from the line's start, so that columns stay those of the document.</summary>
    public int Shift { get; init; }

    public bool IsBlank => string.IsNullOrWhiteSpace(Text);

    public int Indent => Text.TakeWhile(char.IsWhiteSpace).Sum(Glyphs.Width);

    /// <summary>How many asterisks stood before a character of the text.</summary>
    public int MarksBefore(int offset) => IsTypeset ? 0 : Bold.Sum(bold => (bold.Start <= offset ? 2 : 0) + (bold.Start + bold.Length <= offset ? 2 : 0));

    /// <summary>The column after the last character.</summary>
    public int RightEdge => Text.TrimEnd().Sum(Glyphs.Width);
}
