using System.Text;
using System.Text.RegularExpressions;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Engine;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Text;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher;

/// <summary>The site's own texts: a file a language, and what is said where one is missing.</summary>
public sealed partial class MessagesTests
{
    [Theory]
    [InlineData("{{ text.home.nothing }}", "There is no text 'home.nothing' in messages/zh-Hant-TW.json.")]
    [InlineData("{{ text.home.count }}", "Nothing fills the hole {count} of the text 'home.count'")]
    [InlineData("{{ text.home.count number: page.title }}", "Nothing fills the hole {count}")]
    [InlineData("{{ text.home.count page.title }}", "have names")]
    [InlineData("<p title=\"{{ text.sitemap.browsers }}\">", "has markup or quotes, which no attribute can hold")]
    [InlineData("{{ include 'partials/tag.html' note: text.home.count }}", "Nothing fills the hole {count}")]
    public void A_template_that_asks_for_a_text_that_is_not_there_is_refused_with_its_place(string template, string reason)
    {
        var refused = Assert.Throws<TemplateException>(() => RenderingTemplatesTests.With("pages/404.html", "<p>\n  " + template));

        Assert.StartsWith("pages/404.html(2,", refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_and_the_values_of_its_holes_stand_where_a_template_asks_for_them_escaped_once()
    {
        var renderer = RenderingTemplatesTests.With("pages/404.html", """<i title="{{ text.frame.home }}">{{ text.home.count count: page.title }}</i>{{ if page.title }}{{ text.frame.home }}{{ text.data.json_lines url: 'javascript:1' name: '<&>' }}{{ end }}""");

        var html = RenderingBed.Render(new NotFoundPage(RenderingBed.Site), renderer);

        Assert.Contains("""<i title="首頁">公告版會議紀錄 找不到這個網頁 份，文字、編號與順序均依原件呈現。</i>首頁""", html, StringComparison.Ordinal);
        Assert.Contains("""<a href="#">&lt;&amp;&gt;</a>""", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n  \"a\": 1 }", "messages/xx.json(2,8)")]
    [InlineData("{\n  \"a\": \"x\", \"a\": \"y\" }", "messages/xx.json(2,18)")]
    [InlineData("{\n  \"a\": ", "messages/xx.json(2,")]
    [InlineData("[]", "messages/xx.json(1,1)")]
    public void A_file_of_texts_that_holds_something_else_is_refused_with_its_place(string json, string place) =>
        Assert.StartsWith(place, Assert.Throws<TemplateException>(() => Messages.Parse("xx", Encoding.UTF8.GetBytes(json))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_language_says_everything_and_asks_for_nothing_that_is_not_given()
    {
        var complete = Messages.Parse("zh-Hant-TW", """{ "a": { "b": "{x}" } }"""u8);

        Messages.Parse("xx", """{ "a": { "b": "no hole", "c": "more" } }"""u8).CheckAgainst(complete);
        var missing = Assert.Throws<TemplateException>(() => Messages.Parse("xx", """{ "a": {} }"""u8).CheckAgainst(complete));
        var asking = Assert.Throws<TemplateException>(() => Messages.Parse("xx", """{ "a": { "b": "{y}" } }"""u8).CheckAgainst(complete));

        Assert.Equal("messages/xx.json(1,1): The text 'a.b' is missing, which messages/zh-Hant-TW.json(1,15) has.", missing.Message);
        Assert.StartsWith("messages/xx.json(1,15): The text 'a.b' has a hole {y}", asking.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_language_is_one_file_and_a_setting()
    {
        using var folder = new Folder();
        folder.Write("messages/ja.json", File.ReadAllText(Repository.PathOf("publisher", "messages", "en.json")).Replace("\"about\": \"About\"", "\"about\": \"このサイトについて\"", StringComparison.Ordinal));
        var files = SiteFiles.Load(folder.Path);
        var settings = SiteSettings.Parse("""{ "languages": ["zh-Hant-TW", "ja"] }"""u8);

        var page = new AboutPage(new Site(settings, files, [RenderingBed.Series], "ja"));
        var html = RenderingBed.Render(page, new Renderer(files, settings.Languages));

        Assert.Equal("/ja/about/", page.Url);
        Assert.Contains("<html lang=\"ja\">", html, StringComparison.Ordinal);
        Assert.Contains("このサイトについて", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/ja/sitemap/\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_language_without_its_file_is_named() => Assert.Contains(
        "there is no messages/xx.json", Assert.Throws<TemplateException>(() => new Renderer(RenderingBed.Files, ["zh-Hant-TW", "xx"])).Message, StringComparison.Ordinal);

    [Fact]
    public void No_text_of_the_site_is_written_into_a_template() => Assert.All(
        RenderingBed.Files.Templates, static template => Assert.DoesNotMatch(@"[\p{IsCJKUnifiedIdeographs}\p{IsCJKSymbolsandPunctuation}\uff01-\uff60]", template.Value));

    [Fact]
    public void A_page_and_its_translation_name_each_other_and_a_page_of_minutes_names_the_way_in()
    {
        foreach (var (chinese, english) in PageKinds.Translated(RenderingBed.Site).Zip(PageKinds.Translated(RenderingBed.English)))
        {
            Assert.Equal("/en" + chinese.Url, english.Url);
            foreach (var html in new[] { RenderingBed.Render(chinese), RenderingBed.Render(english) })
            {
                Assert.Contains($"<link rel=\"alternate\" hreflang=\"zh-Hant-TW\" href=\"{chinese.Canonical}\">", html, StringComparison.Ordinal);
                Assert.Contains($"<link rel=\"alternate\" hreflang=\"en\" href=\"{english.Canonical}\">", html, StringComparison.Ordinal);
            }
        }

        var minutes = RenderingBed.Minutes(RenderingBed.Edition);
        Assert.Contains("<a href=\"/en/\" hreflang=\"en\" lang=\"en\">English</a>", minutes, StringComparison.Ordinal);
        Assert.DoesNotContain("rel=\"alternate\" hreflang", minutes, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_Chinese_on_an_English_page_says_so()
    {
        foreach (var page in PageKinds.Translated(RenderingBed.English))
        {
            var marked = Marked().Replace(Head().Replace(RenderingBed.Render(page), ""), "");
            Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", Data().Replace(marked, ""));
        }
    }

    [Fact]
    public void English_pages_lead_to_English_pages_and_to_the_minutes()
    {
        foreach (var page in PageKinds.Translated(RenderingBed.English))
        {
            var links = Link().Matches(RenderingBed.Render(page)).Select(static match => match.Groups[1].Value).Where(static href => href.StartsWith('/') && href.EndsWith('/'));
            Assert.All(links.Where(static href => !href.StartsWith("/en/", StringComparison.Ordinal)), href => Assert.Matches("^(/meetings/[^/]+/[^/]+/|/about/design/)$|^" + Regex.Escape(page.Url[3..]) + "$", href));
        }
    }

    [GeneratedRegex("<head>.*</head>", RegexOptions.Singleline)]
    private static partial Regex Head();

    [GeneratedRegex("""<([a-z0-9]+)(?: [^>]*)? lang="zh-Hant-TW"[^>]*>.*?</\1>""", RegexOptions.Singleline)]
    private static partial Regex Marked();

    /// <summary>What is for the script.</summary>
    [GeneratedRegex("data-printed=\"[^\"]*\"")]
    private static partial Regex Data();

    [GeneratedRegex("<a [^>]*href=\"([^\"#]*)")]
    private static partial Regex Link();

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("openminutes-").FullName;

        public void Write(string name, string text)
        {
            var path = System.IO.Path.Join(Path, name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
