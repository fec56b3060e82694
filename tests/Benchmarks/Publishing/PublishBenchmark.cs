using System.Diagnostics;

namespace OpenMinutes.Benchmarks.Publishing;

/// <summary>Minutes in over HTTP, a website out, and the same text through Hugo on the same machine in the same run.</summary>
internal static class PublishBenchmark
{
    private const int Writers = 8;

    /// <param name="records">How many minutes; each number is measured for itself.</param>
    /// <param name="text">How long the text of each is at most, in bytes.</param>
    /// <param name="runs">How often each is measured.</param>
    /// <param name="htmlOnly">Pages alone.</param>
    /// <param name="alone">Without Hugo.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task RunAsync(IEnumerable<int> records, int text, int runs, bool htmlOnly, bool alone, CancellationToken cancellation)
    {
        if (!alone)
            await HugoSite.RequireAsync(cancellation);
        var folder = Directory.CreateTempSubdirectory("openminutes-benchmark-").FullName;
        try
        {
            var figures = new List<string>();
            foreach (var count in records)
                figures.AddRange(await RunAsync(Directory.CreateDirectory(Path.Join(folder, $"{count}")).FullName, count, text, runs, htmlOnly, alone, cancellation));
            figures.ForEach(Console.WriteLine);
        }
        finally
        {
            // Not before: ext4 is slow to make files just after many were deleted.
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Loads minutes and stays until it is interrupted, so that a profiler can look at what publishes them.</summary>
    public static async Task HoldAsync(int records, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("openminutes-benchmark-").FullName;
        try
        {
            await using var instance = await Instance.StartAsync(folder, cancellation);
            await LoadAsync(instance, 0, records, cancellation);
            Console.WriteLine($"""
                OPENMINUTES_PUBLISHER_DB='{instance.Publisher}'
                OPENMINUTES_DB='{instance.Owner}'
                Ctrl-C ends it.
                """);
            await Task.Delay(Timeout.Infinite, cancellation);
        }
        catch (OperationCanceledException)
        {
            // As it was told to.
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IEnumerable<string>> RunAsync(string folder, int records, int text, int runs, bool htmlOnly, bool alone, CancellationToken cancellation)
    {
        await using var instance = await Instance.StartAsync(folder, cancellation);
        var put = await LoadAsync(instance, 0, records, cancellation, text);

        var ours = new List<Measured>();
        var postgres = new List<TimeSpan>();
        var naive = new List<Measured>();
        var hugo = new List<Measured>();
        var limits = new List<TimeSpan>();
        // Not measured, as it also warms the disk. Its Markdown files are Hugo's sources.
        var release = Path.Join(folder, "release");
        await BuildAsync(instance, release, htmlOnly && alone, cancellation);
        if (!alone)
            HugoSite.Write(Path.Join(release, "live"), Path.Join(folder, "hugo"), htmlOnly);
        for (var run = 0; run < runs; run++)
        {
            // New directories each time: all write every file.
            var site = Path.Join(folder, $"site-{run}");
            await SyncAsync(cancellation);
            var before = instance.ProcessorTime().Database;
            ours.Add(await BuildAsync(instance, site, htmlOnly, cancellation));
            postgres.Add(instance.ProcessorTime().Database - before);
            Told("openminutes", ours[^1]);
            Console.WriteLine($"postgresql  processors {postgres[^1].TotalSeconds:F2} s");
            if (htmlOnly)
            {
                await SyncAsync(cancellation);
                naive.Add(await NaiveAsync(instance, Path.Join(folder, $"naive-{run}"), cancellation));
                Told("naive      ", naive[^1]);
            }

            await SyncAsync(cancellation);
            limits.Add(await Limit.MeasureAsync(instance.Publisher, Path.Join(site, "live/"), Path.Join(folder, $"copy-{run}"), cancellation));
            Console.WriteLine($"limit       {limits[^1].TotalSeconds:F2} s");
            if (alone)
                continue;
            await SyncAsync(cancellation);
            hugo.Add(await HugoSite.BuildAsync(Path.Join(folder, "hugo"), Path.Join(folder, $"hugo-{run}"), cancellation));
            Told("hugo       ", hugo[^1]);
        }

        var report = new Report($"publish.{records}{(htmlOnly ? ".html_only" : "")}", records);
        report.Add("http_records_per_s", records / put.TotalSeconds, "records/s");
        var pages = await SitePages.OfAsync(Path.Join(folder, "site-0", "live/"), cancellation);
        report.AddOurs(Measured.Median(ours), pages, limits.Order().ElementAt(limits.Count / 2));
        report.Add("postgresql_processor_time", postgres.Order().ElementAt(postgres.Count / 2).TotalSeconds, "s");
        if (htmlOnly)
            report.AddPeer("naive", Measured.Median(naive), await SitePages.OfAsync(Path.Join(folder, "naive-0"), cancellation), Measured.Median(ours), pages);
        if (!alone)
            report.AddPeer("hugo", Measured.Median(hugo), await SitePages.OfAsync(Path.Join(folder, "hugo-0"), cancellation), Measured.Median(ours), pages);
        return report.Figures;
    }

    private static void Told(string who, Measured run) => Console.WriteLine(
        $"{who} {run.Elapsed.TotalSeconds:F2} s, processors {run.Processor.TotalSeconds:F2} s, {run.PeakMemory / 1e6:F0} MB {run.Output.Trim()}");

    /// <summary>Posts, submits and approves records as internal systems and editors do.</summary>
    /// <param name="instance">Where.</param>
    /// <param name="there">How many are there already.</param>
    /// <param name="records">How many there are to be.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="text">How long the text of each is at most, in bytes.</param>
    /// <returns>How long the posting took.</returns>
    public static async Task<TimeSpan> LoadAsync(Instance instance, int there, int records, CancellationToken cancellation, int text = int.MaxValue)
    {
        foreach (var (slug, json) in there > 0 ? [] : Meetings.Series())
            await Instance.SendAsync(instance.Admin, HttpMethod.Put, $"series/{slug}", json, null, cancellation);
        foreach (var (slug, json) in there > 0 ? [] : Meetings.Units())
            await Instance.SendAsync(instance.Admin, HttpMethod.Put, $"units/{slug}", json, null, cancellation);

        var put = await EachAsync("posted", (meeting, stop) =>
            Instance.SendAsync(instance.Writer, HttpMethod.Put, $"records/{Meetings.IdOf(meeting)}", Meetings.Record(meeting, text), null, stop));
        await EachAsync("submitted and approved", async (meeting, stop) =>
        {
            await Instance.SendAsync(instance.Writer, HttpMethod.Post, $"records/{Meetings.IdOf(meeting)}/submit", "{}"u8.ToArray(), "\"r1\"", stop);
            await Instance.SendAsync(instance.Approver, HttpMethod.Post, $"records/{Meetings.IdOf(meeting)}/approve", "{}"u8.ToArray(), "\"r2\"", stop);
        });
        return put;

        async Task<TimeSpan> EachAsync(string what, Func<int, CancellationToken, Task> send)
        {
            var clock = Stopwatch.StartNew();
            await Parallel.ForAsync(there, records, new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = cancellation }, async (meeting, stop) => await send(meeting, stop));
            Console.WriteLine($"{records - there} records {what} in {clock.Elapsed.TotalSeconds:F1} s");
            return clock.Elapsed;
        }
    }

    /// <summary>Nobody shall wait for what the one before has written: only ours does for its own.</summary>
    private static async Task SyncAsync(CancellationToken cancellation) => await Measured.RunAsync("sync", [], cancellation: cancellation);

    private static Task<Measured> BuildAsync(Instance instance, string site, bool htmlOnly, CancellationToken cancellation) => Measured.RunAsync(
        instance.PublisherProgram,
        ["build", "--site", site, .. htmlOnly ? ["--html-only"] : Array.Empty<string>()],
        new Dictionary<string, string> { ["OPENMINUTES_PUBLISHER_DB"] = instance.Publisher },
        cancellation: cancellation);

    private static Task<Measured> NaiveAsync(Instance instance, string site, CancellationToken cancellation) => Measured.RunAsync(
        "dotnet", ["exec", typeof(NaiveProgram).Assembly.Location, "naive-site", instance.Publisher, site], cancellation: cancellation);
}
