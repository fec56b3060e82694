using System.Text.Json.Nodes;

namespace OpenMinutes.Tests.Api;

/// <summary>Asking for publications, and following them.</summary>
public sealed class PublicationTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task A_publication_is_asked_for_joined_and_followed()
    {
        var asked = (await service.Publisher.PostAsync("/v1/publications", """{ "scope": "all", "reason": "新版面" }""")).Is(202);
        var location = asked.Headers.Location!.ToString();

        var joined = (await service.Publisher.PostAsync("/v1/publications", """{ "scope": { "series": ["supervisors"], "templates": true } }""")).Is(202);
        Assert.Equal(location, joined.Headers.Location!.ToString());

        var followed = (await service.Publisher.GetAsync(location)).Is(200);
        Assert.Equal(("waiting", "{\"all\":true}"), (followed["state"], followed.Json["scope"]!.ToJsonString()));
        Assert.Equal(
            [("requested", "新版面"), ("requested", null)],
            followed.Json["requests"]!.AsArray().TakeLast(2).Select(request => (request!["cause"]!.ToString(), request["reason"]?.ToString())));
        Assert.Equal("site", Assert.Single(followed.Json["jobs"]!.AsArray())!["target"]!.ToString());

        await service.QueryAsync<int>("update publishing.jobs set state = 'running', lease_until = now() + interval '1 minute', phase = 'rendering', pages_planned = 7, pages_done = 3 where state = 'waiting'");
        var running = (await service.Publisher.GetAsync(location)).Is(200);
        Assert.Equal(("running", "3"), (running["state"], running.Json["jobs"]![0]!["pagesDone"]!.ToString()));

        var next = (await service.Publisher.PostAsync("/v1/publications", "")).Is(202);
        Assert.NotEqual(location, next.Headers.Location!.ToString());
        var first = (await service.Publisher.GetAsync("/v1/publications?limit=1")).Is(200);
        Assert.Equal(next["id"], Assert.Single(first.Json["data"]!.AsArray())!["id"]!.ToString());
        Assert.Equal(asked["id"], (await service.Publisher.GetAsync($"/v1/publications?limit=1&cursor={first["next"]}")).Is(200).Json["data"]![0]!["id"]!.ToString());
    }

    [Fact]
    public async Task A_publication_is_cancelled_as_long_as_it_is_not_over()
    {
        var asked = (await service.Publisher.PostAsync("/v1/publications", "")).Is(202);
        var cancelled = (await service.Publisher.PostAsync($"/v1/publications/{asked["id"]}/cancel", """{ "reason": "不必了" }""")).Is(200);

        Assert.Equal("cancelled", cancelled["state"]);
        (await service.Publisher.PostAsync($"/v1/publications/{asked["id"]}/cancel", "")).IsProblem(409, "wrong-state");
        (await service.Publisher.PostAsync("/v1/publications/987654/cancel", "")).IsProblem(404, "not-found");
        Assert.Equal("""{"reason": "不必了"}""", await service.QuerySingleAsync<string>($"select detail::text from minutes.audit where action = 'publication.cancel' and resource = 'publications/{asked["id"]}'"));
    }

    [Fact]
    public async Task A_publication_is_followed_until_it_is_over()
    {
        var asked = (await service.Publisher.PostAsync("/v1/publications", "")).Is(202);
        using var answer = await service.Publisher.StreamAsync($"/v1/publications/{asked["id"]}/events");
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));

        Assert.Equal(("progress", "waiting"), await NextAsync(events));
        await service.QueryAsync<int>($"update publishing.jobs set state = 'running', started_at = now(), lease_until = now() + interval '1 minute', phase = 'rendering', pages_planned = 8, pages_done = 2, current_page = 'index.html' where publication = {asked["id"]}");
        Assert.Equal(("progress", "running"), await NextAsync(events));
        await service.QueryAsync<int>($"update publishing.jobs set state = 'failed', error = 'disk full', lease_until = null, finished_at = now() where publication = {asked["id"]}");
        var last = await NextAsync(events);
        while (last.Name == "progress")
            last = await NextAsync(events);
        Assert.Equal(("end", "failed"), last);
        Assert.Equal("\n", await events.ReadToEndAsync(TestContext.Current.CancellationToken));

        static async Task<(string Name, string State)> NextAsync(StreamReader events)
        {
            var line = await events.ReadLineAsync();
            // Where nothing happens for a while, a remark tells that the connection is alive.
            while (line is ":" or "")
                line = await events.ReadLineAsync();
            var name = line!["event: ".Length..];
            var state = JsonNode.Parse((await events.ReadLineAsync())!["data: ".Length..])!["state"]!.ToString();
            return (name, state);
        }
    }

    [Fact]
    public async Task A_rollback_names_what_it_undoes_and_pauses_until_it_is_resumed()
    {
        await using var own = new ApiService();
        await own.InitializeAsync();
        (await own.Publisher.PostAsync("/v1/publications/resume", "")).IsProblem(409, "wrong-state");
        (await own.Publisher.PostAsync("/v1/publications/rollback", "")).IsProblem(409, "wrong-state");
        var done = (await own.Publisher.PostAsync("/v1/publications", "")).Is(202)["id"];
        await own.QueryAsync<int>($"""
            insert into publishing.releases (target, tree, content, manifest, pages, bytes) values ('site', 'a', pg_current_snapshot(), sha256('a'), 1, 1);
            update publishing.jobs set state = 'succeeded', finished_at = now(), release = (select max(id) from publishing.releases) where publication = {done};
            """);

        var back = (await own.Publisher.PostAsync("/v1/publications/rollback", """{ "reason": "版面有誤" }""")).Is(202);
        Assert.Equal(("rollback", done), (back["cause"], back.Json["jobs"]![0]!["undoes"]!["publications"]![0]!.ToString()));
        Assert.Equal("版面有誤", back.Json["requests"]![0]!["reason"]!.ToString());

        var id = await own.Writer.CreateAsync(Minutes.Small("held"));
        (await own.Writer.StepAsync(id, "submit")).Is(200);
        var held = (await own.Approver.StepAsync(id, "approve")).Is(200).Json["publication"]!["id"]!.ToString();
        Assert.NotEqual(back["id"], held);
        Assert.True((await own.Publisher.GetAsync($"/v1/publications/{held}")).Is(200).Json["jobs"]![0]!["paused"]!.GetValue<bool>());

        var resumed = (await own.Publisher.PostAsync("/v1/publications/resume", "")).Is(202);
        Assert.Equal(held, resumed["id"]);
        Assert.False(resumed.Json["jobs"]![0]!["paused"]!.GetValue<bool>());
        (await own.Publisher.PostAsync("/v1/publications/resume", "")).IsProblem(409, "wrong-state");
    }

    [Fact]
    public async Task A_record_is_asked_for_by_its_id_and_rendered_by_its_address()
    {
        var id = await service.Writer.CreateAsync(Minutes.Small("asked-for"));
        (await service.Publisher.PostAsync("/v1/publications", """{ "scope": { "records": ["asked-for"] } }""")).IsProblem(400, "invalid", "/scope/records/0");
        (await service.Writer.StepAsync(id, "submit")).Is(200);
        (await service.Approver.StepAsync(id, "approve")).Is(200);

        (await service.Publisher.PostAsync("/v1/publications", """{ "scope": { "records": ["asked-for"] } }""")).Is(202);

        Assert.Equal("""{"records": ["supervisors/asked-for"]}""", await service.QuerySingleAsync<string>("select scope::text from minutes.publication_requests where scope ? 'records'"));
    }

    [Theory]
    [InlineData("""{ "scope": "some" }""", "/scope")]
    [InlineData("""{ "scope": { "everything": true } }""", "/scope/everything")]
    [InlineData("""{ "scope": { "series": ["nowhere"], "units": ["nobody"] } }""", "/scope/series/0", "/scope/units/0")]
    public async Task A_scope_names_what_exists(string body, params string[] pointers) =>
        (await service.Publisher.PostAsync("/v1/publications", body)).IsProblem(400, "invalid", pointers);
}
