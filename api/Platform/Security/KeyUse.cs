using System.Threading.Channels;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;

namespace OpenMinutes.Api.Platform.Security;

/// <summary>Writes down when a key was last used, to the minute and behind the request's back.</summary>
internal sealed partial class KeyUse(NpgsqlDataSource database, ILogger<KeyUse> logger) : BackgroundService
{
    // What does not fit is noted at the key's next use.
    private readonly Channel<long> _used = Channel.CreateBounded<long>(
        new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Note(long key) => _used.Writer.TryWrite(key);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var key in _used.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await using var connection = await database.OpenConnectionAsync(stoppingToken);
                await connection.ExecuteAsync(Sql.Command(
                    """
                    update minutes.api_keys set last_used_at = now()
                    where id = @key and (last_used_at is null or last_used_at < now() - interval '1 minute')
                    """,
                    new { key },
                    stoppingToken));
            }
            catch (NpgsqlException exception)
            {
                LogLost(exception);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "A key's last use could not be written down")]
    private partial void LogLost(Exception exception);
}
