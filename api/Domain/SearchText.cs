using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Domain;

/// <summary>The text that editors search.</summary>
internal static class SearchText
{
    /// <summary>Each word of a query, folded; a record matches if it holds them all.</summary>
    public static string[] Terms(string query) =>
        [.. query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Folding.Fold)];

    /// <summary>Everything printed in a record, part by part, so that no match runs from one into the next.</summary>
    public static string Of(MeetingRecord record) => string.Join('\n', Texts(record).Where(static text => text is { Length: > 0 }).Select(static text => Folding.Fold(text!)));

    private static IEnumerable<string?> Texts(MeetingRecord record) =>
    [
        record.Title, record.Location,
        .. record.Header.SelectMany(static line => (string?[])[line.Label, line.AsWritten]),
        .. record.Attendance.SelectMany(static person => (string?[])[person.AsWritten, person.Name, person.Title, person.Unit, person.RepresentedBy?.Name]),
        .. record.Sections.SelectMany(Texts),
        .. record.Annexes.SelectMany(Texts),
        .. record.Attachments.Select(static file => file.FileName),
    ];

    private static IEnumerable<string?> Texts(Section section) =>
        [section.Heading, section.AsWritten, .. Names(section.Units), .. Texts(section.Clauses), .. section.Items.SelectMany(Texts)];

    private static IEnumerable<string?> Texts(Item item) =>
        [item.Title, item.Purpose, item.AsWritten, .. Names(item.Units), .. Texts(item.Explanation), .. Texts(item.Outcome?.Clauses ?? [])];

    private static IEnumerable<string?> Texts(Annex annex) =>
    [
        annex.Heading, annex.Title, annex.Purpose, annex.AsWritten, .. Names(annex.Units), .. Texts(annex.Explanation),
        .. annex.Reports.SelectMany(static report => (IEnumerable<string?>)[report.Unit, report.AsWritten, .. Texts(report.Clauses)]),
    ];

    private static IEnumerable<string?> Texts(IReadOnlyList<Clause> clauses) =>
        clauses.SelectMany(static clause => (IEnumerable<string?>)[clause.Heading, clause.Text, .. Texts(clause.Children)]);

    private static IEnumerable<string> Names(IReadOnlyList<Unit> units) => units.Select(static unit => unit.Name);
}
