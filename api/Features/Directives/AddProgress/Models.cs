using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives.AddProgress;

internal sealed record Request
{
    /// <summary>The directive's id.</summary>
    /// <example>moda-2025-031</example>
    [RouteParam, RegularExpression(Patterns.RecordId)]
    public required string Id { get; init; }

    /// <summary>The ETag of the revision that the caller saw. May be omitted: a note is added to others, and overwrites none.</summary>
    /// <example>"r2"</example>
    [FromHeader("If-Match", false)]
    public string? IfMatch { get; init; }

    /// <summary>A name for this request, chosen by the caller. Sent again under it, the request is not carried out again but answered as before.</summary>
    /// <example>5f0c9a3e-18</example>
    [FromHeader("Idempotency-Key", false), StringLength(255)]
    public string? IdempotencyKey { get; init; }

    [FromBody]
    public required ReadOnlyMemory<byte> Body { get; init; }
}
