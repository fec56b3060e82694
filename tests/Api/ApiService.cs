using System.Diagnostics;
using System.Text.Json.Nodes;
using Npgsql;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Api;

/// <summary>
/// The service as it is deployed: a process of its own on a port of its own, with a database of its own and a key for each demo role. A class shares one as its class fixture.
/// </summary>
public sealed class ApiService : IAsyncLifetime
{
    private readonly List<string> _log = [];
    private Process? _process;
    private Uri? _address;

    internal TestDatabase Database { get; private set; } = null!;

    /// <summary>Reads and writes records; belongs to 王承辦.</summary>
    internal ApiClient Writer { get; private set; } = null!;

    /// <summary>Reads and approves records; belongs to 林主管.</summary>
    internal ApiClient Approver { get; private set; } = null!;

    /// <summary>Publishes; belongs to 陳發布.</summary>
    internal ApiClient Publisher { get; private set; } = null!;

    /// <summary>May do everything; belongs to 張管理.</summary>
    internal ApiClient Admin { get; private set; } = null!;

    /// <summary>Comes without a key.</summary>
    internal ApiClient Nobody { get; private set; } = null!;

    /// <summary>What the service has logged until now.</summary>
    internal string Log
    {
        get
        {
            lock (_log)
                return string.Join('\n', _log);
        }
    }

    internal Uri Address => _address!;

    /// <summary>New with each start: a port that another process had before must not meet a connection to that one.</summary>
    internal HttpClient Http { get; private set; } = null!;

    /// <summary>Further variables of its environment, from its next start on.</summary>
    internal Dictionary<string, string> Settings { get; init; } = [];

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        await StartAsync();
        Writer = await ClientAsync("王承辦", "records:read", "records:write", "directives:write");
        Approver = await ClientAsync("林主管", "records:read", "records:approve");
        Publisher = await ClientAsync("陳發布", "records:read", "publications:write");
        Admin = await ClientAsync("張管理", [.. Scope.All]);
        Nobody = new ApiClient(this, key: null);
        await Admin.PutAsync("/v1/series/supervisors", """{ "name": "主管會議", "body": "數位發展部" }""");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Database.DisposeAsync();
    }

    internal async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Repository.Program("api", "OpenMinutes.Api"), "--urls", "http://127.0.0.1:0"]) { RedirectStandardOutput = true };
        start.Environment["OPENMINUTES_API_DB"] = Database.Api;
        start.Environment["OPENMINUTES_METRICS_URL"] = "off";
        foreach (var (name, value) in Settings)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        var listening = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, line) => Read(line.Data, listening);
        _process.BeginOutputReadLine();
        try
        {
            _address = await listening.Task.WaitAsync(TimeSpan.FromMinutes(10));
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The service does not say where it listens: {Log}");
        }

        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { Timeout = TimeSpan.FromMinutes(10) };
    }

    /// <summary>Asks it to end, as a deployment does, and waits until it has.</summary>
    internal async Task StopAsync()
    {
        if (_process is { HasExited: false } process)
        {
            await Shell.RunAsync("kill", ["-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync();
        }

        _process?.Dispose();
        _process = null;
    }

    /// <summary>Ends it without a warning, as a power cut does.</summary>
    internal async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Another process on the same database.</summary>
    internal async Task<ApiService> ReplicaAsync(Dictionary<string, string>? settings = null)
    {
        var replica = new ApiService { Database = Database, Settings = settings ?? Settings };
        await replica.StartAsync();
        return replica;
    }

    /// <summary>A client with a new key.</summary>
    internal async Task<ApiClient> ClientAsync(string person, params string[] scopes)
    {
        var key = ApiKey.Generate();
        await using var connection = new NpgsqlConnection(Database.Api);
        await connection.OpenAsync();
        await KeyStore.CreateAsync(connection, key, "test", person, scopes, expiresAt: null, new Caller(null, "test"), CancellationToken.None);
        return new ApiClient(this, key.Text);
    }

    /// <summary>What the owner of the database sees.</summary>
    internal async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = new NpgsqlConnection(Database.Owner);
        return [.. await Dapper.SqlMapper.QueryAsync<T>(connection, sql, parameters)];
    }

    internal async Task<T> QuerySingleAsync<T>(string sql, object? parameters = null) => Assert.Single(await QueryAsync<T>(sql, parameters));

    private void Read(string? line, TaskCompletionSource<Uri> listening)
    {
        if (line is null)
        {
            listening.TrySetException(new InvalidOperationException($"The service ended: {Log}"));
            return;
        }

        lock (_log)
            _log.Add(line);
        if (line.Contains("\"address\":", StringComparison.Ordinal))
            listening.TrySetResult(new Uri(JsonNode.Parse(line)!["State"]!["address"]!.GetValue<string>()));
    }
}
