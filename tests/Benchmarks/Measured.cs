using System.Diagnostics;
using System.Globalization;

namespace OpenMinutes.Benchmarks;

/// <summary>What a program took from its start to its end.</summary>
/// <param name="Elapsed">Wall-clock time.</param>
/// <param name="PeakMemory">The most memory it had at once (resident set), in bytes.</param>
/// <param name="Output">What it wrote to standard output.</param>
internal sealed record Measured(TimeSpan Elapsed, long PeakMemory, string Output)
{
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
        var peak = 0L;
        while (!ended.IsCompleted)
        {
            // The kernel keeps the peak, so only what happens after the last look is missed.
            peak = Math.Max(peak, PeakOf(process.Id));
            await Task.WhenAny(ended, Task.Delay(Glance, cancellation));
        }
        await ended;
        clock.Stop();
        return process.ExitCode == 0
            ? new Measured(clock.Elapsed, peak, await output)
            : throw new BenchmarkException($"{program} exited with {process.ExitCode}: {await errors}");
    }

    /// <summary>The run in the middle.</summary>
    public static Measured Median(IEnumerable<Measured> runs)
    {
        var byTime = runs.OrderBy(static run => run.Elapsed).ToList();
        return byTime[byTime.Count / 2];
    }

    private static long PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // it ended while we looked
        }
    }
}
