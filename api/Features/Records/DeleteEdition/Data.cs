using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.DeleteEdition;

internal static class Data
{
    /// <summary>Deletes the draft; the record and what is projected from its working edition are those of the public edition again.</summary>
    public static async Task<WorkingEdition> DiscardAsync(
        NpgsqlConnection connection, string id, LockedRecord record, int published, Caller caller, CancellationToken cancellationToken)
    {
        var document = await connection.QuerySingleAsync<string>(Sql.Command(
            "select document from minutes.editions where record = @id and edition = @published", new { id, published }, cancellationToken));
        var parameters = new DynamicParameters(Draft.Of(JsonSerializer.Deserialize<MeetingRecord>(document, MinutesJson.Options)!, record.Key, caller));
        parameters.Add("published", published);
        parameters.Add("discarded", record.Edition);
        await connection.ExecuteAsync(Sql.Command(
            $"""
            update minutes.records
            set state = case when withdrawn_at is null then 'published' else 'withdrawn' end, edition = @published,
                number = @number, title = @title, start_at = @startAt, year = @year, held_on = @heldOn, source_system = @sourceSystem, source_id = @sourceId,
                submitted_by = (
                  select coalesce(
                    (select a.person from minutes.audit a
                     where a.resource = 'records/' || @id and a.action = 'record.submit' and a.edition <= @published order by a.id desc limit 1),
                    (select e.created_by from minutes.editions e where e.record = @id and e.edition = @published))),
                revision = revision + 1, updated_at = now()
            where id = @id;

            delete from minutes.editions where record = @id and edition = @discarded;
            {AttachedFiles.DropUnused};

            delete from minutes.record_units where record = @id and name <> all(@units);
            insert into minutes.record_units (record, body, name)
            select @id, s.body, named from minutes.series s, unnest(@units) named where s.slug = @series
            on conflict (record, name) do update set body = excluded.body;

            update minutes.record_texts set folded = @folded where record = @id;
            """,
            parameters,
            cancellationToken));
        await new History(id, "record.discard", "upsert", caller) { Detail = new { discarded = record.Edition, former = JsonElement.Parse(record.Document) } }
            .WriteAsync(connection, cancellationToken);
        return (await WorkingEdition.FindAsync(connection, id, cancellationToken))!;
    }
}
