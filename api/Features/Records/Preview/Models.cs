using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.Preview;

internal sealed record Request
{
    /// <summary>The record's id.</summary>
    /// <example>moda-supervisors-18</example>
    [RouteParam, RegularExpression(Patterns.RecordId)]
    public required string Id { get; init; }

    [FromBody]
    public PreviewBody Body { get; init; } = new();
}

/// <summary>What is to be seen.</summary>
internal sealed record PreviewBody
{
    /// <summary>The publication time that the page is to show; without it the time for which the edition is approved, or else now. An edition that was public has its own.</summary>
    /// <example>2025-12-01T10:00:00+08:00</example>
    public DateTimeOffset? PublishAt { get; init; }
}

/// <summary>A link to the page.</summary>
internal sealed record PreviewLink
{
    /// <summary>The link. Whoever has it sees the page without a key.</summary>
    /// <example>https://minutes.example.gov.tw/previews/eyJyZWNvcmQiOiJtb2RhLXN1cGVydmlzb3JzLTE4In0.9q3Vd2Yx</example>
    public required string Url { get; init; }

    /// <summary>Until when it works, unless the edition changes before.</summary>
    /// <example>2025-12-01T10:00:00+08:00</example>
    public required DateTimeOffset Expires { get; init; }
}
