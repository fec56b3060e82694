using System.Diagnostics;
using System.Globalization;
using OpenMinutes.Benchmarks.Publishing;

namespace OpenMinutes.Benchmarks.Serving;

/// <summary>
/// What a write costs while records become more: processor time of the api and of PostgreSQL together, which other work on the machine disturbs little, and wall-clock time. Between the
/// measurements the records come in batches, whose speed is compared with that of COPY at the end.
/// </summary>
internal static class GrowthBenchmark
{
    private const int Clients = 16;
    private const int Measured = 2_000;
    private const int Turns = 3;
    private static readonly int[] Sizes = [1_000, 3_000, 10_000, 30_000, 100_000];

    public static async Task RunAsync(int most, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("openminutes-growth-").FullName;
        try
        {
            await using var instance = await Instance.StartAsync(folder, cancellation, withPublisher: false);
            await BatchBenchmark.PrepareAsync(instance, cancellation);
            await WriteAsync(instance, 0, cancellation);

            var count = Measured;
            double? first = null;
            foreach (var size in Sizes.Where(size => size <= most))
            {
                while (count < size)
                {
                    var lines = Math.Min(BatchBenchmark.Lines, size - count);
                    await BatchBenchmark.SendAsync(instance, count, lines, cancellation);
                    count += lines;
                }

                var (elapsed, processor) = await WriteAsync(instance, 1_000_000 + count, cancellation);
                count += Measured;
                first ??= processor;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"growth.{size}.processor_per_write = {processor:0.000} ms"));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"growth.{size}.elapsed_per_write = {elapsed:0.000} ms"));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"growth.{size}.processor_vs_first = {processor / first:0.00} x"));
            }

            await BatchBenchmark.CompareAsync(instance, Turns, from: 2_000_000, cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Milliseconds for each of some writes: of the wall clock, and of processors.</summary>
    private static async Task<(double Elapsed, double Processor)> WriteAsync(Instance instance, int from, CancellationToken cancellation)
    {
        var (clock, before) = (Stopwatch.StartNew(), instance.ProcessorTime());
        await Parallel.ForAsync(from, from + Measured, new ParallelOptions { MaxDegreeOfParallelism = Clients, CancellationToken = cancellation }, async (number, _) =>
            await Instance.SendAsync(instance.Writer, HttpMethod.Put, $"records/{BatchBenchmark.Id(number)}", SizedRecord.Of(BatchBenchmark.Id(number)), null, cancellation));
        return (clock.Elapsed.TotalMilliseconds / Measured, (instance.ProcessorTime() - before).Together.TotalMilliseconds / Measured);
    }
}
