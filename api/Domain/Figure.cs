using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Domain;

/// <summary>A measured value that a unit reports in a public edition: a point of a line on the unit's page.</summary>
internal sealed record Figure(string Anchor, string Unit, ClauseValue Value)
{
    /// <summary>Every figure of a report, and of an item that units report on, in the order of the minutes. What is withheld has none.</summary>
    public static IReadOnlyList<Figure> In(PublicEdition edition) =>
    [
        .. edition.Sections.SelectMany(static section => section.Items).SelectMany(static item =>
            item.Units.Where(static unit => unit.Role == UnitRole.Reporting).SelectMany(unit => Of(unit.Name, [.. item.Explanation, .. item.Outcome?.Clauses ?? []]))),
        .. edition.Annexes.SelectMany(static annex => annex.Reports)
            .Where(static report => report.Unit is not null)
            .SelectMany(static report => Of(report.Unit!, report.Clauses)),
    ];

    private static IEnumerable<Figure> Of(string unit, IEnumerable<PublicClause> clauses) => clauses.SelectMany(clause =>
        clause.Values.Select(value => new Figure(clause.Id, unit, value)).Concat(Of(unit, clause.Children)));
}
