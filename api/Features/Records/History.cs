using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records;

/// <summary>What every change of a record leaves behind in its transaction: one audit row and one entry of the change feed.</summary>
internal sealed record History(string Id, string Action, string Kind, Caller Caller)
{
    /// <summary>The edition that it concerns, if that is not the working edition.</summary>
    public int? Edition { get; init; }

    /// <summary>Notes, reasons, and what was there before.</summary>
    public object? Detail { get; init; }

    public async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(Sql.Command(
            """
            with changed as (
              select 'records/' || id as resource, coalesce(@edition, edition) as edition, revision from minutes.records where id = @id
            ), told as (
              insert into minutes.changes (kind, resource, edition) select @kind, resource, edition from changed
            )
            insert into minutes.audit (person, api_key, action, resource, edition, revision, detail)
            select @person, @apiKey, @action, resource, edition, revision, @detail::jsonb from changed
            """,
            new
            {
                Id,
                Action,
                Kind,
                Edition,
                Caller.Person,
                Caller.ApiKey,
                detail = Detail is null ? null : JsonSerializer.Serialize(Detail, MinutesJson.Options),
            },
            cancellationToken));
}
