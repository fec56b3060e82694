using FastEndpoints;

namespace OpenMinutes.Api.Features.Publications.Cancel;

internal sealed record Request
{
    /// <summary>The publication.</summary>
    /// <example>7</example>
    [RouteParam]
    public required long Id { get; init; }

    [FromBody]
    public Reasoned Body { get; init; } = new();
}
