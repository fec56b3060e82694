using Npgsql;

namespace OpenMinutes.Api.Platform.Database;

internal static class DatabaseSetup
{
    public static void AddDatabase(this IServiceCollection services, string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "openminutes-api" };
        // A transaction that nobody goes on with would hold up the numbers of the change feed.
        settings.Options ??= "-c idle_in_transaction_session_timeout=60000";
        // Half of what a small statement costs is its planning: those that come again are prepared.
        settings.MaxAutoPrepare = 100;
        settings.AutoPrepareMinUsages = 2;
        // Seven statements, each time a connection comes back, to undo what nobody here does to a session: set, listen, lock (but the sequencer, who unlocks) or make temporary tables.
        settings.NoResetOnClose = true;
        // Some connections are kept as long as the process runs: no firewall shall forget them in a night without requests.
        settings.TcpKeepAlive = true;
        if (settings is { TcpKeepAliveTime: 0, TcpKeepAliveInterval: 0 })
        {
            (settings.TcpKeepAliveTime, settings.TcpKeepAliveInterval) = (60, 10);
        }

        services.AddSingleton(_ => NpgsqlDataSource.Create(settings));
    }
}
