using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>The line that begins an outcome: its label, and what stands behind it.</summary>
internal static class OutcomeReader
{
    /// <summary>The label of an outcome at the head of a paragraph; null for another or none.</summary>
    public static Label? LabelOf(Paragraph paragraph) =>
        Labels.Find(paragraph.Text) is { Kind: LabelKind.Outcome } label && Marks.Read(paragraph.Text) is null ? label : null;

    /// <summary>（四）結論：, the last of the numbered paragraphs of an item that has no other outcome.</summary>
    public static Label? NumberedLabelOf(Paragraph paragraph) =>
        Marks.Read(paragraph.Text) is { Style.IsBracketed: true } && Labels.Find(paragraph.Text) is { Kind: LabelKind.Outcome } label ? label : null;

    public static OutcomeDraft Start(Passage line, Label label)
    {
        var outcome = new OutcomeDraft
        {
            Place = line.Place,
            Label = label.Printed,
            Preliminary = label.Name == "review" ? Entries.Labelled(line, label) : null,
            Kind = label.Name switch
            {
                "decision" => OutcomeKind.Decision,
                "conclusion" => OutcomeKind.Conclusion,
                "instruction" => OutcomeKind.Instruction,
                _ => OutcomeKind.Resolution,
            },
        };
        var value = line.From(label.Length).Trim();
        if (value.Text == Printed.Withheld)
        {
            outcome.Withheld = true;
        }
        else if (!value.IsEmpty)
        {
            outcome.Entries.Add(Entries.Read(value));
            outcome.BeginsOnLine = true;
        }

        return outcome;
    }

    /// <summary>審查意見 was the outcome until a 決議 came: then it was said of the item before that.</summary>
    public static void Demote(ItemDraft item)
    {
        if (item.Outcome is { Preliminary: { } line } former)
        {
            item.Explanation.Add(line);
            item.Explanation.AddRange(former.Entries.Skip(former.BeginsOnLine ? 1 : 0));
            item.Outcome = null;
        }
    }
}
