using FastEndpoints;

namespace OpenMinutes.Api.Features.Directives.Aggregate;

internal sealed record Request
{
    [FromBody]
    public required ReadOnlyMemory<byte> Body { get; init; }
}
