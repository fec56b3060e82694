namespace OpenMinutes.Tests.Api;

/// <summary>Asking what a publication would change.</summary>
public sealed class DryRunTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task A_dry_run_joins_nothing_and_answers_what_would_change()
    {
        var asked = (await service.Publisher.PostAsync("/v1/publications", """{ "dryRun": true, "reason": "先看看" }""")).Is(202);
        Assert.Equal("true", asked["dryRun"]);
        Assert.NotEqual(asked["id"], (await service.Publisher.PostAsync("/v1/publications", "")).Is(202)["id"]);
        Assert.NotEqual(asked["id"], (await service.Publisher.PostAsync("/v1/publications", """{ "dryRun": true }""")).Is(202)["id"]);

        await service.QueryAsync<int>(
            """
            update publishing.jobs set state = 'succeeded', finished_at = now(), plan = '{"files":1,"plan":[{"path":"index.html","action":"write","why":["supervisors/2025-018: edition 3"]}]}'
            where publication = @id::bigint
            """,
            new { id = asked["id"] });
        var answered = (await service.Publisher.GetAsync(asked.Headers.Location!.ToString())).Is(200).Json["jobs"]![0]!;

        Assert.Equal("1", answered["files"]!.ToString());
        Assert.Equal("""[{"path":"index.html","action":"write","why":["supervisors/2025-018: edition 3"]}]""", answered["plan"]!.ToJsonString());
        Assert.Null((await service.Publisher.GetAsync("/v1/publications?limit=1000")).Is(200).Json["data"]!.AsArray().Single(one => one!["id"]!.ToString() == asked["id"])!["jobs"]![0]!["plan"]);
    }
}
