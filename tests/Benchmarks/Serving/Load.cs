using System.Diagnostics;
using System.Globalization;

namespace OpenMinutes.Benchmarks.Serving;

/// <summary>What came of asking again and again.</summary>
/// <param name="PerSecond">How many requests a second were answered as expected.</param>
/// <param name="Asking">What of processors one took of who asked.</param>
/// <param name="Answering">What one took of who answered, the database apart.</param>
/// <param name="Database">What one took of the database.</param>
internal sealed record Rate(double PerSecond, TimeSpan Asking, TimeSpan Answering, TimeSpan Database)
{
    /// <summary>The rate as it would be if nothing else ran on the machine and the processors were all that limits it; other work disturbs it little.</summary>
    public double PerProcessorSecond => 1 / (Asking + Answering + Database).TotalSeconds;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{PerSecond:0} a second, {1_000_000 / PerProcessorSecond:0} µs of processors each ({Asking.TotalMicroseconds:0} asking, {Answering.TotalMicroseconds:0} answering, {Database.TotalMicroseconds:0} in the database)");
}

/// <summary>What those who answer have taken of processors so far.</summary>
/// <param name="Answering">The web server.</param>
/// <param name="Database">PostgreSQL, if there is one behind it.</param>
internal readonly record struct Spent(TimeSpan Answering, TimeSpan Database)
{
    public TimeSpan Together => Answering + Database;

    public static Spent operator -(Spent after, Spent before) => new(after.Answering - before.Answering, after.Database - before.Database);
}

/// <summary>Clients that ask again and again, for a while.</summary>
internal static class Load
{
    /// <param name="clients">How many ask at the same time.</param>
    /// <param name="time">For how long.</param>
    /// <param name="ask">One request; its number is never used twice.</param>
    /// <param name="spent">What those who answer have taken of processors so far.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<Rate> RunAsync(int clients, TimeSpan time, Func<int, Task> ask, Func<Spent> spent, CancellationToken cancellation)
    {
        var (next, done) = (0, 0);
        var (before, ownBefore) = (spent(), Own);
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
        var (elapsed, own, theirs) = (clock.Elapsed, Own - ownBefore, spent() - before);
        return new Rate(done / elapsed.TotalSeconds, own / done, theirs.Answering / done, theirs.Database / done);
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
