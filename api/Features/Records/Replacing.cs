using Dapper;
using Npgsql;
using OpenMinutes.Api.Domain;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records;

/// <summary>Replaces a draft, for PUT and batch alike.</summary>
internal static class Replacing
{
    /// <summary>The draft that stands there now, in the transaction of whoever calls. Refuses if it is not the revision that the caller saw, or no draft.</summary>
    public static async Task<WorkingEdition> ReplaceAsync(
        NpgsqlConnection connection, MeetingRecord record, string? ifMatch, string? ifNoneMatch, Caller caller, CancellationToken cancellationToken)
    {
        var former = await connection.QuerySingleOrDefaultAsync<Former>(Sql.Command(
            "select state, revision, edition, series, key, public_edition, deleted_at from minutes.records where id = @id for update",
            new { record.Id },
            cancellationToken));
        if (former is { DeletedAt: not null })
        {
            throw MissingRecord.Gone();
        }

        Conditional.Require(ifMatch, ifNoneMatch, former?.Revision);
        former!.State.Require(WorkflowStep.Replace);
        var draft = Draft.Of(record, former.KeyFor(record), caller);
        var standing = await WriteAsync(connection, former, draft, cancellationToken);
        return await (standing with { Document = draft.Document, Record = record }).ComparedAsync(connection, cancellationToken);
    }

    private static async Task<WorkingEdition> WriteAsync(NpgsqlConnection connection, Former former, Draft draft, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(draft);
        parameters.Add("edition", former.Edition);
        return await connection.QuerySingleAsync<WorkingEdition>(Sql.Command(
            $"""
            with former as (
              select document from minutes.editions where record = @id and edition = @edition
            ), replaced as (
              update minutes.records
              set series = @series, key = @key, number = @number, title = @title, start_at = @startAt, year = @year, held_on = @heldOn,
                  source_system = @sourceSystem, source_id = @sourceId, revision = revision + 1, updated_at = now()
              where id = @id
              returning revision
            ), rewritten as (
              update minutes.editions set document = @document::jsonb, sha256 = @sha256 where record = @id and edition = @edition
            ), units_gone as (
              delete from minutes.record_units where record = @id and name <> all(@units)
            ), units_named as (
              insert into minutes.record_units (record, body, name)
              select @id, s.body, named from minutes.series s, unnest(@units) named where s.slug = @series
              on conflict (record, name) do update set body = excluded.body
            ), texts as (
              update minutes.record_texts set folded = @folded where record = @id
            ), detached as (
              delete from minutes.attachments where record = @id and edition = @edition and attachment <> all(@attachments)
            ), told as (
              insert into minutes.changes (kind, resource, edition) values ('upsert', 'records/' || @id, @edition)
            )
            insert into minutes.audit (person, api_key, action, resource, edition, revision, detail)
            select @person, @apiKey, 'record.replace', 'records/' || @id, @edition, replaced.revision, jsonb_build_object('former', former.document)
            from replaced, former;

            {AttachedFiles.DropUnused};

            {WorkingEdition.AfterWriting}
            """,
            parameters,
            cancellationToken));
    }

    /// <summary>What stands where the new draft is to go.</summary>
    private sealed record Former
    {
        public RecordState State { get; init; }
        public int Revision { get; init; }
        public int Edition { get; init; }
        public string Series { get; init; } = "";
        public string Key { get; init; } = "";
        public int? PublicEdition { get; init; }
        public DateTimeOffset? DeletedAt { get; init; }

        /// <summary>The key of the new draft. Once published, a record keeps its address.</summary>
        public string KeyFor(MeetingRecord record) =>
            PublicEdition is null ? MeetingKey.Of(record)
            : record.Series == Series && (record.Key ?? Key) == Key ? Key
            : throw new ProblemException(ProblemCode.KeyFixed, $"The record is public as {Series}/{Key}, and stays there.");
    }
}
