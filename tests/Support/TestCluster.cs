using Npgsql;
using OpenMinutes.Migrations;
using OpenMinutes.Tests.Support;

[assembly: AssemblyFixture(typeof(TestCluster))]

namespace OpenMinutes.Tests.Support;

/// <summary>
/// The PostgreSQL of one test run: started when the first test asks for a database, stopped when the run is over, and stopped by its own watch if the run
/// is killed. OPENMINUTES_TEST_CLUSTER, a superuser's connection string, names one that runs already.
/// </summary>
public sealed class TestCluster : IAsyncLifetime
{
    private static readonly Lazy<Task<TestCluster>> Started = new(StartAsync);

    // The number of a process is another's some day, and of a run that was killed something may be left.
    private static readonly string Run = $"openminutes_{Environment.ProcessId}_{Path.GetRandomFileName()[..6]}";
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), Run);
    private static readonly string Program = Repository.PathOf("db-migrations", "cluster");

    private readonly string _password = Guid.NewGuid().ToString("N");
    private NpgsqlDataSource? _superuser;
    private int _databases;

    internal static Task<TestCluster> Current => Started.Value;

    /// <summary>A superuser's connection to the maintenance database.</summary>
    internal NpgsqlDataSource Superuser => _superuser!;

    ValueTask IAsyncLifetime.InitializeAsync() => ValueTask.CompletedTask;

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        if (Started is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            var cluster = await Current;
            await cluster.DropAsync(Template);
            await cluster.ExecuteAsync($"drop role {Login("api")}, {Login("publisher")}, {Login("owner")}");
            await cluster.Superuser.DisposeAsync();
        }
        if (Directory.Exists(Folder))
        {
            await StopAsync(Path.Combine(Folder, "postgres"));
            Directory.Delete(Folder, recursive: true);
        }
    }

    /// <summary>A database with the full schema, copied from the template.</summary>
    internal Task<TestDatabase> CloneAsync() => CreateAsync(Template);

    /// <summary>A database with nothing in it.</summary>
    internal Task<TestDatabase> CreateEmptyAsync() => CreateAsync("template0");

    internal Task DropAsync(string database) => OnceUnusedAsync($"drop database {database} with (force)");

    private static string Template => $"{Run}_template";

    private static string Login(string role) => $"{Run}_{role}";

    /// <summary>A PostgreSQL of a test's own, which it may restart.</summary>
    internal static async Task<TestCluster> OwnAsync(string folder) => await PrepareAsync(await StartAsync(folder));

    /// <summary>Stops it as an administrator does, who does not wait for anybody.</summary>
    internal static Task StopAsync(string folder) => Shell.RunAsync(Program, ["stop", folder]);

    /// <summary>Starts it again at its former address.</summary>
    internal static Task StartAgainAsync(string folder) => StartAsync(folder);

    private static Task<string> StartAsync(string folder) => Shell.RunAsync(Program,
        ["start", folder, "--while", $"{Environment.ProcessId}",
         "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=1000"]);

    private static async Task<TestCluster> StartAsync() =>
        await PrepareAsync(Environment.GetEnvironmentVariable("OPENMINUTES_TEST_CLUSTER") ?? await StartAsync(Path.Combine(Folder, "postgres")));

    private static async Task<TestCluster> PrepareAsync(string connection)
    {
        var cluster = new TestCluster { _superuser = NpgsqlDataSource.Create(Patient(connection).ConnectionString) };

        // The owner is no superuser, as in a PostgreSQL that somebody else looks after.
        await cluster.ExecuteAsync($"create role {Login("owner")} login createrole password '{cluster._password}'");
        await cluster.ExecuteAsync($"create database {Template} template template0 owner {Login("owner")}");
        await new Migrator(cluster.ConnectionString(Template, "owner"), Script.Embedded, TextWriter.Null).MigrateAsync(CancellationToken.None);
        foreach (var role in new[] { "api", "publisher" })
            await cluster.ExecuteAsync($"create role {Login(role)} login password '{cluster._password}' in role openminutes_{role}");
        return cluster;
    }

    private async Task<TestDatabase> CreateAsync(string template)
    {
        var name = $"{Run}_{Interlocked.Increment(ref _databases)}";
        await OnceUnusedAsync($"create database {name} template {template} owner {Login("owner")}");
        return new TestDatabase(this, name)
        {
            Owner = ConnectionString(name, "owner"),
            Api = ConnectionString(name, "api"),
            Publisher = ConnectionString(name, "publisher"),
        };
    }

    private string ConnectionString(string database, string role)
    {
        var connection = Patient(Superuser.ConnectionString);
        (connection.Database, connection.Username, connection.Password, connection.MaxPoolSize) = (database, Login(role), _password, 20);
        return connection.ConnectionString;
    }

    /// <summary>The same for a machine that is busy with other things.</summary>
    private static NpgsqlConnectionStringBuilder Patient(string connection) => new(connection) { Timeout = 180, CommandTimeout = 300 };

    /// <summary>Does something to a database that nobody uses any more, even if a session there takes longer to end than the five seconds that PostgreSQL gives it.</summary>
    private Task<string> OnceUnusedAsync(string sql) => Eventually.Async(
        async () =>
        {
            try
            {
                await ExecuteAsync(sql);
                return "done";
            }
            catch (PostgresException used) when (used.SqlState == PostgresErrorCodes.ObjectInUse)
            {
                return used.MessageText;
            }
        },
        static said => said == "done");

    private async Task ExecuteAsync(string sql)
    {
        await using var command = Superuser.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
