using OpenMinutes.Publisher.Delivering;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher;

/// <summary>The command that makes caches forget what changed, as a script.</summary>
public sealed class PurgeTests : IAsyncLifetime
{
    private readonly PublicContent _content = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("openminutes-purge-").FullName;

    private string Purged => Path.Join(_folder, "purged");

    public async ValueTask InitializeAsync()
    {
        await _content.InitializeAsync();
        await _content.PublishAsync(18);
    }

    public async ValueTask DisposeAsync()
    {
        await _content.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_command_is_told_the_addresses_that_changed()
    {
        var environment = new Dictionary<string, string> { ["OPENMINUTES_PUBLISHER_DB"] = _content.PublisherConnection, ["OPENMINUTES_PURGE"] = $"sed \"s|^|$OPENMINUTES_TARGET $OPENMINUTES_BASE_URL|\" > '{Purged}'" };
        string[] build = ["build", "--site", _content.Folder, "--target", "site"];
        await Shell.RunAsync(Repository.Publisher, build, environment);
        var all = await File.ReadAllLinesAsync(Purged, TestContext.Current.CancellationToken);
        Assert.Equal(_content.Live().Count, all.Length);
        Assert.Contains(all, static line => line.StartsWith("site http", StringComparison.Ordinal) && line.EndsWith("/meetings/supervisors/2025-018/", StringComparison.Ordinal));

        var before = _content.Live();
        await _content.PublishAsync(18, "第18次主管會議紀錄（修正）", edition: 2);
        await Shell.RunAsync(Repository.Publisher, build, environment);
        var now = _content.Live();
        var changed = now.Where(file => !before.TryGetValue(file.Key, out var was) || was.Content != file.Value.Content).Select(static file => file.Key).Concat(before.Keys.Except(now.Keys))
            .Select(static path => "/" + path.Replace("index.html", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        var told = (await File.ReadAllLinesAsync(Purged, TestContext.Current.CancellationToken)).Select(static line => new Uri(line.Split(' ')[1]).AbsolutePath).Order(StringComparer.Ordinal);
        Assert.Equal(changed, told);

        File.Delete(Purged);
        await Shell.RunAsync(Repository.Publisher, build, environment);
        Assert.False(File.Exists(Purged));
    }

    [Fact]
    public async Task A_command_that_fails_is_a_warning_and_is_told_again_what_it_missed()
    {
        var isBroken = Path.Join(_folder, "broken");
        await File.WriteAllTextAsync(isBroken, "", TestContext.Current.CancellationToken);
        await using var worker = Start($"test ! -e '{isBroken}' || exit 3; cat > '{Purged}'");
        var job = await RequestAsync();
        Assert.Contains("exited with 3", await WarningOfAsync(job), StringComparison.Ordinal);
        Assert.Equal("succeeded", await _content.QueryAsync<string>("select state from publishing.jobs where id = @job", new { job }));
        Assert.True(_content.Has("meetings/supervisors/2025-018/index.html"));

        File.Delete(isBroken);
        await _content.PublishAsync(19);
        await RequestAsync();
        await Eventually.TrueAsync(() => File.Exists(Purged) && !File.Exists(_content.Trees.In(".purge")));
        Assert.Superset(new HashSet<string> { "/meetings/supervisors/2025-018/", "/meetings/supervisors/2025-019/", "/about/" }, new HashSet<string>(await File.ReadAllLinesAsync(Purged, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_command_that_does_not_end_is_ended()
    {
        await using var worker = Start("sleep 600", patience: TimeSpan.FromMilliseconds(200));

        Assert.Contains("did not end within 0.2 seconds", await WarningOfAsync(await RequestAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_reads_nothing_does_no_harm()
    {
        await using var worker = Start($"exec <&-; touch '{Purged}'");
        await RequestAsync();

        await Eventually.TrueAsync(() => File.Exists(Purged) && !File.Exists(_content.Trees.In(".purge")));
    }

    private RunningWorker Start(string command, TimeSpan? patience = null) =>
        new(_content, new Delivery { Purge = new PurgeHook(command, patience ?? TimeSpan.FromMinutes(10), _content.Trees.In(".purge"), new Dictionary<string, string>()) });

    private async Task<long> RequestAsync()
    {
        var publication = await _content.QueryAsync<long>("select publishing.request('requested')");
        return await _content.QueryAsync<long>("select id from publishing.jobs where publication = @publication", new { publication });
    }

    private async Task<string> WarningOfAsync(long job) =>
        (await Eventually.Async(() => _content.QueryAsync<string?>("select warning from publishing.jobs where id = @job", new { job }), static warning => warning is not null))!;
}
