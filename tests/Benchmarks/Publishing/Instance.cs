using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Npgsql;
using OpenMinutes.Benchmarks.Serving;

namespace OpenMinutes.Benchmarks.Publishing;

/// <summary>An OpenMinutes of the benchmark's own in a temporary directory: PostgreSQL with its usual durability, and the api.</summary>
internal sealed class Instance : IAsyncDisposable
{
    private const string Password = "benchmark";

    private readonly string _folder;
    private readonly Process _api;

    private Instance(string folder, Process api)
    {
        _folder = folder;
        _api = api;
    }

    /// <summary>The program that publishes; empty where nobody asked for it.</summary>
    public required string PublisherProgram { get; init; }

    /// <summary>Connection string of a login in openminutes_publisher.</summary>
    public required string Publisher { get; init; }

    /// <summary>Connection string of the owner.</summary>
    public required string Owner { get; init; }

    /// <summary>The key that <see cref="Writer"/> comes with.</summary>
    public required string WriterKey { get; init; }

    public required HttpClient Writer { get; init; }

    public required HttpClient Approver { get; init; }

    public required HttpClient Admin { get; init; }

    /// <param name="folder">Where everything lies.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="withPublisher">Whether the publisher is needed, whose compiling takes minutes.</param>
    public static async Task<Instance> StartAsync(string folder, CancellationToken cancellation, bool withPublisher = true)
    {
        var publisher = withPublisher ? await Checkout.PublisherAsync(cancellation) : "";
        var cluster = Checkout.PathOf("db-migrations", "cluster");
        var superuser = (await Measured.RunAsync(cluster, ["start", Path.Join(folder, "postgres"), "--while", $"{Environment.ProcessId}"], cancellation: cancellation)).Output.Trim();
        await ExecuteAsync(superuser, "create database openminutes");
        var owner = new NpgsqlConnectionStringBuilder(superuser) { Database = "openminutes" }.ConnectionString;
        await Measured.RunAsync(
            "dotnet", [Checkout.Program("db-migrations", "OpenMinutes.Migrations"), "migrate"], new Dictionary<string, string> { ["OPENMINUTES_DB"] = owner }, cancellation: cancellation);
        foreach (var role in new[] { "api", "publisher" })
            await ExecuteAsync(owner, $"create role benchmark_{role} login password '{Password}' in role openminutes_{role}");
        string Login(string role) => new NpgsqlConnectionStringBuilder(owner) { Username = $"benchmark_{role}", Password = Password }.ConnectionString;

        var environment = new Dictionary<string, string> { ["OPENMINUTES_API_DB"] = Login("api") };
        var program = Checkout.Program("api", "OpenMinutes.Api");
        async Task<string> KeyAsync(string person, params string[] scopes) => (await Measured.RunAsync(
            "dotnet", [program, "keys", "create", "--name", person, "--person", person, .. scopes.SelectMany(static scope => new[] { "--scope", scope })], environment, cancellation: cancellation)).Output.Trim();
        var (writer, approver, admin) = (await KeyAsync("writer", "records:read", "records:write", "directives:write"), await KeyAsync("approver", "records:read", "records:approve"), await KeyAsync("admin", "admin"));

        // A limit that nobody reaches, but that is kept account of as in any deployment.
        var limit = int.MaxValue.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var address = $"http://127.0.0.1:{FreePort()}";
        var api = Process.Start(new ProcessStartInfo("sh", ["-c", "exec dotnet \"$0\" --urls \"$1\" > \"$2\" 2>&1", program, address, Path.Join(folder, "api.log")])
        {
            Environment = { ["OPENMINUTES_API_DB"] = Login("api"), ["OPENMINUTES_METRICS_URL"] = "off", ["OPENMINUTES_REQUESTS_PER_MINUTE"] = limit },
        })!;
        HttpClient Client(string key) => new() { BaseAddress = new Uri($"{address}/v1/"), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        var instance = new Instance(folder, api) { PublisherProgram = publisher, Publisher = Login("publisher"), Owner = owner, WriterKey = writer, Writer = Client(writer), Approver = Client(approver), Admin = Client(admin) };
        await instance.WaitAsync(cancellation);
        return instance;
    }

    /// <summary>Sends a request that must succeed.</summary>
    public static async Task SendAsync(HttpClient caller, HttpMethod method, string path, ReadOnlyMemory<byte> json, string? ifMatch, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new ReadOnlyMemoryContent(json) { Headers = { ContentType = new("application/json") } } };
        request.Headers.TryAddWithoutValidation(ifMatch is null ? "If-None-Match" : "If-Match", ifMatch ?? "*");
        using var response = await caller.SendAsync(request, cancellation);
        if (!response.IsSuccessStatusCode)
            throw new BenchmarkException($"{method} {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellation)}");
    }

    /// <summary>What the api and all of PostgreSQL have taken of processors so far.</summary>
    public Spent ProcessorTime()
    {
        var postmaster = int.Parse(File.ReadLines(Path.Join(_folder, "postgres", "postmaster.pid")).First(), System.Globalization.CultureInfo.InvariantCulture);
        return new Spent(Measured.ProcessorTime(_api.Id, withChildren: false), Measured.ProcessorTime(postmaster, withChildren: true));
    }

    public async ValueTask DisposeAsync()
    {
        _api.Kill();
        await _api.WaitForExitAsync();
        Writer.Dispose();
        Approver.Dispose();
        Admin.Dispose();
        await Measured.RunAsync(Checkout.PathOf("db-migrations", "cluster"), ["stop", Path.Join(_folder, "postgres")]);
    }

    private async Task WaitAsync(CancellationToken cancellation)
    {
        var ready = new Uri(Writer.BaseAddress!, "/readyz");
        while (true)
        {
            try
            {
                if ((await Writer.GetAsync(ready, cancellation)).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException) when (!_api.HasExited)
            {
            }
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
