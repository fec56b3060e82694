namespace OpenMinutes.Importing;

/// <summary>The body of the minutes: the sections in their order, then the annexes.</summary>
internal static class BodyReader
{
    public static Body Read(IReadOnlyList<Paragraph> paragraphs, bool needsTitle)
    {
        var body = new Body();
        var (sections, annexes) = Outline.Cut(paragraphs);
        foreach (var stretch in sections)
        {
            body.Sections.Add(SectionReader.Read(stretch));
        }

        if (needsTitle && body.Sections.Find(section => section.IsAdjournment) is { } last && last.Entries.Find(entry => entry.IsPlain && TitleReader.Score(entry.Text.Text) == 3) is { } title)
        {
            last.Entries.Remove(title);
            body.Title = title.Text;
        }

        // An annex belongs to an item; where there is none, it is a section like the others.
        if (annexes.Count > 0 && body.Sections.TrueForAll(section => section.Items.Count == 0))
        {
            body.Sections.Add(SectionReader.Read(new Stretch(annexes[0], null, null, [.. annexes.Skip(1)])));
        }
        else
        {
            body.Annexes.AddRange(AnnexReader.Read(annexes));
        }

        return body;
    }
}
