namespace OpenMinutes.Rendering.Pages;

/// <summary>The register of directives of a series: each public directive with its reviews, and of all, those that are not public too, the figures.</summary>
internal sealed class RegisterPage : Page
{
    public RegisterPage(Site site, RegisterFacts register)
        : base(site, site.Root + UrlOf(register.Series.Slug))
    {
        var series = register.Series;
        Title = site.Texts.With("directives.series_title", ("series", series.Name));
        Description = site.Texts.With("directives.series_description", ("body", series.Body), ("series", series.Name));
        Breadcrumbs = [site.Home, new(site.Texts["directives.title"], site.Root + "/directives/"), new(series.Name, null, site.MinutesLanguage)];
        SeriesName = series.Name;
        SeriesUrl = site.Root + SeriesPage.UrlOf(series.Slug);
        Figures = register.Figures is { } figures ? RegisterView.Of(site, register, figures) : null;
        Directives = register.Directives.Count == 0 ? null : [.. register.Directives.Select(directive => DirectiveView.Of(site, register, directive))];
    }

    public override string Template => "pages/register.html";

    public override bool IsTranslated => true;

    public override string Title { get; }

    public override string Description { get; }

    public override IReadOnlyList<Crumb> Breadcrumbs { get; }

    public string SeriesName { get; }

    public string SeriesUrl { get; }

    public RegisterView? Figures { get; }

    public IReadOnlyList<DirectiveView>? Directives { get; }

    public static string UrlOf(string series) => $"/directives/{series}/";

    /// <summary>The minutes of a meeting, or a part of them.</summary>
    internal static Link LinkTo(RegisterFacts register, string key, string? anchor) => register.Meetings.TryGetValue(key, out var title)
        ? new Link(title, MinutesPage.UrlOf(register.Series.Slug, key) + (anchor is null ? "" : "#" + anchor))
        : new Link(key, null);
}
