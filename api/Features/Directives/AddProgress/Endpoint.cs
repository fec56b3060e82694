using System.Text;
using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Features.Records.Create;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives.AddProgress;

/// <summary>Report a unit's progress (辦理情形)</summary>
/// <remarks>
/// Notes are kept for ever, and what is omitted stays as it was. With <c>proposed</c> the unit asks to be released (待解列); a review that continues the directive sends it back to
/// work. Notes are never public.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Post("/v1/directives/{id}/progress");
        Policies(Scope.DirectivesWrite);
        Metadata(
            new AcceptedBody(typeof(DirectiveProgress)),
            StandingDirective.Changed,
            new Refuses(ProblemCode.NotFound, ProblemCode.WrongState, ProblemCode.PreconditionFailed, ProblemCode.IdempotencyInProgress, ProblemCode.IdempotencyKeyReused));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(HttpContext);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        var repetition = request.IdempotencyKey is { } key ? new Repetition(caller, key, $"POST /v1/directives/{request.Id}/progress", request.Body.Span) : null;
        if (repetition is not null && await repetition.FindAnswerAsync(connection, cancellationToken) is { } former)
        {
            await former.SendAsync(HttpContext, cancellationToken);
            return;
        }

        await Data.AddAsync(connection, request.Id, DirectiveReader.ReadProgress(request.Body).Accepted(), request.IfMatch, caller, cancellationToken);
        var standing = await StandingDirective.ReadAsync(connection, request.Id, cancellationToken);
        var answer = new FormerAnswer(StatusCodes.Status200OK, null, standing.ETag, Encoding.UTF8.GetString(standing.ToJson()));
        if (repetition is not null)
        {
            await repetition.KeepAnswerAsync(connection, answer, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        await answer.SendAsync(HttpContext, cancellationToken);
    }
}
