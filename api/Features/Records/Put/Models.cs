using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.Put;

internal sealed record Request
{
    /// <summary>The record's id, given by the caller and never reused.</summary>
    /// <example>moda-supervisors-18</example>
    [RouteParam, RegularExpression(Patterns.RecordId)]
    public required string Id { get; init; }

    /// <summary>The ETag of the revision that is replaced.</summary>
    /// <example>"r1"</example>
    [FromHeader("If-Match", false)]
    public string? IfMatch { get; init; }

    /// <summary><c>*</c>: the record must not exist yet.</summary>
    /// <example>*</example>
    [FromHeader("If-None-Match", false)]
    public string? IfNoneMatch { get; init; }

    [FromBody]
    public required ReadOnlyMemory<byte> Body { get; init; }
}
