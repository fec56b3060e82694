using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher;

/// <summary>What a designer sees who tries templates out: <c>publisher serve --watch</c> in a process of its own.</summary>
public sealed partial class WatchTests(PublicContent content, Browser browser) : IClassFixture<PublicContent>, IClassFixture<Browser>, IAsyncLifetime
{
    private static readonly HttpClient Http = new();

    private readonly string _folder = Directory.CreateTempSubdirectory("openminutes-watch-").FullName;
    private readonly ConcurrentQueue<string> _console = [];
    private Process? _process;
    private Uri _address = new("http://127.0.0.1");

    public async ValueTask InitializeAsync()
    {
        if (await content.QueryAsync<long>("select count(*) from public_site.records") == 0)
            await content.PublishAsync(18);
        Write("theme/templates/pages/404.html", "<h1>一</h1>");
        Write("site.json", """{ "contact": { "name": "甲" } }""");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await Shell.RunAsync("kill", ["-TERM", $"{_process.Id}"]);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_change_of_a_template_an_asset_a_text_or_the_settings_is_in_the_pages_at_once()
    {
        await StartAsync();
        await SeeAsync("/404.html", "<h1>一</h1>");
        Write("theme/templates/pages/404.html", "<h1>二</h1>");
        await SeeAsync("/404.html", "<h1>二</h1>");

        var live = new SiteDirectory(Path.Join(_folder, "site")).LivePath!;
        var untouched = File.GetLastWriteTimeUtc(Path.Join(live, "meetings/supervisors/2025-018/minutes.txt"));
        var address = Stylesheet().Match(await ReadAsync("/about/")).Value;
        Write("theme/assets/site.css", "body { color: #123456 }");
        var changed = await Eventually.Async(async () => Stylesheet().Match(await ReadAsync("/about/")).Value, now => now != address);
        Assert.Contains("#123456", await ReadAsync(changed), StringComparison.Ordinal);
        Assert.Equal(untouched, File.GetLastWriteTimeUtc(Path.Join(new SiteDirectory(Path.Join(_folder, "site")).LivePath, "meetings/supervisors/2025-018/minutes.txt")));

        Write("site.json", """{ "contact": { "name": "乙承辦" } }""");
        await SeeAsync("/about/", "乙承辦");

        var texts = await File.ReadAllTextAsync(Repository.PathOf("publisher", "messages", "en.json"), TestContext.Current.CancellationToken);
        Write("theme/messages/en.json", Skip().Replace(texts, "$1Jump to the content", 1));
        await SeeAsync("/en/about/", "Jump to the content");

        Write("theme/templates/pages/hom.html", "<h1>…</h1>");
        await HearAsync(static line => line.EndsWith("; nothing uses templates/pages/hom.html", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_wrong_is_told_on_the_console_and_in_the_page_with_its_place_and_the_last_good_site_stays()
    {
        await StartAsync();
        await SeeAsync("/about/", "</main>");
        Write("theme/templates/pages/about.html", "<h1>\n  {{ page.nothing }}");
        var page = await SeeAsync("/about/", "watch-fault");
        Assert.Equal("pages/about.html(2,6): `page.nothing`: AboutPage has no member `nothing`. (page /about/)", FaultIn(page));
        await HearAsync(static line => line.EndsWith("pages/about.html(2,6): `page.nothing`: AboutPage has no member `nothing`. (page /about/)", StringComparison.Ordinal));
        Assert.Contains("</html>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("watch-fault", await File.ReadAllTextAsync(Path.Join(new SiteDirectory(Path.Join(_folder, "site")).LivePath, "about/index.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        Write("theme/templates/pages/about.html", "<h1>{{ if page.title }}</h1>");
        await SeeAsync("/about/", "pages/about.html(1,");
        Write("theme/templates/pages/about.html", "<h1>關於</h1>");
        // The new site is served a moment before all of it is on disk, and until then the old fault stands.
        await SeeAsync("/about/", static page => page.Contains("<h1>關於</h1>", StringComparison.Ordinal) && FaultIn(page) == "", "a new heading and no fault");

        Write("site.json", "{ \"contact\": {\n \"nam\": 1 } }");
        await SeeAsync("/", "site.json(2,");
    }

    [Fact]
    public async Task Who_waits_is_told_when_the_site_was_made_again_and_a_site_that_was_never_made_shows_why()
    {
        Write("theme/templates/pages/404.html", "{{ nothing }}");
        await StartAsync();
        var page = await SeeAsync("/", "pages/404.html(1,4): There is no variable `nothing` here. (page /404.html)");
        var waiting = Http.GetStreamAsync(new Uri(_address, Events().Match(page).Value.Replace("watch.js", "events", StringComparison.Ordinal)), TestContext.Current.CancellationToken);

        Write("theme/templates/pages/404.html", "<h1>三</h1>");
        using var told = new StreamReader(await waiting);
        Assert.Equal("data: made", await told.ReadLineAsync(TestContext.Current.CancellationToken));
        await SeeAsync("/404.html", "<h1>三</h1>");
    }

    [Fact]
    public async Task A_page_that_is_open_in_a_browser_shows_the_change_and_the_fault_by_itself()
    {
        await StartAsync();
        await using var window = await browser.OpenAsync(_address.ToString());
        await window.Page.GotoAsync("/404.html");
        Write("theme/templates/pages/404.html", "<h1>四</h1>");
        await Assertions.Expect(window.Page.Locator("h1")).ToHaveTextAsync("四");

        Write("theme/templates/pages/404.html", "<h1>{{ page.nothing }}</h1>");
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("pages/404.html(1,8)");
        await Assertions.Expect(window.Page.Locator("h1")).ToHaveTextAsync("四");
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_site_of_a_target_is_left_alone()
    {
        var (code, errors) = await RunOnceAsync("build", "--site", Path.Join(_folder, "site"), "--target", "site");
        Assert.Equal((0, ""), (code, errors));
        (code, errors) = await RunOnceAsync("serve", "--watch", "--site", Path.Join(_folder, "site"), "--templates", Path.Join(_folder, "theme"), "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, code);
        Assert.Contains("holds the release of a target", errors, StringComparison.Ordinal);
    }

    private async Task StartAsync()
    {
        _process = Process.Start(Publisher("serve", "--watch", "--site", Path.Join(_folder, "site"), "--templates", Path.Join(_folder, "theme"), "--settings", Path.Join(_folder, "site.json"), "--urls", "http://127.0.0.1:0"))!;
        _process.OutputDataReceived += (_, line) => _console.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _address = new Uri((await HearAsync(static line => line.Contains(" serving ", StringComparison.Ordinal))).Split(' ')[^1]);
        await SeeAsync("/", "</html>");
    }

    /// <summary>Waits for a line of the console.</summary>
    private async Task<string> HearAsync(Func<string, bool> isIt)
    {
        await Eventually.Async(() => _process!.HasExited ? throw new InvalidOperationException($"It ended: {Said}") : Task.FromResult(Said), _ => _console.Any(isIt));
        return _console.First(isIt);
    }

    private Task<string> SeeAsync(string path, string text) => SeeAsync(path, page => WebUtility.HtmlDecode(page).Contains(text, StringComparison.Ordinal), text);

    /// <summary>Waits for a page. If it does not come, its fault and the console say more than the whole of it.</summary>
    private async Task<string> SeeAsync(string path, Func<string, bool> isShown, string what)
    {
        var page = "";
        try
        {
            return await Eventually.Async(async () => page = await ReadAsync(path), isShown);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"{path} does not show {what}, but the fault '{FaultIn(page)}'. The console:\n{Said}\nThe page:\n{page}");
        }
    }

    private string Said => string.Join('\n', _console);

    /// <summary>What a page says is wrong; nothing if it says nothing.</summary>
    private static string FaultIn(string page) => WebUtility.HtmlDecode(Fault().Match(page).Groups[1].Value);

    private async Task<string> ReadAsync(string path)
    {
        using var answer = await Http.GetAsync(new Uri(_address, path), TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private ProcessStartInfo Publisher(params string[] arguments) => new(Repository.Publisher, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["OPENMINUTES_PUBLISHER_DB"] = content.PublisherConnection },
    };

    private async Task<(int Code, string Errors)> RunOnceAsync(params string[] arguments)
    {
        using var process = Process.Start(Publisher(arguments))!;
        process.BeginOutputReadLine();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, errors);
    }

    /// <summary>Writes a file in one piece, as most editors do: one that is half there may be taken for a change of its own.</summary>
    private void Write(string name, string text)
    {
        var (file, written) = (Path.Join(_folder, name), Path.Join(_folder, "written"));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(written, text);
        File.Move(written, file, overwrite: true);
    }

    [GeneratedRegex("/assets/site\\.[0-9a-f]+\\.css")]
    private static partial Regex Stylesheet();

    [GeneratedRegex("/\\.watch/watch\\.js\\?attempt=[0-9]+")]
    private static partial Regex Events();

    [GeneratedRegex("<p class=\"watch-fault\"[^>]*>([^<]*)</p>")]
    private static partial Regex Fault();

    [GeneratedRegex("(\"skip\": \")[^\"]*")]
    private static partial Regex Skip();
}
