using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;

namespace OpenMinutes.Api.Platform.Metrics;

/// <summary>What waits, as the database knows it.</summary>
internal sealed record Backlog
{
    public double LagSeconds { get; init; }
    public long Waiting { get; init; }
    public long Running { get; init; }
    public long Due { get; init; }
    public long Scheduled { get; init; }

    public static async Task<Backlog> ReadAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);

        // Numbers are given in the order of ids but for rows of transactions that overlap: what has none is above the last that has one, or not far below it.
        return await connection.QuerySingleAsync<Backlog>(Sql.Command(
            """
            select
              coalesce((
                select extract(epoch from clock_timestamp() - min(c.at))::double precision
                from minutes.changes c
                where c.id > coalesce((select change from minutes.change_numbers order by sequence desc limit 1), 0) - 10000
                  and not exists (select from minutes.change_numbers n where n.change = c.id)), 0) as lag_seconds,
              (select count(*) from publishing.jobs where state = 'waiting') as waiting,
              (select count(*) from publishing.jobs where state = 'running') as running,
              (select count(*) from minutes.records where publish_at <= now()) as due,
              (select count(*) from minutes.records where publish_at > now()) as scheduled
            """,
            null,
            cancellationToken));
    }
}
