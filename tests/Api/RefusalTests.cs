using System.Net.Http.Headers;
using System.Text;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Tests.Api;

/// <summary>What is refused, and how it is said.</summary>
public sealed class RefusalTests(ApiService service) : IClassFixture<ApiService>
{
    private const string Address = "/v1/records/refused";

    [Fact]
    public async Task Whoever_has_no_valid_key_is_told_nothing_but_that()
    {
        var unknown = new ApiClient(service, ApiKey.Generate().Text);
        var expired = await ClientAsync("update minutes.api_keys set expires_at = now() - interval '1 second' where person = @person");
        var revoked = await ClientAsync("update minutes.api_keys set revoked_at = now() where person = @person");
        var tampered = new ApiClient(service, service.Writer.Key![..^1] + (service.Writer.Key[^1] == '0' ? '1' : '0'));
        await service.Writer.CreateAsync(Minutes.Small("there", 90));

        foreach (var path in new[] { "/v1/records/there", "/v1/records/not-there" })
        {
            var answers = new List<string> { (await service.Nobody.GetAsync(path)).IsProblem(401, "unauthenticated").Text };
            foreach (var client in new[] { unknown, expired, revoked, tampered, new ApiClient(service, "nonsense") })
            {
                var answer = (await client.GetAsync(path)).IsProblem(401, "unauthenticated");
                Assert.Contains("invalid_token", answer.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
                answers.Add(answer.Text);
            }

            Assert.Single(answers.Distinct());
        }
    }

    [Fact]
    public async Task A_key_without_the_scope_does_not_learn_what_exists()
    {
        await service.Writer.CreateAsync(Minutes.Small("hidden", 91));
        var stranger = await service.ClientAsync("外人", "publications:write");

        var there = (await stranger.GetAsync("/v1/records/hidden")).IsProblem(403, "scope-missing");
        var notThere = (await stranger.GetAsync("/v1/records/nowhere")).IsProblem(403, "scope-missing");

        Assert.Equal(there.Text, notThere.Text);
        Assert.Contains("scope=\"records:read\"", there.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "malformed", "")]
    [InlineData("", "malformed", "")]
    [InlineData("[]", "invalid", "")]
    [InlineData("""{ "id": "refused", "series": "supervisors", "title": "x", "start": "2025-11-20T15:30:00+08:00", "surprise": 1 }""", "invalid", "/surprise")]
    [InlineData("""{ "id": "refused", "title": 1, "start": "2025-11-20T15:30:00" }""", "invalid", "/series", "/start", "/title")]
    [InlineData("""{ "id": "refused", "series": "nowhere", "title": "x", "start": "2025-11-20T15:30:00+08:00" }""", "invalid", "/series")]
    public async Task Everything_that_is_wrong_with_a_body_is_told_with_its_place(string body, string code, params string[] pointers)
    {
        var answer = (await service.Writer.PostAsync("/v1/records", body)).Is(400);

        Assert.Equal(code, answer["code"]);
        Assert.Equal(pointers.Order(), answer.Json["errors"]!.AsArray().Select(error => error!["pointer"]!.GetValue<string>()).Order());
    }

    [Fact]
    public async Task A_body_nested_beyond_reason_is_malformed()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":[", 100_000));

        (await service.Writer.PostAsync("/v1/records", deep)).IsProblem(400, "malformed", "");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_ten_mebibytes_is_too_large(bool announced)
    {
        using var content = new StreamContent(new MemoryStream(new byte[(10 * 1024 * 1024) + 1]));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (!announced)
            content.Headers.ContentLength = null;

        var answer = await service.Writer.SendAsync(HttpMethod.Post, "/v1/records", content, announced ? ("Expect", "100-continue") : ("Transfer-Encoding", "chunked"));

        answer.IsProblem(413, "body-too-large");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=big5")]
    public async Task A_body_that_is_no_json_in_utf8_is_not_looked_at(string mediaType)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Minutes.Small("typed").ToJsonString()));
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);

        (await service.Writer.SendAsync(HttpMethod.Post, "/v1/records", content)).IsProblem(415, "unsupported-media-type");
    }

    [Fact]
    public async Task A_change_without_a_precondition_is_refused()
    {
        var id = await service.Writer.CreateAsync(Minutes.Small("unconditional", 92));

        (await service.Writer.PutAsync($"/v1/records/{id}", Minutes.Small(id, 92).ToJsonString())).IsProblem(428, "precondition-required");
        (await service.Writer.PostAsync($"/v1/records/{id}/submit", "{}")).IsProblem(428, "precondition-required");
    }

    [Fact]
    public async Task A_change_of_what_the_caller_did_not_see_is_refused()
    {
        var id = await service.Writer.CreateAsync(Minutes.Small("unseen", 93));
        var body = Minutes.Small(id, 93).ToJsonString();

        (await service.Writer.PutAsync($"/v1/records/{id}", body, ("If-None-Match", "*"))).IsProblem(412, "precondition-failed");
        (await service.Writer.PutAsync($"/v1/records/{id}", body, ("If-Match", "\"r2\""))).IsProblem(412, "precondition-failed");
        (await service.Writer.PutAsync($"/v1/records/{id}", body, ("If-Match", "W/\"r1\""))).IsProblem(412, "precondition-failed");
        (await service.Writer.PutAsync("/v1/records/unheard-of", Minutes.Small("unheard-of", 94).ToJsonString(), ("If-Match", "*"))).IsProblem(412, "precondition-failed");
        (await service.Writer.PostAsync($"/v1/records/{id}/submit", "{}", ("If-Match", "\"r2\""))).IsProblem(412, "precondition-failed");
        Assert.Equal("1", (await service.Writer.GetAsync($"/v1/records/{id}"))["revision"]);
    }

    [Fact]
    public async Task A_step_that_the_state_does_not_allow_is_refused()
    {
        var id = await service.Writer.CreateAsync(Minutes.Small("stepped", 95));
        (await service.Approver.StepAsync(id, "approve")).IsProblem(409, "wrong-state");
        (await service.Approver.StepAsync(id, "return", """{ "note": "x" }""")).IsProblem(409, "wrong-state");

        (await service.Writer.StepAsync(id, "submit")).Is(200);
        (await service.Writer.StepAsync(id, "submit")).IsProblem(409, "wrong-state");
        (await service.Writer.PutAsync($"/v1/records/{id}", Minutes.Small(id, 95).ToJsonString(), ("If-Match", "\"r2\""))).IsProblem(409, "wrong-state");
        (await service.Approver.StepAsync(id, "return")).IsProblem(400, "invalid", "/note");
    }

    [Fact]
    public async Task A_key_of_the_series_that_is_taken_is_refused()
    {
        static string Meeting(string id, string? key)
        {
            var record = Minutes.Small(id, 96);
            record["key"] = key;
            return record.ToJsonString();
        }

        (await service.Writer.PostAsync("/v1/records", Meeting("first-of-two", null))).Is(201);

        (await service.Writer.PostAsync("/v1/records", Meeting("second-of-two", null))).IsProblem(409, "key-taken", "/key");
        (await service.Writer.PostAsync("/v1/records", Meeting("second-of-two", "2025-096"))).IsProblem(409, "key-taken", "/key");
        var second = (await service.Writer.PostAsync("/v1/records", Meeting("second-of-two", "2025-096b"))).Is(201);
        Assert.Contains(second.Json["warnings"]!.AsArray(), warning => warning!["code"]!.ToString() == "number-repeated");
    }

    [Theory]
    [InlineData("GET", "/v1/nowhere", 404, "not-found")]
    [InlineData("GET", "/nowhere", 404, "not-found")]
    [InlineData("GET", "/_test_url_cache_", 404, "not-found")]
    [InlineData("GET", "/v1/records/unknown", 404, "not-found")]
    [InlineData("GET", "/v1/records/%E6%B5%B7", 404, "not-found")]
    [InlineData("GET", "/v1/records/unknown/editions", 404, "not-found")]
    [InlineData("GET", "/v1/records/unknown/editions/x/public", 404, "not-found")]
    [InlineData("GET", "/v1/publications/99999999999999999999", 404, "not-found")]
    [InlineData("DELETE", "/v1/records", 405, "method-not-allowed")]
    [InlineData("GET", "/v1/records?limit=0", 400, "invalid", "/limit")]
    [InlineData("GET", "/v1/records?limit=1001&year=x&surprise=1", 400, "invalid", "/surprise", "/year", "/limit")]
    [InlineData("GET", "/v1/records?cursor=nonsense", 400, "invalid", "/cursor")]
    [InlineData("GET", "/v1/records?cursor=bnVsbA", 400, "invalid", "/cursor")]
    [InlineData("GET", "/v1/records?from=0001-01-01&to=9999-12-31", 400, "invalid", "/from", "/to")]
    [InlineData("GET", "/v1/records?modifiedSince=2025-11-20", 400, "invalid", "/modifiedSince")]
    [InlineData("GET", "/v1/records?state=published&state=draft", 400, "invalid", "/state")]
    [InlineData("GET", "/v1/records?q=%00", 400, "invalid", "/q")]
    public async Task What_is_not_there_or_not_understood_is_a_problem(string method, string path, int status, string code, params string[] pointers) =>
        (await service.Admin.SendAsync(new HttpMethod(method), path, null)).IsProblem(status, code, pointers);

    [Fact]
    public async Task Whatever_fails_inside_stays_inside()
    {
        await service.QueryAsync<int>("alter table minutes.record_texts rename to elsewhere");
        try
        {
            var answer = (await service.Writer.PostAsync("/v1/records", Minutes.Small("failing", 97).ToJsonString())).IsProblem(500, "internal-error");

            Assert.DoesNotContain("record_texts", answer.Text, StringComparison.Ordinal);
        }
        finally
        {
            await service.QueryAsync<int>("alter table minutes.elsewhere rename to record_texts");
        }

        (await service.Writer.GetAsync("/v1/records/failing")).IsProblem(404, "not-found");
    }

    private async Task<ApiClient> ClientAsync(string change)
    {
        var person = Guid.NewGuid().ToString("N");
        var client = await service.ClientAsync(person, "records:read");
        await service.QueryAsync<int>(change, new { person });
        return client;
    }
}
