using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives.AddReview;

internal sealed record Request
{
    /// <summary>The directive's id.</summary>
    /// <example>moda-2025-031</example>
    [RouteParam, RegularExpression(Patterns.RecordId)]
    public required string Id { get; init; }

    /// <summary>The ETag of the revision that the caller saw.</summary>
    /// <example>"r2"</example>
    [FromHeader("If-Match")]
    public required string IfMatch { get; init; }

    [FromBody]
    public required ReadOnlyMemory<byte> Body { get; init; }
}
