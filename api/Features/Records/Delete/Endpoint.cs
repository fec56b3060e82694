using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Records.Delete;

/// <summary>Delete a record that was never public</summary>
/// <remarks>Its key is free again; its id is never used again, and answers 410 from now on. What was public can only be withdrawn.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Delete("/v1/records/{id}");
        Policies(Scope.RecordsWrite);
        Metadata(new Answer(204, null, "The record is deleted."), new Refuses(ProblemCode.NotFound, ProblemCode.Gone, ProblemCode.WrongState));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        var record = await LockedRecord.LockAsync(connection, request.Id, request.IfMatch, cancellationToken);
        if (record.PublicEdition is not null)
        {
            throw new ProblemException(ProblemCode.WrongState, "The record was public: it can be withdrawn, but not deleted.");
        }

        await Data.DeleteAsync(connection, request.Id, record, Caller.Of(HttpContext), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        HttpContext.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
