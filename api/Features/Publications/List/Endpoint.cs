using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Publications.List;

/// <summary>List publications</summary>
/// <remarks>The newest first.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request, Page<Publication>>
{
    public override void Configure()
    {
        Get("/v1/publications");
        Policies(Scope.PublicationsWrite);
        Metadata(new Answer(200, typeof(Page<Publication>), "A page of publications."));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var before = Cursor.Read<Position>(request.Cursor);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await PublicationRow.ReadAsync(connection, before?.Id, request.Limit + 1, withPlan: false, cancellationToken);
        await Send.OkAsync(Page<Publication>.Of(rows, request.Limit, static last => new Position(last.Id)), cancellationToken);
    }
}
