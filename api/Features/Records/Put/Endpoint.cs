using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.Put;

/// <summary>Create a record, or replace a draft</summary>
/// <remarks>
/// With <c>If-None-Match: *</c> the record is created, or the call answers 412 because it exists; with <c>If-Match</c> the draft of that revision is replaced. Without either
/// the call answers 428, so that nobody overwrites what he has not seen. The body's <c>id</c> may be omitted. What an answer carries beside the record (<c>state</c>,
/// <c>links</c> and so on) is passed over, so that what was read can be sent back.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Put("/v1/records/{id}");
        Policies(Scope.RecordsWrite);
        Metadata(
            new AcceptedBody(typeof(MeetingRecord)),
            RecordAnswer.Created,
            RecordAnswer.Changed,
            new Refuses(ProblemCode.Gone, ProblemCode.WrongState, ProblemCode.KeyTaken, ProblemCode.KeyFixed, ProblemCode.PreconditionFailed, ProblemCode.PreconditionRequired));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        if (request is { IfMatch: null, IfNoneMatch: null })
        {
            throw new ProblemException(ProblemCode.PreconditionRequired, "Send If-None-Match: * to create the record, or If-Match with the ETag of the draft to replace.");
        }

        var record = RecordBody.ReadAt(request.Id, request.Body);
        var caller = Caller.Of(HttpContext);

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var standing = request.IfMatch is { } ifMatch
            ? await Replacing.ReplaceAsync(connection, record, ifMatch, request.IfNoneMatch, caller, cancellationToken)
            : await Creating.CreateAsync(connection, record, caller, cancellationToken) ?? throw Conditional.PreconditionFailed();

        // The answer may need the register of directives. Whoever is answered that it could not be made has written nothing.
        await transaction.CommitAsync(cancellationToken);
        await RecordAnswer.SendAsync(
            HttpContext, standing, request.IfMatch is null ? StatusCodes.Status201Created : StatusCodes.Status200OK, cancellationToken);
    }
}
