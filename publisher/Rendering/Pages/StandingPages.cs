namespace OpenMinutes.Rendering.Pages;

/// <summary>What a server answers where there is no page.</summary>
internal sealed class NotFoundPage(Site site) : Page(site, "/404.html")
{
    public override string Template => "pages/404.html";

    public override string Title => Texts["missing.title"];

    public override bool NoIndex => true;
}

/// <summary>網站導覽: the keys, the landmarks and the ways through the site.</summary>
internal sealed class SiteMapPage(Site site, IReadOnlyList<UnitFacts> units, IReadOnlyList<RegisterTotals> registers) : Page(site, site.Root + "/sitemap/")
{
    public override string Template => "pages/sitemap.html";

    public override bool IsTranslated => true;

    public override string Title => Texts["frame.sitemap"];

    public override string Description => Texts["sitemap.description"];

    public override IReadOnlyList<Crumb> Breadcrumbs => [Site.Home, new(Title, null)];

    public IReadOnlyList<Link> Series { get; } = [.. site.Series.Select(series => new Link(series.Name, site.Root + SeriesPage.UrlOf(series.Slug)))];

    public IReadOnlyList<Link>? Units { get; } = units.Count == 0 ? null : [.. units.Select(unit => new Link(unit.Name, site.Root + UnitPage.UrlOf(unit.Slug)))];

    public IReadOnlyList<Link>? People { get; } = site.People.All.Count == 0 ? null : [.. site.People.All.Select(person => new Link(person.Name, site.Root + PersonPage.UrlOf(person.Slug)))];

    public IReadOnlyList<Link>? Registers { get; } = registers.Count == 0 ? null : [.. registers.Select(register => new Link(site.SeriesName(register.Series), site.Root + RegisterPage.UrlOf(register.Series)))];
}

/// <summary>How to tell that a file is what the agency published, and with which key.</summary>
/// <param name="site">The site.</param>
/// <param name="publicKey">The key, as a PEM file.</param>
internal sealed class VerifyPage(Site site, string publicKey) : Page(site, site.Root + "/verify/")
{
    /// <summary>Where the key can be downloaded.</summary>
    public const string PublicKeyUrl = "/verify/public-key.pem";

    public override string Template => "pages/verify.html";

    public override bool IsTranslated => true;

    public override string Title => Texts["verify.title"];

    public override string Description => Texts["verify.description"];

    public override IReadOnlyList<Crumb> Breadcrumbs => [Site.Home, new(Title, null)];

    public string PublicKey { get; } = publicKey.TrimEnd();

    public string KeyUrl { get; } = PublicKeyUrl;
}

/// <summary>What the site is, how to read it, and under what its texts may be reused.</summary>
internal sealed class AboutPage(Site site) : Page(site, site.Root + "/about/")
{
    public override string Template => "pages/about.html";

    public override bool IsTranslated => true;

    public override string Title => Texts["frame.about"];

    public override string Description => Texts["about.description"];

    public override IReadOnlyList<Crumb> Breadcrumbs => [Site.Home, new(Title, null)];

    public IReadOnlyList<string>? Declaration { get; } = site.Settings.OpenDataDeclaration is { Count: > 0 } paragraphs ? paragraphs : null;
}
