using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.Return;

internal sealed record Request
{
    /// <summary>The record's id.</summary>
    /// <example>moda-supervisors-18</example>
    [RouteParam, RegularExpression(Patterns.RecordId)]
    public required string Id { get; init; }

    /// <summary>The ETag of the revision that the caller saw.</summary>
    /// <example>"r1"</example>
    [FromHeader("If-Match")]
    public required string IfMatch { get; init; }

    [FromBody]
    public required ReturnBody Body { get; init; }
}

/// <summary>What goes with it.</summary>
internal sealed record ReturnBody
{
    /// <summary>What is to be changed. It is kept in the audit, and never public.</summary>
    /// <example>請補案由二的決議</example>
    [StringLength(Limits.Text)]
    public required string Note { get; init; }
}
