using System.Security.Cryptography;
using System.Text;

namespace OpenMinutes.Tests.Api;

/// <summary>Editors come with a token of their provider. What is not exactly that is nobody.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private IdentityProvider _provider = null!;
    private ApiService _service = null!;

    public async ValueTask InitializeAsync()
    {
        _provider = await IdentityProvider.StartAsync();
        _service = new ApiService
        {
            Settings =
            {
                ["OPENMINUTES_JWT_ISSUER"] = _provider.Issuer,
                ["OPENMINUTES_JWT_AUDIENCE"] = "openminutes",
                ["OPENMINUTES_JWT_SCOPES"] = "writer=records:read records:write; chief=records:read records:approve",
            },
        };
        await _service.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task Editors_with_tokens_write_and_approve_in_their_own_names()
    {
        var writer = Client(_provider.Token("wang", "writer"));
        var chief = Client(_provider.Token("lin", "chief"));

        var id = await writer.CreateAsync(Minutes.Small("by-token"));
        (await writer.StepAsync(id, "submit")).Is(200);
        (await writer.StepAsync(id, "approve")).IsProblem(403, "scope-missing");
        (await Client(_provider.Token("wang", "chief")).StepAsync(id, "approve")).IsProblem(409, "same-person");
        Assert.Equal("published", (await chief.StepAsync(id, "approve")).Is(200)["state"]);

        Assert.Equal(
            [("record.create", "wang"), ("record.submit", "wang"), ("record.approve", "lin")],
            await _service.QueryAsync<(string, string)>("select action, person from minutes.audit where resource = 'records/by-token' and api_key is null order by id"));
        (await _service.Writer.GetAsync($"/v1/records/{id}")).Is(200);
    }

    [Fact]
    public async Task A_request_with_a_token_is_repeated_safely_and_apart_from_those_of_others()
    {
        var body = Minutes.Small("repeated-by-token", 2).ToJsonString();
        var first = (await Client(_provider.Token("wang", "writer")).PostAsync("/v1/records", body, ("Idempotency-Key", "k"))).Is(201);
        var second = (await Client(_provider.Token("wang", "writer")).PostAsync("/v1/records", body, ("Idempotency-Key", "k"))).Is(201);

        Assert.Equal(first.Text, second.Text);
        (await Client(_provider.Token("chen", "writer")).PostAsync("/v1/records", body, ("Idempotency-Key", "k"))).IsProblem(409, "id-taken", "/id");
    }

    [Fact]
    public async Task API2_Broken_authentication_a_token_that_is_not_the_providers_for_us_and_now_is_nobody()
    {
        Client(_provider.Token("wang", "writer"));
        (await Client(_provider.Token("wang", "writer")).GetAsync("/v1/records")).Is(200);

        await RefusedAsync("expired", _provider.Token("wang", "writer", claims => claims["exp"] = DateTimeOffset.UtcNow.AddHours(-1).ToUnixTimeSeconds()));
        await RefusedAsync("without an end", _provider.Token("wang", "writer", claims => claims.Remove("exp")));
        await RefusedAsync("not yet valid", _provider.Token("wang", "writer", claims => claims["nbf"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds()));
        await RefusedAsync("another issuer", _provider.Token("wang", "writer", claims => claims["iss"] = "https://elsewhere.example"));
        await RefusedAsync("another audience", _provider.Token("wang", "writer", claims => claims["aud"] = "another-service"));
        await RefusedAsync("no audience", _provider.Token("wang", "writer", claims => claims.Remove("aud")));
        await RefusedAsync("no person", _provider.Token("wang", "writer", claims => claims.Remove("preferred_username")));
        await RefusedAsync("alg none", IdentityProvider.Signed("none", _provider.Claims("wang", "writer"), _ => []));
        await RefusedAsync("alg None", IdentityProvider.Signed("None", _provider.Claims("wang", "writer"), _ => []));
        foreach (var secret in _provider.PublicKeyAsSecret())
            await RefusedAsync("the public key as a shared secret", IdentityProvider.Signed("HS256", _provider.Claims("wang", "writer"), content => HMACSHA256.HashData(secret, content)));

        using var stranger = RSA.Create(2048);
        await RefusedAsync("another key", IdentityProvider.Signed(
            "RS256", _provider.Claims("wang", "writer"), content => stranger.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)));
        var parts = _provider.Token("wang", "writer").Split('.');
        var forged = Convert.ToBase64String(Encoding.UTF8.GetBytes(_provider.Claims("lin", "chief").ToJsonString())).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        await RefusedAsync("other claims under the signature", $"{parts[0]}.{forged}.{parts[2]}");
        await RefusedAsync("no signature", $"{parts[0]}.{parts[1]}.");
    }

    [Fact]
    public async Task API5_Broken_function_level_authorization_a_role_that_nobody_mapped_may_nothing()
    {
        (await Client(_provider.Token("wang", "admin")).GetAsync("/v1/keys")).IsProblem(403, "scope-missing");
        (await Client(_provider.Token("wang", "writer", claims => claims["scope"] = "admin records:approve")).GetAsync("/v1/keys")).IsProblem(403, "scope-missing");
    }

    [Fact]
    public async Task API10_Unsafe_consumption_of_APIs_a_provider_that_cannot_be_asked_lets_nobody_in_and_keeps_no_key_out()
    {
        var token = _provider.Token("wang", "writer");
        await _provider.DisposeAsync();

        var answer = await Client(token).GetAsync("/v1/records");

        answer.IsProblem(401, "unauthenticated");
        Assert.DoesNotContain("127.0.0.1", answer.Text, StringComparison.Ordinal);
        (await _service.Writer.GetAsync("/v1/records")).Is(200);
    }

    private ApiClient Client(string token) => new(_service, token);

    private async Task RefusedAsync(string why, string token)
    {
        var answer = await Client(token).GetAsync("/v1/records");
        Assert.True(answer.Status == 401, $"{why}: {answer.Status}");
        answer.IsProblem(401, "unauthenticated");
        Assert.DoesNotContain(token, _service.Log, StringComparison.Ordinal);
    }
}
