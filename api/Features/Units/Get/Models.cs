using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Units.Get;

internal sealed record Request
{
    /// <summary>The unit's slug.</summary>
    /// <example>digital-strategy</example>
    [RouteParam, RegularExpression(Patterns.Slug)]
    public required string Slug { get; init; }

    /// <summary>The ETag that the caller holds: 304 if the unit is still that.</summary>
    /// <example>"r1"</example>
    [FromHeader("If-None-Match", false)]
    public string? IfNoneMatch { get; init; }
}
