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
    public int? PublicEdition { get; init; }
    public DateTimeOffset? WithdrawnAt { get; init; }
    public DateTimeOffset? PublishAt { get; init; }
    public string Key { get; init; } = "";
    public string? SubmittedBy { get; init; }
    public string? ChangeNote { get; init; }
    public string? Errata { get; init; }
    public string? Files { get; init; }
    public string Document { get; init; } = "";

    /// <summary>The time of the transaction on the database's clock, to the second.</summary>
    public DateTimeOffset Now { get; init; }

    public bool IsWithdrawn => WithdrawnAt is not null;

    /// <summary>Locks the record for a step of its workflow; refuses if it is not there, not the revision that the caller saw, or in the wrong state.</summary>
    public static async Task<LockedRecord> LockAsync(
        NpgsqlConnection connection, string id, string ifMatch, WorkflowStep step, CancellationToken cancellationToken)
    {
        var record = await LockAsync(connection, id, ifMatch, cancellationToken);
        record.State.Require(step);
        return record;
    }

    /// <summary>Locks the record for what is done whatever the state of its working edition.</summary>
    public static async Task<LockedRecord> LockAsync(NpgsqlConnection connection, string id, string ifMatch, CancellationToken cancellationToken)
    {
        // Two statements, so that what is read was committed when the lock was got: one that waited for it would see the rows beside the locked one as they were before.
        await using var results = await connection.QueryMultipleAsync(Sql.Command(
            $"""
            select 1 from minutes.records where id = @id for update;

            select r.state, r.revision, r.edition, r.public_edition, r.withdrawn_at, r.publish_at, r.key, r.submitted_by, e.change_note, e.document,
                   {RecordErrata.OfRecord} as errata, {AttachedFiles.OfEdition} as files, date_trunc('second', now()) as now
            from minutes.records r join minutes.editions e on e.record = r.id and e.edition = r.edition
            where r.id = @id;
            """,
            new { id },
            cancellationToken));
        await results.ReadSingleOrDefaultAsync<int>();
        var record = await results.ReadSingleOrDefaultAsync<LockedRecord>() ?? throw await MissingRecord.ProblemAsync(connection, id, cancellationToken);
        Conditional.Require(ifMatch, ifNoneMatch: null, record.Revision);
        return record;
    }

    /// <summary>The newest edition that is or was public; refuses if none ever was.</summary>
    public int RequirePublic() =>
        PublicEdition ?? throw new ProblemException(ProblemCode.WrongState, "Nothing of the record has been public.");
}
