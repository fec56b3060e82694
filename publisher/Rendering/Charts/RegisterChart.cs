using System.Globalization;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Charts;

/// <summary>How many directives each meeting released and continued: two bars a meeting, the released ones on the left, each with its number. The page has the table behind it.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Label">The same in a sentence, for those who do not see it.</param>
/// <param name="Bars">The bars.</param>
/// <param name="Words">Numbers above the bars, days below.</param>
internal sealed record RegisterChart(string Title, string Label, IReadOnlyList<Bar> Bars, IReadOnlyList<ChartWord> Words)
{
    /// <summary>How many meetings it shows, the newest.</summary>
    public const int Newest = 9;

    public string ViewBox { get; } = Drawing.ViewBox;

    public string Base { get; } = Drawing.Number(Drawing.Bottom);

    public string From { get; } = Drawing.Number(Drawing.Left);

    public string To { get; } = Drawing.Number(Drawing.Right);

    /// <summary>The chart of a register; null where one meeting says it all.</summary>
    /// <param name="texts">The site's own texts.</param>
    /// <param name="meetings">The meetings of the register in their order; those that had nothing to look at are left out.</param>
    public static RegisterChart? Of(Messages texts, IEnumerable<RegisterMeeting> meetings)
    {
        var shown = meetings
            .Select(static meeting => (meeting.Day, Released: Sum(meeting, static count => count.Released), Continued: Sum(meeting, static count => count.Continued)))
            .Where(static meeting => meeting.Released + meeting.Continued > 0)
            .TakeLast(Newest)
            .ToList();
        return shown.Count < 2 ? null : Draw(texts, shown);
    }

    private static int Sum(RegisterMeeting meeting, Func<CohortCount, int> count) => new[] { meeting.Previous, meeting.Earlier }.OfType<CohortCount>().Sum(count);

    private static RegisterChart Draw(Messages texts, List<(DateOnly Day, int Released, int Continued)> meetings)
    {
        var slot = (Drawing.Right - Drawing.Left) / meetings.Count;
        var most = meetings.Max(static meeting => Math.Max(meeting.Released, meeting.Continued));
        var bars = new List<Bar>();
        var words = new List<ChartWord>();
        for (var at = 0; at < meetings.Count; at++)
        {
            var left = Drawing.Left + (at * slot);
            Add("released", meetings[at].Released, left + (slot * 0.08));
            Add("continued", meetings[at].Continued, left + (slot * 0.52));
            words.Add(Word(left + (slot / 2), Drawing.Bottom + 16, meetings[at].Day.ToString("MM-dd", CultureInfo.InvariantCulture)));
        }

        return new RegisterChart(
            texts["directives.chart"],
            texts.With(
                "directives.chart_label",
                ("from", Dates.Day(texts, meetings[0].Day).Text),
                ("to", Dates.Day(texts, meetings[^1].Day).Text),
                ("released", Counts.Of(meetings.Sum(static meeting => meeting.Released)))),
            bars,
            words);

        void Add(string css, int count, double x)
        {
            var (thick, top) = (slot * 0.4, Drawing.Between(count, 0, most, Drawing.Bottom, Drawing.Top));
            if (count > 0)
            {
                bars.Add(new Bar(css, Drawing.Number(x), Drawing.Number(top), Drawing.Number(thick), Drawing.Number(Drawing.Bottom - top)));
            }

            words.Add(Word(x + (thick / 2), top - 6, Counts.Of(count)));
        }
    }

    private static ChartWord Word(double x, double y, string text) => new(Drawing.Number(x), Drawing.Number(y), text);
}
