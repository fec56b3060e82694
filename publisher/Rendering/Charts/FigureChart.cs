using System.Globalization;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Charts;

/// <summary>A figure that a unit reports again and again, over time: a line through its values, the lowest, the highest and the last of which are written.</summary>
/// <param name="Title">What is measured, and in what.</param>
/// <param name="Label">The chart in a sentence, for those who do not see it.</param>
/// <param name="Line">The points of the line, as SVG writes them.</param>
/// <param name="Points">The same one by one.</param>
/// <param name="Words">Values beside points, the first and the last day below.</param>
/// <param name="Rows">The table behind it, newest first.</param>
internal sealed record FigureChart(string Title, string Label, string Line, IReadOnlyList<ChartPoint> Points, IReadOnlyList<ChartWord> Words, IReadOnlyList<ChartRow> Rows)
{
    /// <summary>How many charts a unit's page has.</summary>
    public const int Most = 8;

    /// <summary>How many values a chart shows, the newest.</summary>
    public const int Newest = 24;

    /// <summary>Among how many figures of a unit's name, the newest, they are looked for: so that a page does not cost more with the years.</summary>
    public const int LookedAt = 1_000;

    // Room for half a value beside the first and the last point.
    private const double Left = Drawing.Left + 22;
    private const double Right = Drawing.Right - 22;

    public string ViewBox { get; } = Drawing.ViewBox;

    /// <summary>A chart for each figure that has several days, that of the newest value first.</summary>
    /// <param name="texts">The site's own texts.</param>
    /// <param name="figures">The figures of a unit.</param>
    public static IReadOnlyList<FigureChart>? All(Messages texts, IEnumerable<FigureFacts> figures)
    {
        var charts = figures
            .GroupBy(static figure => (figure.Name, figure.Unit))
            .Select(static figure => (figure.Key, Days: LastOfEachDay(figure)))
            .Where(static figure => figure.Days.Count > 1)
            .OrderByDescending(static figure => figure.Days[^1].AsOf)
            .ThenBy(static figure => figure.Key.Name, StringComparer.Ordinal)
            .ThenBy(static figure => figure.Key.Unit, StringComparer.Ordinal)
            .Take(Most)
            .Select(figure => Draw(texts, figure.Key.Name, figure.Key.Unit, figure.Days))
            .ToList();
        return charts.Count == 0 ? null : charts;
    }

    /// <summary>Two meetings may tell the value of one day: the later one knows better.</summary>
    private static List<FigureFacts> LastOfEachDay(IEnumerable<FigureFacts> figures) => [.. figures
        .GroupBy(static figure => figure.AsOf)
        .OrderBy(static day => day.Key)
        .Select(static day => day.MaxBy(static figure => (figure.HeldOn, figure.Series, figure.Key, figure.Position))!)
        .TakeLast(Newest)];

    private static FigureChart Draw(Messages texts, string name, string unit, List<FigureFacts> days)
    {
        var low = days.Min(static day => day.Value);
        var high = days.Max(static day => day.Value);
        var points = days.ConvertAll(day => (
            X: Drawing.Between(day.AsOf.DayNumber, days[0].AsOf.DayNumber, days[^1].AsOf.DayNumber, Left, Right),
            Y: Drawing.Between((double)day.Value, (double)low, (double)high, Drawing.Bottom - 14, Drawing.Top)));
        int[] written = [.. new[] { days.FindIndex(day => day.Value == low), days.FindIndex(day => day.Value == high), days.Count - 1 }.Distinct()];
        return new FigureChart(
            unit.Length == 0 ? name : texts.With("chart.measured_in", ("name", name), ("unit", unit)),
            texts.With(
                "chart.figure_label",
                ("first", Text(days[0].Value, "")),
                ("last", Text(days[^1].Value, "")),
                ("from", Dates.Day(texts, days[0].AsOf).Text),
                ("to", Dates.Day(texts, days[^1].AsOf).Text)),
            string.Join(' ', points.Select(static point => $"{Drawing.Number(point.X)},{Drawing.Number(point.Y)}")),
            [.. points.Select(static point => new ChartPoint(Drawing.Number(point.X), Drawing.Number(point.Y)))],
            [
                .. written.Select(at => Word(points[at].X, points[at].Y - 8, Text(days[at].Value, ""))),
                Word(Left, Drawing.Height - 8, Dates.Iso(days[0].AsOf)),
                Word(Right, Drawing.Height - 8, Dates.Iso(days[^1].AsOf)),
            ],
            [.. days.AsEnumerable().Reverse().Select(day => new ChartRow(
                Dates.Day(texts, day.AsOf).Text, [Text(day.Value, unit)], $"{MinutesPage.UrlOf(day.Series, day.Key)}#{day.Anchor}"))]);
    }

    private static string Text(decimal value, string unit) =>
        value.ToString("#,##0.####", CultureInfo.InvariantCulture) + (unit.Length == 0 ? "" : " " + unit);

    private static ChartWord Word(double x, double y, string text) => new(Drawing.Number(x), Drawing.Number(y), text);
}

internal sealed record ChartPoint(string X, string Y);
