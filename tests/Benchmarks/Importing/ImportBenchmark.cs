using System.Diagnostics;
using System.Text;
using OpenMinutes.Importing;

namespace OpenMinutes.Benchmarks.Importing;

/// <summary>Imports the reference document at sizes from 10 kB to 10 MB: time must grow with the length, and 247 kB take well under a second.</summary>
internal static class ImportBenchmark
{
    private static readonly int[] Kilobytes = [10, 50, 100, 247, 1_000, 2_500, 5_000, 10_000];

    public static async Task RunAsync(int runs, CancellationToken cancellation)
    {
        var reference = await File.ReadAllTextAsync(Checkout.PathOf("tests", "Snapshots", "moda-supervisors-18.txt"), cancellation);
        _ = Import(Document(reference, 100));
        foreach (var size in Kilobytes)
        {
            var document = Document(reference, size);
            var times = Enumerable.Range(0, runs).Select(_ => Import(document)).Order().ToList();
            var time = times[times.Count / 2];
            Console.WriteLine($"import.{size}kB.seconds = {time.TotalSeconds:0.000} s");
            Console.WriteLine($"import.{size}kB.rate = {document.Length / time.TotalSeconds / 1_000_000:0.0} MB/s");
        }
    }

    /// <summary>The reference document, its reports again and again until it is long enough.</summary>
    private static byte[] Document(string reference, int kilobytes)
    {
        var reports = reference[reference.IndexOf("一、數位策略司", StringComparison.Ordinal)..];
        var text = new StringBuilder(reference);
        for (var length = Encoding.UTF8.GetByteCount(reference); length < kilobytes * 1_000; length += Encoding.UTF8.GetByteCount(reports))
        {
            text.Append('\n').Append(reports);
        }

        var document = Encoding.UTF8.GetBytes(text.ToString());
        var end = Math.Min(document.Length, kilobytes * 1_000);
        while (end < document.Length && (document[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return document[..end];
    }

    private static TimeSpan Import(byte[] document)
    {
        var watch = Stopwatch.StartNew();
        var outcome = MinutesImporter.Import(document, MediaTypes.Text, new ImportOptions { Series = "supervisors", FileName = "moda-supervisors-18.txt" });
        return outcome.Result is not null ? watch.Elapsed : throw new BenchmarkException($"the import was refused: {outcome.Refusal}");
    }
}
