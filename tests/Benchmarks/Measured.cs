using System.Diagnostics;
using System.Globalization;

namespace OpenMinutes.Benchmarks;

/// <summary>What a program took from its start to its end.</summary>
/// <param name="Elapsed">Wall-clock time.</param>
/// <param name="Processor">Processor time of all its threads: unlike the wall clock, little disturbed by what else the machine does.</param>
/// <param name="PeakMemory">The most memory it had at once (resident set), in bytes.</param>
/// <param name="Output">What it wrote to standard output.</param>
internal sealed record Measured(TimeSpan Elapsed, TimeSpan Processor, long PeakMemory, string Output)
{
    private const int TicksPerSecond = 100; // USER_HZ
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);

    public static async Task<Measured> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null, CancellationToken cancellation = default)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var ended = process.WaitForExitAsync(cancellation);
        var (peak, processor) = (0L, TimeSpan.Zero);
        while (!ended.IsCompleted)
        {
            // The kernel keeps the peak and the sum, so only what happens after the last look is missed.
            if (Look(process.Id) is var (memory, time))
                (peak, processor) = (memory, time);
            await Task.WhenAny(ended, Task.Delay(Glance, cancellation));
        }
        await ended;
        clock.Stop();
        return process.ExitCode == 0
            ? new Measured(clock.Elapsed, processor, peak, await output)
            : throw new BenchmarkException($"{program} exited with {process.ExitCode}: {await errors}");
    }

    /// <summary>The run in the middle.</summary>
    public static Measured Median(IEnumerable<Measured> runs)
    {
        var byTime = runs.OrderBy(static run => run.Elapsed).ToList();
        return byTime[byTime.Count / 2];
    }

    private static (long PeakMemory, TimeSpan Processor)? Look(int process)
    {
        try
        {
            var peak = File.ReadLines($"/proc/{process}/status").FirstOrDefault(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            if (peak is null)
                return null; // it has ended, and nobody has asked how
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = Number(fields[11]) + Number(fields[12]); // utime and stime
            return (1024 * Number(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]), TimeSpan.FromSeconds((double)ticks / TicksPerSecond));
        }
        catch (IOException)
        {
            return null; // it ended while we looked
        }

        static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
    }
}
