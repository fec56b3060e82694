using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives.Put;

internal sealed record Request
{
    /// <summary>The directive's id.</summary>
    /// <example>moda-2025-031</example>
    [RouteParam, RegularExpression(Patterns.RecordId)]
    public required string Id { get; init; }

    /// <summary>The ETag of the revision that is replaced.</summary>
    /// <example>"r1"</example>
    [FromHeader("If-Match", false)]
    public string? IfMatch { get; init; }

    /// <summary><c>*</c>: the directive must not exist yet.</summary>
    /// <example>*</example>
    [FromHeader("If-None-Match", false)]
    public string? IfNoneMatch { get; init; }

    [FromBody]
    public required ReadOnlyMemory<byte> Body { get; init; }
}
