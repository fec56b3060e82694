using FastEndpoints;

namespace OpenMinutes.Api.Features.Schemas.Get;

internal sealed record Request
{
    /// <summary>The schema's file name: record, public-edition, series, unit, directive and so on, with <c>.schema.json</c>.</summary>
    /// <example>record.schema.json</example>
    [RouteParam]
    public required string File { get; init; }
}
