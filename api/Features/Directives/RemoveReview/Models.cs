using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives.RemoveReview;

internal sealed record Request
{
    /// <summary>The directive's id.</summary>
    /// <example>moda-2025-031</example>
    [RouteParam, RegularExpression(Patterns.RecordId)]
    public required string Id { get; init; }

    /// <summary>The record of the meeting.</summary>
    /// <example>moda-supervisors-18</example>
    [RouteParam, RegularExpression(Patterns.RecordId)]
    public required string Record { get; init; }

    /// <summary>The ETag of the revision that the caller saw.</summary>
    /// <example>"r2"</example>
    [FromHeader("If-Match")]
    public required string IfMatch { get; init; }
}
