using System.Diagnostics;
using System.Text;
using Amazon.S3.Model;
using OpenMinutes.Publisher;
using OpenMinutes.Publisher.Buckets;
using OpenMinutes.Publisher.Delivering;
using OpenMinutes.Publisher.Jobs;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Planning;
using OpenMinutes.Rendering;
using OpenMinutes.Tests.Support;
using Progress = OpenMinutes.Publisher.Output.Progress;
using Site = OpenMinutes.Publisher.Site;

namespace OpenMinutes.Tests.Publisher;

/// <summary>A target in object storage, against a real S3 server, over a wire that can be cut.</summary>
public sealed class BucketTests(ObjectStore store) : IClassFixture<ObjectStore>, IAsyncLifetime
{
    private const string Target = "site";
    private const string Withdrawn = "功能備援機制";
    private const string Page = "meetings/supervisors/2025-018/index.html";

    private readonly PublicContent _content = new();
    private readonly Wire _wire = new(store.Port);
    private BucketAddress _address = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _content.InitializeAsync();
        await _content.PublishAsync(18);
        _address = await store.MakeBucketAsync(_wire.Port);
    }

    public async ValueTask DisposeAsync()
    {
        await _wire.DisposeAsync();
        await _content.DisposeAsync();
    }

    [Fact]
    public async Task A_bucket_holds_what_the_tree_holds_with_the_headers_that_readers_need()
    {
        await PublishAsync();

        await AssertSameAsync();
        foreach (var (path, type, caching) in new[]
        {
            (Page, "text/html; charset=utf-8", "no-cache"),
            ("meetings/supervisors/2025-018/minutes.akn.xml", "application/akn+xml", "no-cache"),
            ("manifest.json", "application/json", "no-cache"),
            (_content.Live().Keys.First(static path => path.StartsWith("assets/", StringComparison.Ordinal) && path.EndsWith(".css", StringComparison.Ordinal)), "text/css; charset=utf-8", "public, max-age=31536000, immutable"),
        })
        {
            var headers = (await store.Client.GetObjectMetadataAsync(_address.Name, _address.Prefix + path, Cancellation)).Headers;
            Assert.Equal((type, caching), (headers.ContentType, headers.CacheControl));
        }
    }

    [Fact]
    public async Task A_change_costs_what_changed_and_nothing_lists_the_bucket()
    {
        await PublishAsync();
        var before = _content.Live();
        await _content.PublishAsync(18, "第18次主管會議紀錄（修正）", edition: 2);
        _wire.Forget();
        await PublishAsync();

        await AssertSameAsync();
        var now = _content.Live();
        var changed = now.Where(file => !before.TryGetValue(file.Key, out var was) || was.Content != file.Value.Content).Select(static file => file.Key).Append(Mirror.Mark);
        Assert.Equal(changed.Order(StringComparer.Ordinal), Asked("PUT").Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(_wire.Asked, static asked => asked.Contains("list-type", StringComparison.Ordinal) || asked.Contains("versions", StringComparison.Ordinal));
        Assert.True(Asked("GET").Count < 30, $"{Asked("GET").Count} objects were read");

        _wire.Forget();
        await PublishAsync();
        Assert.Empty(Asked("PUT"));
    }

    [Fact]
    public async Task What_is_new_comes_before_what_leads_there_then_the_manifest_and_what_is_gone_goes_last()
    {
        await _content.PublishAsync(19);
        await PublishAsync();
        await _content.PublishAsync(20);
        await _content.WithdrawAsync(19, "內容尚待釐清");
        _wire.Forget();
        await PublishAsync();

        await AssertSameAsync();
        var asked = _wire.Asked.Where(static asked => asked.StartsWith("PUT", StringComparison.Ordinal) || asked.StartsWith("DELETE", StringComparison.Ordinal)).Select(PathOf).ToList();
        Assert.Equal(Mirror.Mark, asked[0]);
        Assert.Equal(Mirror.Mark, asked[^1]);
        string[] order = ["meetings/supervisors/2025-020/index.html", "feed.atom", "meetings/supervisors/index.html", "manifest/meetings/supervisors/2025.json", "manifest.sig", "manifest.json", "meetings/supervisors/2025-019/minutes.txt"];
        Assert.Equal(order, order.OrderBy(asked.IndexOf));
    }

    [Fact]
    public async Task Connections_that_break_in_the_middle_of_an_object_are_made_again()
    {
        _wire.Cut([2_000, 40_000, 100, 9_000, 70_000, 400, 30_000, 1_500]);
        await PublishAsync();

        await AssertSameAsync();
    }

    [Fact]
    public async Task What_a_store_that_went_away_was_given_is_not_given_again()
    {
        _wire.Break(after: 400_000);
        var failure = await Assert.ThrowsAsync<PublishingException>(() => PublishAsync());
        Assert.Contains(_address.Name, failure.Message, StringComparison.Ordinal);
        Assert.Null(_content.Trees.Live);
        _wire.Mend();
        var there = await store.ReadAsync(_address);
        Assert.NotEmpty(there);
        Assert.DoesNotContain(ManifestFiles.RootPath, there.Keys);

        _wire.Forget();
        await PublishAsync();
        await AssertSameAsync();
        Assert.DoesNotContain(Asked("PUT"), path => there.ContainsKey(path) && path != Mirror.Mark && !ManifestFiles.IsOfManifest(path));
    }

    [Fact]
    public async Task A_change_that_was_interrupted_and_taken_back_leaves_nothing_in_the_bucket()
    {
        await PublishAsync();
        var before = await store.ReadAsync(_address);
        await _content.PublishAsync(19);
        for (var after = 5_000; after < 100_000; after *= 3)
        {
            _wire.Break(after);
            await Assert.ThrowsAsync<PublishingException>(() => PublishAsync());
            _wire.Mend();
        }
        Assert.Contains(Mirror.Mark, (await store.ReadAsync(_address)).Keys);

        await _content.RemoveAsync(19);
        await PublishAsync();
        await AssertSameAsync();
        Assert.Equal(before.Keys, (await store.ReadAsync(_address)).Keys);
    }

    [Fact]
    public async Task A_publisher_that_is_killed_at_any_moment_is_continued_by_another()
    {
        await PublishAsync();
        var random = new Random(20251120);
        for (var round = 0; round < 3; round++)
        {
            await _content.PublishAsync(19 + round);
            _wire.Forget();
            using (var publisher = StartProcess())
            {
                var uploads = random.Next(1, 60);
                while (!publisher.HasExited && Asked("PUT").Count < uploads)
                    await Task.Delay(1, Cancellation);
                publisher.Kill();
                await publisher.WaitForExitAsync(Cancellation);
            }
        }
        using var last = StartProcess();
        await last.WaitForExitAsync(Cancellation);

        Assert.Equal(0, last.ExitCode);
        await AssertSameAsync();
        Assert.Contains("meetings/supervisors/2025-021/index.html", (await store.ReadAsync(_address)).Keys);
    }

    [Fact]
    public async Task A_rollback_brings_the_former_objects_back()
    {
        await using var worker = Start();
        await EndOfAsync(await RequestAsync());
        var first = await store.ReadAsync(_address);
        await _content.PublishAsync(19);
        await EndOfAsync(await RequestAsync());
        Assert.Contains("meetings/supervisors/2025-019/index.html", (await store.ReadAsync(_address)).Keys);

        var publication = await _content.QueryAsync<long>("select publishing.request_rollback()");
        Assert.Equal("succeeded", await EndOfAsync(await JobOfAsync(publication)));
        await AssertSameAsync();
        var back = await store.ReadAsync(_address);
        Assert.Equal(first.Keys, back.Keys);
        Assert.Equal(first[Page], back[Page]);
    }

    [Fact]
    public async Task A_bucket_that_keeps_versions_forgets_all_of_them_when_something_is_closed()
    {
        await store.Client.PutBucketVersioningAsync(new PutBucketVersioningRequest { BucketName = _address.Name, VersioningConfig = new S3BucketVersioningConfig { Status = Amazon.S3.VersionStatus.Enabled } }, Cancellation);
        await PublishAsync();
        await _content.PublishAsync(18, "第18次主管會議紀錄（更正）", edition: 2);
        await PublishAsync();
        Assert.Contains(await VersionsAsync(), static version => version.IsLatest != true && version.Key.EndsWith(Page, StringComparison.Ordinal));
        Assert.NotEmpty(await WithAsync(Withdrawn));

        await _content.WithdrawAsync(18, "內容尚待釐清");
        await PublishAsync();
        await AssertSameAsync();
        Assert.All(await VersionsAsync(), static version => Assert.True(version is { IsLatest: true, IsDeleteMarker: not true } || version.Key.EndsWith(Mirror.Mark, StringComparison.Ordinal), version.Key));
        Assert.Empty(await WithAsync(Withdrawn));

        async Task<IEnumerable<string>> WithAsync(string text) => (await store.ReadAsync(_address)).Where(file => Encoding.UTF8.GetString(file.Value).Contains(text, StringComparison.Ordinal)).Select(static file => file.Key);
    }

    [Fact]
    public async Task A_bucket_with_something_else_in_it_is_left_alone()
    {
        await PutAsync(_address.Prefix + "budget.ods", "…");

        var failure = await Assert.ThrowsAsync<PublishingException>(() => PublishAsync());
        Assert.Contains("budget.ods", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["budget.ods"], (await store.ReadAsync(_address)).Keys);
    }

    [Fact]
    public async Task What_lies_beside_the_prefix_is_none_of_the_publishers_business()
    {
        await PutAsync("budget.ods", "…");
        await PublishAsync();

        Assert.Equal("budget.ods", (await store.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = _address.Name, MaxKeys = 1 }, Cancellation)).S3Objects.Single().Key);
    }

    [Fact]
    public async Task Verifying_tells_what_is_wrong_in_the_bucket_and_makes_it_right()
    {
        await PublishAsync();
        using var bucket = _address.Open(ObjectStore.Credentials);
        Assert.Empty(await BucketCheck.CompareAsync(bucket, _content.Trees.Key.PublicPem, Cancellation));

        await PutAsync(_address.Prefix + Page, "<p>forged");
        await PutAsync(_address.Prefix + "robots.txt", _content.Read("robots.txt"));
        await PutAsync(_address.Prefix + "forged.html", "<p>forged");
        await store.Client.DeleteObjectAsync(_address.Name, _address.Prefix + "feed.atom", Cancellation);

        var drifts = await BucketCheck.CompareAsync(bucket, _content.Trees.Key.PublicPem, Cancellation);
        Assert.Equal(
            ["feed.atom is missing", "forged.html is not of the release", $"{Page} was changed", "robots.txt is given as text/html; charset=utf-8"],
            drifts.Select(static drift => $"{drift.Path} {drift.What}"));

        await Bucket(_content.Folder).RepairAsync(_content.Trees.OpenLive()!, drifts, new Progress(), Cancellation);
        await AssertSameAsync();
        Assert.Empty(await BucketCheck.CompareAsync(bucket, _content.Trees.Key.PublicPem, Cancellation));
    }

    [Fact]
    public async Task The_command_verifies_the_bucket_too()
    {
        await PublishAsync();
        Assert.Contains("is as its signed manifest says", await RunAsync("verify", "--site", _content.Folder), StringComparison.Ordinal);
        await store.Client.DeleteObjectAsync(_address.Name, _address.Prefix + "feed.atom", Cancellation);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync("verify", "--site", _content.Folder));
        Assert.StartsWith($"{Repository.Publisher} exited with 1", failure.Message, StringComparison.Ordinal);
        await RunAsync("verify", "--site", _content.Folder, "--repair");
        await AssertSameAsync();
    }

    [Fact]
    public async Task Publishers_with_directories_of_their_own_take_turns_at_one_bucket()
    {
        var elsewhere = Directory.CreateTempSubdirectory("openminutes-site-").FullName;
        try
        {
            await PublishAsync();
            File.Copy(_content.Trees.In(".signing-key.pem"), Path.Join(elsewhere, ".signing-key.pem"));
            await _content.PublishAsync(19);
            await PublishAsync(elsewhere);
            await AssertSameAsync(elsewhere);
            await _content.PublishAsync(20);
            await PublishAsync();
            await AssertSameAsync();
        }
        finally
        {
            Directory.Delete(elsewhere, recursive: true);
        }
    }

    [Fact]
    public async Task What_was_read_before_another_publisher_brought_a_release_is_not_brought_after_it()
    {
        var other = await BucketLock.TakeAsync(_content.Publisher, _address.ToString(), Cancellation);
        var late = PublishAsync();
        await Eventually.TrueAsync(() => File.Exists(Path.Join(_content.Trees.In("a"), ManifestFiles.SignaturePath)));
        await _content.ExecuteAsync("insert into publishing.releases (target, tree, content, manifest, pages, bytes) values ('site', 'a', pg_current_snapshot(), sha256(''), 1, 1)");
        await other.DisposeAsync();

        await Assert.ThrowsAsync<StaleException>(() => late);
        Assert.Empty(await store.ReadAsync(_address));
    }

    [Fact]
    public async Task A_publisher_that_is_not_alone_for_certain_stops_writing()
    {
        await using var alone = await BucketLock.TakeAsync(_content.Publisher, _address.ToString(), Cancellation);
        await using (var cut = _content.Publisher.CreateCommand("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())"))
            await cut.ExecuteNonQueryAsync(Cancellation);

        var lost = new TaskCompletionSource();
        await using var told = alone.Lost.Register(lost.SetResult);
        await lost.Task.WaitAsync(TimeSpan.FromMinutes(10), Cancellation);
        await using var next = await BucketLock.TakeAsync(_content.Publisher, _address.ToString(), Cancellation);
    }

    [Fact]
    public async Task A_job_that_is_cancelled_while_it_uploads_stops_and_the_next_one_goes_on()
    {
        await using var worker = Start();
        await EndOfAsync(await RequestAsync());
        await _content.PublishAsync(19);
        _wire.Stall(after: 20_000);
        var job = await RequestAsync();
        await Eventually.Async(() => _content.QueryAsync<string?>("select phase from publishing.jobs where id = @job", new { job }), static phase => phase == "uploading");
        await _content.ExecuteAsync("update publishing.jobs set state = 'cancelled', lease_until = null, finished_at = clock_timestamp() where id = @job and state = 'running'", new { job });
        Assert.Equal("cancelled", await EndOfAsync(job));
        Assert.False(_content.Has("meetings/supervisors/2025-019/index.html"));
        _wire.Mend();

        Assert.Equal("succeeded", await EndOfAsync(await RequestAsync()));
        await AssertSameAsync();
    }

    [Fact]
    public async Task A_store_that_refuses_fails_the_job_with_its_reason()
    {
        await store.Client.DeleteBucketAsync(_address.Name, Cancellation);
        await using var worker = Start();
        var job = await RequestAsync();

        Assert.Equal("failed", await EndOfAsync(job));
        Assert.Contains("NoSuchBucket", await _content.QueryAsync<string>("select error from publishing.jobs where id = @job", new { job }), StringComparison.Ordinal);
    }

    private async Task PublishAsync(string? folder = null)
    {
        var directory = new SiteDirectory(folder ?? _content.Folder);
        var site = new Site(_content.Publisher, directory, new SiteSettings(), RenderingBed.Files, htmlOnly: false) { Delivery = new Delivery { Bucket = Bucket(directory.Path) } };
        using var alone = directory.TryLock();
        await site.PublishAsync(PublicationScope.Changes, new Progress(), new JobQueue(_content.Publisher, Target, "test", Worker.Lease).RecordAsync, Cancellation);
    }

    private BucketTarget Bucket(string folder) => new(_content.Publisher, Target, new Mirror(_address.Open(ObjectStore.Credentials, retries: 2)));

    private async Task AssertSameAsync(string? folder = null)
    {
        var tree = new TreeFiles(new SiteDirectory(folder ?? _content.Folder).LivePath!);
        var objects = await store.ReadAsync(_address);
        Assert.Equal(tree.All().Select(static file => file.Path).Order(StringComparer.Ordinal), objects.Keys);
        Assert.All(objects, file => Assert.True(File.ReadAllBytes(tree.In(file.Key)).AsSpan().SequenceEqual(file.Value), file.Key));
    }

    /// <summary>Somebody else puts an object there.</summary>
    private async Task PutAsync(string key, string text)
    {
        var put = new PutObjectRequest { BucketName = _address.Name, Key = key, ContentType = "text/html; charset=utf-8", ContentBody = text, UseChunkEncoding = false };
        put.Headers.CacheControl = "no-cache";
        await store.Client.PutObjectAsync(put, Cancellation);
    }

    private List<string> Asked(string method) => [.. _wire.Asked.Where(asked => asked.StartsWith(method + " ", StringComparison.Ordinal)).Select(PathOf)];

    private string PathOf(string asked) => asked.Split(' ')[1] is var url && url.StartsWith($"/{_address.Name}/{_address.Prefix}", StringComparison.Ordinal)
        ? Uri.UnescapeDataString(url[$"/{_address.Name}/{_address.Prefix}".Length..])
        : "";

    private async Task<List<S3ObjectVersion>> VersionsAsync()
    {
        var versions = new List<S3ObjectVersion>();
        await foreach (var page in store.Client.Paginators.ListVersions(new ListVersionsRequest { BucketName = _address.Name }).Versions)
            versions.Add(page);
        return versions;
    }

    private Dictionary<string, string> Environment => new()
    {
        ["OPENMINUTES_PUBLISHER_DB"] = _content.PublisherConnection,
        ["OPENMINUTES_BUCKET"] = _address.ToString(),
        ["AWS_ENDPOINT_URL_S3"] = _address.Endpoint!,
        ["AWS_ACCESS_KEY_ID"] = ObjectStore.User,
        ["AWS_SECRET_ACCESS_KEY"] = ObjectStore.Password,
    };

    private Task<string> RunAsync(params string[] arguments) => Shell.RunAsync(Repository.Publisher, arguments, Environment);

    private Process StartProcess()
    {
        var start = new ProcessStartInfo(Repository.Publisher, ["build", "--site", _content.Folder, "--target", Target]) { RedirectStandardOutput = true };
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private async Task<long> RequestAsync() => await JobOfAsync(await _content.QueryAsync<long>("select publishing.request('requested')"));

    private Task<long> JobOfAsync(long publication) => _content.QueryAsync<long>("select id from publishing.jobs where publication = @publication", new { publication });

    private Task<string> EndOfAsync(long job) => Eventually.Async(() => StateOfAsync(job), static state => state is not ("waiting" or "running"));

    private Task<string> StateOfAsync(long job) => _content.QueryAsync<string>("select state from publishing.jobs where id = @job", new { job });

    private RunningWorker Start() => new(_content, new Delivery { Bucket = Bucket(_content.Folder) });
}
