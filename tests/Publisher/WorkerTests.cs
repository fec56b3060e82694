using System.Text.Json;
using OpenMinutes.Publisher.Jobs;
using OpenMinutes.Publisher.Planning;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Rendering;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher;

public sealed class WorkerTests : IAsyncLifetime
{
    private readonly PublicContent _content = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _content.InitializeAsync();
        await _content.PublishAsync(18);
    }

    public ValueTask DisposeAsync() => _content.DisposeAsync();

    [Fact]
    public async Task A_publication_is_done_and_its_release_recorded()
    {
        var job = await RequestAsync();
        await using var worker = Start();

        Assert.Equal("succeeded", await EndOfAsync(job));
        Assert.True(_content.Has("meetings/supervisors/2025-018/index.html"));
        Assert.Equal(_content.Trees.Live, await _content.QueryAsync<string>("select r.tree from publishing.jobs j join publishing.releases r on r.id = j.release where j.id = @job", new { job }));
        Assert.True(await _content.QueryAsync<bool>("select pages_planned > 20 and pages_done > 20 and pages_done < pages_written and bytes_written > 0 from publishing.jobs where id = @job", new { job }));
    }

    [Fact]
    public async Task A_new_directory_gets_its_first_release_without_a_job()
    {
        await using var worker = Start();
        await Eventually.TrueAsync(() => _content.Trees.Live is not null);
        Assert.True(_content.Has("index.html"));
    }

    [Fact]
    public async Task A_second_publication_finds_nothing_to_change()
    {
        await using var worker = Start();
        await EndOfAsync(await RequestAsync());
        var job = await RequestAsync();

        Assert.Equal("succeeded", await EndOfAsync(job));
        Assert.Equal((0, 0), await _content.QueryAsync<(int, int)>("select pages_written, pages_removed from publishing.jobs where id = @job", new { job }));
    }

    [Fact]
    public async Task The_former_release_stays_in_the_other_tree_until_something_is_closed()
    {
        const string page = "meetings/supervisors/2025-018/index.html";
        await using var worker = Start();
        await EndOfAsync(await RequestAsync());
        await _content.PublishAsync(18, "第18次主管會議紀錄（更正）", edition: 2);
        await EndOfAsync(await RequestAsync());
        Assert.DoesNotContain("更正", Other(page), StringComparison.Ordinal);

        await _content.WithdrawAsync(18, "內容有誤");
        await EndOfAsync(await RequestAsync());
        Assert.Equal(_content.Read(page), Other(page));
        Assert.Empty(TreeCheck.Compare(OtherTree()));

        string OtherTree() => _content.Trees.In(SiteDirectory.OtherThan(_content.Trees.Live));
        string Other(string path) => File.ReadAllText(Path.Join(OtherTree(), path));
    }

    [Fact]
    public async Task A_dry_run_tells_what_a_publication_would_change_and_why_and_changes_nothing()
    {
        await using var worker = Start();
        await EndOfAsync(await RequestAsync());
        await _content.PublishAsync(18, "第18次主管會議紀錄（修正）", edition: 2);
        var before = _content.Live();
        var publication = await _content.QueryAsync<long>("select publishing.request_dry_run('{}')");
        var job = await _content.QueryAsync<long>("select id from publishing.jobs where publication = @publication", new { publication });

        Assert.Equal("succeeded", await EndOfAsync(job));
        var plan = JsonElement.Parse(await _content.QueryAsync<string>("select plan ->> 'plan' from publishing.jobs where id = @job", new { job })).EnumerateArray()
            .ToDictionary(static file => file.GetProperty("path").GetString()!, static file => file.GetProperty("why").EnumerateArray().Select(static why => why.GetString()).ToList());
        Assert.Equal(before, _content.Live());
        Assert.All(
            ["meetings/supervisors/2025-018/index.html", "meetings/supervisors/index.html", "units/digital-strategy/index.html", "meetings/supervisors/feed.atom", "sitemap-2025.xml", "search/index/root.json"],
            path => Assert.Contains("supervisors/2025-018: edition 2", plan[path]));
        Assert.DoesNotContain("about/index.html", plan.Keys);

        await EndOfAsync(await RequestAsync());
        var after = _content.Live();
        Assert.Equal(
            after.Where(file => !before.TryGetValue(file.Key, out var was) || was.Content != file.Value.Content).Select(static file => file.Key).Concat(before.Keys.Except(after.Keys))
                .Where(static path => !path.StartsWith("manifest", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            plan.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_rollback_brings_the_former_release_back_and_what_is_automatic_waits_until_it_is_resumed()
    {
        var asked = await RequestAsync();
        await using var worker = Start();
        var first = await ReleaseOfAsync(asked);
        await _content.PublishAsync(19);
        var second = await ReleaseOfAsync(await RequestAsync());

        var back = await ReleaseOfAsync(await RequestRollbackAsync());
        Assert.False(_content.Has("meetings/supervisors/2025-019/index.html"));
        Assert.Equal((second, true), await _content.QueryAsync<(long, bool)>(
            "select back.undoes, back.content::text = former.content::text from publishing.releases back, publishing.releases former where back.id = @back and former.id = @first", new { back, first }));

        var waiting = await RequestAsync("approved");
        Assert.Equal("succeeded", await EndOfAsync(await RequestRollbackAsync()));
        Assert.True(_content.Has("meetings/supervisors/2025-019/index.html"));
        Assert.Equal("waiting", await StateOfAsync(waiting));

        await _content.PublishAsync(20);
        await _content.ExecuteAsync("update publishing.targets set paused_at = null");
        Assert.Equal("succeeded", await EndOfAsync(waiting));
        Assert.True(_content.Has("meetings/supervisors/2025-020/index.html"));
    }

    [Theory]
    [InlineData("requested")]
    [InlineData("withdrawn")]
    [InlineData("redacted")]
    public async Task What_a_person_asks_for_and_what_closes_something_does_not_wait(string cause)
    {
        await using var worker = Start();
        await EndOfAsync(await RequestAsync());
        await _content.ExecuteAsync("update publishing.targets set paused_at = now()");
        var waiting = await RequestAsync("due");
        Assert.Equal(waiting, await RequestAsync(cause));

        Assert.Equal("succeeded", await EndOfAsync(waiting));
    }

    [Fact]
    public async Task What_was_withdrawn_since_does_not_come_back()
    {
        await using var worker = Start();
        await EndOfAsync(await RequestAsync());
        await _content.WithdrawAsync(18, "內容有誤");
        await EndOfAsync(await RequestAsync());

        var job = await RequestRollbackAsync();
        Assert.Equal("failed", await EndOfAsync(job));
        Assert.Contains("no former release", await ErrorOfAsync(job), StringComparison.Ordinal);
        Assert.Contains("內容有誤", _content.Read("meetings/supervisors/2025-018/index.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rollback_whose_record_was_lost_is_not_done_twice()
    {
        await using (Start())
        {
            await EndOfAsync(await RequestAsync());
            await _content.PublishAsync(19);
            await EndOfAsync(await RequestAsync());
        }
        using (var back = Rollback.Prepare(_content.Trees)!)
            back.GoLive();
        await using var worker = Start();

        Assert.Equal("succeeded", await EndOfAsync(await RequestRollbackAsync()));
        Assert.False(_content.Has("meetings/supervisors/2025-019/index.html"));
    }

    [Fact]
    public async Task A_release_that_is_not_the_newest_any_more_is_not_undone()
    {
        await using var worker = Start();
        await EndOfAsync(await RequestAsync());
        await _content.PublishAsync(19);
        var second = await ReleaseOfAsync(await RequestAsync());
        await _content.PublishAsync(20);
        await EndOfAsync(await RequestAsync());
        await _content.ExecuteAsync("insert into publishing.publications (cause) values ('rollback'); insert into publishing.jobs (publication, target, undoes) select max(id), 'site', @second from publishing.publications", new { second });
        var job = await _content.QueryAsync<long>("select max(id) from publishing.jobs");

        Assert.Equal("failed", await EndOfAsync(job));
        Assert.Contains("not the live one any more", await ErrorOfAsync(job), StringComparison.Ordinal);
        Assert.True(_content.Has("meetings/supervisors/2025-020/index.html"));
    }

    [Fact]
    public async Task What_was_read_before_another_release_was_recorded_does_not_go_live_after_it()
    {
        var job = await RequestAsync();
        var jobs = new JobQueue(_content.Publisher, "site", "slow", Worker.Lease);
        var claimed = await jobs.ClaimAsync(Cancellation);

        await Assert.ThrowsAsync<StaleException>(() => _content.Site().PublishAsync(
            PublicationScope.Changes,
            new(),
            async (release, goLive, cancellation) =>
            {
                await jobs.RecordAsync(release, () => "b", cancellation);
                await jobs.SucceedAsync(claimed!, release, goLive, cancellation);
            },
            Cancellation));

        Assert.Null(_content.Trees.Live);
        Assert.Equal("running", await StateOfAsync(job));
    }

    [Fact]
    public async Task A_job_whose_publisher_is_not_heard_of_any_more_is_taken_over()
    {
        var job = await RequestAsync();
        await _content.ExecuteAsync(
            "update publishing.jobs set state = 'running', attempt = 1, claimed_by = 'dead', lease_until = clock_timestamp() - interval '1 second', phase = 'rendering' where id = @job", new { job });
        await using var worker = Start();

        Assert.Equal("succeeded", await EndOfAsync(job));
        Assert.Equal(2, await _content.QueryAsync<int>("select attempt from publishing.jobs where id = @job", new { job }));
    }

    [Fact]
    public async Task A_job_that_lost_its_publisher_five_times_is_given_up()
    {
        var job = await RequestAsync();
        await _content.ExecuteAsync(
            "update publishing.jobs set state = 'running', attempt = 5, claimed_by = 'dead', lease_until = clock_timestamp() - interval '1 second', phase = 'rendering' where id = @job", new { job });
        await using var worker = Start();

        Assert.Equal("failed", await EndOfAsync(job));
        Assert.StartsWith("Given up after 5 attempts", await ErrorOfAsync(job), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_publisher_whose_job_was_taken_over_does_not_switch()
    {
        var job = await RequestAsync();
        var jobs = new JobQueue(_content.Publisher, "site", "slow", Worker.Lease);
        var claimed = await jobs.ClaimAsync(Cancellation);
        await _content.ExecuteAsync("update publishing.jobs set attempt = 2, claimed_by = 'other' where id = @job", new { job });

        await Assert.ThrowsAsync<ClaimLostException>(() => _content.Site().PublishAsync(
            PublicationScope.Changes, new(), (release, goLive, cancellation) => jobs.SucceedAsync(claimed!, release, goLive, cancellation), Cancellation));

        Assert.Null(_content.Trees.Live);
        Assert.False(await jobs.RenewAsync(claimed!, new(), Cancellation));
    }

    [Fact]
    public async Task A_cancelled_job_does_not_switch()
    {
        var job = await RequestAsync();
        var jobs = new JobQueue(_content.Publisher, "site", "here", Worker.Lease);
        var claimed = await jobs.ClaimAsync(Cancellation);
        await _content.ExecuteAsync("update publishing.jobs set state = 'cancelled', lease_until = null, finished_at = clock_timestamp() where id = @job", new { job });

        await Assert.ThrowsAsync<ClaimLostException>(() => _content.Site().PublishAsync(
            PublicationScope.Changes, new(), (release, goLive, cancellation) => jobs.SucceedAsync(claimed!, release, goLive, cancellation), Cancellation));
        Assert.Null(_content.Trees.Live);
    }

    [Fact]
    public async Task A_job_that_cannot_be_done_fails_with_the_reason_and_the_worker_goes_on()
    {
        var files = PublicContent.With("templates/pages/about.html", "{{ page.no_such_thing }}");
        await using var worker = Start(() => files);
        var job = await RequestAsync();

        Assert.Equal("failed", await EndOfAsync(job));
        Assert.Contains("pages/about.html(1,", await ErrorOfAsync(job), StringComparison.Ordinal);
        files = RenderingBed.Files;
        Assert.Equal("succeeded", await EndOfAsync(await RequestAsync()));
    }

    [Fact]
    public async Task Jobs_are_done_after_the_database_was_away()
    {
        await using var worker = Start();
        await EndOfAsync(await RequestAsync());
        await using (var cut = _content.Publisher.CreateCommand(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = current_user and pid <> pg_backend_pid()"))
            await cut.ExecuteNonQueryAsync(Cancellation);

        Assert.Equal("succeeded", await EndOfAsync(await RequestAsync()));
    }

    [Fact]
    public async Task A_stopped_worker_gives_its_job_back()
    {
        var alone = _content.Trees.TryLock();
        var job = await RequestAsync();
        var worker = Start();
        await Eventually.Async(() => StateOfAsync(job), static state => state == "running");
        await worker.DisposeAsync();

        Assert.Equal("waiting", await StateOfAsync(job));
        alone!.Dispose();
    }

    private async Task<long> RequestAsync(string cause = "requested")
    {
        var publication = await _content.QueryAsync<long>("select publishing.request(@cause)", new { cause });
        return await _content.QueryAsync<long>("select id from publishing.jobs where publication = @publication", new { publication });
    }

    private async Task<long> RequestRollbackAsync()
    {
        var publication = await _content.QueryAsync<long>("select publishing.request_rollback()");
        return await _content.QueryAsync<long>("select id from publishing.jobs where publication = @publication", new { publication });
    }

    private async Task<long> ReleaseOfAsync(long job)
    {
        Assert.True(await EndOfAsync(job) == "succeeded", await _content.QueryAsync<string?>("select error from publishing.jobs where id = @job", new { job }));
        return await _content.QueryAsync<long>("select release from publishing.jobs where id = @job", new { job });
    }

    private Task<string> StateOfAsync(long job) => _content.QueryAsync<string>("select state from publishing.jobs where id = @job", new { job });

    private Task<string> ErrorOfAsync(long job) => _content.QueryAsync<string>("select error from publishing.jobs where id = @job", new { job });

    private Task<string> EndOfAsync(long job) => Eventually.Async(() => StateOfAsync(job), static state => state is not ("waiting" or "running"));

    private RunningWorker Start(Func<SiteFiles>? files = null) => new(_content, files: files);
}
