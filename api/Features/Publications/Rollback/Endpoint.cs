using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Publications.Rollback;

/// <summary>Go back to the former release</summary>
/// <remarks>
/// The website shows the release before the newest one again, at once; the job's <c>undoes</c> says which release that takes away. What was withdrawn or redacted meanwhile does not
/// come back. Automatic publications wait from now on, until they are resumed; what is asked for by a person, and what withdraws or redacts, does not wait.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request, Publication>
{
    public override void Configure()
    {
        Post("/v1/publications/rollback");
        Policies(Scope.PublicationsWrite);
        Metadata(new Answer(202, typeof(Publication), "The way back was asked for; follow it at its Location.", "Location"), new Refuses(ProblemCode.WrongState));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var publication = await AskedPublication.AskAsync(
            HttpContext,
            database,
            async connection => await Data.RequestAsync(connection, request.Body.Reason, Caller.Of(HttpContext), cancellationToken)
                ?? throw new ProblemException(ProblemCode.WrongState, "Nothing was released yet."),
            cancellationToken);
        await Send.ResponseAsync(publication, StatusCodes.Status202Accepted, cancellationToken);
    }
}
