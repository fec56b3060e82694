using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives.AddReview;

/// <summary>Write a meeting's review of a directive (管考)</summary>
/// <remarks>
/// A directive has one review a meeting: a second one replaces the first. The record must be a draft; the review goes through submission and approval with it, and changes nothing
/// until the minutes are public. On minutes that are public, open a correction first. To continue a directive that was released re-opens it.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Post("/v1/directives/{id}/reviews");
        Policies(Scope.DirectivesWrite);
        Metadata(new AcceptedBody(typeof(DirectiveReview)), StandingDirective.Changed, new Refuses(ProblemCode.NotFound, ProblemCode.WrongState));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var review = DirectiveReader.ReadReview(request.Body).Accepted();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Data.AddAsync(connection, request.Id, review, request.IfMatch, Caller.Of(HttpContext), cancellationToken);
        var standing = await StandingDirective.ReadAsync(connection, request.Id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await standing.SendAsync(HttpContext, StatusCodes.Status200OK, cancellationToken);
    }
}
