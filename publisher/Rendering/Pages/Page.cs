using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>What every page has, as templates see it (<c>page</c>). Members are finished: strings, lists, or null for what is absent.</summary>
internal abstract class Page(Site site, string url)
{
    /// <summary>The page's address on the site, from the root.</summary>
    public string Url => url;

    public string Canonical { get; } = site.BaseUrl + url;

    /// <summary>Where search engines shall find what the page says; null where they shall not.</summary>
    public virtual string? CanonicalLink => NoIndex ? null : Canonical;

    /// <summary>Other addresses at which the very same page stands.</summary>
    public virtual IReadOnlyList<string> AlsoAt => [];

    /// <summary>The file that holds it, relative to the site's root.</summary>
    public string File => FileOf(url);

    public Site Site => site;

    /// <summary>The site's own texts in the language of the page.</summary>
    protected Messages Texts => site.Texts;

    /// <summary>Whether the page stands in every language of the site; else it is there in the first only.</summary>
    public virtual bool IsTranslated => false;

    /// <summary>The other languages: the same page, or the way in where there is none.</summary>
    public IReadOnlyList<OtherLanguage> OtherLanguages => IsTranslated ? site.LanguagesOf(AddressIn) : site.Entrances;

    /// <summary>The page in each language, for search engines.</summary>
    public IReadOnlyList<Translation>? Translations => IsTranslated && site.Languages.Count > 1
        ? [.. site.Languages.Select(language => new Translation(language.Tag, site.BaseUrl + AddressIn(language)))]
        : null;

    /// <summary>The template around <see cref="Template"/>; without one the template is the whole page.</summary>
    public virtual string? Layout => "layouts/site.html";

    public abstract string Template { get; }

    public abstract string Title { get; }

    public string FullTitle => this is HomePage ? Title : Texts.With("site.page", ("title", HeadTitle), ("site", Site.Name));

    /// <summary>The title in the browser's head, where it says more than that on the page.</summary>
    protected virtual string HeadTitle => Title;

    public virtual string? Description => null;

    public virtual IReadOnlyList<Crumb>? Breadcrumbs => null;

    public virtual IReadOnlyList<Meta>? Metas => null;

    /// <summary>What says the same as the page to machines.</summary>
    public virtual IReadOnlyList<Alternate>? Alternates => null;

    /// <summary>The feed of just this page's subject.</summary>
    public virtual string? Feed => null;

    /// <summary>Whether the masthead has a search field.</summary>
    public virtual bool OffersSearch => true;

    /// <summary>Whether search engines shall leave the page out.</summary>
    public virtual bool NoIndex => false;

    private string AddressIn(SiteLanguage language) => language.Root + url[site.Root.Length..];

    /// <summary>The file that a server shows at an address of the site.</summary>
    public static string FileOf(string url) => url.EndsWith('/') ? url[1..] + "index.html" : url[1..];
}

/// <param name="Name">What it is called.</param>
/// <param name="Href">Where it is; null of the page itself.</param>
/// <param name="Language">The language of the name, where not the page's.</param>
internal sealed record Crumb(string Name, string? Href, string? Language = null);

internal sealed record Meta(string Name, string Content);

internal sealed record Link(string Text, string? Href);

/// <param name="Href">Where it is.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Label">What it is called.</param>
internal sealed record Alternate(string Href, string Type, string Label);

/// <param name="Tag">en.</param>
/// <param name="Name">English.</param>
/// <param name="Href">The page in this language, or the language's home.</param>
internal sealed record OtherLanguage(string Tag, string Name, string Href);

/// <param name="Tag">en.</param>
/// <param name="Url">Where the page is in this language.</param>
internal sealed record Translation(string Tag, string Url);
