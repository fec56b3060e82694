using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Series.Put;

internal sealed record Request
{
    /// <summary>The series's slug: its identity, and part of its URL on the website.</summary>
    /// <example>supervisors</example>
    [RouteParam, RegularExpression(Patterns.Slug)]
    public required string Slug { get; init; }

    /// <summary>The ETag of the revision that is replaced. May be omitted: then whatever stands there is replaced.</summary>
    /// <example>"r1"</example>
    [FromHeader("If-Match", false)]
    public string? IfMatch { get; init; }

    /// <summary><c>*</c>: the series must not exist yet.</summary>
    /// <example>*</example>
    [FromHeader("If-None-Match", false)]
    public string? IfNoneMatch { get; init; }

    [FromBody]
    public required Contracts.Series Body { get; init; }
}
