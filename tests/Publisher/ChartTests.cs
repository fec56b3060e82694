using System.Globalization;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Charts;
using OpenMinutes.Rendering.Pages;

namespace OpenMinutes.Tests.Publisher;

/// <summary>Charts are drawn from the data alone, stay on their sheet, and have every number in words too.</summary>
public sealed class ChartTests
{
    internal static readonly FigureFacts[] Figures = [.. new[] { 61.2m, 70.01m, 78.5m, 92.65m }.Select(static (value, at) => Figure(value, new DateOnly(2025, 7 + at, 28), $"2025-{14 + at:000}"))];

    [Fact]
    public void The_bars_of_a_year_are_as_high_as_its_months_were_busy()
    {
        var chart = MonthChart.Of(RenderingBed.Site.Texts, 2025, [Meeting(3, 2), Meeting(3, 2), Meeting(7, 1), Meeting(9, 5) with { WithdrawnAt = RenderingBed.Published }])!;

        // March: 2 meetings, 4 decisions; July: 1 and 1.
        Assert.Equal([57d, 114, 28.5, 28.5], chart.Bars.Select(static bar => Number(bar.Height)));
        Assert.Equal(["meetings", "decisions", "meetings", "decisions"], chart.Bars.Select(static bar => bar.Css));
        Assert.Equal(["114年3月：2、4", "114年7月：1、1"], chart.Rows.Select(static row => $"{row.Name}：{string.Join('、', row.Cells)}"));
        Assert.Contains("3 次會議、5 項決定", chart.Label, StringComparison.Ordinal);
    }

    [Fact]
    public void A_year_with_one_month_has_no_chart() => Assert.Null(MonthChart.Of(RenderingBed.Site.Texts, 2025, [Meeting(3, 2), Meeting(3, 1)]));

    [Fact]
    public void Every_bar_and_point_is_on_the_sheet_whatever_the_data()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var months = MonthChart.Of(RenderingBed.Site.Texts, 2025, Enumerable.Range(0, random.Next(2, 60)).Select(_ => Meeting(random.Next(1, 13), random.Next(0, 40))));
            foreach (var bar in months?.Bars ?? [])
            {
                Assert.True(Number(bar.X) >= 0 && Number(bar.X) + Number(bar.Width) <= Drawing.Width, $"seed {seed}");
                Assert.True(Number(bar.Y) >= 0 && Number(bar.Height) >= 0 && Number(bar.Y) + Number(bar.Height) <= Drawing.Height, $"seed {seed}");
            }

            var figures = Enumerable.Range(0, random.Next(1, 80)).Select(_ => Figure(((decimal)random.NextDouble() - 0.5m) * 1_000_000, new DateOnly(2000, 1, 1).AddDays(random.Next(0, 9000)), "2025-001"));
            foreach (var chart in FigureChart.All(RenderingBed.Site.Texts, figures) ?? [])
            {
                Assert.InRange(chart.Points.Count, 2, FigureChart.Newest);
                Assert.Equal(chart.Points.Count, chart.Rows.Count);
                Assert.All(chart.Points, point =>
                {
                    Assert.InRange(Number(point.X), 0, Drawing.Width);
                    Assert.InRange(Number(point.Y), 0, Drawing.Height);
                });
                Assert.Equal(chart.Points.Select(static point => Number(point.X)).Order(), chart.Points.Select(static point => Number(point.X)));
            }
        }
    }

    [Fact]
    public void A_figure_told_on_several_days_becomes_a_line_and_of_a_day_told_twice_the_later_meeting_counts()
    {
        var once = Figure(5, new DateOnly(2025, 1, 1), "2025-001") with { Name = "一次" };
        var again = Figures[0] with { Key = "2025-015", HeldOn = Figures[0].HeldOn.AddDays(7), Value = 61.5m };

        var chart = Assert.Single(FigureChart.All(RenderingBed.Site.Texts, [.. Figures, once, again])!);

        Assert.Equal("預算執行率（%）", chart.Title);
        Assert.Equal(["92.65 %", "78.5 %", "70.01 %", "61.5 %"], chart.Rows.Select(static row => row.Cells.Single()));
        Assert.Equal("/meetings/supervisors/2025-015/#r-4-2", chart.Rows[^1].Href);
        Assert.Contains("92.65", chart.Words.Select(static word => word.Text));
    }

    [Fact]
    public void A_figure_that_never_changes_is_a_level_line()
    {
        var chart = Assert.Single(FigureChart.All(RenderingBed.Site.Texts, [Figure(7, new DateOnly(2025, 1, 1), "a"), Figure(7, new DateOnly(2025, 2, 1), "b")])!);

        Assert.Single(chart.Points.Select(static point => point.Y).Distinct());
    }

    [Fact]
    public void The_page_of_a_unit_and_of_a_series_show_their_charts_with_the_table_behind()
    {
        var unit = RenderingBed.TextOf(RenderingBed.Render(UnitPage.Of(RenderingBed.Site, RenderingBed.Unit, [2025], [], Figures)));
        var series = RenderingBed.TextOf(RenderingBed.Render(RenderingBed.SeriesPage([Meeting(3, 2), Meeting(7, 1) with { Key = "2025-017", Number = 17 }])));

        Assert.Matches("歷次數據預算執行率（%）.*數據表.*114年10月28日（星期二）92.65%會議紀錄", unit);
        Assert.Matches("114年各月的會議與決定.*114年3月12114年7月11", series);
    }

    private static MeetingFacts Meeting(int month, int decisions) => RenderingBed.Meeting() with { HeldOn = new DateOnly(2025, month, 5), Decisions = decisions };

    private static FigureFacts Figure(decimal value, DateOnly day, string key) => new()
    {
        Series = "supervisors", Key = key, HeldOn = day.AddDays(20), Position = 1, Anchor = "r-4-2", Name = "預算執行率", Value = value, Unit = "%", AsOf = day,
    };

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
