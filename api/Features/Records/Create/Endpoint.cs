using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.Create;

/// <summary>Create a record whose id is in the body</summary>
/// <remarks>
/// With an <c>Idempotency-Key</c> the call can be repeated safely for at least 24 hours: the first answer is given again. The same key with another body answers 422, and
/// 409 while the first request is still at work. Without one a repetition answers 409 <c>id-taken</c>.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Post("/v1/records");
        Policies(Scope.RecordsWrite);
        Metadata(
            new AcceptedBody(typeof(MeetingRecord)),
            RecordAnswer.Created,
            new Refuses(ProblemCode.Gone, ProblemCode.IdTaken, ProblemCode.KeyTaken, ProblemCode.IdempotencyInProgress, ProblemCode.IdempotencyKeyReused));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(HttpContext);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        var repetition = request.IdempotencyKey is { } key ? new Repetition(caller, key, "POST /v1/records", request.Body.Span) : null;
        if (repetition is not null && await repetition.FindAnswerAsync(connection, cancellationToken) is { } former)
        {
            await former.SendAsync(HttpContext, cancellationToken);
            return;
        }

        var record = MeetingRecordReader.Read(request.Body).Accepted();
        var standing = await Creating.CreateAsync(connection, record, caller, cancellationToken)
            ?? throw new ProblemException(ProblemCode.IdTaken, "A record with this id exists.", new Fault("/id", ProblemCode.IdTaken.Code, "is the id of a record"));
        var answer = FormerAnswer.Of(standing);
        if (repetition is not null)
        {
            await repetition.KeepAnswerAsync(connection, answer, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        await answer.SendAsync(HttpContext, cancellationToken);
    }
}
