using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Serving;
using OpenMinutes.Rendering;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher;

/// <summary>A page of every kind, served as the demo serves them.</summary>
public sealed class ServedPages : IAsyncLifetime
{
    private WebApplication? _server;

    public string Url { get; private set; } = "";

    internal string Folder { get; } = Directory.CreateTempSubdirectory("openminutes-pages-").FullName;

    public async ValueTask InitializeAsync()
    {
        var site = new SiteDirectory(Folder);
        using (var tree = site.OpenIdle(new Progress()))
        {
            foreach (var asset in RenderingBed.Files.Assets)
                tree.Write(asset.Path[1..], asset.Content.Span);
            foreach (var page in PageKinds.All)
                tree.Write(page.File, RenderingBed.Bytes(page));
            tree.Seal(complete: true);
            tree.GoLive();
        }

        _server = StaticSite.Build(site, "http://127.0.0.1:0");
        await _server.StartAsync();
        Url = _server.Urls.Single();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>What every page owes its readers, whatever they read it with.</summary>
public sealed class PageQualityTests(ServedPages pages, Browser browser) : IClassFixture<ServedPages>, IClassFixture<Browser>
{
    private const string Minutes = "/meetings/supervisors/2025-018/";

    [Fact]
    public async Task Every_kind_of_page_and_the_stylesheet_are_valid() => await Shell.RunAsync(
        "java",
        ["-Xss1024k", "-jar", Repository.PathOf("tests", "node_modules", "vnu-jar", "build", "dist", "vnu.jar"), "--also-check-css", "--skip-non-html", new SiteDirectory(pages.Folder).LivePath!]);

    [Theory]
    [InlineData(375, ColorScheme.Light)]
    [InlineData(375, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task No_kind_of_page_breaks_a_rule_of_wcag_2_2_at_level_aa_or_is_wider_than_its_window(int width, ColorScheme scheme)
    {
        var axe = await File.ReadAllTextAsync(Repository.PathOf("tests", "node_modules", "axe-core", "axe.min.js"), TestContext.Current.CancellationToken);
        await using var window = await browser.OpenAsync(pages.Url, width: width);
        await window.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
        foreach (var page in PageKinds.All)
        {
            await window.Page.GotoAsync(page.Url);
            await window.Page.EvaluateAsync(axe);
            var violations = await window.Page.EvaluateAsync<string[]>(
                """
                async () => (await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })).violations
                  .flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html}`))
                """);

            Assert.True(violations.Length == 0, $"{page.Url} at {width}: {string.Join('\n', violations)}");
            Assert.True(await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width, $"{page.Url} is wider than {width}.");
        }

        Assert.DoesNotContain(window.Complaints, static complaint => !complaint.Contains("404", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_mark_of_a_part_copies_its_link_and_says_so()
    {
        await using var window = await browser.OpenAsync(pages.Url);
        await window.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await window.Page.GotoAsync(Minutes);
        // What is said is gone again after some seconds: whoever looks now and then may miss it.
        await window.Page.EvaluateAsync(
            """
            () => {
              globalThis.said = []
              const status = document.querySelector('[role=status]')
              new MutationObserver(() => said.push(status.textContent)).observe(status, { childList: true, characterData: true, subtree: true })
            }
            """);

        await window.Page.Locator("#reports-3 > h3 > a.self").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");

        await window.Page.WaitForFunctionAsync("said.includes('已複製連結')");
        Assert.Equal($"{pages.Url}{Minutes}#reports-3", await window.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex("#reports-3$"));
    }

    [Fact]
    public async Task Every_kind_of_page_is_walked_through_with_the_tab_key_in_its_own_order_and_shows_where_one_is()
    {
        await using var window = await browser.OpenAsync(pages.Url, width: 375);
        foreach (var page in PageKinds.All.Where(static page => page.Site == RenderingBed.Site))
        {
            await window.Page.GotoAsync(page.Url);
            var stops = await window.Page.EvaluateAsync<int>(
                """
                () => {
                  const stops = [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')].filter(stop => stop.checkVisibility())
                  globalThis.walked = []
                  addEventListener('focusin', ({ target }) => walked.push(getComputedStyle(target).outlineStyle === 'none' ? -1 : stops.indexOf(target)))
                  return stops.length
                }
                """);
            for (var stop = 0; stop < stops; stop++)
                await window.Page.Keyboard.PressAsync("Tab");

            Assert.True(stops > 10, $"{page.Url} has {stops} stops.");
            Assert.Equal(Enumerable.Range(0, stops), await window.Page.EvaluateAsync<int[]>("walked"));
        }
    }

    [Fact]
    public async Task The_outline_is_opened_and_followed_by_keyboard()
    {
        await using var window = await browser.OpenAsync(pages.Url, width: 375);
        await window.Page.GotoAsync(Minutes);

        await window.Page.Locator(".outline summary").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.Keyboard.PressAsync("Tab");
        await window.Page.Keyboard.PressAsync("Tab");
        await window.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex("#reports$"));
        await Assertions.Expect(window.Page.Locator(":target")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task The_outline_shows_where_one_reads()
    {
        await using var window = await browser.OpenAsync(pages.Url);
        await window.Page.GotoAsync(Minutes + "#reports-3");

        await Assertions.Expect(window.Page.Locator(".outline a[aria-current]")).ToHaveTextAsync("案由三：數位政府司施政重點");
    }

    [Fact]
    public void The_stylesheet_and_the_scripts_stay_small()
    {
        Assert.True(Assets(".css").Sum(static asset => asset.Content.Length) < 30_000);
        Assert.True(Assets(".js").Sum(Compressed) < 15 * 1024);
    }

    private static IEnumerable<Asset> Assets(string extension) => RenderingBed.Files.Assets.Where(asset => asset.Name.EndsWith(extension, StringComparison.Ordinal));

    private static long Compressed(Asset asset)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(asset.Content.Span);
        return compressed.Length;
    }
}
