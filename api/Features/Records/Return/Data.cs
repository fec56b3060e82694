using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Records.Return;

internal static class Data
{
    public static async Task<WorkingEdition> ReturnAsync(
        NpgsqlConnection connection, Request request, Caller caller, CancellationToken cancellationToken) =>
        await connection.QuerySingleAsync<WorkingEdition>(Sql.Command(
            $"""
            with changed as (
              update minutes.records
              set state = 'draft', revision = revision + 1, updated_at = now()
              where id = @id
              returning id, edition, revision
            ), told as (
              insert into minutes.changes (kind, resource, edition) select 'upsert', 'records/' || id, edition from changed
            )
            insert into minutes.audit (person, api_key, action, resource, edition, revision, detail)
            select @person, @apiKey, 'record.return', 'records/' || id, edition, revision, jsonb_strip_nulls(jsonb_build_object('note', @note::text))
            from changed;

            {WorkingEdition.Select}
            """,
            new { request.Id, request.Body.Note, caller.Person, caller.ApiKey },
            cancellationToken));
}
