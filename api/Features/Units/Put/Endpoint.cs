using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Units.Put;

/// <summary>Create or replace a unit</summary>
/// <remarks>Minutes name units as they were called; a name or alias that a record prints exactly leads to this unit. A name belongs to one unit of a body.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request, RegisteredUnit>
{
    public override void Configure()
    {
        Put("/v1/units/{slug}");
        Policies(Scope.Admin);
        Metadata(
            new Answer(201, typeof(RegisteredUnit), "The unit was created.", "ETag", "Location"),
            new Answer(200, typeof(RegisteredUnit), "The unit as it is now.", "ETag"),
            new Refuses(ProblemCode.NameTaken, ProblemCode.PreconditionFailed));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        var former = await Data.LockAsync(connection, request.Slug, cancellationToken);
        Conditional.Require(request.IfMatch, request.IfNoneMatch, former);
        var revision = await Data.SaveAsync(connection, request, Caller.Of(HttpContext), cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        HttpContext.Response.Headers.ETag = ETag.Of(revision);
        if (revision == 1)
        {
            HttpContext.Response.Headers.Location = $"/v1/units/{request.Slug}";
        }

        await Send.ResponseAsync(request.Body, revision == 1 ? StatusCodes.Status201Created : StatusCodes.Status200OK, cancellationToken);
    }
}
