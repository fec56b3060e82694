using System.Security.Cryptography;
using System.Text.Encodings.Web;
using FastEndpoints;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace OpenMinutes.Api.Platform.Security;

/// <summary>
/// Authenticates <c>Authorization: Bearer omk_…</c>, and hands what is no key to the tokens, if any are accepted. The database was asked by <see cref="KeyQuestion"/>, each time, so that a revocation holds at once;
/// unknown, expired and revoked keys are told apart by nobody.
/// </summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logging,
    UrlEncoder encoder,
    KeyUse use,
    TokenSettings? tokens = null) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    public const string SchemeName = "Bearer";

    private const string Realm = "Bearer realm=\"OpenMinutes\"";
    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Context.Features.Get<AskedKey>() is not { } asked)
        {
            return ApiKey.Bearer(Request.Headers.Authorization) is null ? AuthenticateResult.NoResult()
                : tokens is null ? AuthenticateResult.Fail("not a key")
                : await AuthenticateTokenAsync(tokens);
        }

        var (moment, stored, time) = await asked.Told;
        if (!CryptographicOperations.FixedTimeEquals(asked.Key.Hash, stored?.SecretHash ?? NoHash) || stored is null)
        {
            return AuthenticateResult.Fail("no such key");
        }

        if (stored.UseIsNews(time))
        {
            use.Note(stored.Id);
        }

        Context.Features.Set(moment);
        return AuthenticateResult.Success(new AuthenticationTicket(stored.Principal, SchemeName));
    }

    private async Task<AuthenticateResult> AuthenticateTokenAsync(TokenSettings settings) =>
        await Context.AuthenticateAsync(TokenSettings.Scheme) is { Succeeded: true } valid && settings.Principal(valid.Principal) is { } principal
            ? AuthenticateResult.Success(new AuthenticationTicket(principal, SchemeName))
            : AuthenticateResult.Fail("no valid token");

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = Request.Headers.Authorization.Count == 0 ? Realm : $"{Realm}, error=\"invalid_token\"";
        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var scope = string.Join(' ', Context.GetEndpoint()?.Metadata.GetMetadata<EndpointDefinition>()?.PreBuiltUserPolicies?.Where(Scope.All.Contains) ?? []);
        Response.StatusCode = StatusCodes.Status403Forbidden;
        Response.Headers.WWWAuthenticate = $"{Realm}, error=\"insufficient_scope\", scope=\"{scope}\"";
        return Task.CompletedTask;
    }
}
