using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace OpenMinutes.Tests.Support;

/// <summary>A real Chromium: Debian's, so that nothing is downloaded. A window of its own for each test.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>In milliseconds, for all that a page is waited for: Playwright's own five seconds for what a page shows are too few on a busy machine.</summary>
    private const float Patience = 180_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Where it is.</summary>
    internal static string Program => Environment.GetEnvironmentVariable("OPENMINUTES_CHROMIUM") ?? "/usr/bin/chromium";

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Program,
            Args = ["--no-sandbox", "--disable-dev-shm-usage"], // in a container, as root
            Timeout = Patience,
        });
    }

    /// <summary>A window; what the page complains about on its console fails whoever asks for it.</summary>
    public async Task<BrowserWindow> OpenAsync(string baseUrl, bool script = true, int width = 1280, int height = 900)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = baseUrl,
            JavaScriptEnabled = script,
            Locale = "zh-TW",
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        context.SetDefaultTimeout(Patience);
        return new BrowserWindow(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>A window and what its page complained about.</summary>
public sealed class BrowserWindow : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = [];

    internal BrowserWindow(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Enqueue(message.Text);
        };
    }

    public IPage Page { get; }

    public IReadOnlyCollection<string> Complaints => _complaints;

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
