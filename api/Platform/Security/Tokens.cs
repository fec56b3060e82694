using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace OpenMinutes.Api.Platform.Security;

/// <summary>Which tokens (JWT) are accepted beside keys, and what they allow: those of one OpenID Connect provider, for one audience.</summary>
internal sealed record TokenSettings
{
    public const string Scheme = "Token";

    public required Uri Issuer { get; init; }

    public required string Audience { get; init; }

    /// <summary>The claim that names the person behind a change. Four eyes compares it with the persons of keys.</summary>
    public required string PersonClaim { get; init; }

    public required string RolesClaim { get; init; }

    /// <summary>What each role may do.</summary>
    public required IReadOnlyDictionary<string, string[]> Roles { get; init; }

    /// <summary>The settings in the environment; null if no issuer is named, and no token is accepted.</summary>
    public static TokenSettings? Read(IConfiguration configuration)
    {
        if (configuration["OPENMINUTES_JWT_ISSUER"] is not { Length: > 0 } issuer)
        {
            return null;
        }

        return new TokenSettings
        {
            Issuer = new Uri(issuer),
            Audience = configuration["OPENMINUTES_JWT_AUDIENCE"] is { Length: > 0 } audience
                ? audience
                : throw new InvalidOperationException("OPENMINUTES_JWT_AUDIENCE is not set: without it, tokens made for other services would be accepted."),
            PersonClaim = configuration["OPENMINUTES_JWT_PERSON"] ?? "preferred_username",
            RolesClaim = configuration["OPENMINUTES_JWT_ROLES"] ?? "roles",
            Roles = ReadRoles(configuration["OPENMINUTES_JWT_SCOPES"] ?? ""),
        };
    }

    /// <summary>The person and the scopes that a valid token stands for; null if it names no person.</summary>
    public ClaimsPrincipal? Principal(ClaimsPrincipal token) =>
        token.FindFirstValue(PersonClaim) is { Length: > 0 } person
            ? Caller.Principal(key: null, person, token.FindAll(RolesClaim).SelectMany(role => Roles.GetValueOrDefault(role.Value, [])).Distinct(), Scheme)
            : null;

    /// <summary><c>editor=records:read records:write; chief=records:read records:approve</c>.</summary>
    private static Dictionary<string, string[]> ReadRoles(string written)
    {
        var roles = written.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(static role => role.Split('=', 2, StringSplitOptions.TrimEntries))
            .ToDictionary(
                static role => role[0],
                static role => role.Length == 2 ? role[1].Split(' ', StringSplitOptions.RemoveEmptyEntries) : [],
                StringComparer.Ordinal);
        return roles.Values.SelectMany(static scopes => scopes).Except(Security.Scope.All).FirstOrDefault() is { } unknown
            ? throw new InvalidOperationException($"OPENMINUTES_JWT_SCOPES names the scope {unknown}, which is none of {string.Join(", ", Security.Scope.All)}.")
            : roles;
    }
}

internal static class Tokens
{
    /// <summary>What proves that the provider made the token and nobody else. A symmetric signature never does: its key would be one that the provider shows to everybody.</summary>
    private static readonly string[] Signatures =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public static void AddTokens(this IServiceCollection services, IConfiguration configuration)
    {
        if (TokenSettings.Read(configuration) is not { } settings)
        {
            return;
        }

        services.AddSingleton(settings);
        services.AddTransient<JwtBearerHandler>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<JwtBearerOptions>, JwtBearerPostConfigureOptions>());
        services.AddAuthenticationCore(static options => options.AddScheme<JwtBearerHandler>(TokenSettings.Scheme, displayName: null));
        services.Configure<JwtBearerOptions>(TokenSettings.Scheme, options =>
        {
            options.Authority = settings.Issuer.OriginalString;
            options.RequireHttpsMetadata = !settings.Issuer.IsLoopback;
            options.MapInboundClaims = false;
            options.TokenValidationParameters = new TokenValidationParameters
            {
                ValidIssuer = settings.Issuer.OriginalString,
                ValidAudience = settings.Audience,
                ValidAlgorithms = Signatures,
                ClockSkew = TimeSpan.FromSeconds(30),
            };
        });
    }
}
