using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.NetworkInformation;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using OpenMinutes.Publisher.Serving;
using OpenMinutes.Rendering;
using OpenMinutes.Tests.Publisher;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.EndToEnd;

/// <summary>
/// A site, and in front of it everything that may serve it: <c>publisher serve</c>, and the real nginx and Caddy with the configurations of <c>docs/deploy</c>, of which only the
/// places and ports are others.
/// </summary>
public sealed class WebServers : IAsyncLifetime
{
    private static readonly string Unpacked = Repository.PathOf("tests", "servers");
    private static readonly ConcurrentDictionary<int, bool> Asked = [];

    private readonly string _scratch = Directory.CreateTempSubdirectory("openminutes-servers-").FullName;
    private readonly Dictionary<string, Uri> _addresses = [];
    private readonly List<Process> _processes = [];
    private WebApplication? _own;

    internal PublicContent Content { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Content.Settings = new SiteSettings { Precompress = ["br", "gzip"] };
        await Content.InitializeAsync();
        await Content.PublishAsync(17);
        await Content.PublishAsync(18);
        await Content.BuildAsync();

        _own = StaticSite.Build(Content.Trees, "http://127.0.0.1:0");
        await _own.StartAsync();
        _addresses["serve"] = new Uri(_own.Urls.Single());
        if (Find("nginx") is { } nginx)
        {
            await StartAsync("nginx", port => Nginx(nginx, port, brotli: null));
            if (BrotliFor(nginx) is { } module)
                await StartAsync("nginx-brotli", port => Nginx(nginx, port, module));
        }

        if (Find("caddy") is { } caddy)
            await StartAsync("caddy", port => Caddy(caddy, port));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await Shell.RunAsync("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        await _own!.DisposeAsync();
        await Content.DisposeAsync();
        Directory.Delete(_scratch, recursive: true);
    }

    internal bool Has(string server) => _addresses.ContainsKey(server);

    /// <summary>Where a server answers; where it is not on this machine, the test is told as skipped.</summary>
    internal Uri AddressOf(string server)
    {
        Assert.SkipUnless(_addresses.TryGetValue(server, out var address), $"absent: {server}");
        return address!;
    }

    /// <summary>Starts a server on a free port; on another one, should somebody else take that first.</summary>
    private async Task StartAsync(string name, Func<int, ProcessStartInfo> configure)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            var (process, log) = Start(name, configure(port));
            if (await Eventually.Async(async () => process.HasExited ? false : await AnswersAsync(port) ? true : (bool?)null, static started => started is not null) == true)
            {
                _processes.Add(process);
                _addresses[name] = new Uri($"http://127.0.0.1:{port}");
                return;
            }

            if (attempt == 3)
                throw new InvalidOperationException($"{name} ended: {await File.ReadAllTextAsync(log)}");
        }
    }

    private (Process Process, string Log) Start(string name, ProcessStartInfo server)
    {
        var log = Path.Join(_scratch, $"{name}.log");
        return (Process.Start(new ProcessStartInfo("bash", ["-c", "exec \"$0\" \"$@\" > \"$LOG\" 2>&1", server.FileName, .. server.ArgumentList]) { Environment = { ["LOG"] = log, ["HOME"] = _scratch } })!, log);
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var http = new HttpClient();
        try
        {
            return (await http.GetAsync(new Uri($"http://127.0.0.1:{port}/"))).IsSuccessStatusCode;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <param name="program">nginx.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="brotli">The module that sends files packed with Brotli; null to do without.</param>
    private ProcessStartInfo Nginx(string program, int port, string? brotli)
    {
        var folder = Directory.CreateDirectory(Path.Join(_scratch, brotli is null ? "nginx" : "nginx-brotli")).FullName;
        var site = Replace(Read("nginx.conf"), "listen 80;", $"listen 127.0.0.1:{port};");
        site = Replace(site, "root /var/www/minutes/live;", $"root {Content.Trees.In("live")};");
        if (brotli is not null)
            site = Replace(Replace(site, "# brotli_static on;", "brotli_static on;"), "disable_symlinks on from=$document_root;", "");
        File.WriteAllText(Path.Join(folder, "site.conf"), site);
        string[] temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        File.WriteAllText(Path.Join(folder, "nginx.conf"), string.Join('\n',
        [
            brotli is null ? "" : $"load_module {brotli};",
            Environment.IsPrivilegedProcess ? "user root;" : "", // a temporary folder is its maker's alone
            $"daemon off; worker_processes 2; pid {folder}/nginx.pid; error_log stderr; events {{}}",
            $"http {{ access_log off; {string.Concat(temporary.Select(kind => $"{kind}_temp_path {folder}/{kind}; "))} include {folder}/site.conf; }}",
        ]));
        return new ProcessStartInfo(program, ["-p", folder, "-e", "stderr", "-c", Path.Join(folder, "nginx.conf")]);
    }

    private static string? BrotliFor(string nginx) =>
        Path.GetFullPath(Path.Join(nginx, "../../lib/nginx/modules/ngx_http_brotli_static_module.so")) is var module && File.Exists(module) ? module : null;

    private ProcessStartInfo Caddy(string program, int port)
    {
        var site = Replace(Read("Caddyfile"), "\nminutes.example.gov.tw {", $"\nhttp://127.0.0.1:{port} {{");
        site = Replace(site, "root * /var/www/minutes/live", $"root * {Content.Trees.In("live")}");
        File.WriteAllText(Path.Join(_scratch, "Caddyfile"), "{\n\tadmin off\n\tauto_https off\n}\n" + site);
        return new ProcessStartInfo(program, ["run", "--adapter", "caddyfile", "--config", Path.Join(_scratch, "Caddyfile")]);
    }

    private static string Read(string name) => File.ReadAllText(Repository.PathOf("docs", "deploy", name));

    private static string Replace(string text, string line, string by)
    {
        Assert.Single(Regex.Matches(text, Regex.Escape(line)));
        return text.Replace(line, by, StringComparison.Ordinal);
    }

    /// <summary>A program that <c>./test</c> unpacked, else one that is installed.</summary>
    private static string? Find(string name) =>
        ((string[])[$"{Unpacked}/usr/sbin", $"{Unpacked}/usr/bin", .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin"])
            .Select(folder => Path.Join(folder, name))
            .FirstOrDefault(File.Exists);

    /// <summary>One that the system gives nobody who does not ask for it: nothing else that is tested here can take it, and answer in a server's place, before the server does.</summary>
    private static int FreePort()
    {
        const int first = 10_000, count = 10_000;
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(static listener => listener.Port).ToHashSet();
        return Enumerable.Range(0, count).Select(at => first + ((Environment.ProcessId * 37 + at) % count)).First(port => !taken.Contains(port) && Asked.TryAdd(port, true));
    }
}
