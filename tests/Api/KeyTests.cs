using System.Globalization;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Api;

/// <summary>The life of a key.</summary>
public sealed class KeyTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task The_command_line_prints_a_key_that_opens_what_its_scopes_say()
    {
        var output = await CommandAsync("create", "--name", "document-system", "--person", "王小明", "--scope", "records:read", "--scope", "records:write");
        var client = new ApiClient(service, output.TrimEnd('\n'));

        Assert.Matches(@"\Aomk_[0-9a-f]{12}_[0-9a-f]{64}\n\z", output);
        (await client.GetAsync("/v1/records")).Is(200);
        (await client.GetAsync("/v1/keys")).IsProblem(403, "scope-missing");
        Assert.Contains("document-system\t王小明", await CommandAsync("list"), StringComparison.Ordinal);
        Assert.DoesNotContain(client.Key!, await CommandAsync("list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_revoked_on_the_command_line_is_refused_at_once()
    {
        var client = new ApiClient(service, (await CommandAsync("create", "--name", "n", "--person", "p", "--scope", "records:read")).TrimEnd('\n'));
        (await client.GetAsync("/v1/records")).Is(200);

        await CommandAsync("revoke", client.Key!.Split('_')[1]);

        (await client.GetAsync("/v1/records")).IsProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task An_admin_makes_lists_and_revokes_keys()
    {
        var created = (await service.Admin.PostAsync("/v1/keys", """{ "name": "n", "person": "某承辦", "scopes": ["records:read"] }""")).Is(201);
        var client = new ApiClient(service, created["key"]);
        (await client.GetAsync("/v1/records")).Is(200);

        Assert.DoesNotContain(created["key"]!, (await service.Admin.GetAsync("/v1/keys")).Is(200).Text, StringComparison.Ordinal);
        (await service.Admin.SendAsync(HttpMethod.Delete, created.Headers.Location!.ToString(), null)).Is(204);
        (await service.Admin.SendAsync(HttpMethod.Delete, created.Headers.Location.ToString(), null)).Is(204);

        (await client.GetAsync("/v1/records")).IsProblem(401, "unauthenticated");
        Assert.Equal(
            ["key.create", "key.revoke"],
            await service.QueryAsync<string>("select action from minutes.audit where resource = 'keys/' || @prefix order by id", new { prefix = created["prefix"] }));
    }

    [Fact]
    public async Task A_key_is_made_for_scopes_that_exist() =>
        (await service.Admin.PostAsync("/v1/keys", """{ "name": "n", "person": "p", "scopes": ["records:read", "everything"] }""")).IsProblem(400, "invalid", "/scopes/1");

    [Fact]
    public async Task A_key_can_be_made_to_expire()
    {
        var expiresAt = DateTimeOffset.UtcNow.AddDays(-1).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        var created = (await service.Admin.PostAsync("/v1/keys", $$"""{ "name": "n", "person": "p", "scopes": ["records:read"], "expiresAt": "{{expiresAt}}" }""")).Is(201);

        (await new ApiClient(service, created["key"]).GetAsync("/v1/records")).IsProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task A_key_that_was_in_use_is_refused_when_its_time_is_over_though_nothing_was_committed_since()
    {
        var client = await service.ClientAsync("期限", "records:read");
        await service.QueryAsync<int>("update minutes.api_keys set expires_at = now() + interval '3 seconds', last_used_at = now() where person = '期限' returning 1");

        // Neither this nor what follows is the first at its moment, so the key is known already.
        await client.GetAsync("/v1/records");
        await client.GetAsync("/v1/records");
        await Eventually.Async(() => client.GetAsync("/v1/records"), static answer => answer.Status == 401);

        Assert.True(await service.QuerySingleAsync<bool>("select expires_at <= now() from minutes.api_keys where person = '期限'"));
    }

    [Fact]
    public async Task The_last_use_of_a_key_is_written_down()
    {
        var client = await service.ClientAsync("使用者", "records:read");
        (await client.GetAsync("/v1/records")).Is(200);

        await Eventually.Async(
            () => service.QuerySingleAsync<bool>("select last_used_at >= created_at is true from minutes.api_keys where person = '使用者'"),
            static isWritten => isWritten);
    }

    [Fact]
    public async Task No_secret_is_logged()
    {
        (await service.Writer.GetAsync("/v1/records?q=secret-words")).Is(200);
        var unknown = $"omk_{new string('a', 12)}_{new string('b', 64)}";
        (await new ApiClient(service, unknown).GetAsync("/v1/records")).Is(401);

        await Eventually.Async(() => Task.FromResult(service.Log), static log => log.Contains("/v1/records", StringComparison.Ordinal) && log.Contains("401", StringComparison.Ordinal));
        Assert.DoesNotContain(service.Writer.Key!.Split('_')[2], service.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(unknown, service.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-words", service.Log, StringComparison.Ordinal);
    }

    private Task<string> CommandAsync(params string[] arguments) => Shell.RunAsync(
        "dotnet",
        [Repository.Program("api", "OpenMinutes.Api"), "keys", .. arguments],
        new Dictionary<string, string> { ["OPENMINUTES_API_DB"] = service.Database.Api });
}
