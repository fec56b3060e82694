using FastEndpoints;

namespace OpenMinutes.Api.Features.Publications.Rollback;

internal sealed record Request
{
    [FromBody]
    public Reasoned Body { get; init; } = new();
}
