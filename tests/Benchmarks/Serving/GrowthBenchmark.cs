using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;
using OpenMinutes.Benchmarks.Publishing;

namespace OpenMinutes.Benchmarks.Serving;

/// <summary>
/// What a write costs while records become more: processor time of the api and of PostgreSQL together, which other work on the machine disturbs little, and wall-clock time. Between the
/// measurements the records come in batches, whose speed is compared with that of COPY.
/// </summary>
internal static class GrowthBenchmark
{
    private const int Clients = 16;
    private const int BatchLines = 5_000;
    private const int Measured = 2_000;
    private static readonly int[] Sizes = [1_000, 3_000, 10_000, 30_000, 100_000];

    public static async Task RunAsync(int most, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("openminutes-growth-").FullName;
        try
        {
            await using var instance = await Instance.StartAsync(folder, cancellation, withPublisher: false);
            await Instance.SendAsync(instance.Admin, HttpMethod.Put, "series/measured", """{ "name": "主管會議", "body": "數位發展部" }"""u8.ToArray(), null, cancellation);
            await Instance.ExecuteAsync(instance.Owner, "create table public.bare (id text primary key, document jsonb not null); alter table public.bare alter column document set compression lz4");
            await WriteAsync(instance, 0, cancellation);

            var count = Measured;
            var (batched, batchTime) = (0, TimeSpan.Zero);
            double? first = null;
            foreach (var size in Sizes.Where(size => size <= most))
            {
                while (count < size)
                {
                    var lines = Math.Min(BatchLines, size - count);
                    batchTime += await SendBatchAsync(instance, count, lines, cancellation);
                    (count, batched) = (count + lines, batched + lines);
                }

                var (elapsed, processor) = await WriteAsync(instance, 1_000_000 + count, cancellation);
                count += Measured;
                first ??= processor;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"growth.{size}.processor_per_write = {processor:0.000} ms"));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"growth.{size}.elapsed_per_write = {elapsed:0.000} ms"));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"growth.{size}.processor_vs_first = {processor / first:0.00} x"));
            }

            if (batched > 0)
            {
                var copied = await CopyAsync(instance.Owner, BatchLines, cancellation);
                var rate = batched / batchTime.TotalSeconds;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"growth.batch = {rate:0} records/s"));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"growth.copy = {copied:0} rows/s"));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"growth.batch_vs_copy = {rate / copied:0.00} x"));
            }
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
            await Instance.SendAsync(instance.Writer, HttpMethod.Put, $"records/{Id(number)}", SizedRecord.Of(Id(number)), null, cancellation));
        return (clock.Elapsed.TotalMilliseconds / Measured, (instance.ProcessorTime() - before).Together.TotalMilliseconds / Measured);
    }

    private static async Task<TimeSpan> SendBatchAsync(Instance instance, int from, int lines, CancellationToken cancellation)
    {
        var body = new MemoryStream();
        for (var number = from; number < from + lines; number++)
        {
            body.Write(SizedRecord.Of(Id(number)));
            body.WriteByte((byte)'\n');
        }

        body.Position = 0;
        using var content = new StreamContent(body) { Headers = { ContentType = new("application/x-ndjson") } };
        var clock = Stopwatch.StartNew();
        using var answer = await instance.Writer.PostAsync(new Uri("records/batch", UriKind.Relative), content, cancellation);
        var created = (await answer.Content.ReadAsStringAsync(cancellation)).Split('\n').Count(static line => line.Contains("\"status\":201", StringComparison.Ordinal));
        return created == lines ? clock.Elapsed : throw new BenchmarkException($"of {lines} lines {created} were written");
    }

    private static async Task<double> CopyAsync(string connectionString, int rows, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellation);
        var documents = Enumerable.Range(0, rows).Select(static number => (Id: Id(number), Document: Encoding.UTF8.GetString(SizedRecord.Of(Id(number))))).ToList();
        var clock = Stopwatch.StartNew();
        await using (var copy = await connection.BeginBinaryImportAsync("copy public.bare (id, document) from stdin (format binary)", cancellation))
        {
            foreach (var (id, document) in documents)
            {
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(id, cancellation);
                await copy.WriteAsync(document, NpgsqlTypes.NpgsqlDbType.Jsonb, cancellation);
            }

            await copy.CompleteAsync(cancellation);
        }

        return rows / clock.Elapsed.TotalSeconds;
    }

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"0000-{number:00000000}");
}
