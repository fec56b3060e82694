using System.Globalization;
using System.Security.Claims;

namespace OpenMinutes.Api.Platform.Security;

/// <summary>Who calls: the key, and the person who answers for what is done with it.</summary>
internal sealed record Caller(long? ApiKey, string Person)
{
    private const string KeyClaim = "key";
    private const string ScopeClaim = "scope";

    /// <summary>The service itself, where it acts because a time has come.</summary>
    public static Caller Service { get; } = new(null, "OpenMinutes");

    public static Caller Of(HttpContext context) =>
        new(
            long.Parse(context.User.FindFirstValue(KeyClaim)!, CultureInfo.InvariantCulture),
            context.User.FindFirstValue(ClaimTypes.Name)!);

    public static ClaimsPrincipal Principal(long key, string person, IEnumerable<string> scopes, string scheme) =>
        new(new ClaimsIdentity(
            [
                new Claim(KeyClaim, key.ToString(CultureInfo.InvariantCulture)),
                new Claim(ClaimTypes.Name, person),
                .. scopes.Select(static scope => new Claim(ScopeClaim, scope)),
            ],
            scheme));

    public static bool Has(ClaimsPrincipal principal, string scope) => principal.HasClaim(ScopeClaim, scope);
}
