using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives.Aggregate;

/// <summary>The record of an aggregate.</summary>
internal sealed record AggregatedRecord
{
    public string Series { get; init; } = "";
    public bool IsPublic { get; init; }
}

internal static class Data
{
    public static async Task<AggregatedRecord?> FindAsync(NpgsqlConnection connection, string record, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<AggregatedRecord>(Sql.Command(
            "select series, public_edition is not null and withdrawn_at is null as is_public from minutes.records where id = @record and deleted_at is null for share",
            new { record },
            cancellationToken));

    /// <summary>Keeps the numbers; the revision they have now.</summary>
    public static async Task<int> KeepAsync(NpgsqlConnection connection, DirectiveAggregate aggregate, Caller caller, CancellationToken cancellationToken) =>
        await connection.QuerySingleAsync<int>(Sql.Command(
            """
            with kept as (
              insert into minutes.directive_aggregates as former (record, cohort, total, released, continued, from_text)
              values (@record, @cohort, @total, @released, @continued, false)
              on conflict (record, cohort) do update
              set total = excluded.total, released = excluded.released, continued = excluded.continued, from_text = false, revision = former.revision + 1, updated_at = now()
              returning revision
            ), told as (
              insert into minutes.changes (kind, resource, edition) select 'upsert', 'records/' || id, edition from minutes.records where id = @record
            ), audited as (
              insert into minutes.audit (person, api_key, action, resource, edition, revision, detail)
              select @person, @apiKey, 'directive.aggregate', 'records/' || id, edition, revision, @detail::jsonb from minutes.records where id = @record
            )
            select revision from kept
            """,
            new
            {
                aggregate.Record,
                cohort = DirectiveProjection.Written(aggregate.Cohort),
                aggregate.Total,
                aggregate.Released,
                aggregate.Continued,
                caller.Person,
                caller.ApiKey,
                detail = JsonSerializer.Serialize(aggregate, MinutesJson.Options),
            },
            cancellationToken));
}
