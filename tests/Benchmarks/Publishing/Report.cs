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
        AddPeer("naive", naive, pageBytes, ours);
        Add("processor_time_vs_naive", ours.Processor / naive.Processor, "x");
        Add("time_vs_naive", ours.Elapsed / naive.Elapsed, "x");
    }

    public void AddHugo(Measured hugo, double pageBytes, Measured ours)
    {
        AddPeer("hugo", hugo, pageBytes, ours);
        Add("pages_per_processor_second_vs_hugo", hugo.Processor / ours.Processor, "x");
        Add("pages_per_s_vs_hugo", hugo.Elapsed / ours.Elapsed, "x");
    }

    private void AddPeer(string peer, Measured theirs, double pageBytes, Measured ours)
    {
        Add($"{peer}_pages_per_s", records / theirs.Elapsed.TotalSeconds, "pages/s");
        Add($"{peer}_peak_memory", theirs.PeakMemory / 1e6, "MB");
        Add($"{peer}_page_size", pageBytes / 1e3, "kB");
        Add($"memory_vs_{peer}", (double)ours.PeakMemory / theirs.PeakMemory, "x");
    }
}
