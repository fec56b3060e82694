using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Playwright;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Serving;
using OpenMinutes.Tests.Api;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.EndToEnd;

/// <summary>
/// All of OpenMinutes at once: the reference minutes posted, submitted and approved over HTTP, a publisher in a process of its own that does the job, the site on a
/// port, and a browser in front of it.
/// </summary>
public sealed class PublishedSite : IAsyncLifetime
{
    internal const string Minutes = "/meetings/supervisors/2025-018/";

    private readonly ApiService _api = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("openminutes-site-").FullName;
    private Process? _worker;
    private WebApplication? _server;
    private readonly Browser _browser = new();

    internal Uri Address { get; private set; } = null!;

    internal string LiveTree => new SiteDirectory(_folder).LivePath!;

    /// <summary>What the api calls public: the text that the page must hold.</summary>
    internal string PublicEdition { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await _api.InitializeAsync();
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("docs", "demo", "units")))
            (await _api.Admin.PutAsync($"/v1/units/{Path.GetFileNameWithoutExtension(file)}", await File.ReadAllTextAsync(file), ("If-None-Match", "*"))).Is(201);
        var record = JsonNode.Parse(await File.ReadAllTextAsync(Repository.PathOf("tests", "Snapshots", "moda-supervisors-18.record.json")))!.AsObject();
        var id = await _api.Writer.CreateAsync(record);
        (await _api.Writer.StepAsync(id, "submit")).Is(200);
        (await _api.Approver.StepAsync(id, "approve")).Is(200);
        PublicEdition = (await _api.Writer.GetAsync($"/v1/records/{id}/editions/1/public")).Is(200).Text;

        _worker = Process.Start(new ProcessStartInfo(Repository.Publisher, ["work", "--site", _folder])
        {
            Environment = { ["OPENMINUTES_PUBLISHER_DB"] = _api.Database.Publisher },
            RedirectStandardOutput = true,
        })!;
        // Not only until something is live: what comes after that would change it under the tests.
        await Eventually.Async(() => _api.QuerySingleAsync<long>("select count(*) from publishing.jobs where state in ('waiting', 'running')"), static open => open == 0);
        _server = StaticSite.Build(new SiteDirectory(_folder), "http://127.0.0.1:0");
        await _server.StartAsync();
        Address = new Uri(_server.Urls.Single());

        await _browser.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _server!.DisposeAsync();
        await Shell.RunAsync("kill", ["-TERM", $"{_worker!.Id}"]);
        await _worker.WaitForExitAsync();
        _worker.Dispose();
        await _api.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A page as a reader sees it, and everything the browser complained about or asked others for.</summary>
    internal async Task<Visit> VisitAsync(string path, int width = 1280, bool javaScript = true)
    {
        var window = await _browser.OpenAsync(Address.ToString(), javaScript, width, height: 800);
        var (page, visit) = (window.Page, new Visit(window));
        page.Console += (_, message) => visit.Complaints.Enqueue($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => visit.Complaints.Enqueue(error);
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url).Authority != Address.Authority)
                visit.Complaints.Enqueue($"asked {request.Url}");
        };
        var response = await page.GotoAsync(new Uri(Address, path).ToString());
        Assert.NotNull(response);
        return visit;
    }
}

/// <summary>A page in a browser.</summary>
internal sealed class Visit(BrowserWindow window) : IAsyncDisposable
{
    public IPage Page => window.Page;

    public ConcurrentQueue<string> Complaints { get; } = [];

    public ValueTask DisposeAsync() => window.DisposeAsync();
}
