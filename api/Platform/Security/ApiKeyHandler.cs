using System.Text.Encodings.Web;
using FastEndpoints;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace OpenMinutes.Api.Platform.Security;

/// <summary>Refuses who comes without a key that holds, but for tokens, if any are accepted. Who has one was let in by <see cref="KeyEntrance"/>.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logging,
    UrlEncoder encoder,
    TokenSettings? tokens = null) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logging, encoder)
{
    public const string SchemeName = "Bearer";

    private const string Realm = "Bearer realm=\"OpenMinutes\"";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync() =>
        Context.Features.Get<AskedKey>() is not null ? AuthenticateResult.Fail("no such key")
            : ApiKey.Bearer(Request.Headers.Authorization) is null ? AuthenticateResult.NoResult()
            : tokens is null ? AuthenticateResult.Fail("not a key")
            : await AuthenticateTokenAsync(tokens);

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
