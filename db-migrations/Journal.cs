using Npgsql;

namespace OpenMinutes.Migrations;

/// <summary>What a database remembers of a script that was applied to it.</summary>
internal sealed record AppliedScript(int Number, string Name, byte[] Sha256, DateTimeOffset AppliedAt, string AppliedBy, TimeSpan Duration);

/// <summary>The table in which a database keeps what was applied to it.</summary>
internal static class Journal
{
    private const string Create = """
        create schema if not exists migrations;
        revoke all on schema migrations from public;
        comment on schema migrations is 'Which scripts made this database what it is.';

        create table if not exists migrations.journal (
          number     integer not null,
          name       text not null,
          sha256     bytea not null,
          applied_at timestamptz not null default now(),
          applied_by text not null default session_user,
          duration   interval not null,
          constraint journal_pkey primary key (number)
        );
        comment on table  migrations.journal is 'One row per script, written in the script''s own transaction.';
        comment on column migrations.journal.number is 'The number of the script; scripts are applied in this order.';
        comment on column migrations.journal.name is 'The name of the script.';
        comment on column migrations.journal.sha256 is 'SHA-256 of the script as applied, with line feeds as line ends: an edited script is refused.';
        comment on column migrations.journal.applied_at is 'When it was applied.';
        comment on column migrations.journal.applied_by is 'The login that applied it.';
        comment on column migrations.journal.duration is 'How long it took.';
        """;

    private const string Select = """
        select number, name, sha256, applied_at, applied_by, duration
        from migrations.journal
        order by number
        """;

    private const string Insert = """
        insert into migrations.journal (number, name, sha256, duration)
        values (@number, @name, @sha256, @duration)
        """;

    public static async Task<bool> ExistsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select to_regclass('migrations.journal') is not null", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    public static async Task CreateAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = new NpgsqlCommand(Create, connection, transaction);
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    public static async Task<IReadOnlyList<AppliedScript>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Select, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var applied = new List<AppliedScript>();
        while (await reader.ReadAsync(cancellation))
            applied.Add(new AppliedScript(
                reader.GetInt32(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2),
                reader.GetFieldValue<DateTimeOffset>(3), reader.GetString(4), reader.GetTimeSpan(5)));
        return applied;
    }

    public static async Task AddAsync(NpgsqlTransaction transaction, Script script, TimeSpan duration, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Insert, transaction.Connection, transaction);
        command.Parameters.AddWithValue("number", script.Number);
        command.Parameters.AddWithValue("name", script.Name);
        command.Parameters.AddWithValue("sha256", script.Sha256);
        command.Parameters.AddWithValue("duration", duration);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
