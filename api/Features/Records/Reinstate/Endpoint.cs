using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Records.Reinstate;

/// <summary>Reinstate what was withdrawn</summary>
/// <remarks>
/// At once: every edition that was public is public again, as redactions and errata made it meanwhile, together with what was approved meanwhile.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Post("/v1/records/{id}/reinstate");
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
        if (!record.IsWithdrawn)
        {
            throw new ProblemException(ProblemCode.WrongState, "The record is not withdrawn.");
        }

        await Data.ReinstateAsync(connection, request, edition, caller, cancellationToken);

        var standing = (await WorkingEdition.FindAsync(connection, request.Id, cancellationToken))!;
        await transaction.CommitAsync(cancellationToken);
        await RecordAnswer.SendAsync(HttpContext, standing, StatusCodes.Status200OK, cancellationToken);
    }
}
