namespace OpenMinutes.Contracts;

/// <summary>Parts that are withheld after they were public.</summary>
/// <param name="Anchors">The parts.</param>
/// <param name="Ground">Why: 政府資訊公開法 §18 I n.</param>
public sealed record Redaction(IReadOnlySet<string> Anchors, Ground? Ground = null)
{
    /// <summary>The record with these parts withheld, and otherwise as it was. A part that it does not have is passed over.</summary>
    /// <param name="record">An edition's content.</param>
    public MeetingRecord Of(MeetingRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);

        return record with
        {
            Attendance = [.. record.Attendance.Select(person => person with { Disclosure = Closed(person.Id, person.Disclosure) })],
            Sections = [.. record.Sections.Select(Of)],
            Annexes = [.. record.Annexes.Select(Of)],
            Attachments = [.. record.Attachments.Select(file => file with { Disclosure = Closed(file.Id, file.Disclosure) })],
        };
    }

    private Section Of(Section section) => section with
    {
        Clauses = Of(section.Clauses),
        Items = [.. section.Items.Select(Of)],
        Disclosure = Closed(section.Id, section.Disclosure),
    };

    private Item Of(Item item) => item with
    {
        Explanation = Of(item.Explanation),
        Outcome = item.Outcome is { } outcome
            ? outcome with { Clauses = Of(outcome.Clauses), Disclosure = Closed(outcome.Id, outcome.Disclosure) }
            : null,
        Disclosure = Closed(item.Id, item.Disclosure),
    };

    private Annex Of(Annex annex) => annex with
    {
        Explanation = Of(annex.Explanation),
        Reports = [.. annex.Reports.Select(report => report with { Clauses = Of(report.Clauses), Disclosure = Closed(report.Id, report.Disclosure) })],
        Disclosure = Closed(annex.Id, annex.Disclosure),
    };

    private IReadOnlyList<Clause> Of(IReadOnlyList<Clause> clauses) =>
        [.. clauses.Select(clause => clause with { Children = Of(clause.Children), Disclosure = Closed(clause.Id, clause.Disclosure) })];

    private Disclosure? Closed(string anchor, Disclosure? disclosure) =>
        Anchors.Contains(anchor)
            ? new Disclosure { Level = DisclosureLevel.Withheld, Ground = Ground ?? disclosure?.Ground }
            : disclosure;
}
