using System.Text;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Engine;
using OpenMinutes.Rendering.Pages;

namespace OpenMinutes.Tests.Publisher;

/// <summary>What an agency's own templates may do, and what it is told when they cannot.</summary>
public sealed class RenderingTemplatesTests
{
    [Theory]
    [InlineData("{{ capture x }}a{{ end }}")]
    [InlineData("{{ page.title | html.escape }}")]
    [InlineData("{{ html.escape page.title }}")]
    [InlineData("{{ x = page.title }}")]
    [InlineData("{{ func f; ret 1; end }}")]
    [InlineData("{{ import page }}")]
    [InlineData("{{ while true }}{{ end }}")]
    [InlineData("{{ page.title + 'x' }}")]
    [InlineData("{{ include }}")]
    [InlineData("<a href={{ page.url }}>x</a>")]
    [InlineData("{{ include 'partials/nothing.html' }}")]
    [InlineData("{{ include '../../etc/passwd' }}")]
    [InlineData("{{ if page.title }}")]
    [InlineData("{{ if include 'partials/tag.html' }}{{ end }}")]
    [InlineData("{{ for one in site.series limit: 1 }}{{ end }}")]
    [InlineData("{{ for one in site.series }}{{ else }}{{ end }}")]
    [InlineData("{{ tablerow one in site.series }}{{ end }}")]
    public void A_template_that_says_what_none_may_is_refused_with_its_place(string text)
    {
        var refused = Assert.Throws<TemplateException>(() => With("pages/404.html", "<p>\n  " + text));

        Assert.StartsWith("pages/404.html(2,", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ page.nothing }}", "`page.nothing`")]
    [InlineData("{{ page.description.length }}", "ask `if` first")]
    [InlineData("{{ nothing }}", "`nothing`")]
    [InlineData("{{ site.series }}", "finished strings")]
    [InlineData("{{ include page.title }}", "找不到這個網頁")]
    [InlineData("{{ include 'pages/404.html' }}", "deep")]
    [InlineData("{{ for one in page.no_index }}{{ end }}", "list")]
    public void A_template_that_asks_for_what_is_not_there_is_told_where_and_on_which_page(string text, string reason)
    {
        var renderer = With("pages/404.html", "<p>\n  " + text);

        var refused = Assert.Throws<TemplateException>(() => RenderingBed.Render(new NotFoundPage(RenderingBed.Site), renderer));

        Assert.StartsWith("pages/404.html(2,", refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("(page /404.html)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_of_a_template_is_written_whole_however_long_it_is()
    {
        string[] texts = [.. Enumerable.Range(1, 80).SelectMany(static length => new[] { new string('x', length), new string('臺', length) })];
        var renderer = With("pages/404.html", "/" + string.Join("{{ page.title }}", texts) + "/");

        Assert.Contains("/" + string.Join("找不到這個網頁", texts) + "/", RenderingBed.Render(new NotFoundPage(RenderingBed.Site), renderer), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_of_many_megabytes_is_whole()
    {
        const int Series = 20_000;
        var name = new string('會', 50) + "&";
        var site = new Site(new SiteSettings(), RenderingBed.Files, [.. Enumerable.Range(0, Series).Select(number => RenderingBed.Series with { Slug = $"s{number}", Name = name })]);
        var renderer = With("pages/404.html", "{{ for series in site.series }}<i>{{ series.name }}</i>{{ end }}");

        var html = RenderingBed.Render(new NotFoundPage(site), renderer);

        Assert.Contains(string.Concat(Enumerable.Repeat($"<i>{name}amp;</i>", Series)), html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_page_leaves_the_renderer_fit_for_the_next()
    {
        var renderer = With("pages/404.html", "{{ for series in site.series }}{{ include 'partials/note.html' note: series.nothing }}{{ end }}");

        Assert.Throws<TemplateException>(() => RenderingBed.Render(new NotFoundPage(RenderingBed.Site), renderer));

        Assert.Equal(RenderingBed.Render(new AboutPage(RenderingBed.Site)), RenderingBed.Render(new AboutPage(RenderingBed.Site), renderer));
    }

    [Fact]
    public void A_file_of_the_agency_takes_the_place_of_the_products_and_the_others_stay()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("templates/pages/404.html", "<h1>本機關的 404</h1>{{ include 'partials/own.html' name: page.title }}");
        directory.Write("templates/partials/own.html", "<p>{{ $name }}</p>");
        directory.Write("assets/seal.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");

        var files = SiteFiles.Load(directory.Path);
        var renderer = new Renderer(files);

        Assert.Contains("<h1>本機關的 404</h1><p>找不到這個網頁</p>", RenderingBed.Render(new NotFoundPage(RenderingBed.Site), renderer), StringComparison.Ordinal);
        Assert.Equal(RenderingBed.Render(new AboutPage(RenderingBed.Site)), RenderingBed.Render(new AboutPage(RenderingBed.Site), renderer));
        Assert.Equal(RenderingBed.Files.Assets.Select(asset => asset.Name).Append("seal.svg").Order(StringComparer.Ordinal), files.Assets.Select(asset => asset.Name));
        Assert.Equal(["assets/seal.svg"], files.Unused);
    }

    [Fact]
    public void Templates_and_stylesheets_name_assets_as_their_files_are_called_and_get_their_addresses()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("templates/pages/404.html", "<img src=\"{{ asset.seal.svg }}\" alt=\"\">");
        directory.Write("assets/seal.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
        directory.Write("assets/fonts/own.woff2", "font");
        directory.Write("assets/own.css", "@font-face { src: url( 'fonts/own.woff2' ) } a { background: url(#a), url(data:image/png;base64,AA), url(/x) }");
        directory.Write("templates/pages/about.html", "<link rel=\"stylesheet\" href=\"{{ asset.own.css }}\">");

        var files = SiteFiles.Load(directory.Path);
        var addresses = files.Assets.ToDictionary(static asset => asset.Name, static asset => asset.Path);

        Assert.Contains($"<img src=\"{addresses["seal.svg"]}\" alt=\"\">", RenderingBed.Render(new NotFoundPage(RenderingBed.Site), new Renderer(files)), StringComparison.Ordinal);
        Assert.Equal(
            $"@font-face {{ src: url(\"{addresses["fonts/own.woff2"]}\") }} a {{ background: url(#a), url(data:image/png;base64,AA), url(/x) }}",
            Encoding.UTF8.GetString(files.Assets.Single(static asset => asset.Name == "own.css").Content.Span));
        Assert.Empty(files.Unused);
        Assert.NotEqual(new TemplateHashes(RenderingBed.Files, RenderingBed.Site).Of("pages/404.html"), new TemplateHashes(files, RenderingBed.Site).Of("pages/404.html"));
    }

    [Fact]
    public void An_asset_that_is_not_there_is_told_with_the_place_that_names_it()
    {
        Assert.Equal("pages/404.html(1,14): There is no asset 'seal.svg'.", Assert.Throws<TemplateException>(() => With("pages/404.html", "<img src=\"{{ asset.seal.svg }}\">")).Message);

        using var directory = new TemporaryDirectory();
        directory.Write("assets/site.css", "a {}\nb { background: url(\"seal.svg\") }");
        Assert.Equal("assets/site.css(2,17): There is no asset 'seal.svg'.", Assert.Throws<TemplateException>(() => SiteFiles.Load(directory.Path)).Message);
    }

    [Fact]
    public void A_file_that_nothing_names_is_told_so_that_a_misspelt_name_is_found()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("templates/pages/hom.html", "<h1>…</h1>");
        directory.Write("templates/pages/home.html", "{{ include 'partials/own.html' }}");
        directory.Write("templates/partials/own.html", "<p></p>");
        directory.Write("pages/404.html", "");
        directory.Write(".git/config", "");

        Assert.Equal(["pages/404.html", "templates/pages/hom.html"], SiteFiles.Load(directory.Path).Unused);
    }

    [Fact]
    public void A_link_within_the_agencys_directory_is_followed_and_one_out_of_it_refused()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("..data/404.html", "<h1>掛載</h1>");
        directory.Link("templates/pages/404.html", directory.PathOf("..data/404.html"));

        Assert.Equal("<h1>掛載</h1>", SiteFiles.Load(directory.Path).Templates["pages/404.html"]);

        using var other = new TemporaryDirectory();
        other.Write("secret.html", "secret");
        directory.Link("templates/pages/about.html", other.PathOf("secret.html"));

        Assert.Throws<InvalidDataException>(() => SiteFiles.Load(directory.Path));
    }

    [Fact]
    public void A_stylesheet_is_named_by_its_content()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("assets/site.css", "body { color: #000 }");

        var own = SiteFiles.Load(directory.Path).Assets.Single(asset => asset.Name == "site.css");
        var ours = RenderingBed.Files.Assets.Single(asset => asset.Name == "site.css");

        Assert.NotEqual(ours.Path, own.Path);
        Assert.Matches("^/assets/site\\.[0-9a-f]{10}\\.css$", own.Path);
        Assert.True(ours.Content.Length < 30_000);
    }

    internal static Renderer With(string template, string text)
    {
        using var directory = new TemporaryDirectory();
        directory.Write("templates/" + template, text);
        return new Renderer(SiteFiles.Load(directory.Path));
    }

    private sealed class TemporaryDirectory : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("openminutes-").FullName;

        public string PathOf(string name) => System.IO.Path.Combine(Path, name);

        public void Write(string name, string text)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(PathOf(name))!);
            File.WriteAllText(PathOf(name), text);
        }

        public void Link(string name, string target)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(PathOf(name))!);
            File.CreateSymbolicLink(PathOf(name), target);
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
