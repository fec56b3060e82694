using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Api;

/// <summary>The change feed: whoever follows it misses nothing.</summary>
public sealed class ChangeFeedTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task Every_change_is_an_entry_withdrawals_redactions_and_deletions_by_their_kind()
    {
        var id = await service.PublishedAsync("followed", 1);
        (await service.Approver.StepAsync(id, "redact", """{ "anchors": ["c-1"], "reason": "誤植" }""")).Is(200);
        (await service.Approver.StepAsync(id, "withdraw", """{ "reason": "誤植" }""")).Is(200);
        (await service.Approver.StepAsync(id, "reinstate", """{ "reason": "誤植" }""")).Is(200);
        await service.Writer.CreateAsync(Minutes.Small("dropped", 2));
        (await service.Writer.SendAsync(HttpMethod.Delete, "/v1/records/dropped", null, ("If-Match", "*"))).Is(204);

        var entries = await Eventually.Async(() => FollowAsync(service), entries => entries.Any(entry => entry["kind"]!.ToString() == "delete"));

        Assert.Equal(["upsert 1", "upsert 1", "upsert 1", "redact 2", "withdraw 2", "upsert 2"], Of("records/followed"));
        Assert.Equal(["upsert 1", "delete 1"], Of("records/dropped"));
        Assert.Equal(["upsert "], Of("series/supervisors"));

        IEnumerable<string> Of(string resource) =>
            entries.Where(entry => entry["resource"]!.ToString() == resource).Select(entry => $"{entry["kind"]} {entry["edition"]}");
    }

    [Fact]
    public async Task Who_has_read_to_the_end_is_told_where_to_go_on()
    {
        await service.Writer.CreateAsync(Minutes.Small("followed-to-the-end", 3));
        var entries = await Eventually.Async(() => FollowAsync(service), entries => entries.Any(entry => entry["resource"]!.ToString() == "records/followed-to-the-end"));
        var last = entries[^1]["sequence"]!.ToString();

        var nothing = (await service.Writer.GetAsync($"/v1/changes?after={last}")).Is(200);
        Assert.Empty(nothing.Json["data"]!.AsArray());
        Assert.Equal(last, nothing["last"]);
        var one = (await service.Writer.GetAsync("/v1/changes?limit=1")).Is(200);
        Assert.Equal(("1", "1"), (Assert.Single(one.Json["data"]!.AsArray())!["sequence"]!.ToString(), one["last"]));
        (await service.Writer.GetAsync("/v1/changes?after=-1")).IsProblem(400, "invalid", "/after");
    }

    [Fact]
    public async Task Of_many_writers_and_one_that_takes_long_none_is_skipped()
    {
        await using var connection = new NpgsqlConnection(service.Database.Api);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var slow = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync("insert into minutes.changes (kind, resource) values ('upsert', 'records/slow')", transaction: slow);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            for (var at = 0; at < 20; at++)
                await service.Writer.CreateAsync(Minutes.Small($"parallel-{writer}-{at}", 1_000 + (writer * 100) + at));
        }));
        var before = await FollowAsync(service);
        Assert.DoesNotContain(before, entry => entry["resource"]!.ToString().StartsWith("records/parallel-", StringComparison.Ordinal));
        await slow.CommitAsync(TestContext.Current.CancellationToken);

        var after = await Eventually.Async(
            () => FollowAsync(service), entries => entries.Count(entry => entry["resource"]!.ToString().StartsWith("records/parallel-", StringComparison.Ordinal)) == 160);
        Assert.Contains(after, entry => entry["resource"]!.ToString() == "records/slow");
        Assert.Equal(before.Select(entry => entry.ToJsonString()), after.Take(before.Count).Select(entry => entry.ToJsonString()));
    }

    [Fact]
    public async Task Who_follows_while_many_write_and_some_give_up_reads_every_change_once_and_each_record_in_its_order()
    {
        const int writers = 8;
        var writing = Task.WhenAll(Enumerable.Range(0, writers).Select(WriteAsync));
        var seen = new List<JsonNode>();
        while (!writing.IsCompleted || seen.Count(entry => entry["resource"]!.ToString().StartsWith("records/mixed-", StringComparison.Ordinal)) < writers * 30)
        {
            var page = (await service.Writer.GetAsync($"/v1/changes?after={seen.LastOrDefault()?["sequence"] ?? 0}&limit=7")).Is(200);
            seen.AddRange(page.Json["data"]!.AsArray()!);
            Assert.True(seen.Count < 100_000);
        }

        await writing;
        Assert.Equal(Enumerable.Range(1, seen.Count), seen.Select(entry => entry["sequence"]!.GetValue<int>()));
        for (var writer = 0; writer < writers; writer++)
            Assert.Equal(Enumerable.Range(1, 30), seen.Where(entry => entry["resource"]!.ToString() == $"records/mixed-{writer}").Select(entry => entry["edition"]!.GetValue<int>()));

        // Changes 1, 2, 3 … of one record, one transaction each, and between them transactions that are rolled back.
        async Task WriteAsync(int writer)
        {
            await using var connection = new NpgsqlConnection(service.Database.Api);
            await connection.OpenAsync();
            for (var edition = 1; edition <= 30; edition++)
            {
                await using (var given = await connection.BeginTransactionAsync())
                    await connection.ExecuteAsync("insert into minutes.changes (kind, resource) values ('upsert', 'records/given-up')", transaction: given);
                await connection.ExecuteAsync(
                    "insert into minutes.changes (kind, resource, edition) values ('upsert', @resource, @edition)", new { resource = $"records/mixed-{writer}", edition });
            }
        }
    }

    [Fact]
    public async Task Another_replica_takes_over_when_the_one_that_numbers_ends()
    {
        var second = await service.ReplicaAsync();
        await service.StopAsync();
        try
        {
            await service.QueryAsync<int>("insert into minutes.changes (kind, resource) values ('upsert', 'records/taken-over')");

            await Eventually.Async(
                () => service.QuerySingleAsync<long>("select count(*) from minutes.change_numbers n join minutes.changes c on c.id = n.change where c.resource = 'records/taken-over'"),
                numbered => numbered == 1);
        }
        finally
        {
            await second.StopAsync();
            await service.StartAsync();
        }
    }

    [Fact]
    public async Task Rows_of_another_cluster_get_their_numbers_too()
    {
        await service.StopAsync();
        await service.QueryAsync<int>("insert into minutes.changes (kind, resource, xid) values ('upsert', 'records/restored', '4000000000000')");

        await service.StartAsync();

        await Eventually.Async(
            () => service.QuerySingleAsync<long>("select count(*) from minutes.change_numbers n join minutes.changes c on c.id = n.change where c.resource = 'records/restored'"),
            numbered => numbered == 1);
        await service.Writer.CreateAsync(Minutes.Small("after-restoring", 4));
        await Eventually.Async(() => FollowAsync(service), entries => entries[^1]["resource"]!.ToString() == "records/after-restoring");
    }

    /// <summary>The whole feed, page by page.</summary>
    private static async Task<IReadOnlyList<JsonNode>> FollowAsync(ApiService service)
    {
        var entries = new List<JsonNode>();
        while ((await service.Writer.GetAsync($"/v1/changes?after={entries.LastOrDefault()?["sequence"] ?? 0}&limit=100")).Is(200).Json["data"]!.AsArray() is { Count: > 0 } page)
            entries.AddRange(page!);
        Assert.Equal(Enumerable.Range(1, entries.Count), entries.Select(entry => entry["sequence"]!.GetValue<int>()));
        return entries;
    }
}
