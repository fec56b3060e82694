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

    /// <summary>Says who calls: first by the key, and where there is none by whatever else is accepted.</summary>
    public static void UseKeys(this WebApplication app)
    {
        // Where nobody says that it is there, the framework puts its authentication before everything else; who has a key needs nothing of it.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        app.UseMiddleware<KeyEntrance>();
        app.UseWhen(static context => context.User.Identity is not { IsAuthenticated: true }, static others => others.UseAuthentication());
    }
}
