using OpenMinutes.Contracts;

namespace OpenMinutes.Rendering.Comparing;

/// <summary>
/// What changed between two public editions: paragraph by paragraph as both are printed, each part compared with the part of the same anchor.
/// A part that moved is lost where it was and gained where it is. It knows nothing but what the two editions say.
/// </summary>
internal static class EditionDiff
{
    public static IReadOnlyList<ParagraphChange> Of(PublicEdition before, PublicEdition after)
    {
        var (old, current) = (Paragraphs(before), Paragraphs(after));
        var changes = new List<ParagraphChange>();
        var (x, y) = (0, 0);
        var lost = new Queue<Paragraph>();
        foreach (var (kind, length) in Myers.Edits<string>(KeysOf(old), KeysOf(current)))
        {
            switch (kind)
            {
                case EditKind.Delete:
                    old[x..(x + length)].ForEach(lost.Enqueue);
                    x += length;
                    break;
                case EditKind.Insert:
                    changes.AddRange(Replace(lost, current[y..(y + length)]));
                    y += length;
                    break;
                default:
                    changes.AddRange(Replace(lost, []));
                    for (var i = 0; i < length; i++)
                    {
                        changes.Add(Compared(old[x++], current[y++]));
                    }

                    break;
            }
        }

        changes.AddRange(Replace(lost, []));
        return changes;
    }

    private static List<Paragraph> Paragraphs(PublicEdition edition)
    {
        // What an edition says of its changes is no text of the minutes.
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. DocumentLayout.Lines(edition with { ChangeNote = null }).Select(line =>
        {
            var text = PlainText.Of(line.Text);
            if (line.Anchor is null)
            {
                return new Paragraph(text, null, text);
            }

            var place = seen[line.Anchor] = seen.GetValueOrDefault(line.Anchor) + 1;
            return new Paragraph($"#{line.Anchor} {place}", line.Anchor, text);
        })];
    }

    private static string[] KeysOf(List<Paragraph> paragraphs) => [.. paragraphs.Select(static paragraph => paragraph.Key)];

    /// <summary>
    /// What was lost and gained in one place, both in their order. Lines without an anchor, such as those of the head, are compared where they resemble each other.
    /// </summary>
    private static IEnumerable<ParagraphChange> Replace(Queue<Paragraph> lost, List<Paragraph> gained)
    {
        var next = 0;
        while (lost.TryDequeue(out var old))
        {
            var match = old.Anchor is not null ? -1 : gained.FindIndex(next, candidate => candidate.Anchor is null && Resemble(old.Text, candidate.Text));
            if (match < 0)
            {
                yield return new ParagraphChange(ChangeOf.Removed, old.Anchor, [new TextEdit(EditKind.Delete, old.Text)]);
                continue;
            }

            for (; next < match; next++)
            {
                yield return Added(gained[next]);
            }

            yield return Compared(old, gained[next++]);
        }

        for (; next < gained.Count; next++)
        {
            yield return Added(gained[next]);
        }
    }

    private static bool Resemble(string before, string after) => TextDiff.Of(before, after).Any(static edit => edit.Kind == EditKind.Keep);

    private static ParagraphChange Added(Paragraph paragraph) => new(ChangeOf.Added, paragraph.Anchor, [new TextEdit(EditKind.Insert, paragraph.Text)]);

    private static ParagraphChange Compared(Paragraph before, Paragraph after) => before.Text == after.Text
        ? new ParagraphChange(ChangeOf.None, after.Anchor, [new TextEdit(EditKind.Keep, after.Text)])
        : new ParagraphChange(ChangeOf.Text, after.Anchor, TextDiff.Of(before.Text, after.Text));

    private sealed record Paragraph(string Key, string? Anchor, string Text);
}

/// <summary>What became of a paragraph.</summary>
internal enum ChangeOf
{
    None,
    Text,
    Added,
    Removed,
}

/// <param name="Change">What became of it.</param>
/// <param name="Anchor">The part it belongs to: in the newer edition, or, if it was removed, in the older.</param>
/// <param name="Edits">Its text.</param>
internal sealed record ParagraphChange(ChangeOf Change, string? Anchor, IReadOnlyList<TextEdit> Edits);
