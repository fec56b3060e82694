using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Domain;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Records.Correct;

/// <summary>Correct what is approved</summary>
/// <remarks>
/// What is public stays public while the next edition is written: it is opened as a draft with the same content, and goes through submission and approval as the first did.
/// The change note is shown with it. What is approved but not public yet is a draft again, and its <c>publishAt</c> is void.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Post("/v1/records/{id}/correct");
        Policies(Scope.RecordsWrite);
        Metadata(RecordAnswer.Changed, new Refuses(ProblemCode.NotFound, ProblemCode.Gone, ProblemCode.WrongState));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(HttpContext);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        var record = await LockedRecord.LockAsync(connection, request.Id, request.IfMatch, WorkflowStep.Correct, cancellationToken);
        await (record.State == RecordState.Approved
            ? Data.TakeBackAsync(connection, request, record, caller, cancellationToken)
            : Data.OpenAsync(connection, request, caller, cancellationToken));

        var standing = (await WorkingEdition.FindAsync(connection, request.Id, cancellationToken))!;
        await transaction.CommitAsync(cancellationToken);
        await RecordAnswer.SendAsync(HttpContext, standing, StatusCodes.Status200OK, cancellationToken);
    }
}
