using System.Diagnostics;
using System.Globalization;

namespace OpenMinutes.Benchmarks.Serving;

/// <summary>What came of asking again and again.</summary>
/// <param name="PerSecond">How many requests a second were answered as expected.</param>
/// <param name="Processor">The processor time of one: of who asked, who answered and the database together.</param>
internal sealed record Rate(double PerSecond, TimeSpan Processor)
{
    /// <summary>The rate as it would be if nothing else ran on the machine and the processors were all that limits it; other work disturbs it little.</summary>
    public double PerProcessorSecond => 1 / Processor.TotalSeconds;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PerSecond:0} a second, {Processor.TotalMilliseconds:0.000} ms of processors each");
}

/// <summary>Clients that ask again and again, for a while.</summary>
internal static class Load
{
    /// <param name="clients">How many ask at the same time.</param>
    /// <param name="time">For how long.</param>
    /// <param name="ask">One request; its number is never used twice.</param>
    /// <param name="processor">What those who answer have taken of processors so far.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<Rate> RunAsync(int clients, TimeSpan time, Func<int, Task> ask, Func<TimeSpan> processor, CancellationToken cancellation)
    {
        var (next, done) = (0, 0);
        var before = processor() + Own;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(
            async () =>
            {
                while (clock.Elapsed < time)
                {
                    await ask(Interlocked.Increment(ref next));
                    Interlocked.Increment(ref done);
                }
            },
            cancellation)));
        return new Rate(done / clock.Elapsed.TotalSeconds, (processor() + Own - before) / done);
    }

    public static double Median(IEnumerable<double> figures)
    {
        var sorted = figures.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    /// <summary>The median of the ratios of runs that were made one after the other.</summary>
    public static double Ratio(IEnumerable<Rate> ours, IEnumerable<Rate> theirs, Func<Rate, double> figure) => Median(ours.Zip(theirs, (one, other) => figure(one) / figure(other)));

    private static TimeSpan Own => Environment.CpuUsage.TotalTime;
}
