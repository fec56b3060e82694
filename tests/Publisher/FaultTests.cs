using System.Diagnostics;
using System.Globalization;
using OpenMinutes.Publisher;
using OpenMinutes.Publisher.Delivering;
using OpenMinutes.Publisher.Jobs;
using OpenMinutes.Tests.EndToEnd;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher;

/// <summary>
/// A publisher in a process of its own is killed at every named step, and at moments of chance: what is live then is one release, and whoever goes on makes of it what a full build makes,
/// with no job lost and no file left over. OPENMINUTES_KILLS says how often it is killed by chance, OPENMINUTES_KILLS_SEED when.
/// </summary>
public sealed class FaultTests : IAsyncLifetime
{
    private const int Killed = 128 + 9;

    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("OPENMINUTES_KILLS") ?? "3", CultureInfo.InvariantCulture);
    private static readonly int Seed = int.Parse(Environment.GetEnvironmentVariable("OPENMINUTES_KILLS_SEED") ?? "11", CultureInfo.InvariantCulture);

    private readonly PublicContent _content = new();
    private int _published = 20;

    public async ValueTask InitializeAsync()
    {
        await _content.InitializeAsync();
        for (var number = 18; number <= _published; number++)
            await _content.PublishAsync(number);
    }

    public ValueTask DisposeAsync() => _content.DisposeAsync();

    [Fact]
    public async Task A_publication_that_dies_at_any_step_is_gone_on_with()
    {
        var site = await FirstReleaseAsync();
        foreach (var step in Enum.GetValues<Step>().Except([Step.Renewed]))
        {
            await ChangeAsync();
            await _content.QueryAsync<long>("select publishing.request('requested')");
            await DieAsync(site, step);
            await GoOnAsync(site, $"killed at {step}");
        }
    }

    [Theory]
    [InlineData(nameof(Step.Written))]
    [InlineData(nameof(Step.Switched))]
    public async Task A_first_release_that_dies_is_gone_on_with(string step)
    {
        var site = Site();
        await _content.QueryAsync<long>("select publishing.request('requested')");
        await DieAsync(site, Enum.Parse<Step>(step));
        await GoOnAsync(site, $"killed at {step}");
    }

    [Fact]
    public async Task A_way_back_that_dies_at_any_step_is_gone_on_with()
    {
        var site = await FirstReleaseAsync();
        foreach (var step in new[] { Step.Renewed, Step.RootWritten, Step.Linked, Step.Switched, Step.Recorded })
        {
            var before = site.OwnFiles();
            await _content.PublishAsync(++_published);
            await site.PublishAsync();
            await _content.QueryAsync<long>("select publishing.request_rollback()");
            await DieAsync(site, step);
            await FinishAsync(site);

            Assert.Equal(before, site.OwnFiles());
            site.IsInOrder();
            await _content.RemoveAsync(_published);
        }
    }

    [Fact]
    public async Task A_publisher_that_is_killed_at_any_moment_loses_nothing()
    {
        var site = await FirstReleaseAsync();
        var random = new Random(Seed);
        var longest = await TimeAsync(site);
        for (var kill = 1; kill <= Kills; kill++)
        {
            await ChangeAsync();
            await _content.QueryAsync<long>("select publishing.request('requested')");
            var after = longest * random.NextDouble();
            using (var publisher = Process.Start(site.StartOfWorker(_content.PublisherConnection))!)
            {
                await Task.Delay(after, TestContext.Current.CancellationToken);
                publisher.Kill();
                await publisher.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            site.IsWhole();
            if (random.Next(3) == 0)
                await GoOnAsync(site, $"seed {Seed}, kill {kill}, after {after}");
            else
                await ExpireAsync();
        }

        await GoOnAsync(site, $"seed {Seed}, after {Kills} kills");
    }

    private SiteFolder Site() => new(_content.Publisher, _content.Folder, "site");

    private async Task<SiteFolder> FirstReleaseAsync()
    {
        var site = Site();
        await site.PublishAsync();
        return site;
    }

    /// <summary>Minutes come, some get another edition, and some are withdrawn.</summary>
    private async Task ChangeAsync()
    {
        _published++;
        await _content.PublishAsync(_published);
        await _content.PublishAsync(_published - 1, $"第{_published - 1}次主管會議紀錄（更正）", edition: 2);
        await _content.WithdrawAsync(_published - 2, "內容有誤");
    }

    /// <summary>How long a publisher takes from its start until a job is done.</summary>
    private async Task<TimeSpan> TimeAsync(SiteFolder site)
    {
        await ChangeAsync();
        await _content.QueryAsync<long>("select publishing.request('requested')");
        var began = Stopwatch.GetTimestamp();
        using var publisher = Process.Start(site.StartOfWorker(_content.PublisherConnection))!;
        await Eventually.Async(OpenJobsAsync, static open => open == 0);
        var took = Stopwatch.GetElapsedTime(began);
        publisher.Kill();
        await publisher.WaitForExitAsync(TestContext.Current.CancellationToken);
        return took;
    }

    private async Task DieAsync(SiteFolder site, Step step)
    {
        using var publisher = Process.Start(site.StartOfWorker(_content.PublisherConnection, step))!;
        await Eventually.TrueAsync(() => publisher.HasExited);
        Assert.Equal((step, Killed), (step, publisher.ExitCode));
        site.IsWhole();
    }

    private async Task GoOnAsync(SiteFolder site, string place)
    {
        await FinishAsync(site);
        var (full, now) = (await site.BuiltAnewAsync(), site.OwnFiles());
        Assert.True(full.SequenceEqual(now), $"{place}: {string.Join(' ', full.Keys.Union(now.Keys).Where(path => full.GetValueOrDefault(path) != now.GetValueOrDefault(path)))}");
        site.IsInOrder();
    }

    /// <summary>Another publisher does what is left.</summary>
    private async Task FinishAsync(SiteFolder site)
    {
        await ExpireAsync();
        using var stop = new CancellationTokenSource();
        var jobs = new JobQueue(_content.Publisher, "site", "next", Worker.Lease);
        var work = new Worker(_content.Publisher, jobs, new Undoing(_content.Publisher, "site", site.Trees, Delivery.None), site.Trees, () => site.Site, Delivery.None, static _ => { }).RunAsync(stop.Token);
        await Eventually.Async(OpenJobsAsync, static open => open == 0);
        await stop.CancelAsync();
        await work;
        Assert.Equal(0, await _content.QueryAsync<int>("select count(*)::int from publishing.jobs where state <> 'succeeded'"));
    }

    /// <summary>Nobody waits for the lease of a publisher that is dead for certain, nor counts how often it was killed.</summary>
    private Task ExpireAsync() => _content.ExecuteAsync("update publishing.jobs set lease_until = clock_timestamp() - interval '1 second', attempt = 1 where state = 'running'");

    private Task<int> OpenJobsAsync() => _content.QueryAsync<int>("select count(*)::int from publishing.jobs where state in ('waiting', 'running')");
}
