using Npgsql;
using Dapper;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Publications.Cancel;

internal static class Data
{
    /// <returns>How many of the publication's jobs were not over.</returns>
    public static async Task<int> CancelAsync(NpgsqlConnection connection, Request request, Caller caller, CancellationToken cancellationToken) =>
        await connection.QuerySingleAsync<int>(Sql.Command(
            """
            with cancelled as (
              update publishing.jobs set state = 'cancelled', lease_until = null, finished_at = clock_timestamp()
              where publication = @id and state in ('waiting', 'running')
              returning target
            ), audited as (
              insert into minutes.audit (person, api_key, action, resource, detail)
              select @person, @apiKey, 'publication.cancel', 'publications/' || @id, jsonb_strip_nulls(jsonb_build_object('reason', @reason::text))
              where exists (select from cancelled)
            )
            select count(*)::int from cancelled
            """,
            new { request.Id, request.Body.Reason, caller.Person, caller.ApiKey },
            cancellationToken));
}
