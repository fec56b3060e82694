using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Charts;

/// <summary>How many meetings there were and how much they decided in each month of a year: two bars a month, each with its number.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Label">The same in a sentence, for those who do not see it.</param>
/// <param name="Bars">The bars.</param>
/// <param name="Words">Numbers above the bars, months below.</param>
/// <param name="Rows">The table behind it.</param>
internal sealed record MonthChart(string Title, string Label, IReadOnlyList<Bar> Bars, IReadOnlyList<ChartWord> Words, IReadOnlyList<ChartRow> Rows)
{
    private const int Months = 12;
    private const double Slot = (Drawing.Right - Drawing.Left) / Months;
    private const double Thick = Slot * 0.4;

    public string ViewBox { get; } = Drawing.ViewBox;

    public string Base { get; } = Drawing.Number(Drawing.Bottom);

    public string From { get; } = Drawing.Number(Drawing.Left);

    public string To { get; } = Drawing.Number(Drawing.Right);

    /// <summary>The chart of a year; null where one month says it all.</summary>
    /// <param name="texts">The site's own texts.</param>
    /// <param name="year">The year.</param>
    /// <param name="meetings">Its meetings; withdrawn minutes do not count.</param>
    public static MonthChart? Of(Messages texts, int year, IEnumerable<MeetingFacts> meetings)
    {
        var months = new (int Meetings, int Decisions)[Months];
        foreach (var meeting in meetings.Where(static meeting => meeting.WithdrawnAt is null))
        {
            ref var month = ref months[meeting.HeldOn.Month - 1];
            month = (month.Meetings + 1, month.Decisions + meeting.Decisions);
        }

        return months.Count(static month => month.Meetings > 0) < 2 ? null : Draw(texts, year, months);
    }

    private static MonthChart Draw(Messages texts, int year, (int Meetings, int Decisions)[] months)
    {
        var most = months.Max(static month => Math.Max(month.Meetings, month.Decisions));
        var bars = new List<Bar>();
        var words = new List<ChartWord>();
        for (var month = 0; month < Months; month++)
        {
            var left = Drawing.Left + (month * Slot);
            Add("meetings", months[month].Meetings, left + (Slot * 0.08));
            Add("decisions", months[month].Decisions, left + (Slot * 0.52));
            words.Add(Word(left + (Slot / 2), Drawing.Bottom + 16, Counts.Of(month + 1)));
        }

        var name = Dates.Year(texts, year);
        return new MonthChart(
            texts.With("chart.months", ("year", name)),
            texts.With("chart.months_label", ("year", name), ("meetings", Counts.Of(months.Sum(static month => month.Meetings))), ("decisions", Counts.Of(months.Sum(static month => month.Decisions)))),
            bars,
            words,
            [.. months.Select((month, at) => (month, at)).Where(static one => one.month.Meetings > 0)
                .Select(one => new ChartRow(Dates.Month(texts, year, one.at + 1), [Counts.Of(one.month.Meetings), Counts.Of(one.month.Decisions)], null))]);

        void Add(string css, int count, double x)
        {
            if (count == 0)
            {
                return;
            }

            var top = Drawing.Between(count, 0, most, Drawing.Bottom, Drawing.Top);
            bars.Add(new Bar(css, Drawing.Number(x), Drawing.Number(top), Drawing.Number(Thick), Drawing.Number(Drawing.Bottom - top)));
            words.Add(Word(x + (Thick / 2), top - 6, Counts.Of(count)));
        }
    }

    private static ChartWord Word(double x, double y, string text) => new(Drawing.Number(x), Drawing.Number(y), text);
}

/// <param name="Css">meetings or decisions.</param>
/// <param name="X">Its left side.</param>
/// <param name="Y">Its top.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
internal sealed record Bar(string Css, string X, string Y, string Width, string Height);
