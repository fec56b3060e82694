using OpenMinutes.Rendering;

namespace OpenMinutes.Api.Features.Previews;

/// <summary>
/// How the website looks: the settings and templates that the publisher is given too. They are read anew each time, as the publisher does for each release, so that a preview shows what a
/// publication would write now.
/// </summary>
internal sealed class Look(IConfiguration configuration)
{
    private const string SettingsVariable = "OPENMINUTES_SITE";
    private const string TemplatesVariable = "OPENMINUTES_TEMPLATES";

    public SiteSettings Settings => configuration[SettingsVariable] is { Length: > 0 } file ? SiteSettings.Parse(File.ReadAllBytes(file)) : new SiteSettings();

    public SiteFiles Files => SiteFiles.Load(configuration[TemplatesVariable] is { Length: > 0 } directory ? directory : null);
}

internal static class PreviewSetup
{
    public static void AddPreviews(this IServiceCollection services) => services.AddSingleton<Look>();
}
