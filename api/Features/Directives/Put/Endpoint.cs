using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives.Put;

/// <summary>Create or replace a directive</summary>
/// <remarks>
/// With <c>If-None-Match: *</c> it is created, with <c>If-Match</c> replaced; without either the call answers 428. A unit's <c>state</c>, <c>percent</c> or <c>note</c> that differs
/// from what stands is kept as a progress note of that unit. What is closed by it leaves the website at once; any other change reaches it with the next publication of minutes
/// that began or reviewed the directive.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Put("/v1/directives/{id}");
        Policies(Scope.DirectivesWrite);
        Metadata(
            new AcceptedBody(typeof(Directive)),
            StandingDirective.Created,
            StandingDirective.Changed,
            new Refuses(ProblemCode.PreconditionFailed, ProblemCode.PreconditionRequired));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        if (request is { IfMatch: null, IfNoneMatch: null })
        {
            throw new ProblemException(ProblemCode.PreconditionRequired, "Send If-None-Match: * to create the directive, or If-Match with the ETag of the revision to replace.");
        }

        var directive = DirectiveReader.Read(BodyOfResource.WithId(request.Id, request.Body)).Accepted();
        if (directive.Id != request.Id)
        {
            throw ProblemException.Invalid(new Fault("/id", RequestFaults.IdMismatch, "is not the id in the address"));
        }

        var caller = Caller.Of(HttpContext);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (request.IfMatch is not null)
        {
            await DirectiveWriting.ReplaceAsync(connection, directive, request.IfMatch, request.IfNoneMatch, caller, cancellationToken);
        }
        else if (!await DirectiveWriting.CreateAsync(connection, directive, caller, cancellationToken))
        {
            throw Conditional.PreconditionFailed();
        }

        var standing = await StandingDirective.ReadAsync(connection, request.Id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await standing.SendAsync(HttpContext, request.IfMatch is null ? StatusCodes.Status201Created : StatusCodes.Status200OK, cancellationToken);
    }
}
