using Dapper;
using Npgsql;
using OpenMinutes.Api.Domain;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records;

/// <summary>Makes a record with its first edition, for PUT and POST alike.</summary>
internal static class Creating
{
    /// <summary>One statement for the record and all that is written with it. Its parameters are those of a <see cref="Draft"/>.</summary>
    /// <remarks>
    /// No conflict is named: of two at once under one id, PostgreSQL may find the second's key taken before it finds its id taken, and would say so. What stands in the way is
    /// asked for afterwards.
    /// </remarks>
    public const string Insert =
        """
        with created as (
          insert into minutes.records (id, series, key, number, title, start_at, year, held_on, source_system, source_id)
          values (@id, @series, @key, @number, @title, @startAt, @year, @heldOn, @sourceSystem, @sourceId)
          on conflict do nothing
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

    /// <summary>The same for several records with ids of their own.</summary>
    private const string InsertAll =
        """
        with drafts as (
          select *
          from unnest(@ids, @series, @keys, @numbers, @titles, @starts, @years, @days, @sourceSystems, @sourceIds, @documents, @hashes, @folded)
            as d (id, series, key, number, title, start_at, year, held_on, source_system, source_id, document, sha256, folded)
        ), created as (
          insert into minutes.records (id, series, key, number, title, start_at, year, held_on, source_system, source_id)
          select id, series, key, number, title, start_at, year, held_on, source_system, source_id from drafts
          on conflict do nothing
          returning id, series
        ), editions as (
          insert into minutes.editions (record, edition, document, sha256, created_by)
          select d.id, 1, d.document, d.sha256, @person from created c join drafts d using (id)
        ), units as (
          insert into minutes.record_units (record, body, name)
          select c.id, s.body, named.unit
          from created c
          join minutes.series s on s.slug = c.series
          join unnest(@recordsOfUnits, @units) named (record, unit) on named.record = c.id
        ), texts as (
          insert into minutes.record_texts (record, folded) select d.id, d.folded from created c join drafts d using (id)
        ), told as (
          insert into minutes.changes (kind, resource, edition) select 'upsert', 'records/' || id, 1 from created
        ), audited as (
          insert into minutes.audit (person, api_key, action, resource, edition, revision)
          select @person, @apiKey, 'record.create', 'records/' || id, 1, 1 from created
        )
        select id from created
        """;

    /// <summary>
    /// The new record, in the transaction of whoever calls and one round trip of it; null if the id is taken. An id that was deleted and a key that another record has are refused.
    /// </summary>
    public static async Task<WorkingEdition?> CreateAsync(NpgsqlConnection connection, MeetingRecord record, Caller caller, CancellationToken cancellationToken)
    {
        var draft = Draft.Of(record, MeetingKey.Of(record), caller);
        var (isCreated, standing) = await InsertAsync(connection, draft, cancellationToken);
        return isCreated ? await (standing! with { Document = draft.Document, Record = record }).ComparedAsync(connection, cancellationToken)
            : standing is null && await FindObstacleAsync(connection, record.Id, cancellationToken) is { } obstacle ? throw obstacle
            : null;
    }

    private static async Task<(bool IsCreated, WorkingEdition? Standing)> InsertAsync(NpgsqlConnection connection, Draft draft, CancellationToken cancellationToken)
    {
        await using var results = await connection.QueryMultipleAsync(Sql.Command(
            $"""
            {Insert};

            {WorkingEdition.AfterWriting}
            """,
            draft,
            cancellationToken));
        return (await results.ReadSingleAsync<long>() == 1, await results.ReadSingleOrDefaultAsync<WorkingEdition>());
    }

    /// <summary>What kept a record from being created: its id was deleted, or its key is another's; null if a record has its id.</summary>
    public static async Task<ProblemException?> FindObstacleAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<bool?>(Sql.Command("select deleted_at is not null from minutes.records where id = @id", new { id }, cancellationToken)) switch
        {
            null => ConstraintProblems.KeyTaken(),
            true => MissingRecord.Gone(),
            false => null,
        };

    /// <summary>Creates the record without asking how it stands then; false if something is in its way.</summary>
    public static async Task<bool> TryCreateAsync(NpgsqlConnection connection, MeetingRecord record, Caller caller, CancellationToken cancellationToken) =>
        await connection.QuerySingleAsync<long>(Sql.Command(Insert, Draft.Of(record, MeetingKey.Of(record), caller), cancellationToken)) == 1;

    /// <summary>Creates those records in whose way nothing is, in one transaction, and tells which they are.</summary>
    public static async Task<IReadOnlyList<string>> TryCreateAllAsync(
        NpgsqlConnection connection, IReadOnlyList<MeetingRecord> records, Caller caller, CancellationToken cancellationToken)
    {
        var drafts = records.Select(record => Draft.Of(record, MeetingKey.Of(record), caller)).ToList();
        return (await connection.QueryAsync<string>(Sql.Command(
            InsertAll,
            new
            {
                ids = drafts.ConvertAll(static draft => draft.Id),
                series = drafts.ConvertAll(static draft => draft.Series),
                keys = drafts.ConvertAll(static draft => draft.Key),
                numbers = drafts.ConvertAll(static draft => draft.Number),
                titles = drafts.ConvertAll(static draft => draft.Title),
                starts = drafts.ConvertAll(static draft => draft.StartAt.ToUniversalTime()),
                years = drafts.ConvertAll(static draft => draft.Year),
                days = drafts.ConvertAll(static draft => draft.HeldOn),
                sourceSystems = drafts.ConvertAll(static draft => draft.SourceSystem),
                sourceIds = drafts.ConvertAll(static draft => draft.SourceId),
                documents = new JsonParameter(drafts.ConvertAll(static draft => draft.Utf8)),
                hashes = drafts.ConvertAll(static draft => draft.Sha256),
                folded = drafts.ConvertAll(static draft => draft.Folded),
                recordsOfUnits = drafts.SelectMany(static draft => draft.Units.Select(_ => draft.Id)).ToArray(),
                units = drafts.SelectMany(static draft => draft.Units).ToArray(),
                caller.Person,
                caller.ApiKey,
            },
            cancellationToken))).AsList();
    }
}
