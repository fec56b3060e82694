using Npgsql;

namespace OpenMinutes.Api.Platform.Database;

/// <summary>
/// What of the database was committed when a statement began. Nothing changes but by a transaction that commits, and PostgreSQL's snapshot says which have: so two statements of the same moment see
/// the same rows, and what was made of the one need not be read again for the other. Two servers, or one before and after its restart, have no moment in common.
/// </summary>
/// <param name="ServerStart">When the server was started.</param>
/// <param name="Snapshot">What PostgreSQL calls it.</param>
internal sealed record Moment(DateTime ServerStart, string Snapshot)
{
    /// <summary>The columns <c>server_start</c> and <c>snapshot</c>: the moment of the statement that they are part of.</summary>
    public const string Columns = "(select pg_postmaster_start_time()) as server_start, (select pg_current_snapshot()::text) as snapshot";

    /// <summary>Which moment it is, and the time by the clock of the database.</summary>
    public static async Task<(Moment Moment, DateTime Time)> AskAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("select pg_postmaster_start_time(), pg_current_snapshot()::text, now()", connection);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (new Moment(reader.GetDateTime(0), reader.GetString(1)), reader.GetDateTime(2));
    }
}
