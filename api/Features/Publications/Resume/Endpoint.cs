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
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        var id = await Data.ResumeAsync(connection, request.Body.Reason, Caller.Of(HttpContext), cancellationToken)
            ?? throw new ProblemException(ProblemCode.WrongState, "Automatic publications are not paused.");
        var publication = await PublicationRow.FindAsync(connection, id, cancellationToken);
        await transaction.CommitAsync(cancellationToken);

        HttpContext.Response.Headers.Location = publication!.Links.Self;
        await Send.ResponseAsync(publication, StatusCodes.Status202Accepted, cancellationToken);
    }
}
