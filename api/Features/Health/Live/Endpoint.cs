using FastEndpoints;
using OpenMinutes.Api.Platform.OpenApi;

namespace OpenMinutes.Api.Features.Health.Live;

/// <summary>Does the service run?</summary>
/// <remarks>Asks nothing of the database: a restart would not mend that.</remarks>
internal sealed class Endpoint : Endpoint<Request, HealthAnswer>
{
    public override void Configure()
    {
        Get("/healthz");
        AllowAnonymous();
        Metadata(new Answer(200, typeof(HealthAnswer), "It runs."));
    }

    public override Task HandleAsync(Request request, CancellationToken cancellationToken) => Send.OkAsync(new HealthAnswer(), cancellationToken);
}
