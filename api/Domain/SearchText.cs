using System.Text;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Domain;

/// <summary>The text that editors search.</summary>
internal static class SearchText
{
    /// <summary>Each word of a query, folded; a record matches if it holds them all.</summary>
    public static string[] Terms(string query) =>
        [.. query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Folding.Fold)];

    /// <summary>Everything printed in a record, part by part, so that no match runs from one into the next.</summary>
    public static string Of(MeetingRecord record)
    {
        var folded = new StringBuilder(4096);
        Add(folded, record.Title, record.Location);
        foreach (var line in record.Header)
            Add(folded, line.Label, line.AsWritten);
        foreach (var person in record.Attendance)
            Add(folded, person.AsWritten, person.Name, person.Title, person.Unit, person.RepresentedBy?.Name);
        foreach (var section in record.Sections)
            Add(folded, section);
        foreach (var annex in record.Annexes)
            Add(folded, annex);
        foreach (var file in record.Attachments)
            Add(folded, file.FileName);
        return folded.ToString();
    }

    private static void Add(StringBuilder folded, Section section)
    {
        Add(folded, section.Heading, section.AsWritten);
        Add(folded, section.Units);
        Add(folded, section.Clauses);
        foreach (var item in section.Items)
            Add(folded, item);
    }

    private static void Add(StringBuilder folded, Item item)
    {
        Add(folded, item.Title, item.Purpose, item.AsWritten);
        Add(folded, item.Units);
        Add(folded, item.Explanation);
        Add(folded, item.Outcome?.Clauses ?? []);
    }

    private static void Add(StringBuilder folded, Annex annex)
    {
        Add(folded, annex.Heading, annex.Title, annex.Purpose, annex.AsWritten);
        Add(folded, annex.Units);
        Add(folded, annex.Explanation);
        foreach (var report in annex.Reports)
        {
            Add(folded, report.Unit, report.AsWritten);
            Add(folded, report.Clauses);
        }
    }

    private static void Add(StringBuilder folded, IReadOnlyList<Clause> clauses)
    {
        foreach (var clause in clauses)
        {
            Add(folded, clause.Heading, clause.Text);
            Add(folded, clause.Children);
        }
    }

    private static void Add(StringBuilder folded, IReadOnlyList<Unit> units)
    {
        foreach (var unit in units)
            Add(folded, unit.Name);
    }

    private static void Add(StringBuilder folded, params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (text is not { Length: > 0 })
                continue;
            if (folded.Length > 0)
                folded.Append('\n');
            Folding.Fold(text, folded);
        }
    }
}
