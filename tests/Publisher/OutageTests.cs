using System.Diagnostics;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Tests.EndToEnd;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher;

/// <summary>Publishers in processes of their own when something else fails: the disk, the directory, PostgreSQL, another publisher. The site stays as it was, and what comes next mends it.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private PublicContent _content = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _content.InitializeAsync();
        await _content.PublishAsync(18);
    }

    public ValueTask DisposeAsync() => _content.DisposeAsync();

    [Fact]
    public async Task A_full_disk_leaves_the_site_as_it_was_and_fails_the_job_with_a_reason()
    {
        var site = Site();
        var isMounted = await TryAsync("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", Directory.CreateDirectory(site.Trees.Path).FullName);
        try
        {
            await site.PublishAsync();
            await PublishManyAsync();
            var filler = Path.Join(site.Trees.Path, "filler");
            if (isMounted)
                await Shell.RunAsync("bash", ["-c", "cat /dev/zero > \"$0\" 2>&-; truncate --size=-200K \"$0\"", filler]);

            // Where nothing can be mounted, the shell's limit on the size of a file stands for a full disk.
            await FailsAsync(site, isMounted ? "exec \"$@\"" : "trap '' XFSZ; ulimit -f 16; exec \"$@\"", isMounted ? "No space left on device" : "too large");
            File.Delete(filler);
            await MendsAsync(site);
        }
        finally
        {
            if (isMounted)
                await Shell.RunAsync("umount", ["--lazy", site.Trees.Path]);
        }
    }

    [Fact]
    public async Task A_directory_that_cannot_be_written_leaves_the_site_as_it_was_and_fails_the_job_with_a_reason()
    {
        var site = Site();
        await site.PublishAsync();
        await PublishManyAsync();
        await Shell.RunAsync("chmod", ["a-w", site.Trees.Path]);
        // Root may write everywhere, unless it gives that up.
        await FailsAsync(site, "(( EUID == 0 )) && exec setpriv --bounding-set=-dac_override --inh-caps=-dac_override -- \"$@\"; exec \"$@\"", "denied");
        await Shell.RunAsync("chmod", ["u+w", site.Trees.Path]);
        await MendsAsync(site);
    }

    [Theory]
    [InlineData("public_site.changes", "access exclusive", false)] // while it reads
    [InlineData("publishing.releases", "share", true)] // after the switch, and before that is on record
    public async Task A_restart_of_PostgreSQL_in_the_middle_of_a_publication_does_no_harm(string table, string mode, bool isSwitched)
    {
        var (shared, postgres) = (_content, Path.Join(_content.Folder, "postgres"));
        var cluster = await TestCluster.OwnAsync(postgres);
        try
        {
            await using var content = _content = new PublicContent { Cluster = cluster };
            await content.InitializeAsync();
            await content.PublishAsync(18);
            var site = Site();
            await site.PublishAsync();
            var before = site.Files();
            await PublishManyAsync();
            await using var held = await content.HoldAsync(table, mode);
            await RequestAsync();
            await using var publisher = new RunningPublisher(site.StartOfWorker(content.PublisherConnection));
            await WaitsAsync();
            // Looked at while PostgreSQL is away: once it is back the publisher goes on.
            await TestCluster.StopAsync(postgres);
            site.IsWhole();
            Assert.Equal(isSwitched, !before.SequenceEqual(site.Files()));
            await TestCluster.StartAgainAsync(postgres);
            content.ForgetConnections();

            Assert.Equal("succeeded", await EndAsync());
            Assert.Equal(await site.BuiltAnewAsync(), site.OwnFiles());
            site.IsInOrder();
        }
        finally
        {
            _content = shared;
            await TestCluster.StopAsync(postgres);
        }
    }

    [Fact]
    public async Task Two_publishers_on_one_target_share_its_jobs_and_one_that_is_killed_is_replaced()
    {
        var site = Site();
        await site.PublishAsync();
        await using (var one = new RunningPublisher(site.StartOfWorker(_content.PublisherConnection)))
        await using (new RunningPublisher(site.StartOfWorker(_content.PublisherConnection)))
        {
            for (var number = 19; number < 29; number++)
            {
                await _content.PublishAsync(number);
                await RequestAsync();
                if (number == 23)
                    await one.KillAsync();
            }

            await _content.ExecuteAsync("update publishing.jobs set lease_until = clock_timestamp() where state = 'running' and claimed_by like @who", new { who = $"%:{one.Id}" });
            await Eventually.Async(() => _content.QueryAsync<int>("select count(*)::int from publishing.jobs where state in ('waiting', 'running')"), static open => open == 0);
        }

        Assert.Equal(0, await _content.QueryAsync<int>("select count(*)::int from publishing.jobs where state <> 'succeeded'"));
        Assert.True(await _content.QueryAsync<bool>(
            "select bool_and(pg_snapshot_xmax(content) >= pg_snapshot_xmax(before)) from (select content, lag(content, 1, content) over (order by id) as before from publishing.releases) chain"));
        Assert.Equal(Manifest.Open(site.Trees.LivePath!)!.RootSha256, await _content.QueryAsync<byte[]>("select manifest from publishing.releases order by id desc limit 1"));
        Assert.Equal(await site.BuiltAnewAsync(), site.OwnFiles());
        site.IsInOrder();
    }

    [Fact]
    public async Task A_publisher_that_stood_still_does_not_overwrite_what_is_newer()
    {
        var site = Site();
        await site.PublishAsync();
        await _content.PublishAsync(19);
        await RequestAsync();
        var held = await _content.HoldAsync("public_site.changes", "access exclusive");
        await using var slow = new RunningPublisher(site.StartOfWorker(_content.PublisherConnection));
        await WaitsAsync();
        await slow.SignalAsync("STOP");
        await held.DisposeAsync();

        // It has read what was public before this.
        await _content.WithdrawAsync(18, "內容有誤");
        await ExpireAsync();
        await using var next = new RunningPublisher(site.StartOfWorker(_content.PublisherConnection));
        await Eventually.Async(() => _content.QueryAsync<int>("select max(attempt) from publishing.jobs"), static attempt => attempt == 2);
        await slow.SignalAsync("CONT");

        Assert.Equal("succeeded", await EndAsync());
        Assert.Contains("內容有誤", File.ReadAllText(Path.Join(site.Trees.LivePath!, "meetings/supervisors/2025-018/index.html")), StringComparison.Ordinal);
        await Eventually.Async(() => Task.FromResult(slow.Said), static said => said.Contains("left, because it was cancelled or taken over", StringComparison.Ordinal));
        Assert.Equal(await site.BuiltAnewAsync(), site.OwnFiles());
        site.IsInOrder();
    }

    private SiteFolder Site() => new(_content.Publisher, _content.Folder, "site");

    /// <summary>More than fits into what is left of a disk.</summary>
    private async Task PublishManyAsync()
    {
        for (var number = 19; number < 25; number++)
            await _content.PublishAsync(number);
    }

    private async Task RequestAsync() => await _content.QueryAsync<long>("select publishing.request('requested')");

    /// <summary>Until the publisher wants a table that is held.</summary>
    private async Task WaitsAsync() => await Eventually.Async(
        () => _content.QueryAsync<bool>(
            "select exists (select from pg_locks where not granted and locktype = 'relation' and database = (select oid from pg_database where datname = current_database()))"),
        static waits => waits);

    private Task ExpireAsync() => _content.ExecuteAsync("update publishing.jobs set lease_until = clock_timestamp() where state = 'running'");

    private async Task<string> EndAsync() => await Eventually.Async(
        () => _content.QueryAsync<string>("select state from publishing.jobs order by id desc limit 1"), static state => state is not ("waiting" or "running"));

    private async Task FailsAsync(SiteFolder site, string shell, string reason)
    {
        var before = site.Files();
        await RequestAsync();
        await using (new RunningPublisher(site.StartOfWorker(_content.PublisherConnection, shell: shell)))
            Assert.Equal("failed", await EndAsync());
        Assert.Contains(reason, await _content.QueryAsync<string>("select error from publishing.jobs order by id desc limit 1"), StringComparison.Ordinal);
        Assert.Equal(before, site.Files());
        site.IsWhole();
    }

    private async Task MendsAsync(SiteFolder site)
    {
        await RequestAsync();
        await using (new RunningPublisher(site.StartOfWorker(_content.PublisherConnection)))
            Assert.Equal("succeeded", await EndAsync());
        Assert.Equal(await site.BuiltAnewAsync(), site.OwnFiles());
        site.IsInOrder();
    }

    private static async Task<bool> TryAsync(string program, params string[] arguments)
    {
        try
        {
            await Shell.RunAsync(program, arguments);
            return true;
        }
        catch (Exception refused) when (refused is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>A publisher in a process of its own, and what it says.</summary>
    private sealed class RunningPublisher : IAsyncDisposable
    {
        private readonly Process _process;
        private readonly List<string> _said = [];

        public RunningPublisher(ProcessStartInfo start)
        {
            _process = Process.Start(start)!;
            _process.OutputDataReceived += (_, line) => Hear(line.Data);
            _process.ErrorDataReceived += (_, line) => Hear(line.Data);
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
        }

        public int Id => _process.Id;

        public string Said
        {
            get
            {
                lock (_said)
                    return string.Join('\n', _said);
            }
        }

        public async Task SignalAsync(string signal) => await Shell.RunAsync("kill", [$"-{signal}", $"{_process.Id}"]);

        public async Task KillAsync()
        {
            _process.Kill();
            await _process.WaitForExitAsync(Cancellation);
        }

        public async ValueTask DisposeAsync()
        {
            await KillAsync();
            _process.Dispose();
        }

        private void Hear(string? line)
        {
            lock (_said)
                _said.Add(line ?? "");
        }
    }
}
