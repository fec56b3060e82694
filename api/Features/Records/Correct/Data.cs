using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Records.Correct;

internal static class Data
{
    /// <summary>Opens the next edition with the content of the one before.</summary>
    public static async Task OpenAsync(NpgsqlConnection connection, Request request, Caller caller, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(Sql.Command(
            """
            with opened as (
              update minutes.records
              set state = 'draft', edition = edition + 1, submitted_by = null, revision = revision + 1, updated_at = now()
              where id = @id
              returning id, edition
            )
            insert into minutes.editions (record, edition, document, sha256, created_by, change_note)
            select opened.id, opened.edition, former.document, former.sha256, @person, @changeNote
            from opened join minutes.editions former on former.record = opened.id and former.edition = opened.edition - 1;

            insert into minutes.attachments (record, edition, attachment, sha256, media_type)
            select a.record, a.edition + 1, a.attachment, a.sha256, a.media_type
            from minutes.records r join minutes.attachments a on a.record = r.id and a.edition = r.edition - 1
            where r.id = @id;
            """,
            new { request.Id, request.Body.ChangeNote, caller.Person },
            cancellationToken));
        await new History(request.Id, "record.correct", "upsert", caller) { Detail = request.Body }.WriteAsync(connection, cancellationToken);
    }

    /// <summary>Undoes an approval before its time has come. An edition that will be the first one needs no change note.</summary>
    public static async Task TakeBackAsync(
        NpgsqlConnection connection, Request request, LockedRecord record, Caller caller, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(Sql.Command(
            """
            update minutes.records
            set state = 'draft', publish_at = null, submitted_by = null, revision = revision + 1, updated_at = now()
            where id = @id;

            update minutes.editions
            set public_document = null, public_sha256 = null, approved_at = null, approved_by = null, change_note = @changeNote
            where record = @id and edition = @edition;
            """,
            new { request.Id, record.Edition, changeNote = record.PublicEdition is null ? null : request.Body.ChangeNote },
            cancellationToken));
        await new History(request.Id, "record.correct", "upsert", caller) { Detail = new { request.Body.ChangeNote, record.PublishAt } }
            .WriteAsync(connection, cancellationToken);
    }
}
