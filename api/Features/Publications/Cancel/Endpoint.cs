using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Publications.Cancel;

/// <summary>Cancel a publication</summary>
/// <remarks>
/// What has not begun never begins; what is at work stops within seconds, and leaves the website as it was. What is public stays public: the next publication brings it to the website.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request, Publication>
{
    public override void Configure()
    {
        Post("/v1/publications/{id}/cancel");
        Policies(Scope.PublicationsWrite);
        Metadata(new Answer(200, typeof(Publication), "The publication, cancelled."), new Refuses(ProblemCode.NotFound, ProblemCode.WrongState));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        var cancelled = await Data.CancelAsync(connection, request, Caller.Of(HttpContext), cancellationToken);
        var publication = await PublicationRow.FindAsync(connection, request.Id, cancellationToken) ?? throw ProblemException.NotFound();
        if (cancelled == 0)
        {
            throw new ProblemException(ProblemCode.WrongState, $"The publication is over: {publication.State}.");
        }

        await transaction.CommitAsync(cancellationToken);
        await Send.OkAsync(publication, cancellationToken);
    }
}
