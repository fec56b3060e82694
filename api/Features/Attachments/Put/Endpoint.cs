using FastEndpoints;
using Microsoft.AspNetCore.Http.Features;
using Npgsql;
using OpenMinutes.Api.Features.Attachments.Cleaning;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Attachments.Put;

/// <summary>Store the file of an attachment</summary>
/// <remarks>
/// The bytes, under their media type, for an attachment that the draft lists; the content must be of that type, and where the record gives <c>sha256</c>, <c>size</c> or <c>mediaType</c>, the file must
/// be that one. It is kept as it comes. The public gets, if <c>disclosure</c> opens the file, a copy without what it says about whoever made it; a file of which no such copy can be made is refused.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database, Intake intake) : Endpoint<Request>
{
    public override void Configure()
    {
        Put("/v1/records/{id}/attachments/{aid}");
        Policies(Scope.RecordsWrite);
        Metadata(
            new AcceptedBody(typeof(string)) { MediaTypes = [.. FileKind.All.Select(static kind => kind.MediaType)] },
            new Answer(201, typeof(StoredAttachment), "The file is stored.", "ETag"),
            new Answer(200, typeof(StoredAttachment), "The file is stored in the former one's place.", "ETag"),
            new Refuses(ProblemCode.NotFound, ProblemCode.Gone, ProblemCode.WrongState, ProblemCode.PreconditionFailed, ProblemCode.PreconditionRequired));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        if (request is { IfMatch: null, IfNoneMatch: null })
        {
            throw new ProblemException(ProblemCode.PreconditionRequired, "Send If-None-Match: * to store the file, or If-Match with the ETag of the file to replace.");
        }

        var kind = intake.KindOf(HttpContext.Request.ContentType);
        intake.RequireLength(HttpContext.Request.ContentLength);
        HttpContext.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;

        // Looked at before the file is waited for, and again when it is there: nothing is locked meanwhile.
        await LookAsync(request, cancellationToken);
        var file = await intake.ReceiveAsync(request.Body, kind, cancellationToken);

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var place = await LockAsync(connection, request, cancellationToken);
        file.Require(place.Member);
        var answer = await Data.StoreAsync(connection, request, place, file, Caller.Of(HttpContext), cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        HttpContext.Response.Headers.ETag = ETag.OfHash(file.Sha256);
        await Send.ResponseAsync(answer, place.Former is null ? StatusCodes.Status201Created : StatusCodes.Status200OK, cancellationToken);
    }

    private async Task LookAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LockAsync(connection, request, cancellationToken);
    }

    private static Task<AttachmentPlace> LockAsync(NpgsqlConnection connection, Request request, CancellationToken cancellationToken) =>
        AttachmentPlace.LockAsync(connection, request.Id, request.Aid, request.IfMatch, request.IfNoneMatch, cancellationToken);
}
