using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Domain;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Records.Return;

/// <summary>Return a submitted record to its writer</summary>
/// <remarks>It is a draft again, to be changed and submitted anew.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Post("/v1/records/{id}/return");
        Policies(Scope.RecordsApprove);
        Metadata(RecordAnswer.Changed, new Refuses(ProblemCode.NotFound, ProblemCode.WrongState));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        await LockedRecord.LockAsync(connection, request.Id, request.IfMatch, WorkflowStep.Return, cancellationToken);
        var record = await Handing.ReturnAsync(connection, request.Id, request.Body.Note, Caller.Of(HttpContext), cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        await RecordAnswer.SendAsync(HttpContext, record, StatusCodes.Status200OK, cancellationToken);
    }
}
