using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Publications.Resume;

/// <summary>Resume automatic publications after a rollback</summary>
/// <remarks>A publication brings the website up to date: what was undone, and what was approved since, is shown again.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request, Publication>
{
    public override void Configure()
    {
        Post("/v1/publications/resume");
        Policies(Scope.PublicationsWrite);
        Metadata(new Answer(202, typeof(Publication), "Automatic publications go on; the first one is at its Location.", "Location"), new Refuses(ProblemCode.WrongState));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var publication = await AskedPublication.AskAsync(
            HttpContext,
            database,
            async connection => await Data.ResumeAsync(connection, request.Body.Reason, Caller.Of(HttpContext), cancellationToken)
                ?? throw new ProblemException(ProblemCode.WrongState, "Automatic publications are not paused."),
            cancellationToken);
        await Send.ResponseAsync(publication, StatusCodes.Status202Accepted, cancellationToken);
    }
}
