using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Series.Put;

/// <summary>Create or replace a series</summary>
/// <remarks>The body's name, with the series' own, stands on every page of the series; the website follows with the next publication.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request, Contracts.Series>
{
    public override void Configure()
    {
        Put("/v1/series/{slug}");
        Policies(Scope.Admin);
        Metadata(
            new Answer(201, typeof(Contracts.Series), "The series was created.", "ETag", "Location"),
            new Answer(200, typeof(Contracts.Series), "The series as it is now.", "ETag"),
            new Refuses(ProblemCode.PreconditionFailed));
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
            HttpContext.Response.Headers.Location = $"/v1/series/{request.Slug}";
        }

        await Send.ResponseAsync(request.Body, revision == 1 ? StatusCodes.Status201Created : StatusCodes.Status200OK, cancellationToken);
    }
}
