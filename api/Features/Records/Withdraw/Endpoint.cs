using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Records.Withdraw;

/// <summary>Withdraw what is public</summary>
/// <remarks>
/// At once, and whatever the state of the working edition: every edition leaves the website, and a notice with the date and the reason stays at the same addresses. The content
/// stays here; it can be reinstated.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Post("/v1/records/{id}/withdraw");
        Policies(Scope.RecordsApprove);
        Metadata(RecordAnswer.Changed, new Refuses(ProblemCode.NotFound, ProblemCode.Gone, ProblemCode.WrongState));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(HttpContext);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        var record = await LockedRecord.LockAsync(connection, request.Id, request.IfMatch, cancellationToken);
        var edition = record.RequirePublic();
        if (record.IsWithdrawn)
        {
            throw new ProblemException(ProblemCode.WrongState, "The record is withdrawn already.");
        }

        await Data.WithdrawAsync(connection, request, edition, record.Now, caller, cancellationToken);

        var standing = (await WorkingEdition.FindAsync(connection, request.Id, cancellationToken))!;
        await transaction.CommitAsync(cancellationToken);
        await RecordAnswer.SendAsync(HttpContext, standing, StatusCodes.Status200OK, cancellationToken);
    }
}
