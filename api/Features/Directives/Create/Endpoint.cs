using System.Text;
using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Features.Records.Create;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives.Create;

/// <summary>Create a directive whose id is in the body</summary>
/// <remarks>
/// With an <c>Idempotency-Key</c> the call can be repeated safely for at least 24 hours. The public reads of a directive what its <c>disclosure</c> allows, once minutes that began
/// or reviewed it are published.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Post("/v1/directives");
        Policies(Scope.DirectivesWrite);
        Metadata(
            new AcceptedBody(typeof(Directive)),
            StandingDirective.Created,
            new Refuses(ProblemCode.IdTaken, ProblemCode.IdempotencyInProgress, ProblemCode.IdempotencyKeyReused));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(HttpContext);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        var repetition = request.IdempotencyKey is { } key ? new Repetition(caller, key, "POST /v1/directives", request.Body.Span) : null;
        if (repetition is not null && await repetition.FindAnswerAsync(connection, cancellationToken) is { } former)
        {
            await former.SendAsync(HttpContext, cancellationToken);
            return;
        }

        var directive = DirectiveReader.Read(request.Body).Accepted();
        if (!await DirectiveWriting.CreateAsync(connection, directive, caller, cancellationToken))
        {
            throw new ProblemException(ProblemCode.IdTaken, "A directive with this id exists.", new Fault("/id", ProblemCode.IdTaken.Code, "is the id of a directive"));
        }

        var standing = await StandingDirective.ReadAsync(connection, directive.Id, cancellationToken);
        var answer = new FormerAnswer(StatusCodes.Status201Created, standing.Standing.Links.Self, standing.ETag, Encoding.UTF8.GetString(standing.ToJson()));
        if (repetition is not null)
        {
            await repetition.KeepAnswerAsync(connection, answer, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        await answer.SendAsync(HttpContext, cancellationToken);
    }
}
