using System.Diagnostics;
using System.Globalization;
using Dapper;
using Npgsql;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Migrations;

/// <summary>The script that gives the demo and these tests a PostgreSQL of their own.</summary>
public sealed class ClusterTests : IAsyncDisposable
{
    private static readonly string Script = Repository.PathOf("db-migrations", "cluster");

    private readonly string _folder = Directory.CreateTempSubdirectory("openminutes cluster ").FullName;

    private string Cluster => Path.Combine(_folder, "postgres");

    [Fact]
    public async Task A_second_start_finds_the_server_that_runs()
    {
        var connection = await StartAsync();
        var process = await Shell.RunAsync(Script, ["pid", Cluster]);

        Assert.Equal(connection, await StartAsync());
        Assert.Equal(process, await Shell.RunAsync(Script, ["pid", Cluster]));
    }

    [Fact]
    public async Task A_killed_server_starts_again_with_its_data_at_its_address()
    {
        var connection = await StartAsync();
        await ExecuteAsync(connection, "create table kept (id integer)");
        using (var server = Process.GetProcessById(int.Parse(await Shell.RunAsync(Script, ["pid", Cluster]), CultureInfo.InvariantCulture)))
            server.Kill();

        Assert.Equal(connection, await StartAsync());
        await ExecuteAsync(connection, "insert into kept values (1)");
    }

    [Fact]
    public async Task It_ends_with_the_process_it_was_started_for()
    {
        // It reads from us, and so does not outlive us either.
        using var owner = Process.Start(new ProcessStartInfo("cat") { RedirectStandardInput = true })!;
        var connection = await StartAsync("--while", $"{owner.Id}");
        await using var session = new NpgsqlConnection(connection);
        await session.OpenAsync(TestContext.Current.CancellationToken);

        owner.Kill();
        await owner.WaitForExitAsync(TestContext.Current.CancellationToken);

        // The server tells its sessions that it ends; one that did not would let them sleep, and wait for as long.
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => session.ExecuteAsync("select pg_sleep(300)", commandTimeout: 0));
    }

    [Fact]
    public async Task It_listens_on_this_machine_alone_and_asks_for_the_password()
    {
        var connection = await StartAsync();

        await using var session = new NpgsqlConnection(connection);
        Assert.Equal("127.0.0.1", await session.ExecuteScalarAsync<string>("select current_setting('listen_addresses')"));
        Assert.Equal("", await session.ExecuteScalarAsync<string>("select current_setting('unix_socket_directories')"));

        var guess = new NpgsqlConnectionStringBuilder(connection) { Password = "guess" };
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(guess.ConnectionString, "select 1"));
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refusal.SqlState);
        Assert.Equal("600\n", await Shell.RunAsync("stat", ["--format=%a", $"{Cluster}.password"]));
    }

    public async ValueTask DisposeAsync()
    {
        await Shell.RunAsync(Script, ["stop", Cluster]);
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> StartAsync(params string[] options) =>
        (await Shell.RunAsync(Script, ["start", Cluster, .. options.Length == 0 ? ["--while", $"{Environment.ProcessId}"] : options, "-c", "fsync=off"])).Trim();

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var session = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Pooling = false }.ConnectionString);
        await session.ExecuteAsync(sql);
    }
}
