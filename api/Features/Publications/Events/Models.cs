using FastEndpoints;

namespace OpenMinutes.Api.Features.Publications.Events;

internal sealed record Request
{
    /// <summary>The publication.</summary>
    /// <example>7</example>
    [RouteParam]
    public required long Id { get; init; }
}
