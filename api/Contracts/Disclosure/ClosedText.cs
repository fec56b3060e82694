using System.Text.Json;

namespace OpenMinutes.Contracts;

/// <summary>Every text of the closed parts under a part: what none of its printed lines may repeat.</summary>
internal static class ClosedText
{
    public static IEnumerable<string> Under(Section section) =>
        section.Clauses.SelectMany(Of).Concat(section.Items.SelectMany(Of));

    public static IEnumerable<string> Under(Item item) =>
        item.Explanation.SelectMany(Of).Concat(item.Outcome is { } outcome ? Of(outcome) : []);

    public static IEnumerable<string> Under(Annex annex) =>
        annex.Explanation.SelectMany(Of).Concat(annex.Reports.SelectMany(Of));

    public static IEnumerable<string> Under(Report report) => report.Clauses.SelectMany(Of);

    private static IEnumerable<string> Of(Item item) => IsClosed(item.Disclosure) ? Everything(item) : Under(item);

    private static IEnumerable<string> Of(Outcome outcome) =>
        IsClosed(outcome.Disclosure) ? Everything(outcome) : outcome.Clauses.SelectMany(Of);

    private static IEnumerable<string> Of(Report report) => IsClosed(report.Disclosure) ? Everything(report) : Under(report);

    private static IEnumerable<string> Of(Clause clause) =>
        IsClosed(clause.Disclosure) ? Everything(clause) : clause.Children.SelectMany(Of);

    private static bool IsClosed(Disclosure? disclosure) => Closure.Of(disclosure) is not null;

    // By way of JSON, so that a member added to the model is guarded without being named here.
    private static IEnumerable<string> Everything(object part) => Strings(JsonSerializer.SerializeToElement(part, part.GetType(), MinutesJson.Options));

    private static IEnumerable<string> Strings(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(static member => Strings(member.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Strings),
        JsonValueKind.String => [node.GetString()!],
        _ => [],
    };
}
