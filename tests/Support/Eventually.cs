namespace OpenMinutes.Tests.Support;

/// <summary>Waits for what another does in its own time, looking again and again. A machine that is busy with other things may take long; one that takes this long hangs.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    /// <summary>What was seen when it was there; an exception with what was seen last if it never was.</summary>
    public static async Task<T> Async<T>(Func<Task<T>> look, Func<T, bool> isThere)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        for (var pause = TimeSpan.FromMilliseconds(10); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var seen = await look();
            if (isThere(seen))
                return seen;
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"It did not happen within {Patience.TotalMinutes} minutes; what was seen last: {seen}");
            await Task.Delay(pause, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Waits until something is so.</summary>
    public static Task TrueAsync(Func<bool> isSo) => Async(() => Task.FromResult(isSo()), static so => so);
}
