namespace OpenMinutes.Tests.Api;

/// <summary>Waits for what another does in its own time, looking again and again; two minutes at most.</summary>
internal static class Eventually
{
    public static async Task<T> Async<T>(Func<Task<T>> look, Func<T, bool> isThere)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var seen = await look();
            if (isThere(seen))
                return seen;
            await Task.Delay(100, limit.Token);
        }
    }
}
