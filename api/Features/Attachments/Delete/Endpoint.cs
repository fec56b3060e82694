using Dapper;
using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Features.Records;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Attachments.Delete;

/// <summary>Take the file of an attachment away</summary>
/// <remarks>From a draft. The record lists the attachment as before, without a file; an edition that was approved keeps its own.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Delete("/v1/records/{id}/attachments/{aid}");
        Policies(Scope.RecordsWrite);
        Metadata(new Answer(204, null, "The file is taken away."), new Refuses(ProblemCode.NotFound, ProblemCode.Gone, ProblemCode.WrongState));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        var place = await AttachmentPlace.LockAsync(connection, request.Id, request.Aid, ifMatch: null, ifNoneMatch: null, cancellationToken);
        var former = place.Require(request.IfMatch);
        await connection.ExecuteAsync(Sql.Command(
            $"""
            delete from minutes.attachments where record = @id and edition = @edition and attachment = @aid;

            {AttachedFiles.DropUnused};

            update minutes.records set revision = revision + 1, updated_at = now() where id = @id;
            """,
            new { request.Id, request.Aid, place.Record.Edition },
            cancellationToken));
        await new History(request.Id, "record.detach", "upsert", Caller.Of(HttpContext)) { Detail = new { id = request.Aid, sha256 = Convert.ToHexStringLower(former) } }
            .WriteAsync(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        HttpContext.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
