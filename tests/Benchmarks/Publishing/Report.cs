using System.Globalization;

namespace OpenMinutes.Benchmarks.Publishing;

/// <summary>The figures of one number of records: <c>publish.10000.html_only.pages_per_s = 1079 pages/s</c>.</summary>
internal sealed class Report(string name, int records)
{
    private readonly List<string> _figures = [];

    public IReadOnlyList<string> Figures => _figures;

    public void Add(string figure, double value, string unit) =>
        _figures.Add($"{name}.{figure} = {value.ToString(value < 10 ? "F2" : "F0", CultureInfo.InvariantCulture)} {unit}");

    public void AddOurs(Measured ours, double pageBytes, TimeSpan limit)
    {
        Add("pages_per_s", records / ours.Elapsed.TotalSeconds, "pages/s");
        Add("peak_memory", ours.PeakMemory / 1e6, "MB");
        Add("page_size", pageBytes / 1e3, "kB");
        Add("time_vs_limit", ours.Elapsed / limit, "x");
    }

    /// <summary>Of the program that one would write first; <see cref="NaiveProgram"/> says what it leaves out.</summary>
    public void AddNaive(Measured naive, double pageBytes, Measured ours)
    {
        Add("naive_pages_per_s", records / naive.Elapsed.TotalSeconds, "pages/s");
        Add("naive_peak_memory", naive.PeakMemory / 1e6, "MB");
        Add("naive_page_size", pageBytes / 1e3, "kB");
        Add("memory_vs_naive", (double)ours.PeakMemory / naive.PeakMemory, "x");
        Add("processor_time_vs_naive", ours.Processor / naive.Processor, "x");
        Add("time_vs_naive", ours.Elapsed / naive.Elapsed, "x");
    }

    public void AddHugo(Measured hugo, double pageBytes, Measured ours)
    {
        Add("hugo_pages_per_s", records / hugo.Elapsed.TotalSeconds, "pages/s");
        Add("hugo_peak_memory", hugo.PeakMemory / 1e6, "MB");
        Add("hugo_page_size", pageBytes / 1e3, "kB");
        Add("memory_vs_hugo", (double)ours.PeakMemory / hugo.PeakMemory, "x");
        Add("pages_per_processor_second_vs_hugo", hugo.Processor / ours.Processor, "x");
        Add("pages_per_s_vs_hugo", hugo.Elapsed / ours.Elapsed, "x");
    }
}
