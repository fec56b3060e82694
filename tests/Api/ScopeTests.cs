using System.Text;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Tests.Api;

/// <summary>Every call of the API description against every scope, so that a new call is covered by being described.</summary>
public sealed class ScopeTests(ApiService service) : IClassFixture<ApiService>
{
    /// <summary>Calls by the scope they need, as the contract has them.</summary>
    private static readonly Dictionary<string, string[]> Contract = new()
    {
        [Scope.RecordsRead] =
        [
            "GET /v1/records", "GET /v1/records/{id}", "GET /v1/records/{id}/editions", "GET /v1/records/{id}/editions/{edition}", "GET /v1/records/{id}/editions/{edition}/public",
            "GET /v1/records/{id}/diff", "GET /v1/records/{id}/attachments/{aid}", "POST /v1/records/{id}/preview", "GET /v1/changes",
            "GET /v1/records/{id}/directives", "GET /v1/directives", "GET /v1/directives/{id}", "GET /v1/directives.csv", "GET /v1/directives.ods",
            "GET /v1/series", "GET /v1/series/{slug}", "GET /v1/units", "GET /v1/units/{slug}",
        ],
        [Scope.RecordsWrite] =
        [
            "POST /v1/records", "POST /v1/records/batch", "PUT /v1/records/{id}", "DELETE /v1/records/{id}", "POST /v1/records/{id}/submit", "POST /v1/records/{id}/correct", "POST /v1/imports",
            "DELETE /v1/records/{id}/editions/{edition}", "PUT /v1/records/{id}/attachments/{aid}", "DELETE /v1/records/{id}/attachments/{aid}",
        ],
        [Scope.RecordsApprove] =
        [
            "POST /v1/records/{id}/return", "POST /v1/records/{id}/approve", "POST /v1/records/{id}/withdraw", "POST /v1/records/{id}/reinstate",
            "POST /v1/records/{id}/redact", "POST /v1/records/{id}/errata",
        ],
        [Scope.DirectivesWrite] =
        [
            "POST /v1/directives", "POST /v1/directives/batch", "PUT /v1/directives/{id}", "POST /v1/directives/{id}/progress", "POST /v1/directives/{id}/reviews",
            "DELETE /v1/directives/{id}/reviews/{record}", "POST /v1/directives/aggregates",
        ],
        [Scope.PublicationsWrite] = ["GET /v1/publications", "POST /v1/publications", "GET /v1/publications/{id}",
            "GET /v1/publications/{id}/events", "POST /v1/publications/{id}/cancel", "POST /v1/publications/rollback", "POST /v1/publications/resume"],
        [Scope.Admin] = ["PUT /v1/series/{slug}", "PUT /v1/units/{slug}", "GET /v1/audit", "GET /v1/keys", "POST /v1/keys", "DELETE /v1/keys/{prefix}"],
        [""] = ["GET /healthz", "GET /readyz", "GET /swagger/schemas/{file}"],

        // What opens these is no scope: the signature of a link, and the cookie that came with the page behind it.
        ["link"] = ["GET /previews/{token}", "GET /assets/{file}"],
    };

    [Fact]
    public async Task API5_Broken_function_level_authorization_every_call_is_open_to_its_scope_and_closed_to_every_other()
    {
        var calls = (await CallsAsync()).ToList();
        Assert.Equal(Contract.SelectMany(scope => scope.Value).Order(), calls.Order());

        foreach (var scope in Scope.All)
        {
            var client = await service.ClientAsync("某人", scope);
            foreach (var call in calls)
            {
                var answer = await CallAsync(client, call);
                if (Contract["link"].Contains(call))
                    Assert.True(answer.Status is 401 or 404, $"{call} with {scope}: {answer.Text}");
                else if (Contract[""].Contains(call) || Contract.GetValueOrDefault(scope, []).Contains(call))
                    Assert.True(answer.Status is not (401 or 403), $"{call} with {scope}: {answer.Text}");
                else
                    Assert.EndsWith($"scope=\"{NeededFor(call)}\"", answer.IsProblem(403, "scope-missing").Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
            }
        }
    }

    private static string NeededFor(string call) => Contract.Single(scope => scope.Value.Contains(call)).Key;

    [Fact]
    public async Task API5_Broken_function_level_authorization_nothing_but_health_and_the_description_is_open_to_everybody()
    {
        foreach (var call in await CallsAsync())
        {
            var answer = await CallAsync(service.Nobody, call);
            if (Contract["link"].Contains(call))
                Assert.True(answer.Status is 401 or 404, call);
            else if (Contract[""].Contains(call))
                Assert.True(answer.Status is not (401 or 403), call);
            else
                answer.IsProblem(401, "unauthenticated");
        }
    }

    private async Task<IEnumerable<string>> CallsAsync() =>
        from path in (await service.Nobody.GetAsync("/swagger/v1/swagger.json")).Is(200).Json["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        select $"{method.Key.ToUpperInvariant()} {path.Key}";

    private static async Task<Reply> CallAsync(ApiClient client, string call)
    {
        var (method, path) = (call.Split(' ')[0], call.Split(' ')[1]);
        path = path.Replace("{edition}", "1", StringComparison.Ordinal).Replace("{prefix}", "000000000000", StringComparison.Ordinal)
            .Replace("{id}", "1", StringComparison.Ordinal).Replace("{record}", "1", StringComparison.Ordinal).Replace("{aid}", "f-1", StringComparison.Ordinal).Replace("{slug}", "nothing", StringComparison.Ordinal).Replace("{file}", "nothing", StringComparison.Ordinal).Replace("{token}", "no.thing", StringComparison.Ordinal);
        using var content = method is "GET" or "DELETE" ? null : new StringContent("[]", Encoding.UTF8, "application/json");
        return await client.SendAsync(new HttpMethod(method), path, content);
    }
}
