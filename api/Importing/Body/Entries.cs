namespace OpenMinutes.Importing;

/// <summary>Reads the mark or label at the head of a paragraph of text.</summary>
internal static class Entries
{
    public static Entry Read(Paragraph paragraph) =>
        paragraph.IsTurn ? new Entry(paragraph.Passage, paragraph.Passage.Place) { IsTurn = true } : Read(paragraph.Passage);

    public static Entry Read(Passage passage)
    {
        var text = passage.Text;
        if (Labels.Find(text) is { Kind: LabelKind.Explanation or LabelKind.Outcome or LabelKind.Units } label && Marks.Read(text) is null)
        {
            return Labelled(passage, label);
        }

        return Marks.Read(text) is { } mark
            ? new Entry(passage.From(mark.Length).Trim(), passage.Place) { Label = mark.Label, Style = mark.Style, Ordinal = mark.Ordinal }
            : new Entry(passage, passage.Place);
    }

    public static Entry Labelled(Passage passage, Label label) => new(passage.From(label.Length).Trim(), passage.Place) { Label = label.Printed };
}
