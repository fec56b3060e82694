using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace OpenMinutes.Migrations;

/// <summary>Brings a database up to the scripts it is given: forward only, one transaction a script, one runner at a time.</summary>
internal sealed class Migrator(string connectionString, IReadOnlyList<Script> scripts, TextWriter output)
{
    private const string Lock = "hashtextextended('openminutes.migrations', 0)";

    /// <summary>Applies what is missing. A second runner waits for the first, and then finds nothing to do.</summary>
    public async Task MigrateAsync(CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        await LockAsync(connection, cancellation);
        if (!await Journal.ExistsAsync(connection, cancellation))
            await Journal.CreateAsync(connection, cancellation);

        var applied = await Journal.ReadAsync(connection, cancellation);
        Refuse(applied);
        foreach (var script in scripts.Skip(applied.Count))
            await ApplyAsync(connection, script, cancellation);
        if (applied.Count == scripts.Count)
            await output.WriteLineAsync($"Nothing to do: all {scripts.Count} scripts are applied.");
    }

    /// <summary>Tells of every script when and by whom it was applied. Changes nothing.</summary>
    public async Task StatusAsync(CancellationToken cancellation)
    {
        await using var connection = await OpenAsync(cancellation);
        var applied = await Journal.ExistsAsync(connection, cancellation) ? await Journal.ReadAsync(connection, cancellation) : [];
        foreach (var row in applied)
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{row.Number:0000}_{row.Name}  applied {row.AppliedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z by {row.AppliedBy} in {row.Duration.TotalMilliseconds:0} ms"));

        var pending = scripts.Where(script => applied.All(row => row.Number != script.Number)).ToArray();
        foreach (var script in pending)
            await output.WriteLineAsync($"{script}  pending");
        Refuse(applied);
        await output.WriteLineAsync(pending.Length == 0 ? "Up to date." : $"{pending.Length} of {scripts.Count} pending.");
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        // The lock belongs to the session: the session ends with this program, and is nobody else's.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0, ApplicationName = "openminutes-migrations" };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    private async Task LockAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var attempt = new NpgsqlCommand($"select pg_try_advisory_lock({Lock})", connection);
        if ((bool)(await attempt.ExecuteScalarAsync(cancellation))!)
            return;
        await output.WriteLineAsync("Another migration is under way; waiting for it.");
        await using var wait = new NpgsqlCommand($"select pg_advisory_lock({Lock})", connection);
        await wait.ExecuteNonQueryAsync(cancellation);
    }

    private void Refuse(IReadOnlyList<AppliedScript> applied)
    {
        for (var index = 0; index < scripts.Count; index++)
        {
            if (scripts[index].Number != index + 1)
                throw new MigrationException($"The scripts of this program are not numbered 1, 2, 3, …: {scripts[index]} stands where {index + 1:0000} is expected.");
        }
        for (var index = 0; index < applied.Count; index++)
        {
            var row = applied[index];
            if (row.Number > scripts.Count)
                throw new MigrationException($"The database is newer than this program: it has {row.Number:0000}_{row.Name}, this program ends with {scripts.Count:0000}.");
            if (row.Number != index + 1)
                throw new MigrationException($"The database has {row.Number:0000}_{row.Name} but not {scripts[index]}.");
            if (!row.Sha256.AsSpan().SequenceEqual(scripts[index].Sha256))
                throw new MigrationException($"{scripts[index]} was edited after it was applied ({row.AppliedAt.UtcDateTime:yyyy-MM-dd}). Applied scripts are never edited: write a new one.");
        }
    }

    private async Task ApplyAsync(NpgsqlConnection connection, Script script, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        try
        {
            // PostgreSQL takes the script whole: it tells where in the script something is wrong, and lets no script end the transaction.
            await using var command = new NpgsqlCommand("select set_config('openminutes.script', @sql, true)", connection, transaction);
            command.Parameters.AddWithValue("sql", script.Sql);
            await command.ExecuteNonQueryAsync(cancellation);
            await using var execution = new NpgsqlCommand("do 'begin execute current_setting(''openminutes.script''); end'", connection, transaction);
            await execution.ExecuteNonQueryAsync(cancellation);
            await Journal.AddAsync(transaction, script, clock.Elapsed, cancellation);
            await transaction.CommitAsync(cancellation);
        }
        catch (PostgresException failure)
        {
            throw new MigrationException($"{script}{Place(failure)}: {failure.MessageText} ({failure.SqlState}){Remarks(failure)}\nNothing of this script was applied.", failure);
        }
        await output.WriteLineAsync($"{script}  applied in {clock.ElapsedMilliseconds} ms");
    }

    private static string Place(PostgresException failure)
    {
        if (failure.InternalPosition == 0 || failure.InternalQuery is not { } sql)
            return "";
        // PostgreSQL counts characters, not UTF-16 units.
        var before = string.Concat(sql.EnumerateRunes().Take(failure.InternalPosition - 1).Select(rune => rune.ToString()));
        return $", line {before.Count('\n') + 1}, column {before.Length - before.LastIndexOf('\n')}";
    }

    // Where begins with what went on inside the script, and ends with the script.
    private static string Remarks(PostgresException failure) =>
        string.Concat(new[] { failure.Detail, failure.Hint, failure.Where?.Split("SQL statement \"")[0].TrimEnd() }
            .Where(remark => !string.IsNullOrEmpty(remark))
            .Select(remark => $"\n  {remark}"));
}

/// <summary>The database cannot be migrated; the message says why.</summary>
internal sealed class MigrationException(string message, Exception? cause = null) : Exception(message, cause);
