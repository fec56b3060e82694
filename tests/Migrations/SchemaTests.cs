using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Migrations;

public sealed partial class SchemaTests(MigratedDatabase migrated) : IClassFixture<MigratedDatabase>
{
    [Fact]
    public async Task The_committed_schema_is_what_the_scripts_make() =>
        await Snapshot.MatchAsync(await DumpAsync(), "db-migrations", "schema.sql");

    [Fact]
    public async Task Everything_in_the_schema_says_what_it_is()
    {
        await using var owner = new NpgsqlConnection(migrated.Database.Owner);
        var silent = await owner.QueryAsync<string>("""
            select format('%s %s', case c.relkind when 'v' then 'view' else 'table' end, c.oid::regclass)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('migrations', 'minutes', 'public_site', 'publishing') and c.relkind in ('r', 'p', 'v', 'm')
              and obj_description(c.oid, 'pg_class') is null
            union all
            select format('column %s.%s', c.oid::regclass, a.attname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
            where n.nspname in ('migrations', 'minutes', 'public_site', 'publishing') and c.relkind in ('r', 'p', 'v', 'm')
              and a.attnum > 0 and not a.attisdropped and col_description(c.oid, a.attnum) is null
            union all
            select format('function %s', p.oid::regprocedure)
            from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where n.nspname in ('migrations', 'minutes', 'public_site', 'publishing') and obj_description(p.oid, 'pg_proc') is null
            union all
            select format('schema %s', n.nspname)
            from pg_namespace n
            where n.nspname in ('migrations', 'minutes', 'public_site', 'publishing') and obj_description(n.oid, 'pg_namespace') is null
            """);

        Assert.Empty(silent);
    }

    private async Task<string> DumpAsync()
    {
        var programs = (await Shell.RunAsync(Repository.PathOf("db-migrations", "cluster"), ["bin"])).Trim();
        var owner = new NpgsqlConnectionStringBuilder(migrated.Database.Owner);
        var dump = await Shell.RunAsync(
            Path.Combine(programs, "pg_dump"),
            ["--schema-only", "--no-owner", "--host", owner.Host!, "--port", $"{owner.Port}", "--username", owner.Username!, owner.Database!],
            new Dictionary<string, string> { ["PGPASSWORD"] = owner.Password! });

        // What depends on the version of PostgreSQL or on the run: remarks, settings, psql's own commands.
        var lines = dump.Split('\n').Where(line => !Volatile().IsMatch(line));
        return BlankLines().Replace(string.Join('\n', lines), "\n\n").Trim() + "\n";
    }

    [GeneratedRegex(@"^(--|SET |SELECT pg_catalog\.set_config|\\)")]
    private static partial Regex Volatile();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex BlankLines();
}
