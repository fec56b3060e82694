using System.Text.Json;
using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Publications.Events;

/// <summary>Follow a publication as it goes</summary>
/// <remarks>
/// Server-sent events: <c>progress</c> with the publication as <c>GET</c> answers it, at once and whenever it has changed, and <c>end</c> when it is over; then the answer ends.
/// Each event is complete, so a broken connection is simply begun again.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database, IHostApplicationLifetime service) : Endpoint<Request>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    public override void Configure()
    {
        Get("/v1/publications/{id}/events");
        Policies(Scope.PublicationsWrite);
        Metadata(
            new Answer(200, typeof(Publication), "Events until the publication is over; the data of each is a publication.") { MediaType = "text/event-stream" },
            new Refuses(ProblemCode.NotFound));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, service.ApplicationStopping);
        var publication = await FindAsync(request.Id, stop.Token) ?? throw ProblemException.NotFound();
        HttpContext.Response.ContentType = "text/event-stream";
        HttpContext.Response.Headers.CacheControl = "no-store";
        try
        {
            await TellAsync(request.Id, publication, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nobody listens any more, or the service stops: whoever still wants to know asks again.
        }
    }

    private async Task TellAsync(long id, Publication publication, CancellationToken stop)
    {
        var told = "";
        var toldAt = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var data = JsonSerializer.Serialize(publication, MinutesJson.Options);
            var isOver = publication.State is not ("waiting" or "running");
            if (data != told || TimeProvider.System.GetElapsedTime(toldAt) > Silence)
            {
                await HttpContext.Response.WriteAsync(data == told ? ":\n\n" : $"event: {(isOver ? "end" : "progress")}\ndata: {data}\n\n", stop);
                await HttpContext.Response.Body.FlushAsync(stop);
                (told, toldAt) = (data, TimeProvider.System.GetTimestamp());
            }

            if (isOver)
            {
                return;
            }

            await Task.Delay(Pause, stop);
            publication = (await FindAsync(id, stop))!;
        }
    }

    private async Task<Publication?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await PublicationRow.FindAsync(connection, id, cancellationToken);
    }
}
