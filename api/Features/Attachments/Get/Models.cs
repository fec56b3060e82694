using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Attachments.Get;

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

    /// <summary>The edition whose file it is; the working edition if absent.</summary>
    /// <example>1</example>
    [QueryParam]
    public int? Edition { get; init; }

    /// <summary>Whether to answer the copy without metadata that the public gets if the file is disclosed, instead of what was received.</summary>
    /// <example>true</example>
    [QueryParam]
    public bool? Public { get; init; }

    /// <summary>The ETag that the caller holds: 304 if the file is still that.</summary>
    [FromHeader("If-None-Match", false)]
    public string? IfNoneMatch { get; init; }
}
