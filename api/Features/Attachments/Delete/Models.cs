using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Attachments.Delete;

internal sealed record Request
{
    /// <summary>The record's id.</summary>
    /// <example>moda-supervisors-18</example>
    [RouteParam, RegularExpression(Patterns.RecordId)]
    public required string Id { get; init; }

    /// <summary>The attachment's id.</summary>
    /// <example>f-1</example>
    [RouteParam, RegularExpression(Patterns.Anchor)]
    public required string Aid { get; init; }

    /// <summary>The ETag of the file that the caller saw.</summary>
    /// <example>"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"</example>
    [FromHeader("If-Match")]
    public required string IfMatch { get; init; }
}
