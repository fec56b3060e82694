namespace OpenMinutes.Rendering.Pages;

/// <summary>What a server answers where there is no page.</summary>
internal sealed class NotFoundPage(Site site) : Page(site, "/404.html")
{
    public override string Template => "pages/404.html";

    public override string Title => "找不到這個網頁";

    public override bool NoIndex => true;
}

/// <summary>網站導覽: the keys, the landmarks and the ways through the site.</summary>
internal sealed class SiteMapPage(Site site, IReadOnlyList<UnitFacts> units) : Page(site, "/sitemap/")
{
    public override string Template => "pages/sitemap.html";

    public override string Title => "網站導覽";

    public override string Description => "本網站的架構與快速鍵說明。";

    public override IReadOnlyList<Crumb> Breadcrumbs { get; } = [new("首頁", "/"), new("網站導覽", null)];

    public IReadOnlyList<Link> Series { get; } = [.. site.Series.Select(static series => new Link(series.Name, SeriesPage.UrlOf(series.Slug)))];

    public IReadOnlyList<Link>? Units { get; } = units.Count == 0 ? null : [.. units.Select(static unit => new Link(unit.Name, UnitPage.UrlOf(unit.Slug)))];
}

/// <summary>What the site is, how to read it, and under what its texts may be reused.</summary>
internal sealed class AboutPage(Site site) : Page(site, "/about/")
{
    public override string Template => "pages/about.html";

    public override string Title => "關於本站";

    public override string Description => "本網站的內容、閱讀方式、授權方式與聯絡資訊。";

    public override IReadOnlyList<Crumb> Breadcrumbs { get; } = [new("首頁", "/"), new("關於本站", null)];

    public IReadOnlyList<string>? Declaration { get; } = site.Settings.OpenDataDeclaration is { Count: > 0 } paragraphs ? paragraphs : null;
}
