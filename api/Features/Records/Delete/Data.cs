using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Records.Delete;

internal static class Data
{
    /// <summary>Takes away the content; the row stays, so that nobody is given the id again.</summary>
    public static async Task DeleteAsync(
        NpgsqlConnection connection, string id, LockedRecord record, Caller caller, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(Sql.Command(
            $"""
            update minutes.records
            set deleted_at = now(), state = 'draft', number = null, title = '', submitted_by = null, source_system = null, source_id = null, publish_at = null,
                revision = revision + 1, updated_at = now()
            where id = @id;

            delete from minutes.record_units where record = @id;
            delete from minutes.record_texts where record = @id;
            delete from minutes.editions where record = @id;
            {AttachedFiles.DropUnused};
            """,
            new { id },
            cancellationToken));
        await new History(id, "record.delete", "delete", caller) { Detail = new { former = JsonElement.Parse(record.Document) } }.WriteAsync(connection, cancellationToken);
    }
}
