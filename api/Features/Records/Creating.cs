using Dapper;
using Npgsql;
using OpenMinutes.Api.Domain;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records;

/// <summary>Makes a record with its first edition, for PUT and POST alike.</summary>
internal static class Creating
{
    /// <summary>One statement for the record and all that is written with it. Its parameters are those of a <see cref="Draft"/>.</summary>
    public const string Insert =
        """
        with created as (
          insert into minutes.records (id, series, key, number, title, start_at, year, held_on, source_system, source_id)
          values (@id, @series, @key, @number, @title, @startAt, @year, @heldOn, @sourceSystem, @sourceId)
          on conflict (id) do nothing
          returning id, series
        ), edition as (
          insert into minutes.editions (record, edition, document, sha256, created_by)
          select id, 1, @document::jsonb, @sha256, @person from created
        ), units as (
          insert into minutes.record_units (record, body, name)
          select c.id, s.body, named from created c join minutes.series s on s.slug = c.series, unnest(@units) named
        ), texts as (
          insert into minutes.record_texts (record, folded) select id, @folded from created
        ), told as (
          insert into minutes.changes (kind, resource, edition) select 'upsert', 'records/' || id, 1 from created
        ), audited as (
          insert into minutes.audit (person, api_key, action, resource, edition, revision)
          select @person, @apiKey, 'record.create', 'records/' || id, 1, 1 from created
        )
        select count(*) from created
        """;

    /// <summary>The new record, in one round trip; null if the id is taken. An id that was deleted is refused.</summary>
    public static async Task<WorkingEdition?> CreateAsync(NpgsqlConnection connection, MeetingRecord record, Caller caller, CancellationToken cancellationToken)
    {
        var (isCreated, standing) = await InsertAsync(connection, Draft.Of(record, MeetingKey.Of(record), caller), cancellationToken);
        return isCreated ? await standing!.ComparedAsync(connection, cancellationToken)
            : standing is null ? throw MissingRecord.Gone()
            : null;
    }

    private static async Task<(bool IsCreated, WorkingEdition? Standing)> InsertAsync(NpgsqlConnection connection, Draft draft, CancellationToken cancellationToken)
    {
        await using var results = await connection.QueryMultipleAsync(Sql.Command(
            $"""
            {Insert};

            {WorkingEdition.Select}
            """,
            draft,
            cancellationToken));
        return (await results.ReadSingleAsync<long>() == 1, await results.ReadSingleOrDefaultAsync<WorkingEdition>());
    }

    /// <summary>Creates the record without asking how it stands then; false if the id is or was taken.</summary>
    public static async Task<bool> TryCreateAsync(NpgsqlConnection connection, MeetingRecord record, Caller caller, CancellationToken cancellationToken) =>
        await connection.QuerySingleAsync<long>(Sql.Command(Insert, Draft.Of(record, MeetingKey.Of(record), caller), cancellationToken)) == 1;
}
