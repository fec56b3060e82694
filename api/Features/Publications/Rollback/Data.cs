using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Publications.Rollback;

internal static class Data
{
    /// <returns>The publication; null if there is nothing to go back from.</returns>
    public static async Task<long?> RequestAsync(NpgsqlConnection connection, string? reason, Caller caller, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<long?>(Sql.Command(
            """
            with asked as materialized (
              select publishing.request_rollback() as publication
            ), audited as (
              insert into minutes.audit (person, api_key, action, resource, detail)
              select @person, @apiKey, 'publication.rollback', 'publications/' || publication, jsonb_strip_nulls(jsonb_build_object('reason', @reason::text))
              from asked where publication is not null
            )
            insert into minutes.publication_requests (publication, cause, reason, person, api_key)
            select publication, 'rollback', @reason, @person, @apiKey from asked where publication is not null
            returning publication
            """,
            new { reason, caller.Person, caller.ApiKey },
            cancellationToken));
}
