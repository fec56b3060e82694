using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;

namespace OpenMinutes.Api.Platform.Sequencing;

/// <summary>
/// Numbers the change feed and chains the audit, after commit, so that writers never wait for each other. One replica holds the office by an advisory lock, for as long as its
/// connection lives; the others try again and again.
/// </summary>
internal sealed partial class Sequencer(NpgsqlDataSource database, ILogger<Sequencer> logger) : BackgroundService
{
    private const long Office = 0x4f4d_7365_7175_656e;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Vacancy = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(stoppingToken);
                if (await connection.QuerySingleAsync<bool>(Sql.Command("select pg_try_advisory_lock(@Office)", new { Office }, stoppingToken)))
                {
                    await HoldOfficeAsync(connection, stoppingToken);
                }
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                LogInterrupted(exception);
            }

            await Task.Delay(Vacancy, stoppingToken);
        }
    }

    private static async Task HoldOfficeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            var numbering = new Numbering(connection);
            while (true)
            {
                if (!await numbering.AdvanceAsync(cancellationToken))
                {
                    await Task.Delay(Pause, cancellationToken);
                }
            }
        }
        finally
        {
            // The connection goes on without us, and would hold the office for ever; one that is broken has given it up.
            await connection.ExecuteAsync("select pg_advisory_unlock_all()");
        }
    }

    [LoggerMessage(LogLevel.Warning, "Changes wait for their numbers")]
    private partial void LogInterrupted(Exception exception);
}
