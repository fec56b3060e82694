using Dapper;
using Npgsql;
using OpenMinutes.Api.Domain;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.Problems;

namespace OpenMinutes.Api.Features.Records;

/// <summary>A record that nobody else changes until the transaction ends.</summary>
internal sealed record LockedRecord
{
    public RecordState State { get; init; }
    public int Revision { get; init; }
    public int Edition { get; init; }
    public string Key { get; init; } = "";
    public string? SubmittedBy { get; init; }
    public string Document { get; init; } = "";

    /// <summary>The time of the transaction on the database's clock, to the second.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>Locks the record for a step of its workflow; refuses if it is not there, not the revision that the caller saw, or in the wrong state.</summary>
    public static async Task<LockedRecord> LockAsync(
        NpgsqlConnection connection, string id, string ifMatch, WorkflowStep step, CancellationToken cancellationToken)
    {
        var record = await connection.QuerySingleOrDefaultAsync<LockedRecord>(Sql.Command(
            """
            select r.state, r.revision, r.edition, r.key, r.submitted_by, e.document, date_trunc('second', now()) as now
            from minutes.records r join minutes.editions e on e.record = r.id and e.edition = r.edition
            where r.id = @id
            for update of r
            """,
            new { id },
            cancellationToken)) ?? throw ProblemException.NotFound();
        Conditional.Require(ifMatch, ifNoneMatch: null, record.Revision);
        record.State.Require(step);
        return record;
    }
}
