namespace OpenMinutes.Contracts;

/// <summary>The anchors of a record: the ids of all its parts.</summary>
public static class Anchors
{
    /// <summary>Every anchor, in the order of the minutes.</summary>
    /// <param name="record">The record.</param>
    public static IEnumerable<string> Of(MeetingRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);

        return
        [
            .. record.Attendance.Select(static person => person.Id),
            .. record.Sections.SelectMany(static section => (IEnumerable<string>)[section.Id, .. Of(section.Clauses), .. section.Items.SelectMany(Of)]),
            .. record.Annexes.SelectMany(static annex => (IEnumerable<string>)
                [annex.Id, .. Of(annex.Explanation), .. annex.Reports.SelectMany(static report => (IEnumerable<string>)[report.Id, .. Of(report.Clauses)])]),
            .. record.Attachments.Select(static file => file.Id),
        ];
    }

    private static IEnumerable<string> Of(Item item) =>
        [item.Id, .. Of(item.Explanation), .. item.Outcome is { } outcome ? [outcome.Id, .. Of(outcome.Clauses)] : Array.Empty<string>()];

    private static IEnumerable<string> Of(IReadOnlyList<Clause> clauses) =>
        clauses.SelectMany(static clause => (IEnumerable<string>)[clause.Id, .. Of(clause.Children)]);
}
