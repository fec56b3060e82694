using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Series.Get;

internal sealed record Request
{
    /// <summary>The series's slug.</summary>
    /// <example>supervisors</example>
    [RouteParam, RegularExpression(Patterns.Slug)]
    public required string Slug { get; init; }

    /// <summary>The ETag that the caller holds: 304 if the series is still that.</summary>
    /// <example>"r1"</example>
    [FromHeader("If-None-Match", false)]
    public string? IfNoneMatch { get; init; }
}
