using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.Diff;

internal sealed record Request
{
    /// <summary>The record's id.</summary>
    /// <example>moda-supervisors-18</example>
    [RouteParam, RegularExpression(Patterns.RecordId)]
    public required string Id { get; init; }

    /// <summary>The number of the former edition.</summary>
    /// <example>1</example>
    [QueryParam]
    public required int From { get; init; }

    /// <summary>The number of the later edition.</summary>
    /// <example>2</example>
    [QueryParam]
    public required int To { get; init; }
}

/// <summary>What differs between two editions of a record.</summary>
internal sealed record EditionDiff
{
    /// <summary>The number of the former edition.</summary>
    /// <example>1</example>
    public required int From { get; init; }

    /// <summary>The number of the later edition.</summary>
    /// <example>2</example>
    public required int To { get; init; }

    /// <summary>The differences, in the order of the later edition; none if the editions hold the same.</summary>
    public required IReadOnlyList<Difference> Data { get; init; }
}
