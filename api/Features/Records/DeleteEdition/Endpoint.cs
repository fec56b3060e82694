using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Domain;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Records.DeleteEdition;

/// <summary>Discard the draft of a correction</summary>
/// <remarks>
/// The record stands again as it is public, and the number is free for the next correction; the content of the draft stays in the audit. What is submitted must be returned first, and
/// a record that was never public is deleted as a whole.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Delete("/v1/records/{id}/editions/{edition}");
        Policies(Scope.RecordsWrite);
        Metadata(RecordAnswer.Changed, new Refuses(ProblemCode.NotFound, ProblemCode.Gone, ProblemCode.WrongState));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        var record = await LockedRecord.LockAsync(connection, request.Id, request.IfMatch, WorkflowStep.Discard, cancellationToken);
        var published = record.RequirePublic();
        if (request.Edition != record.Edition)
        {
            throw request.Edition < 1 || request.Edition > record.Edition
                ? ProblemException.NotFound()
                : new ProblemException(ProblemCode.WrongState, "The edition was public: it can be corrected, redacted or withdrawn, but not discarded.");
        }

        var standing = await Data.DiscardAsync(connection, request.Id, record, published, Caller.Of(HttpContext), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await RecordAnswer.SendAsync(HttpContext, standing, StatusCodes.Status200OK, cancellationToken);
    }
}
