using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Publications.Create;

/// <summary>Publish: bring the website up to date</summary>
/// <remarks>
/// Every pending change is applied; <c>scope</c> names what is rendered again besides. What is approved is published by itself: this call is for a change of templates, or to be sure.
/// A request that joins a publication which has not begun is answered that one. A dry run joins none, and none joins it.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request, Publication>
{
    public override void Configure()
    {
        Post("/v1/publications");
        Policies(Scope.PublicationsWrite);
        Metadata(new AcceptedBody(typeof(PublicationBody)), new Answer(202, typeof(Publication), "The publication was asked for; follow it at its Location.", "Location"));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var body = PublicationBody.Read(request.Body);
        var publication = await AskedPublication.AskAsync(
            HttpContext,
            database,
            async connection =>
            {
                var scope = await NamedScope.ResolveAsync(connection, body.Scope, cancellationToken);
                return await scope.RequestAsync(connection, body.DryRun, body.Reason, Caller.Of(HttpContext), cancellationToken);
            },
            cancellationToken);
        await Send.ResponseAsync(publication, StatusCodes.Status202Accepted, cancellationToken);
    }
}
