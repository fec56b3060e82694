using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.Submit;

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
    public SubmitBody Body { get; init; } = new();
}

/// <summary>What goes with it.</summary>
internal sealed record SubmitBody
{
    /// <summary>What the approver should know. It is kept in the audit, and never public.</summary>
    /// <example>請核定</example>
    [StringLength(Limits.Text)]
    public string? Note { get; init; }
}
