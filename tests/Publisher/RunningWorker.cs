using OpenMinutes.Publisher.Delivering;
using OpenMinutes.Publisher.Jobs;
using OpenMinutes.Rendering;

namespace OpenMinutes.Tests.Publisher;

/// <summary>A worker that does the jobs of the target "site" until it is disposed.</summary>
internal sealed class RunningWorker : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public RunningWorker(PublicContent content, Delivery? delivery = null, Func<SiteFiles>? files = null)
    {
        delivery ??= Delivery.None;
        _work = new Worker(
            content.Publisher,
            new JobQueue(content.Publisher, "site", "test", Worker.Lease),
            new Undoing(content.Publisher, "site", content.Trees, delivery),
            content.Trees,
            () => content.Site(files?.Invoke(), delivery),
            delivery,
            static _ => { }).RunAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }
}
