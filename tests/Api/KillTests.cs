using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Api;

/// <summary>The service may die at any moment: what it acknowledged is there, and nothing is half there.</summary>
public sealed class KillTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task Every_acknowledged_write_survives_kill_9_and_no_write_is_there_by_half()
    {
        var acknowledged = new ConcurrentBag<string>();
        for (var round = 0; round < 3; round++)
        {
            var before = acknowledged.Count;
            var writing = Enumerable.Range(0, 6).Select(writer => WriteUntilItDiesAsync(round, writer, acknowledged)).ToList();
            await Eventually.Async(() => Task.FromResult(acknowledged.Count), count => count >= before + 20);
            await service.KillAsync();
            await Task.WhenAll(writing);
            await service.StartAsync();
        }

        foreach (var id in acknowledged)
            Assert.Equal("published", (await service.Writer.GetAsync($"/v1/records/{id}")).Is(200)["state"]);
        Assert.Empty(await service.QueryAsync<string>(
            """
            select r.id from minutes.records r
            where (select count(*) from minutes.audit a where a.resource = 'records/' || r.id) <> r.revision
               or (select count(*) from minutes.changes c where c.resource = 'records/' || r.id) <> r.revision
               or (select count(*) from minutes.editions e where e.record = r.id) <> 1
               or not exists (select from minutes.record_texts t where t.record = r.id)
               or (r.state = 'published') <> exists (select from public_site.editions e where e.series = r.series and e.key = r.key)
               or (r.state = 'published') <> exists (select from minutes.publication_requests p where p.resource = 'records/' || r.id)
               or (r.state = 'published') <> exists (select from public_site.attachments f where f.series = r.series and f.key = r.key)
               or (r.state = 'published') <> exists (select from public_site.changes c where c.series = r.series and c.key = r.key)
               or exists (select from minutes.files f where f.record = r.id) <> exists (select from minutes.attachments a where a.record = r.id)
            """));
        await Eventually.Async(
            () => service.QuerySingleAsync<long>("select count(*) from minutes.changes c where not exists (select from minutes.change_numbers n where n.change = c.id)"), waiting => waiting == 0);
        Assert.Equal(
            (true, true),
            await service.QuerySingleAsync<(bool, bool)>(
                """
                select (select max(sequence) = count(*) from minutes.change_numbers),
                       (select max(sequence) = count(*) and count(*) = (select count(*) from minutes.audit) from minutes.audit_chain)
                """));
    }

    private async Task WriteUntilItDiesAsync(int round, int writer, ConcurrentBag<string> acknowledged)
    {
        try
        {
            for (var at = 0; ; at++)
            {
                var id = $"killed-{round}-{writer}-{at}";
                var address = $"/v1/records/{id}";
                var record = Minutes.Small(id, 1_000 + (round * 100_000) + (writer * 10_000) + at);
                record["attachments"] = new JsonArray(new JsonObject { ["id"] = "f-1", ["fileName"] = "附件.txt", ["disclosure"] = new JsonObject { ["level"] = "public" } });
                (await service.Writer.PutAsync(address, record.ToJsonString(), ("If-None-Match", "*"))).Is(201);
                await service.StoreAsync(id, "f-1", id);
                (await service.Writer.PostAsync($"{address}/submit", "{}", ("If-Match", "\"r2\""))).Is(200);
                (await service.Approver.PostAsync($"{address}/approve", "{}", ("If-Match", "\"r3\""))).Is(200);
                acknowledged.Add(id);
            }
        }
        catch (HttpRequestException)
        {
            // It is dead.
        }
    }
}
