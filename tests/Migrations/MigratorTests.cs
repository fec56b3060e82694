using Dapper;
using Npgsql;
using OpenMinutes.Migrations;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Migrations;

public sealed class MigratorTests
{
    private static readonly Script First = new(1, "first", "create table first (id integer);");
    private static readonly Script Second = new(2, "second", "create table second (id integer);");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_script_is_applied_once_and_written_down()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        await MigrateAsync(database, First);
        await MigrateAsync(database, First, Second);
        var output = await MigrateAsync(database, First, Second);

        Assert.Contains("Nothing to do", output);
        await using var owner = new NpgsqlConnection(database.Owner);
        var journal = await owner.QueryAsync<(int, string, byte[], string)>("select number, name, sha256, applied_by from migrations.journal order by number");
        var login = new NpgsqlConnectionStringBuilder(database.Owner).Username!;
        Assert.Equal([(1, "first", First.Sha256, login), (2, "second", Second.Sha256, login)], journal);
    }

    [Fact]
    public async Task Of_two_runners_one_waits_and_finds_nothing_to_do()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await using var owner = new NpgsqlConnection(database.Owner);
        await owner.OpenAsync(Cancellation);
        await owner.ExecuteAsync("select pg_advisory_lock(hashtextextended('openminutes.migrations', 0))");

        var runners = Task.WhenAll(MigrateAsync(database, First, Second), MigrateAsync(database, First, Second));
        while (await owner.ExecuteScalarAsync<int>("select count(*) from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())") < 2)
            Cancellation.ThrowIfCancellationRequested();
        await owner.ExecuteAsync("select pg_advisory_unlock_all()");

        var outputs = await runners;
        Assert.All(outputs, output => Assert.Contains("waiting for it", output));
        Assert.Single(outputs, output => output.Contains("Nothing to do"));
        Assert.Single(outputs, output => output.Contains("0002_second  applied"));
    }

    [Fact]
    public async Task An_edited_script_is_refused_and_nothing_after_it_is_applied()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await MigrateAsync(database, First);

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => MigrateAsync(database, First with { Sql = First.Sql + " " }, Second));

        Assert.StartsWith("0001_first was edited after it was applied", refusal.Message);
        Assert.False(await ExistsAsync(database, "second"));
    }

    [Fact]
    public void Line_ends_that_a_checkout_changed_are_no_edit() =>
        Assert.Equal((First with { Sql = "select 1;\nselect 2;\n" }).Sha256, (First with { Sql = "select 1;\r\nselect 2;\r\n" }).Sha256);

    [Fact]
    public async Task A_database_that_is_newer_than_the_program_is_refused()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await MigrateAsync(database, First, Second);

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => MigrateAsync(database, First));

        Assert.Equal("The database is newer than this program: it has 0002_second, this program ends with 0001.", refusal.Message);
    }

    [Fact]
    public async Task A_gap_in_the_database_is_refused()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await MigrateAsync(database, First, Second);
        await using var owner = new NpgsqlConnection(database.Owner);
        await owner.ExecuteAsync("delete from migrations.journal where number = 1");

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => MigrateAsync(database, First, Second));

        Assert.Equal("The database has 0002_second but not 0001_first.", refusal.Message);
    }

    [Fact]
    public async Task A_gap_in_the_program_is_refused_before_anything_is_applied()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var refusal = await Assert.ThrowsAsync<MigrationException>(() => MigrateAsync(database, First, Second with { Number = 3 }));

        Assert.Contains("0003_second stands where 0002 is expected", refusal.Message);
        Assert.False(await ExistsAsync(database, "first"));
    }

    [Fact]
    public async Task A_failing_script_leaves_nothing_behind_and_says_where_it_failed()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var failing = Second with { Sql = "create table second (id integer);\n\n-- 會議\ncomment on table second is '會議';\ncreate table third (id integer,\n  name txt);\n" };

        var failure = await Assert.ThrowsAsync<MigrationException>(() => MigrateAsync(database, First, failing));

        Assert.StartsWith("0002_second, line 6, column 8: type \"txt\" does not exist (42704)", failure.Message);
        Assert.True(await ExistsAsync(database, "first"));
        Assert.False(await ExistsAsync(database, "second"));
        Assert.Contains("0002_second  applied", await MigrateAsync(database, First, Second));
    }

    [Fact]
    public async Task A_script_cannot_end_the_transaction_it_runs_in()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var failure = await Assert.ThrowsAsync<MigrationException>(() => MigrateAsync(database, First with { Sql = First.Sql + "\ncommit;\nselect 1 / 0;" }));

        Assert.StartsWith("0001_first", failure.Message);
        Assert.False(await ExistsAsync(database, "first"));
    }

    [Fact]
    public async Task A_failure_inside_a_block_tells_the_line_of_the_block()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var failure = await Assert.ThrowsAsync<MigrationException>(() =>
            MigrateAsync(database, First with { Sql = "do $$\nbegin\n  raise exception 'no' using hint = 'ask';\nend\n$$;" }));

        Assert.Equal("0001_first: no (P0001)\n  ask\n  PL/pgSQL function inline_code_block line 3 at RAISE\nNothing of this script was applied.", failure.Message);
    }

    [Fact]
    public async Task Status_tells_what_is_applied_and_what_is_pending_and_changes_nothing()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        Assert.Equal("0001_first  pending\n0002_second  pending\n2 of 2 pending.\n", await StatusAsync(database, First, Second));
        Assert.False(await ExistsAsync(database, "migrations.journal"));

        await MigrateAsync(database, First);
        Assert.Matches(@"^0001_first  applied \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ by \w+ in \d+ ms\n0002_second  pending\n1 of 2 pending\.\n$", await StatusAsync(database, First, Second));

        await MigrateAsync(database, First, Second);
        Assert.EndsWith("Up to date.\n", await StatusAsync(database, First, Second));
    }

    [Fact]
    public async Task The_program_exits_with_1_and_says_why()
    {
        var program = Repository.Program("db-migrations", "OpenMinutes.Migrations");
        var withoutDatabase = new Dictionary<string, string> { ["OPENMINUTES_DB"] = "" };

        var unnamed = await Assert.ThrowsAsync<InvalidOperationException>(() => Shell.RunAsync("dotnet", [program, "migrate"], withoutDatabase));
        var unreachable = await Assert.ThrowsAsync<InvalidOperationException>(() => Shell.RunAsync("dotnet", [program, "status", "--db", "Host=127.0.0.1;Port=1"]));

        Assert.Contains("exited with 1", unnamed.Message);
        Assert.Contains("Give --db or set OPENMINUTES_DB.", unnamed.Message);
        Assert.Contains("exited with 1", unreachable.Message);
        Assert.Contains("Failed to connect to 127.0.0.1:1", unreachable.Message);
    }

    private static Task<string> MigrateAsync(TestDatabase database, params Script[] scripts) =>
        WithOutputAsync(database, scripts, migrator => migrator.MigrateAsync(Cancellation));

    private static Task<string> StatusAsync(TestDatabase database, params Script[] scripts) =>
        WithOutputAsync(database, scripts, migrator => migrator.StatusAsync(Cancellation));

    private static async Task<string> WithOutputAsync(TestDatabase database, Script[] scripts, Func<Migrator, Task> run)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        // The scripts above name tables without a schema.
        var inPublic = new NpgsqlConnectionStringBuilder(database.Owner) { SearchPath = "public" };
        await run(new Migrator(inPublic.ConnectionString, scripts, output));
        return output.ToString();
    }

    private static async Task<bool> ExistsAsync(TestDatabase database, string table)
    {
        await using var owner = new NpgsqlConnection(database.Owner);
        return await owner.ExecuteScalarAsync<bool>("select to_regclass(@table) is not null", new { table });
    }
}
