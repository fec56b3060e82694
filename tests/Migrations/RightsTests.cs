using Dapper;
using Npgsql;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Migrations;

public sealed class RightsTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_publisher_can_read_no_table_and_no_column_of_minutes()
    {
        var columns = await AsOwnerAsync<(string Table, string Column)>("""
            select format('%I.%I', table_schema, table_name), format('%I', column_name)
            from information_schema.columns
            where table_schema = 'minutes'
            """);
        Assert.Contains(("minutes.editions", "document"), columns);

        await using var publisher = new NpgsqlConnection(migrated.Database.Publisher);
        await publisher.OpenAsync(Cancellation);
        foreach (var (table, column) in columns)
        {
            await AssertDeniedAsync(publisher, $"select {column} from {table}");
            await AssertDeniedAsync(publisher, $"select count(*) from {table}");
        }
    }

    [Fact]
    public async Task The_publisher_holds_no_right_on_anything_in_minutes()
    {
        var rights = await AsOwnerAsync<string>("""
            select format('%s on %s', privilege, c.oid::regclass)
            from pg_class c, unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) privilege
            where c.relnamespace = 'minutes'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and has_table_privilege('openminutes_publisher', c.oid, privilege)
            union all
            select format('%s on %s.%s', privilege, c.oid::regclass, a.attname)
            from pg_class c join pg_attribute a on a.attrelid = c.oid, unnest(array['select', 'insert', 'update', 'references']) privilege
            where c.relnamespace = 'minutes'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0 and not a.attisdropped
              and has_column_privilege('openminutes_publisher', c.oid, a.attnum, privilege)
            union all
            select format('%s on sequence %s', privilege, c.oid::regclass)
            from pg_class c, unnest(array['usage', 'select', 'update']) privilege
            where c.relnamespace = 'minutes'::regnamespace and c.relkind = 'S' and has_sequence_privilege('openminutes_publisher', c.oid, privilege)
            union all
            select format('%s on schema minutes', privilege)
            from unnest(array['usage', 'create']) privilege
            where has_schema_privilege('openminutes_publisher', 'minutes', privilege)
            """);

        Assert.Empty(rights);
    }

    [Fact]
    public async Task The_catalogue_shows_the_publisher_nothing_of_minutes()
    {
        await using var publisher = new NpgsqlConnection(migrated.Database.Publisher);
        var seen = await publisher.QueryAsync<string>("""
            select table_name from information_schema.tables where table_schema = 'minutes'
            union all
            select column_name from information_schema.columns where table_schema = 'minutes'
            union all
            select routine_name from information_schema.routines where routine_schema = 'minutes'
            union all
            select tablename from pg_stats where schemaname = 'minutes'
            """);

        Assert.Empty(seen);
    }

    [Fact]
    public async Task No_function_lends_the_publisher_rights_of_its_owner()
    {
        var lending = await AsOwnerAsync<string>("""
            select p.oid::regprocedure::text
            from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname in ('minutes', 'public_site', 'publishing') and p.prosecdef and has_function_privilege('openminutes_publisher', p.oid, 'execute')
            """);
        // A view reads with its owner's rights unless it says otherwise.
        var views = await AsOwnerAsync<string>("""
            select c.oid::regclass::text
            from pg_class c
            where c.relkind = 'v' and c.relnamespace in ('public_site'::regnamespace, 'publishing'::regnamespace)
              and not coalesce('security_invoker=true' = any (c.reloptions), false)
            """);

        Assert.Empty(lending);
        Assert.Empty(views);
    }

    [Fact]
    public async Task The_publisher_can_change_no_content()
    {
        var tables = await AsOwnerAsync<(string Table, string Column)>("""
            select format('%I.%I', table_schema, table_name), format('%I', min(column_name))
            from information_schema.columns
            where table_schema = 'public_site'
            group by table_schema, table_name
            """);
        Assert.NotEmpty(tables);

        await using var publisher = new NpgsqlConnection(migrated.Database.Publisher);
        await publisher.OpenAsync(Cancellation);
        foreach (var (table, column) in tables)
        {
            await AssertDeniedAsync(publisher, $"insert into {table} default values");
            await AssertDeniedAsync(publisher, $"update {table} set {column} = {column}");
            await AssertDeniedAsync(publisher, $"delete from {table}");
            await AssertDeniedAsync(publisher, $"truncate {table} cascade");
        }
        await AssertDeniedAsync(publisher, "create table public_site.mine (id integer)");
    }

    [Fact]
    public async Task The_publisher_can_read_all_that_is_public()
    {
        var tables = await AsOwnerAsync<string>("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'public_site'");

        await using var publisher = new NpgsqlConnection(migrated.Database.Publisher);
        foreach (var table in tables)
            Assert.Equal(0, await publisher.ExecuteScalarAsync<int>($"select count(*) from {table}"));
    }

    [Theory]
    [InlineData("minutes.audit")]
    [InlineData("minutes.changes")]
    public async Task The_api_can_add_to_the_history_but_not_rewrite_it(string table)
    {
        await using var api = new NpgsqlConnection(migrated.Database.Api);
        await api.OpenAsync(Cancellation);

        Assert.True(await api.ExecuteScalarAsync<bool>("select has_table_privilege(@table, 'insert')", new { table }));
        await AssertDeniedAsync(api, $"update {table} set at = now()");
        await AssertDeniedAsync(api, $"delete from {table}");
        await AssertDeniedAsync(api, $"truncate {table} cascade");
    }

    private async Task<IReadOnlyList<T>> AsOwnerAsync<T>(string sql)
    {
        await using var owner = new NpgsqlConnection(migrated.Database.Owner);
        return [.. await owner.QueryAsync<T>(sql)];
    }

    private static async Task AssertDeniedAsync(NpgsqlConnection connection, string sql)
    {
        var denial = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(sql));
        Assert.True(denial.SqlState == PostgresErrorCodes.InsufficientPrivilege, $"{sql}: {denial.MessageText}");
    }
}
