using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Publications.Resume;

internal static class Data
{
    /// <returns>The publication that brings the website up to date; null if nothing was waiting.</returns>
    public static async Task<long?> ResumeAsync(NpgsqlConnection connection, string? reason, Caller caller, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<long?>(Sql.Command(
            """
            with resumed as (
              update publishing.targets set paused_at = null where paused_at is not null returning name
            ), asked as materialized (
              select publishing.request('requested') as publication where exists (select from resumed)
            ), audited as (
              insert into minutes.audit (person, api_key, action, resource, detail)
              select @person, @apiKey, 'publication.resume', 'publications/' || publication, jsonb_strip_nulls(jsonb_build_object('reason', @reason::text))
              from asked
            )
            insert into minutes.publication_requests (publication, cause, reason, person, api_key)
            select publication, 'requested', @reason, @person, @apiKey from asked
            returning publication
            """,
            new { reason, caller.Person, caller.ApiKey },
            cancellationToken));
}
