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

        await service.QueryAsync<int>("update publishing.jobs set state = 'running', lease_until = now() + interval '1 minute', phase = 'rendering', pages_planned = 7, pages_done = 3");
        var running = (await service.Publisher.GetAsync(location)).Is(200);
        Assert.Equal(("running", "3"), (running["state"], running.Json["jobs"]![0]!["pagesDone"]!.ToString()));

        var next = (await service.Publisher.PostAsync("/v1/publications", "")).Is(202);
        Assert.NotEqual(location, next.Headers.Location!.ToString());
        var first = (await service.Publisher.GetAsync("/v1/publications?limit=1")).Is(200);
        Assert.Equal(next["id"], Assert.Single(first.Json["data"]!.AsArray())!["id"]!.ToString());
        Assert.Equal(asked["id"], (await service.Publisher.GetAsync($"/v1/publications?limit=1&cursor={first["next"]}")).Is(200).Json["data"]![0]!["id"]!.ToString());
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
