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

    /// <summary>What a process has taken of processors so far, and with it its children, those that have ended too.</summary>
    public static TimeSpan ProcessorTime(int process, bool withChildren)
    {
        var ticks = 0L;
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(static folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                var fields = StatOf(int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture));
                if (Path.GetFileName(folder) == $"{process}")
                    ticks += Number(fields[11]) + Number(fields[12]) + (withChildren ? Number(fields[13]) + Number(fields[14]) : 0);
                else if (withChildren && fields[1] == $"{process}")
                    ticks += Number(fields[11]) + Number(fields[12]);
            }
            catch (IOException)
            {
                // It ended while we looked.
            }
        }

        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
    }

    /// <summary>The fields of a process's state from the third on: its state, its parent, …; its name may hold anything.</summary>
    private static string[] StatOf(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static (long PeakMemory, TimeSpan Processor)? Look(int process)
    {
        try
        {
            var peak = File.ReadLines($"/proc/{process}/status").FirstOrDefault(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            if (peak is null)
                return null; // it has ended, and nobody has asked how
            var fields = StatOf(process);
            var ticks = Number(fields[11]) + Number(fields[12]); // utime and stime
            return (1024 * Number(peak.Split()[^2]), TimeSpan.FromSeconds((double)ticks / TicksPerSecond));
        }
        catch (IOException)
        {
            return null; // it ended while we looked
        }
    }
}
