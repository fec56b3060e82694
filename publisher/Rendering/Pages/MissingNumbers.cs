using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>Which meetings of a series, by their numbers, have no public minutes. Withdrawn minutes are not missing: their notice says what became of them.</summary>
internal static class MissingNumbers
{
    /// <summary>What is missing before the meetings of a year: a gap belongs to the year of the meeting that comes after it.</summary>
    /// <param name="meetings">The meetings of one series in one year.</param>
    /// <param name="yearly">Whether numbers begin with 1 in each year; else they go on, each meeting knows the number before its own, and nothing says what was before the first one of all.</param>
    public static IReadOnlyList<NumberRange> Of(IEnumerable<MeetingFacts> meetings, bool yearly)
    {
        var gaps = new List<NumberRange>();
        int? last = yearly ? 0 : null;
        foreach (var meeting in meetings.Where(static meeting => meeting.Number is not null).DistinctBy(static meeting => meeting.Number).OrderBy(static meeting => meeting.Number))
        {
            var number = meeting.Number!.Value;
            var before = yearly ? last : meeting.NumberBefore;
            if (before is { } known && number > known + 1)
            {
                gaps.Add(new NumberRange(known + 1, number - 1));
            }

            last = number;
        }

        return gaps;
    }

    /// <summary>第1–2次、第5次; null where nothing is missing.</summary>
    public static string? InWords(Messages texts, IReadOnlyList<NumberRange> missing) =>
        missing.Count == 0 ? null : string.Join(texts["common.comma"], missing.Select(range => InWords(texts, range)));

    /// <summary>第3次, 第3–5次.</summary>
    public static string InWords(Messages texts, NumberRange range) => range.First == range.Last
        ? texts.With("common.number", ("number", Counts.Of(range.First)))
        : texts.With("common.numbers", ("first", Counts.Of(range.First)), ("last", Counts.Of(range.Last)));
}
