using OpenMinutes.Contracts;

namespace OpenMinutes.Search;

/// <summary>
/// The passages of a public edition: the paragraphs of the printed minutes, so that whatever the page says is found, a line for each person, whose
/// name is printed apart (牛司長信仁) and shown together (牛信仁), and the directives that began in it, which lead to where they did.
/// </summary>
internal sealed class Passages
{
    private readonly List<(string Anchor, Part Part)> _parts;
    private int _last;

    private Passages(int parts) => _parts = new List<(string, Part)>(parts);

    public static IReadOnlyList<Passage> Of(PublicEdition edition) => Of(edition, DocumentLayout.Lines(edition), []);

    /// <param name="edition">The public edition.</param>
    /// <param name="lines">The same, laid out.</param>
    /// <param name="directives">The public directives that name it.</param>
    public static IReadOnlyList<Passage> Of(PublicEdition edition, IReadOnlyList<LayoutLine> lines, IEnumerable<PublicDirective> directives)
    {
        // Nearly all lines have an anchor of their own.
        var parts = new Passages(lines.Count + edition.Attendance.Count);
        parts.Note(edition);

        var passages = new List<Passage>(lines.Count + edition.Attendance.Count);
        var line = 0;
        for (; line < lines.Count && parts.IsOfHead(lines[line]); line++)
            passages.Add(parts.Paragraph(lines[line], Head));
        passages.AddRange(edition.Attendance.Where(static attendee => attendee.Name is not null).Select(Person));
        for (; line < lines.Count; line++)
            passages.Add(parts.Paragraph(lines[line], Section));
        passages.AddRange(directives.Where(directive => directive.Origin?.Key == edition.Key).Select(Directive));
        return passages;
    }

    private bool IsOfHead(LayoutLine line) => line.Anchor is null || PartAt(line.Anchor).Kind == PassageKind.Attendance;

    private Passage Paragraph(LayoutLine line, Part withoutAnchor)
    {
        var part = line.Anchor is { } anchor ? PartAt(anchor) : withoutAnchor;
        return new Passage(line.Anchor, part.Kind, part.Units, PlainText.Of(line.Text));
    }

    private void Note(PublicEdition edition)
    {
        foreach (var attendee in edition.Attendance)
        {
            Note(attendee.Id, new Part(PassageKind.Attendance, UnitOf(attendee)));
        }

        foreach (var section in edition.Sections)
        {
            var ofSection = section.Units.Count == 0 ? Section : new Part(PassageKind.Section, [.. section.Units.Select(static unit => unit.Name)]);
            Note(section.Id, ofSection);
            Note(section.Clauses, ofSection);
            foreach (var item in section.Items)
            {
                Note(item, ofSection.Units);
            }
        }

        foreach (var annex in edition.Annexes)
        {
            Note(annex.Id, Report);
            Note(annex.Explanation, Report);
            foreach (var report in annex.Reports)
            {
                var ofReport = report.Unit is { } unit ? new Part(PassageKind.Report, [unit]) : Report;
                Note(report.Id, ofReport);
                Note(report.Clauses, ofReport);
            }
        }

        foreach (var file in edition.Attachments)
        {
            Note(file.Id, Attachment);
        }
    }

    private void Note(PublicItem item, IReadOnlyList<string> ofSection)
    {
        string[] units = [.. ofSection.Concat(item.Units.Select(static unit => unit.Name)).Distinct(StringComparer.Ordinal)];
        var ofItem = new Part(PassageKind.Item, units);
        Note(item.Id, ofItem);
        Note(item.Explanation, ofItem);
        if (item.Outcome is { } outcome)
        {
            var ofOutcome = new Part(PassageKind.Decision, units);
            Note(outcome.Id, ofOutcome);
            Note(outcome.Clauses, ofOutcome);
        }
    }

    private void Note(IReadOnlyList<PublicClause> clauses, Part part)
    {
        for (var at = 0; at < clauses.Count; at++)
        {
            Note(clauses[at].Id, part);
            Note(clauses[at].Children, part);
        }
    }

    private void Note(string anchor, Part part) => _parts.Add((anchor, part));

    /// <summary>Lines come in the order of their parts: the one that is sought is the last or the next.</summary>
    private Part PartAt(string anchor)
    {
        for (var tried = 0; tried < _parts.Count; tried++)
        {
            if (_parts[_last].Anchor == anchor)
                return _parts[_last].Part;
            _last = (_last + 1) % _parts.Count;
        }

        throw new ArgumentException($"No part is {anchor}.", nameof(anchor));
    }

    private static Passage Person(PublicAttendee attendee)
    {
        var deputy = attendee.RepresentedBy is { } by ? $"由{by.Name}{by.Title}代" : null;
        var text = string.Join('　', new[] { attendee.Unit, attendee.Name, attendee.Title, deputy }.Where(static part => part is not null));
        return new Passage(attendee.Id, PassageKind.Attendance, UnitOf(attendee), text);
    }

    private static Passage Directive(PublicDirective directive) => new(
        directive.Origin!.Anchor, PassageKind.Directive, [.. directive.Units.Select(static unit => unit.Name).Distinct(StringComparer.Ordinal)], directive.Text ?? directive.Disclosure?.Summary ?? "");

    private static IReadOnlyList<string> UnitOf(PublicAttendee attendee) => attendee.Unit is { } unit ? [unit] : [];

    private static readonly Part Head = new(PassageKind.Head, []);
    private static readonly Part Section = new(PassageKind.Section, []);
    private static readonly Part Report = new(PassageKind.Report, []);
    private static readonly Part Attachment = new(PassageKind.Attachment, []);

    /// <summary>What the passages of a part are, and whose.</summary>
    private sealed record Part(PassageKind Kind, IReadOnlyList<string> Units);
}
