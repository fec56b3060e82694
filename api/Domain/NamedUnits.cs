using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Domain;

/// <summary>A unit that a part of the minutes names, and where.</summary>
internal readonly record struct NamedUnit(string Pointer, string Name)
{
    /// <summary>Every unit of sections, items, annexes and reports, in the order of the minutes.</summary>
    public static IEnumerable<NamedUnit> In(MeetingRecord record)
    {
        foreach (var (section, at) in record.Sections.Select(static (section, at) => (section, at)))
        {
            foreach (var unit in Of(section.Units, $"/sections/{at}"))
                yield return unit;
            foreach (var (item, itemAt) in section.Items.Select(static (item, at) => (item, at)))
            {
                foreach (var unit in Of(item.Units, $"/sections/{at}/items/{itemAt}"))
                    yield return unit;
            }
        }

        foreach (var (annex, at) in record.Annexes.Select(static (annex, at) => (annex, at)))
        {
            foreach (var unit in Of(annex.Units, $"/annexes/{at}"))
                yield return unit;
            foreach (var (report, reportAt) in annex.Reports.Select(static (report, at) => (report, at)))
                yield return new NamedUnit($"/annexes/{at}/reports/{reportAt}/unit", report.Unit);
        }
    }

    private static IEnumerable<NamedUnit> Of(IReadOnlyList<Unit> units, string part) =>
        units.Select((unit, at) => new NamedUnit($"{part}/units/{at}/name", unit.Name));
}
