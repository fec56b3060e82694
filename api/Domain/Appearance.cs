using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Domain;

/// <summary>Where a unit appears in a public edition: an entry of the unit's page.</summary>
internal sealed record Appearance(string Anchor, string Kind, string Unit, UnitRole Role, string Title)
{
    /// <summary>Every appearance of a unit with a section, an item, an annex or a report, in the order of the minutes. What is withheld names no unit there.</summary>
    public static IReadOnlyList<Appearance> In(PublicEdition edition) =>
    [
        .. edition.Sections.SelectMany(static section =>
            section.Units.Select(unit => new Appearance(section.Id, "section", unit.Name, unit.Role, section.Heading ?? section.AsWritten ?? section.Label ?? ""))
                .Concat(section.Items.SelectMany(static item =>
                    item.Units.Select(unit => new Appearance(item.Id, "item", unit.Name, unit.Role, item.Title ?? ""))))),
        .. edition.Annexes.SelectMany(static annex =>
            annex.Units.Select(unit => new Appearance(annex.Id, "annex", unit.Name, unit.Role, TitleOf(annex)))
                .Concat(annex.Reports
                    .Where(static report => report.Unit is not null)
                    .Select(report => new Appearance(report.Id, "report", report.Unit!, UnitRole.Reporting, TitleOf(annex))))),
    ];

    private static string TitleOf(PublicAnnex annex) => annex.Title ?? annex.Heading ?? annex.Label ?? "";
}
