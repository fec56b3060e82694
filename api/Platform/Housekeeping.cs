using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;

namespace OpenMinutes.Api.Platform;

/// <summary>Forgets answers under idempotency keys when nobody repeats the request any more.</summary>
internal sealed partial class Housekeeping(NpgsqlDataSource database, ILogger<Housekeeping> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1));
        do
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(stoppingToken);
                await connection.ExecuteAsync(Sql.Command(
                    "delete from minutes.idempotency_keys where created_at < now() - interval '48 hours'", null, stoppingToken));
            }
            catch (NpgsqlException exception)
            {
                LogPostponed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "Old idempotency keys are kept for another hour")]
    private partial void LogPostponed(Exception exception);
}
