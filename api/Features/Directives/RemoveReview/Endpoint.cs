using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Directives.RemoveReview;

/// <summary>Take a meeting's review of a directive back</summary>
/// <remarks>The record must be a draft. A review that is public stays so until the correction that takes it back is.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Delete("/v1/directives/{id}/reviews/{record}");
        Policies(Scope.DirectivesWrite);
        Metadata(StandingDirective.Changed, new Refuses(ProblemCode.NotFound, ProblemCode.WrongState));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var caller = Caller.Of(HttpContext);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        var known = await StandingDirective.ReadAsync(connection, request.Id, cancellationToken);
        if (known.Standing.Reviews.LastOrDefault(review => review.Record == request.Record) is not { } former)
        {
            throw ProblemException.NotFound();
        }

        var record = await ReviewedRecord.LockAsync(connection, request.Record, known.Directive, cancellationToken);
        await DirectiveWriting.LockAsync(connection, request.Id, cancellationToken);
        var directive = await StandingDirective.ReadAsync(connection, request.Id, cancellationToken);
        Conditional.Require(request.IfMatch, ifNoneMatch: null, directive.Standing.Revision);
        if (!await Data.RemoveAsync(connection, request.Id, record, caller.Person, cancellationToken))
        {
            throw ProblemException.NotFound();
        }

        await DirectiveHistory.WriteAsync(connection, [request.Id], "directive.review-removed", caller, new { former }, cancellationToken);
        var standing = await StandingDirective.ReadAsync(connection, request.Id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await standing.SendAsync(HttpContext, StatusCodes.Status200OK, cancellationToken);
    }
}
