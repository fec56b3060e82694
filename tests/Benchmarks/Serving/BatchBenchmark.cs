using System.Diagnostics;
using System.Globalization;
using OpenMinutes.Benchmarks.Publishing;

namespace OpenMinutes.Benchmarks.Serving;

/// <summary>Records of 16 kB in batches of 5,000 lines over HTTP, beside COPY of the same rows into the same tables, and of the documents alone. In turns, on one PostgreSQL.</summary>
internal static class BatchBenchmark
{
    public const int Lines = 5_000;

    public static async Task RunAsync(int runs, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("openminutes-batches-").FullName;
        try
        {
            await using var instance = await Instance.StartAsync(folder, cancellation, withPublisher: false);
            await PrepareAsync(instance, cancellation);
            await CompareAsync(instance, runs, from: 0, cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Makes the series of all records, and the table of two columns.</summary>
    public static async Task PrepareAsync(Instance instance, CancellationToken cancellation)
    {
        await Instance.SendAsync(instance.Admin, HttpMethod.Put, "series/measured", """{ "name": "主管會議", "body": "數位發展部" }"""u8.ToArray(), null, cancellation);
        await Instance.ExecuteAsync(instance.Owner, "create table public.bare (id text primary key, document jsonb not null); alter table public.bare alter column document set compression lz4");
    }

    /// <summary>Prints how fast each is, after a first turn in which the api's code is compiled and which does not count.</summary>
    public static async Task CompareAsync(Instance instance, int runs, int from, CancellationToken cancellation)
    {
        var (batches, copies, bare) = (new List<Rate>(), new List<Rate>(), new List<Rate>());
        for (var run = 0; run <= runs; run++)
        {
            // What PostgreSQL has left to do after the one falls into the time of the other: each is first in turn.
            var first = run % 2 == 0 ? await SendAsync(instance, from, Lines, cancellation) : null;
            var records = new CopiedRecords(Enumerable.Range(from + Lines, Lines).Select(static number => SizedRecord.Of(Id(number))));
            var (copied, documents) = (await records.WriteAsync(instance, cancellation), await records.WriteBareAsync(instance, cancellation));
            var sent = first ?? await SendAsync(instance, from, Lines, cancellation);
            from += 2 * Lines;
            Console.WriteLine($"{(run == 0 ? "warm-up" : $"run {run}")}: batch {sent}; copy of rows {copied}; copy of documents {documents}");
            if (run > 0)
            {
                batches.Add(sent);
                copies.Add(copied);
                bare.Add(documents);
            }
        }

        Print("batch", Load.Median(batches.Select(static rate => rate.PerSecond)), "records/s");
        Print("copy_of_rows", Load.Median(copies.Select(static rate => rate.PerSecond)), "records/s");
        Print("copy_of_documents", Load.Median(bare.Select(static rate => rate.PerSecond)), "rows/s");
        Print("batch_vs_copy_of_documents", Load.Ratio(batches, bare, static rate => rate.PerSecond), "x");
        Print("batch_vs_copy_of_rows_by_processor", Load.Ratio(batches, copies, static rate => rate.PerProcessorSecond), "x");
        Print("batch_vs_copy_of_rows", Load.Ratio(batches, copies, static rate => rate.PerSecond), "x");
    }

    /// <summary>Sends records in one batch; how fast they are written.</summary>
    public static async Task<Rate> SendAsync(Instance instance, int from, int lines, CancellationToken cancellation)
    {
        var body = new MemoryStream();
        for (var number = from; number < from + lines; number++)
        {
            body.Write(SizedRecord.Of(Id(number)));
            body.WriteByte((byte)'\n');
        }

        body.Position = 0;
        using var content = new StreamContent(body) { Headers = { ContentType = new("application/x-ndjson") } };
        var (clock, own, spent) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime, instance.ProcessorTime());
        using var answer = await instance.Writer.PostAsync(new Uri("records/batch", UriKind.Relative), content, cancellation);
        var created = (await answer.Content.ReadAsStringAsync(cancellation)).Split('\n').Count(static line => line.Contains("\"status\":201", StringComparison.Ordinal));
        var (elapsed, ended) = (clock.Elapsed, instance.ProcessorTime() - spent);
        return created == lines
            ? new Rate(lines / elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - own) / lines, ended.Answering / lines, ended.Database / lines)
            : throw new BenchmarkException($"of {lines} lines {created} were written");
    }

    public static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"0000-{number:00000000}");

    private static void Print(string figure, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"batches.{figure} = {(unit == "x" ? $"{value:0.00}" : $"{value:0}")} {unit}"));
}
