using System.Globalization;

namespace OpenMinutes.Benchmarks.Publishing;

/// <summary>The figures of one number of records: <c>publish.10000.html_only.pages_per_s = 1079 pages/s</c>. Pages are pages of minutes, of which all make the same number, unless it says all.</summary>
internal sealed class Report(string name, int records)
{
    private readonly List<string> _figures = [];

    public IReadOnlyList<string> Figures => _figures;

    public void Add(string figure, double value, string unit) =>
        _figures.Add($"{name}.{figure} = {value.ToString(value < 10 ? "F2" : "F0", CultureInfo.InvariantCulture)} {unit}");

    public void AddOurs(Measured ours, SitePages pages, TimeSpan limit)
    {
        AddPages("", ours, pages);
        Add("time_vs_limit", ours.Elapsed / limit, "x");
    }

    /// <summary>Of a peer: <see cref="NaiveProgram"/> and <see cref="HugoSite"/> say what each leaves out.</summary>
    public void AddPeer(string peer, Measured theirs, SitePages theirPages, Measured ours, SitePages pages)
    {
        AddPages($"{peer}_", theirs, theirPages);
        Add($"memory_vs_{peer}", (double)ours.PeakMemory / theirs.PeakMemory, "x");
        Add($"pages_per_processor_second_vs_{peer}", theirs.Processor / ours.Processor, "x");
        Add($"all_pages_per_s_vs_{peer}", pages.Count / ours.Elapsed.TotalSeconds / (theirPages.Count / theirs.Elapsed.TotalSeconds), "x");
        Add($"pages_per_s_vs_{peer}", theirs.Elapsed / ours.Elapsed, "x");
    }

    private void AddPages(string whose, Measured build, SitePages pages)
    {
        Add($"{whose}pages_per_s", records / build.Elapsed.TotalSeconds, "pages/s");
        Add($"{whose}all_pages", pages.Count, "pages");
        Add($"{whose}peak_memory", build.PeakMemory / 1e6, "MB");
        Add($"{whose}page_size", pages.MinutesBytes / 1e3, "kB");
    }
}

/// <summary>The pages of a site.</summary>
/// <param name="Count">How many there are; one at two addresses counts once.</param>
/// <param name="MinutesBytes">How large a page of minutes is, on average.</param>
internal readonly record struct SitePages(int Count, double MinutesBytes)
{
    public static async Task<SitePages> OfAsync(string site, CancellationToken cancellation)
    {
        var inodes = await Measured.RunAsync("find", [site, "-type", "f", "-name", "*.html", "-printf", @"%i\n"], cancellation: cancellation);
        var minutes = Directory.EnumerateDirectories(Path.Join(site, "meetings"))
            .SelectMany(static series => Directory.EnumerateDirectories(series, "*-*")) // not its years
            .Average(static meeting => new FileInfo(Path.Join(meeting, "index.html")).Length);
        return new SitePages(inodes.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().Count(), minutes);
    }
}
