using System.Globalization;
using System.Security.Claims;

namespace OpenMinutes.Api.Platform.Security;

/// <summary>Who calls: the key, if it is one, and the person who answers for what is done.</summary>
internal sealed record Caller(long? ApiKey, string Person)
{
    private const string ScopeClaim = "scope";

    /// <summary>The service itself, where it acts because a time has come.</summary>
    public static Caller Service { get; } = new(null, "OpenMinutes");

    /// <summary>By what callers are told apart who may not meet: under an Idempotency-Key, or in a limit.</summary>
    public string Name { get; } = ApiKey is { } key ? string.Create(CultureInfo.InvariantCulture, $"key {key}") : $"person {Person}";

    public static Caller Of(HttpContext context) => TryOf(context) ?? throw new InvalidOperationException("Nobody has authenticated.");

    public static Caller? TryOf(HttpContext context) => (context.User.Identity as CallerIdentity)?.Caller;

    public static ClaimsPrincipal Principal(long? key, string person, IEnumerable<string> scopes, string scheme) => new(new CallerIdentity(new Caller(key, person), scopes, scheme));

    public static bool Has(ClaimsPrincipal principal, string scope) => principal.HasClaim(ScopeClaim, scope);

    private sealed class CallerIdentity(Caller caller, IEnumerable<string> scopes, string scheme) : ClaimsIdentity(
        [new Claim(ClaimTypes.Name, caller.Person), .. scopes.Select(static scope => new Claim(ScopeClaim, scope))], scheme)
    {
        public Caller Caller => caller;
    }
}
