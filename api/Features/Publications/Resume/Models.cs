using FastEndpoints;

namespace OpenMinutes.Api.Features.Publications.Resume;

internal sealed record Request
{
    [FromBody]
    public Reasoned Body { get; init; } = new();
}
