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

    /// <summary>How many characters were taken from the line's start, so that columns stay those of the document.</summary>
    public int Shift { get; init; }

    public bool IsBlank => string.IsNullOrWhiteSpace(Text);

    public int Indent => Text.TakeWhile(char.IsWhiteSpace).Sum(Glyphs.Width);

    /// <summary>The column after the last character.</summary>
    public int RightEdge => Text.TrimEnd().Sum(Glyphs.Width);
}
