using System.Diagnostics;
using System.Globalization;

namespace OpenMinutes.Benchmarks.Publishing;

/// <summary>Minutes in over HTTP, a website out, and the same text through Hugo on the same machine in the same run.</summary>
internal static class PublishBenchmark
{
    private const int Writers = 8;

    public static async Task RunAsync(int records, int runs, bool htmlOnly, CancellationToken cancellation)
    {
        await HugoSite.RequireAsync(cancellation);
        var folder = Directory.CreateTempSubdirectory("openminutes-benchmark-").FullName;
        try
        {
            await using var instance = await Instance.StartAsync(folder, cancellation);
            var put = await LoadAsync(instance, records, cancellation);

            var ours = new List<Measured>();
            var hugo = new List<Measured>();
            // Always with its Markdown files, which are Hugo's sources; not measured, as it also warms the disk.
            var release = Path.Join(folder, "release");
            await BuildAsync(instance, release, htmlOnly: false, cancellation);
            HugoSite.Write(Path.Join(release, "live"), Path.Join(folder, "hugo"), htmlOnly);
            for (var run = 0; run < runs; run++)
            {
                // New directories each time: both write every file. They are deleted at the end, because ext4 is slow to make files just after many were deleted.
                ours.Add(await BuildAsync(instance, Path.Join(folder, $"site-{run}"), htmlOnly, cancellation));
                Console.WriteLine($"openminutes {ours[^1].Elapsed.TotalSeconds:F2} s, processors {ours[^1].Processor.TotalSeconds:F2} s, {ours[^1].PeakMemory / 1e6:F0} MB: {ours[^1].Output.Trim()}");
                hugo.Add(await HugoSite.BuildAsync(Path.Join(folder, "hugo"), Path.Join(folder, $"hugo-{run}"), cancellation));
                Console.WriteLine($"hugo        {hugo[^1].Elapsed.TotalSeconds:F2} s, processors {hugo[^1].Processor.TotalSeconds:F2} s, {hugo[^1].PeakMemory / 1e6:F0} MB");
            }
            Report(records, htmlOnly, put, Measured.Median(ours), Measured.Median(hugo));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Posts, submits and approves every record as internal systems and editors do.</summary>
    /// <returns>How long the posting took.</returns>
    private static async Task<TimeSpan> LoadAsync(Instance instance, int records, CancellationToken cancellation)
    {
        foreach (var (slug, json) in Meetings.Series())
            await Instance.SendAsync(instance.Admin, HttpMethod.Put, $"series/{slug}", json, null, cancellation);
        foreach (var (slug, json) in Meetings.Units())
            await Instance.SendAsync(instance.Admin, HttpMethod.Put, $"units/{slug}", json, null, cancellation);

        var put = await EachAsync("posted", (meeting, stop) =>
            Instance.SendAsync(instance.Writer, HttpMethod.Put, $"records/{Meetings.IdOf(meeting)}", Meetings.Record(meeting), null, stop));
        await EachAsync("submitted and approved", async (meeting, stop) =>
        {
            await Instance.SendAsync(instance.Writer, HttpMethod.Post, $"records/{Meetings.IdOf(meeting)}/submit", "{}"u8.ToArray(), "\"r1\"", stop);
            await Instance.SendAsync(instance.Approver, HttpMethod.Post, $"records/{Meetings.IdOf(meeting)}/approve", "{}"u8.ToArray(), "\"r2\"", stop);
        });
        return put;

        async Task<TimeSpan> EachAsync(string what, Func<int, CancellationToken, Task> send)
        {
            var clock = Stopwatch.StartNew();
            await Parallel.ForAsync(0, records, new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellation }, async (meeting, stop) => await send(meeting, stop));
            Console.WriteLine($"{records} records {what} in {clock.Elapsed.TotalSeconds:F1} s");
            return clock.Elapsed;
        }
    }

    private static Task<Measured> BuildAsync(Instance instance, string site, bool htmlOnly, CancellationToken cancellation) => Measured.RunAsync(
        "dotnet",
        [Checkout.Program("publisher", "OpenMinutes.Publisher"), "build", "--site", site, .. htmlOnly ? ["--html-only"] : Array.Empty<string>()],
        new Dictionary<string, string> { ["OPENMINUTES_PUBLISHER_DB"] = instance.Publisher },
        cancellation: cancellation);

    private static void Report(int records, bool htmlOnly, TimeSpan put, Measured ours, Measured hugo)
    {
        var name = $"publish.{records}{(htmlOnly ? ".html_only" : "")}";
        Figure("http_records_per_s", records / put.TotalSeconds, "records/s");
        Figure("pages_per_s", records / ours.Elapsed.TotalSeconds, "pages/s");
        Figure("peak_memory", ours.PeakMemory / 1e6, "MB");
        Figure("hugo_pages_per_s", records / hugo.Elapsed.TotalSeconds, "pages/s");
        Figure("hugo_peak_memory", hugo.PeakMemory / 1e6, "MB");
        Figure("memory_vs_hugo", (double)ours.PeakMemory / hugo.PeakMemory, "x");
        Figure("pages_per_processor_second_vs_hugo", hugo.Processor / ours.Processor, "x");
        Figure("pages_per_s_vs_hugo", hugo.Elapsed / ours.Elapsed, "x");

        void Figure(string figure, double value, string unit) =>
            Console.WriteLine($"{name}.{figure} = {value.ToString(value < 10 ? "F2" : "F0", CultureInfo.InvariantCulture)} {unit}");
    }
}
