using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering;

/// <summary>What every page of a site in one language shares, as templates see it (<c>site</c>).</summary>
internal sealed class Site
{
    private readonly Dictionary<string, SeriesFacts> _series;

    /// <param name="settings">What the agency says.</param>
    /// <param name="files">Texts and assets.</param>
    /// <param name="series">The series.</param>
    /// <param name="language">The language of the pages; by default the first.</param>
    public Site(SiteSettings settings, SiteFiles files, IReadOnlyList<SeriesFacts> series, string? language = null)
    {
        Texts = files.Texts(language ?? settings.Languages[0]);
        Root = RootOf(settings.Languages, Texts.Language);
        Languages = [.. settings.Languages.Select(tag => new SiteLanguage(tag, files.Texts(tag)["language.name"], RootOf(settings.Languages, tag)))];
        Entrances = LanguagesOf(static language => language.Root + "/");
        Settings = settings;
        People = new NamedPeople(settings.People);
        Series = series;
        _series = series.ToDictionary(static one => one.Slug, StringComparer.Ordinal);
        var body = settings.Body ?? (series.Count > 0 ? series[0].Body : null);
        var translated = settings.BodyNames.GetValueOrDefault(Texts.Language);
        Body = translated ?? body;
        MinutesLanguage = Texts.Language == Messages.Complete ? null : Messages.Complete;
        BodyLanguage = translated is null ? MinutesLanguage : null;
        Name = Body is null ? Texts["site.nameless"] : Texts.With("site.name", ("body", Body));
        BaseUrl = settings.BaseUrl;
        LicenceName = settings.Licence.Name;
        LicenceUrl = settings.Licence.Url;
        Declares = settings.OpenDataDeclaration.Count > 0;
        ContactName = settings.Contact.Name;
        ContactPhone = settings.Contact.Phone;
        ContactEmail = settings.Contact.Email;
        ContactMailto = settings.Contact.Email is { } email ? $"mailto:{email}" : null;
        ContactUrl = settings.Contact.Url;
        Stylesheet = files.Assets.FirstOrDefault(static asset => asset.Name == "site.css")?.Path;
        SearchScript = files.Assets.FirstOrDefault(static asset => asset.Name == "search.js")?.Path;
        Script = files.Assets.FirstOrDefault(static asset => asset.Name == "site.js")?.Path;
        Icon = files.Assets.FirstOrDefault(static asset => asset.Name == "icon.svg")?.Path;
    }

    public SiteSettings Settings { get; }

    /// <summary>The people who have a page.</summary>
    internal NamedPeople People { get; }

    /// <summary>The site's own texts.</summary>
    public Messages Texts { get; }

    /// <summary>What the addresses of this language's pages begin with: nothing for the first language, <c>/en</c> for another.</summary>
    public string Root { get; }

    /// <summary>All languages of the site, the first of which is the root's.</summary>
    public IReadOnlyList<SiteLanguage> Languages { get; }

    /// <summary>The home pages of the other languages.</summary>
    public IReadOnlyList<OtherLanguage> Entrances { get; }

    public IReadOnlyList<SeriesFacts> Series { get; }

    public string? Body { get; }

    /// <summary>The language of the minutes, where it is not the page's.</summary>
    public string? MinutesLanguage { get; }

    /// <summary>In which language the body's name is, where not in the page's.</summary>
    public string? BodyLanguage { get; }

    public string Name { get; }

    public string BaseUrl { get; }

    public string LicenceName { get; }

    public string LicenceUrl { get; }

    public bool Declares { get; }

    /// <summary>The way home, with which every path to a page begins.</summary>
    internal Crumb Home => new(Texts["frame.home"], Root + "/");

    public string? ContactName { get; }

    public string? ContactPhone { get; }

    public string? ContactEmail { get; }

    public string? ContactMailto { get; }

    public string? ContactUrl { get; }

    public string? Stylesheet { get; }

    public string? SearchScript { get; }

    /// <summary>What makes minutes easier to read; nothing depends on it.</summary>
    public string? Script { get; }

    public string? Icon { get; }

    public string SeriesName(string slug) => _series.TryGetValue(slug, out var series) ? series.Name : slug;

    /// <summary>The other languages, with a page in each.</summary>
    public IReadOnlyList<OtherLanguage> LanguagesOf(Func<SiteLanguage, string> page) =>
        [.. Languages.Where(language => language.Root != Root).Select(language => new OtherLanguage(language.Tag, language.Name, page(language)))];

    public static string RootOf(IReadOnlyList<string> languages, string language) => language == languages[0] ? "" : "/" + language;

    public string SeriesBody(string slug) => _series.TryGetValue(slug, out var series) ? series.Body : Body ?? "";
}

/// <param name="Tag">en.</param>
/// <param name="Name">English.</param>
/// <param name="Root">What the addresses of its pages begin with.</param>
internal sealed record SiteLanguage(string Tag, string Name, string Root);
