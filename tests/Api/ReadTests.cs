using System.Text.Json.Nodes;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Features.Records;

namespace OpenMinutes.Tests.Api;

/// <summary>Reads beside writes: what is answered from memory is what the database has.</summary>
public sealed class ReadTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task Whoever_has_written_reads_what_he_wrote_however_many_read_and_write_beside_him()
    {
        await Parallel.ForAsync(0, 8, TestContext.Current.CancellationToken, async (writer, _) =>
        {
            var id = $"read-own-{writer}";
            var record = Minutes.Small(id, 100 + writer);
            await service.Writer.CreateAsync(record);
            for (var revision = 1; revision <= 25; revision++)
            {
                var read = (await service.Writer.GetAsync($"/v1/records/{id}")).Is(200);
                Assert.Equal(($"{revision}", $"\"r{revision}\""), (read["revision"], read.ETag));
                record["title"] = $"第{revision}稿";
                (await service.Writer.PutAsync($"/v1/records/{id}", record.ToJsonString(), ("If-Match", read.ETag!))).Is(200);
                Assert.Equal($"第{revision}稿", (await service.Writer.GetAsync($"/v1/records/{id}")).Is(200)["title"]);
            }
        });
    }

    [Fact]
    public async Task A_record_that_was_read_tells_at_once_what_changed_around_it()
    {
        var record = Minutes.Small("read-around", 201);
        record["sections"]![0]!["units"] = new JsonArray(new JsonObject { ["role"] = "reporting", ["name"] = "新設司" });
        await service.Writer.CreateAsync(record);
        Assert.Contains("unit-unknown", (await service.Writer.GetAsync("/v1/records/read-around")).Is(200).Text, StringComparison.Ordinal);
        Assert.Contains("unit-unknown", (await service.Writer.GetAsync("/v1/records/read-around")).Is(200).Text, StringComparison.Ordinal);

        (await service.Admin.PutAsync("/v1/units/new", """{ "name": "新設司" }""")).Is(201);
        Assert.DoesNotContain("unit-unknown", (await service.Writer.GetAsync("/v1/records/read-around")).Is(200).Text, StringComparison.Ordinal);

        var repeated = Minutes.Small("read-around-2", 201);
        repeated["key"] = "read-around-2";
        await service.Writer.CreateAsync(repeated);
        Assert.Contains("number-repeated", (await service.Writer.GetAsync("/v1/records/read-around")).Is(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_known_is_told_to_nobody_who_may_not_read_it_and_under_the_conditions_that_he_names()
    {
        await service.Writer.CreateAsync(Minutes.Small("read-known", 202));
        var known = (await service.Writer.GetAsync("/v1/records/read-known")).Is(200);
        Assert.Equal(known.Text, (await service.Writer.GetAsync("/v1/records/read-known")).Is(200).Text);

        (await (await service.ClientAsync("某人", "records:write")).GetAsync("/v1/records/read-known")).IsProblem(403, "scope-missing");
        (await service.Nobody.GetAsync("/v1/records/read-known")).IsProblem(401, "unauthenticated");
        (await service.Writer.GetAsync("/v1/records/read-known?at=1")).IsProblem(400, "invalid", "/at");
        var held = (await service.Writer.SendAsync(HttpMethod.Get, "/v1/records/read-known", null, ("If-None-Match", known.ETag!))).Is(304);
        Assert.Equal((known.ETag, ""), (held.ETag, held.Text));
        (await service.Writer.SendAsync(HttpMethod.Get, "/v1/records/read-known", null, ("If-None-Match", "\"r0\""))).Is(200);
        (await service.Writer.SendAsync(HttpMethod.Get, "/v1/records/read-known", null, ("If-None-Match", new string('x', 1001)))).IsProblem(400, "invalid", "/If-None-Match");
    }

    [Fact]
    public async Task What_is_glanced_at_is_what_was_read_while_the_record_stands_as_before()
    {
        var names = Enumerable.Range(0, 40).Select(at => $"未登記{at * 7919 % 40:00}司").ToList();
        for (var number = 0; number < 30; number++)
        {
            var record = Minutes.Small($"read-glance-{number}", 400 + number);
            record["sections"]![0]!["units"] = new JsonArray([.. names.Skip(number % 5).Select(name => new JsonObject { ["role"] = "supporting", ["name"] = name })]);
            await service.Writer.CreateAsync(record);
        }

        await service.QueryAsync<int>("analyze minutes.record_units");
        await using var connection = new NpgsqlConnection(service.Database.Api);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        foreach (var id in Enumerable.Range(0, 30).Select(number => $"read-glance-{number}"))
        {
            var read = await WorkingEdition.FindAsync(connection, id, CancellationToken.None);
            var glance = await connection.QuerySingleAsync<WorkingEdition>(WorkingEdition.Glance, new { ids = new[] { id } });
            Assert.Equal(read!.Fingerprint, glance.Fingerprint);
        }
    }

    [Fact]
    public async Task What_one_replica_changes_or_revokes_holds_at_every_other_from_the_next_request_on()
    {
        await service.Writer.CreateAsync(Minutes.Small("read-replicas", 302));
        var created = (await service.Admin.PostAsync("/v1/keys", """{ "name": "n", "person": "某承辦", "scopes": ["records:read"] }""")).Is(201);
        var replica = await service.ReplicaAsync();
        try
        {
            var there = new ApiClient(replica, created["key"]);
            for (var revision = 1; revision <= 10; revision++)
            {
                Assert.Equal($"\"r{revision}\"", (await there.GetAsync("/v1/records/read-replicas")).Is(200).ETag);
                Assert.Equal($"\"r{revision}\"", (await there.GetAsync("/v1/records/read-replicas")).Is(200).ETag);
                (await service.Writer.PutAsync("/v1/records/read-replicas", Minutes.Small("read-replicas", 302).ToJsonString(), ("If-Match", $"\"r{revision}\""))).Is(200);
            }

            (await service.Admin.SendAsync(HttpMethod.Delete, created.Headers.Location!.ToString(), null)).Is(204);
            (await there.GetAsync("/v1/records/read-replicas")).IsProblem(401, "unauthenticated");
        }
        finally
        {
            await replica.StopAsync();
        }
    }

    [Fact]
    public async Task A_key_revoked_among_many_requests_is_refused_in_all_that_begin_afterwards()
    {
        await service.Writer.CreateAsync(Minutes.Small("read-revoked", 301));
        var created = (await service.Admin.PostAsync("/v1/keys", """{ "name": "n", "person": "某承辦", "scopes": ["records:read"] }""")).Is(201);
        var client = new ApiClient(service, created["key"]);
        using var stop = new CancellationTokenSource();
        var others = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                (await service.Writer.GetAsync("/v1/records/read-revoked")).Is(200);
        })).ToList();

        for (var time = 0; time < 20; time++)
            (await client.GetAsync("/v1/records/read-revoked")).Is(200);
        (await service.Admin.SendAsync(HttpMethod.Delete, created.Headers.Location!.ToString(), null)).Is(204);
        for (var time = 0; time < 20; time++)
            (await client.GetAsync("/v1/records/read-revoked")).IsProblem(401, "unauthenticated");

        await stop.CancelAsync();
        await Task.WhenAll(others);
    }
}
