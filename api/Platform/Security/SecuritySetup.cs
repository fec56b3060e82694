using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OpenMinutes.Api.Platform.Security;

internal static class SecuritySetup
{
    /// <summary>Keys authenticate; each scope is a policy.</summary>
    public static void AddKeys(this IServiceCollection services)
    {
        services.AddSingleton<Admission>();
        services.AddSingleton<KeyUse>();
        services.AddHostedService(static provider => provider.GetRequiredService<KeyUse>());

        // AddAuthentication would bring data protection, whose keys on disk nothing here needs.
        services.AddWebEncoders();
        services.TryAddSingleton(TimeProvider.System);
        services.AddTransient<ApiKeyHandler>();
        services.AddAuthenticationCore(static options =>
        {
            options.DefaultScheme = ApiKeyHandler.SchemeName;
            options.AddScheme<ApiKeyHandler>(ApiKeyHandler.SchemeName, displayName: null);
        });
        services.AddAuthorization(static options =>
        {
            foreach (var scope in Scope.All)
            {
                options.AddPolicy(scope, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => Caller.Has(context.User, scope)));
            }
        });
    }
}
