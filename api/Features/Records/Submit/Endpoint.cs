using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Domain;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Records.Submit;

/// <summary>Submit a draft for approval</summary>
/// <remarks>Freezes the draft until it is approved or returned.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Post("/v1/records/{id}/submit");
        Policies(Scope.RecordsWrite);
        Metadata(RecordAnswer.Changed, new Refuses(ProblemCode.NotFound, ProblemCode.WrongState));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        await LockedRecord.LockAsync(connection, request.Id, request.IfMatch, WorkflowStep.Submit, cancellationToken);
        var record = await Handing.SubmitAsync(connection, request.Id, request.Body.Note, Caller.Of(HttpContext), cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        await RecordAnswer.SendAsync(HttpContext, record, StatusCodes.Status200OK, cancellationToken);
    }
}
