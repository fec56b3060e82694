using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Series.Get;

/// <summary>Read a series</summary>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request, Contracts.Series>
{
    public override void Configure()
    {
        Get("/v1/series/{slug}");
        Policies(Scope.RecordsRead);
        Metadata(new Answer(200, typeof(Contracts.Series), "The series.", "ETag"), Answer.NotModified, new Refuses(ProblemCode.NotFound));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await SeriesRow.FindAsync(connection, request.Slug, cancellationToken) ?? throw ProblemException.NotFound();

        if (!Conditional.IsNotModified(HttpContext, request.IfNoneMatch, ETag.Of(row.Revision)))
        {
            await Send.OkAsync(row.Content, cancellationToken);
        }
    }
}
