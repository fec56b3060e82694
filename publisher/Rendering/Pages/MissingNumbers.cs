using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>Which meetings of a series, by their numbers, have no public minutes. Withdrawn minutes are not missing: their notice says what became of them.</summary>
internal static class MissingNumbers
{
    /// <summary>By year: what is missing between the meetings that are there; a gap belongs to the year of the meeting that comes after it.</summary>
    /// <param name="meetings">The meetings of one series.</param>
    /// <param name="yearly">Whether numbers begin with 1 in each year; else they go on, and nothing says what was before the first one that is public.</param>
    public static IReadOnlyDictionary<int, IReadOnlyList<string>> Of(IEnumerable<MeetingFacts> meetings, bool yearly)
    {
        var numbered = meetings.Where(static meeting => meeting.Number is not null).Select(static meeting => (Number: meeting.Number!.Value, meeting.HeldOn.Year)).ToList();
        return yearly
            ? numbered.GroupBy(static meeting => meeting.Year).ToDictionary(static year => year.Key, static year => Gaps([.. year], 0).Select(static gap => gap.Text).ToList() as IReadOnlyList<string>)
            : Gaps(numbered, null).GroupBy(static gap => gap.Year).ToDictionary(static year => year.Key, static year => year.Select(static gap => gap.Text).ToList() as IReadOnlyList<string>);
    }

    /// <summary>第3次, 第3–5次.</summary>
    public static string Range(int first, int last) => first == last ? $"第{Counts.Of(first)}次" : $"第{Counts.Of(first)}–{Counts.Of(last)}次";

    private static IEnumerable<(int Year, string Text)> Gaps(List<(int Number, int Year)> numbered, int? before)
    {
        foreach (var (number, year) in numbered.OrderBy(static meeting => meeting.Number))
        {
            if (before is { } last && number > last + 1)
            {
                yield return (year, Range(last + 1, number - 1));
            }

            before = number;
        }
    }
}
