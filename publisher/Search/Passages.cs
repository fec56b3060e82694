using OpenMinutes.Contracts;

namespace OpenMinutes.Search;

/// <summary>
/// The passages of a public edition: the paragraphs of the printed minutes, so that whatever the page says is found, a line for each person, whose
/// name is printed apart (牛司長信仁) and shown together (牛信仁), and the directives that began in it, which lead to where they did.
/// </summary>
internal sealed class Passages
{
    private readonly Dictionary<string, (PassageKind Kind, IReadOnlyList<string> Units)> _parts = new(StringComparer.Ordinal);

    private Passages()
    {
    }

    public static IReadOnlyList<Passage> Of(PublicEdition edition) => Of(edition, DocumentLayout.Lines(edition), []);

    /// <param name="edition">The public edition.</param>
    /// <param name="lines">The same, laid out.</param>
    /// <param name="directives">The public directives that name it.</param>
    public static IReadOnlyList<Passage> Of(PublicEdition edition, IReadOnlyList<LayoutLine> lines, IEnumerable<PublicDirective> directives)
    {
        var parts = new Passages();
        parts.Note(edition);

        var head = lines.TakeWhile(parts.IsOfHead).Count();
        return
        [
            .. lines.Take(head).Select(line => parts.Paragraph(line, PassageKind.Head)),
            .. edition.Attendance.Where(static attendee => attendee.Name is not null).Select(Person),
            .. lines.Skip(head).Select(line => parts.Paragraph(line, PassageKind.Section)),
            .. directives.Where(directive => directive.Origin?.Key == edition.Key).Select(Directive),
        ];
    }

    private bool IsOfHead(LayoutLine line) => line.Anchor is null || _parts[line.Anchor].Kind == PassageKind.Attendance;

    private Passage Paragraph(LayoutLine line, PassageKind withoutPart)
    {
        var (kind, units) = line.Anchor is { } anchor ? _parts[anchor] : (withoutPart, []);
        return new Passage(line.Anchor, kind, units, PlainText.Of(line.Text));
    }

    private void Note(PublicEdition edition)
    {
        foreach (var attendee in edition.Attendance)
        {
            Note(attendee.Id, PassageKind.Attendance, UnitOf(attendee));
        }

        foreach (var section in edition.Sections)
        {
            var ofSection = section.Units.Select(static unit => unit.Name).ToList();
            Note(section.Id, PassageKind.Section, ofSection);
            Note(section.Clauses, PassageKind.Section, ofSection);
            foreach (var item in section.Items)
            {
                var ofItem = ofSection.Concat(item.Units.Select(static unit => unit.Name)).Distinct(StringComparer.Ordinal).ToList();
                Note(item.Id, PassageKind.Item, ofItem);
                Note(item.Explanation, PassageKind.Item, ofItem);
                if (item.Outcome is { } outcome)
                {
                    Note(outcome.Id, PassageKind.Decision, ofItem);
                    Note(outcome.Clauses, PassageKind.Decision, ofItem);
                }
            }
        }

        foreach (var annex in edition.Annexes)
        {
            Note(annex.Id, PassageKind.Report, []);
            Note(annex.Explanation, PassageKind.Report, []);
            foreach (var report in annex.Reports)
            {
                IReadOnlyList<string> ofReport = report.Unit is { } unit ? [unit] : [];
                Note(report.Id, PassageKind.Report, ofReport);
                Note(report.Clauses, PassageKind.Report, ofReport);
            }
        }

        foreach (var file in edition.Attachments)
        {
            Note(file.Id, PassageKind.Attachment, []);
        }
    }

    private void Note(IEnumerable<PublicClause> clauses, PassageKind kind, IReadOnlyList<string> units)
    {
        foreach (var clause in clauses)
        {
            Note(clause.Id, kind, units);
            Note(clause.Children, kind, units);
        }
    }

    private void Note(string anchor, PassageKind kind, IReadOnlyList<string> units) => _parts[anchor] = (kind, units);

    private static Passage Person(PublicAttendee attendee)
    {
        var deputy = attendee.RepresentedBy is { } by ? $"由{by.Name}{by.Title}代" : null;
        var text = string.Join('　', new[] { attendee.Unit, attendee.Name, attendee.Title, deputy }.Where(static part => part is not null));
        return new Passage(attendee.Id, PassageKind.Attendance, UnitOf(attendee), text);
    }

    private static Passage Directive(PublicDirective directive) => new(
        directive.Origin!.Anchor, PassageKind.Directive, [.. directive.Units.Select(static unit => unit.Name).Distinct(StringComparer.Ordinal)], directive.Text ?? directive.Disclosure?.Summary ?? "");

    private static IReadOnlyList<string> UnitOf(PublicAttendee attendee) => attendee.Unit is { } unit ? [unit] : [];
}
