using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.DeleteEdition;

internal sealed record Request
{
    /// <summary>The record's id.</summary>
    /// <example>moda-supervisors-18</example>
    [RouteParam, RegularExpression(Patterns.RecordId)]
    public required string Id { get; init; }

    /// <summary>The number of the edition that is being written.</summary>
    /// <example>2</example>
    [RouteParam]
    public required int Edition { get; init; }

    /// <summary>The ETag of the revision that the caller saw.</summary>
    /// <example>"r4"</example>
    [FromHeader("If-Match")]
    public required string IfMatch { get; init; }
}
