using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Domain;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives;

/// <summary>A record that reviews are being written for: a draft of the directive's series, which stays one until the transaction ends.</summary>
internal sealed record ReviewedRecord
{
    public string Id { get; init; } = "";
    public string Series { get; init; } = "";
    public RecordState State { get; init; }
    public int Edition { get; init; }
    public string Document { get; init; } = "";
    public bool IsAfterOrigin { get; init; }

    public IEnumerable<string> Anchors => Contracts.Anchors.Of(JsonSerializer.Deserialize<MeetingRecord>(Document, MinutesJson.Options)!);

    /// <summary>Refuses a record that is not of the series, or is no draft: reviews go through approval with their record.</summary>
    public static async Task<ReviewedRecord> LockAsync(NpgsqlConnection connection, string record, Directive directive, CancellationToken cancellationToken)
    {
        var found = await connection.QuerySingleOrDefaultAsync<ReviewedRecord>(Sql.Command(
            """
            select r.id, r.series, r.state, r.edition, e.document,
                   not exists (select from minutes.records o where o.id = @origin and (o.start_at, o.id) >= (r.start_at, r.id)) as is_after_origin
            from minutes.records r join minutes.editions e on e.record = r.id and e.edition = r.edition
            where r.id = @record and r.deleted_at is null
            for share of r
            """,
            new { record, origin = directive.Origin?.Record },
            cancellationToken));
        if (found is null || found.Series != directive.Series)
        {
            throw ProblemException.Invalid(new Fault("/record", RequestFaults.UnknownRecord, "is not the id of a record of the directive's series"));
        }

        return found.State == RecordState.Draft
            ? found
            : throw new ProblemException(
                ProblemCode.WrongState, $"The record is {found.State.ToString().ToLowerInvariant()}; reviews are written while it is a draft. Return it, or correct what is approved.");
    }
}
