using System.Diagnostics;
using System.Globalization;
using OpenMinutes.Benchmarks.Publishing;

namespace OpenMinutes.Benchmarks.Serving;

/// <summary>Reads of records over HTTP, beside a bare Kestrel that answers the same bytes from memory, in turns.</summary>
internal static class ReadsBenchmark
{
    private const int Clients = 16;
    private const int Records = 1_000;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(8);

    /// <summary>Until the code of either is compiled as it stays.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(int runs, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("openminutes-reads-").FullName;
        try
        {
            await using var instance = await Instance.StartAsync(folder, cancellation, withPublisher: false);
            await Instance.SendAsync(instance.Admin, HttpMethod.Put, "series/measured", """{ "name": "主管會議", "body": "數位發展部" }"""u8.ToArray(), null, cancellation);
            await Parallel.ForAsync(0, Records, cancellation, async (number, _) =>
                await Instance.SendAsync(instance.Writer, HttpMethod.Put, $"records/{Id(number)}", SizedRecord.Of(Id(number)), null, cancellation));

            // As a database is that has been there for a while, so that its own housekeeping does not fall into some turn.
            await Instance.ExecuteAsync(instance.Owner, "vacuum analyze");
            var body = Path.Join(folder, "body.json");
            await File.WriteAllBytesAsync(body, await instance.Writer.GetByteArrayAsync($"records/{Id(0)}", cancellation), cancellation);
            using var bare = Process.Start(new ProcessStartInfo("dotnet", [Environment.GetCommandLineArgs()[0], "bare-kestrel", body, "http://127.0.0.1:0"]) { RedirectStandardOutput = true })!;
            try
            {
                var address = new Uri((await bare.StandardOutput.ReadLineAsync(cancellation))!);
                using var client = new HttpClient { BaseAddress = address };
                var (ours, limit) = (new List<Rate>(), new List<Rate>());
                for (var run = 0; run <= runs; run++)
                {
                    var time = run == 0 ? WarmUp : Turn;
                    var (read, answered) = (
                        await Load.RunAsync(Clients, time, number => instance.Writer.GetByteArrayAsync($"records/{Id(number % Records)}", cancellation), instance.ProcessorTime, cancellation),
                        await Load.RunAsync(Clients, time, number => client.GetByteArrayAsync($"records/{Id(number % Records)}", cancellation), () => new Spent(Measured.ProcessorTime(bare.Id, withChildren: false), TimeSpan.Zero), cancellation));
                    Console.WriteLine($"{(run == 0 ? "warm-up" : $"run {run}")}: records {read}; bare {answered}");
                    if (run > 0)
                    {
                        ours.Add(read);
                        limit.Add(answered);
                    }
                }

                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"reads.body = {new FileInfo(body).Length} bytes"));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"reads.http = {Load.Median(ours.Select(static rate => rate.PerSecond)):0} reads/s"));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"reads.bare_kestrel = {Load.Median(limit.Select(static rate => rate.PerSecond)):0} reads/s"));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"reads.http_vs_bare_kestrel_by_processor = {Load.Ratio(ours, limit, static rate => rate.PerProcessorSecond):0.00} x"));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"reads.http_vs_bare_kestrel = {Load.Ratio(ours, limit, static rate => rate.PerSecond):0.00} x"));
            }
            finally
            {
                bare.Kill();
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"0000-{number:00000000}");
}
