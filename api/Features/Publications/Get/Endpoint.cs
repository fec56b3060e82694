using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Publications.Get;

/// <summary>Follow a publication</summary>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request, Publication>
{
    public override void Configure()
    {
        Get("/v1/publications/{id}");
        Policies(Scope.PublicationsWrite);
        Metadata(new Answer(200, typeof(Publication), "The publication as it stands."), new Refuses(ProblemCode.NotFound));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await Send.OkAsync(await PublicationRow.FindAsync(connection, request.Id, cancellationToken) ?? throw ProblemException.NotFound(), cancellationToken);
    }
}
