using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.Get;

internal sealed record Request
{
    /// <summary>The record's id.</summary>
    /// <example>moda-supervisors-18</example>
    [RouteParam, RegularExpression(Patterns.RecordId)]
    public required string Id { get; init; }

    /// <summary>The ETag that the caller holds: 304 if the record is still that.</summary>
    /// <example>"r3"</example>
    [FromHeader("If-None-Match", false)]
    public string? IfNoneMatch { get; init; }
}
