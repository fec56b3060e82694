using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using OpenMinutes.Contracts;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Serving;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Search;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher.Search;

/// <summary>A site with many minutes, served as the demo serves it.</summary>
public sealed class ServedMinutes : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("openminutes-served-").FullName;
    private WebApplication? _server;

    internal IReadOnlyList<PublicEdition> Editions { get; } = SearchSite.Weekly(270);

    public string Url { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var site = new SiteDirectory(_directory);
        var progress = new Progress();
        using (var tree = site.OpenIdle(progress))
        {
            foreach (var asset in RenderingBed.Files.Assets)
                tree.Write(asset.Path[1..], asset.Content.Span);
            IReadOnlyList<MeetingFacts> meetings = [.. Editions.Select(static edition => RenderingBed.Meeting() with
            {
                Key = edition.Key, Number = edition.Number, Title = edition.Title, Start = edition.Start, HeldOn = DateOnly.FromDateTime(edition.Start.DateTime),
            })];
            Page[] pages =
            [
                HomePage.Of(RenderingBed.Site, meetings, [RenderingBed.Unit]),
                SearchPage.Of(RenderingBed.Site, meetings.Select(static meeting => meeting.HeldOn.Year), [RenderingBed.Unit], static _ => RenderingBed.Units),
                new NotFoundPage(RenderingBed.Site),
                .. Editions.Select(static edition => MinutesPage.Of(RenderingBed.Site, edition, RenderingBed.Links)),
            ];
            foreach (var page in pages)
                tree.Write(page.File, RenderingBed.Bytes(page));
            foreach (var (path, content) in SearchSite.Index(Editions))
                tree.Write(path[1..], content);
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
        Directory.Delete(_directory, recursive: true);
    }
}

/// <summary>The search as readers use it, in a real browser.</summary>
public sealed class SearchPageTests(ServedMinutes minutes, Browser browser) : IClassFixture<ServedMinutes>, IClassFixture<Browser>
{
    [Fact]
    public async Task From_home_a_reader_finds_a_passage_and_lands_on_it()
    {
        await using var window = await browser.OpenAsync(minutes.Url);
        var page = window.Page;

        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Searchbox, new() { Name = "搜尋會議紀錄" }).FillAsync("海纜障礙通報機制");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/search/[?]q="));
        var hit = page.Locator("#hits mark").First;
        Assert.Equal("海纜障礙通報機制", await hit.TextContentAsync());
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("筆");
        await hit.ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/meetings/supervisors/.*#"));
        await Assertions.Expect(page.Locator(":target")).ToContainTextAsync("海纜障礙通報機制");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task The_address_holds_the_search_and_its_filters()
    {
        await using var window = await browser.OpenAsync(minutes.Url);
        var page = window.Page;

        await page.GotoAsync("/search/?q=%E6%95%B8%E4%BD%8D&kind=attendance&year=2027&unit=digital-government");

        var expected = minutes.Editions.Where(static edition => edition.Start.Year == 2027).SelectMany(Passages.Of)
            .Count(static passage => passage.Kind == PassageKind.Attendance && passage.Units.Contains("數位政府司") && passage.Text.Contains("數位", StringComparison.Ordinal));
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync($"至少 {expected} 筆");
        Assert.Equal("attendance", await page.Locator("#kind").InputValueAsync());
        Assert.Equal("2027", await page.Locator("#year").InputValueAsync());
        await Assertions.Expect(page.Locator("#hits time")).Not.ToHaveCountAsync(0);
        Assert.All(await page.Locator("#hits time").AllTextContentsAsync(), static date => Assert.StartsWith("116年", date, StringComparison.Ordinal));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Searching_again_changes_the_address_and_the_way_back_is_the_former_search()
    {
        await using var window = await browser.OpenAsync(minutes.Url);
        var page = window.Page;

        await page.GotoAsync("/search/?q=%E5%A0%83%E9%9C%96");
        await Assertions.Expect(page.Locator("#hits mark").First).ToHaveTextAsync("堃霖");
        await page.Locator("#q").FillAsync("臺北市");
        await page.GetByRole(AriaRole.Button, new() { Name = "搜尋", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("#hits mark").First).ToHaveTextAsync("臺北市");
        Assert.Contains("q=%E8%87%BA", page.Url, StringComparison.Ordinal);
        await page.GoBackAsync();

        await Assertions.Expect(page.Locator("#hits mark").First).ToHaveTextAsync("堃霖");
        Assert.Equal("堃霖", await page.Locator("#q").InputValueAsync());
    }

    [Fact]
    public async Task More_results_come_by_keyboard_and_the_focus_goes_on_with_them()
    {
        await using var window = await browser.OpenAsync(minutes.Url);
        var page = window.Page;

        await page.GotoAsync("/search/?q=%E5%A0%83%E9%9C%96");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("目前顯示 20 筆");
        await page.GetByRole(AriaRole.Button, new() { Name = "載入更多結果" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("目前顯示 40 筆");
        Assert.Equal("20", await page.EvaluateAsync<string>("String([...document.querySelectorAll('#hits p > a')].indexOf(document.activeElement))"));
    }

    [Fact]
    public async Task What_is_not_there_is_said_to_be_not_there()
    {
        await using var window = await browser.OpenAsync(minutes.Url);

        await window.Page.GotoAsync("/search/?q=%E6%9F%A5%E7%84%A1%E6%AD%A4%E8%A9%9E");

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("找不到");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_release_that_replaces_the_one_being_read_is_read_instead()
    {
        await using var window = await browser.OpenAsync(minutes.Url);
        var page = window.Page;
        var gone = 0;
        await page.RouteAsync("**/search/index/text/**", route => gone++ == 0 ? route.FulfillAsync(new() { Status = 404 }) : route.ContinueAsync());

        await page.GotoAsync("/search/?q=%E5%A0%83%E9%9C%96");

        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("目前顯示 20 筆");
        Assert.Equal(20, await page.Locator("#hits p > a").CountAsync());
        Assert.True(gone > 1);
    }

    [Fact]
    public async Task A_server_that_knows_no_ranges_is_searched_as_well()
    {
        await using var window = await browser.OpenAsync(minutes.Url);
        var page = window.Page;
        var answers = new ConcurrentBag<int>();
        page.Response += (_, response) =>
        {
            if (response.Url.Contains("/search/index/text/", StringComparison.Ordinal))
                answers.Add(response.Status);
        };

        await page.GotoAsync("/search/?q=%E5%A0%83%E9%9C%96");
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("目前顯示 20 筆");
        // A browser may give what it has of a file as the whole file.
        Assert.Contains(206, answers);
        Assert.All(answers, static status => Assert.True(status is 200 or 206));
        var found = await page.Locator("#hits p > a").AllTextContentsAsync();

        answers.Clear();
        await page.RouteAsync("**/search/index/text/**", route => route.ContinueAsync(new() { Headers = route.Request.Headers.Where(static header => header.Key != "range") }));
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("目前顯示 20 筆");

        Assert.Contains(200, answers);
        Assert.Equal(found, await page.Locator("#hits p > a").AllTextContentsAsync());
    }

    [Fact]
    public async Task Without_script_the_page_leads_to_the_minutes_by_series_and_unit()
    {
        await using var window = await browser.OpenAsync(minutes.Url, script: false);

        await window.Page.GotoAsync("/search/?q=%E5%A0%83%E9%9C%96");

        Assert.Contains("<noscript>", await window.Page.ContentAsync(), StringComparison.Ordinal);
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "主管會議" })).ToHaveAttributeAsync("href", "/meetings/supervisors/");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Link, new() { Name = "數位政府司" })).ToHaveAttributeAsync("href", "/units/digital-government/");
    }
}
