using Npgsql;

namespace OpenMinutes.Api.Platform.Database;

internal static class DatabaseSetup
{
    public static void AddDatabase(this IServiceCollection services, string connectionString) =>
        services.AddSingleton(_ => new NpgsqlDataSourceBuilder(
            new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "openminutes-api" }.ConnectionString).Build());
}
