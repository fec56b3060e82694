using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Records;

/// <summary>Hands a record from its writer to its approver and back: a state, and a note that stays in the audit.</summary>
internal static class Handing
{
    public static async Task<WorkingEdition> SubmitAsync(NpgsqlConnection connection, string id, string? note, Caller caller, CancellationToken cancellationToken) =>
        await HandAsync(connection, id, "submitted", "record.submit", note, submittedBy: caller.Person, caller, cancellationToken);

    /// <summary>Who submitted it is known until somebody submits it again.</summary>
    public static async Task<WorkingEdition> ReturnAsync(NpgsqlConnection connection, string id, string note, Caller caller, CancellationToken cancellationToken) =>
        await HandAsync(connection, id, "draft", "record.return", note, submittedBy: null, caller, cancellationToken);

    private static async Task<WorkingEdition> HandAsync(
        NpgsqlConnection connection, string id, string state, string action, string? note, string? submittedBy, Caller caller, CancellationToken cancellationToken)
    {
        var record = await connection.QuerySingleAsync<WorkingEdition>(Sql.Command(
            $"""
            with changed as (
              update minutes.records
              set state = @state, submitted_by = coalesce(@submittedBy, submitted_by), revision = revision + 1, updated_at = now()
              where id = @id
              returning id, edition, revision
            ), told as (
              insert into minutes.changes (kind, resource, edition) select 'upsert', 'records/' || id, edition from changed
            )
            insert into minutes.audit (person, api_key, action, resource, edition, revision, detail)
            select @person, @apiKey, @action, 'records/' || id, edition, revision, jsonb_strip_nulls(jsonb_build_object('note', @note::text))
            from changed;

            {WorkingEdition.Select}
            """,
            new { id, state, action, note, submittedBy, caller.Person, caller.ApiKey },
            cancellationToken));
        return await record.ComparedAsync(connection, cancellationToken);
    }
}
