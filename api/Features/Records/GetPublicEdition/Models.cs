using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.GetPublicEdition;

internal sealed record Request
{
    /// <summary>The record's id.</summary>
    /// <example>moda-supervisors-18</example>
    [RouteParam, RegularExpression(Patterns.RecordId)]
    public required string Id { get; init; }

    /// <summary>The edition's number.</summary>
    /// <example>1</example>
    [RouteParam]
    public required int Edition { get; init; }

    /// <summary>The ETag that the caller holds: 304 if the edition is still that.</summary>
    [FromHeader("If-None-Match", false)]
    public string? IfNoneMatch { get; init; }
}
