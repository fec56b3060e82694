using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Problems;

namespace OpenMinutes.Api.Platform.Health;

internal static class HealthEndpoints
{
    private static readonly object Ok = new { status = "ok" };

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", static () => Results.Json(Ok)).ExcludeFromDescription();
        app.MapGet("/readyz", static async (NpgsqlDataSource database, CancellationToken cancellationToken) =>
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            return await connection.QuerySingleAsync<bool>(Sql.Command(
                    "select to_regclass('minutes.records') is not null and to_regclass('publishing.jobs') is not null", null, cancellationToken))
                ? Results.Json(Ok)
                : throw new ProblemException(ProblemCode.Unavailable, "The database is not migrated.");
        }).ExcludeFromDescription();
    }
}
