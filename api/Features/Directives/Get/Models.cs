using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives.Get;

internal sealed record Request
{
    /// <summary>The directive's id.</summary>
    /// <example>moda-2025-031</example>
    [RouteParam, RegularExpression(Patterns.RecordId)]
    public required string Id { get; init; }

    /// <summary>The ETag that the caller holds: 304 if the directive is still that.</summary>
    /// <example>"r3"</example>
    [FromHeader("If-None-Match", false)]
    public string? IfNoneMatch { get; init; }
}
