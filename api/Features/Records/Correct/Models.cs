using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.Correct;

internal sealed record Request
{
    /// <summary>The record's id.</summary>
    /// <example>moda-supervisors-18</example>
    [RouteParam, RegularExpression(Patterns.RecordId)]
    public required string Id { get; init; }

    /// <summary>The ETag of the revision that the caller saw.</summary>
    /// <example>"r4"</example>
    [FromHeader("If-Match")]
    public required string IfMatch { get; init; }

    [FromBody]
    public required CorrectBody Body { get; init; }
}

/// <summary>What goes with it.</summary>
internal sealed record CorrectBody
{
    /// <summary>What is to be changed, for the public: it is shown with the next public edition.</summary>
    /// <example>更正案由二之決議</example>
    [StringLength(Limits.Text)]
    public required string ChangeNote { get; init; }
}
