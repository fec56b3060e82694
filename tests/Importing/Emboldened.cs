using OpenMinutes.Contracts;

namespace OpenMinutes.Tests.Importing;

/// <summary>A record with bold at random places of its clauses' texts, never from a paragraph's start to its end: that is how a heading looks.</summary>
internal static class Emboldened
{
    public static MeetingRecord Of(MeetingRecord record, Random random)
    {
        return record with
        {
            Sections = [.. record.Sections.Select(section => section with { Clauses = Clauses(section.Clauses), Items = [.. section.Items.Select(Item)] })],
            Annexes =
            [
                .. record.Annexes.Select(annex => annex with
                {
                    Explanation = Clauses(annex.Explanation),
                    Reports = [.. annex.Reports.Select(report => report with { Clauses = Clauses(report.Clauses) })],
                }),
            ],
        };

        Item Item(Item item) => item with { Explanation = Clauses(item.Explanation), Outcome = item.Outcome is { } outcome ? outcome with { Clauses = Clauses(outcome.Clauses) } : null };

        IReadOnlyList<Clause> Clauses(IReadOnlyList<Clause> clauses) =>
            [.. clauses.Select(clause => clause with { Text = clause.Text is { } text ? Text(text, random) : null, Children = Clauses(clause.Children) })];
    }

    private static string Text(string text, Random random)
    {
        if (text.Length < 4 || text.Contains('*', StringComparison.Ordinal) || text.Any(char.IsSurrogate) || random.Next(3) == 0)
        {
            return text;
        }

        var start = random.Next(1, text.Length - 1);
        var end = random.Next(start + 1, text.Length + 1);
        var bold = text[start..end];
        return bold.Trim() == bold ? $"{text[..start]}**{bold}**{text[end..]}" : text;
    }
}
