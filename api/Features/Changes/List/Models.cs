using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Api.Platform.Http;

namespace OpenMinutes.Api.Features.Changes.List;

internal sealed record Request
{
    /// <summary>Only what follows this number; 0 for everything.</summary>
    /// <example>4711</example>
    [QueryParam]
    public long After { get; init; }

    /// <summary>How many entries at most.</summary>
    /// <example>50</example>
    [QueryParam, Range(1, PageLimits.Largest)]
    public int Limit { get; init; } = PageLimits.Usual;
}

/// <summary>A part of the change feed.</summary>
internal sealed record ChangePage
{
    /// <summary>The changes, in the order of their numbers.</summary>
    public required IReadOnlyList<Change> Data { get; init; }

    /// <summary>What to give as <c>after</c> next: the number of the last entry, or the one that was given where nothing followed.</summary>
    /// <example>4712</example>
    public required long Last { get; init; }
}

/// <summary>A change.</summary>
internal sealed record Change
{
    /// <summary>Its number: ascending without gaps, and nothing is ever numbered below what was read.</summary>
    /// <example>4712</example>
    public required long Sequence { get; init; }

    /// <summary>upsert, withdraw, redact or delete.</summary>
    /// <example>upsert</example>
    public required string Kind { get; init; }

    /// <summary>What changed, as a path under /v1.</summary>
    /// <example>records/moda-supervisors-18</example>
    public required string Resource { get; init; }

    /// <summary>The edition of the record that it concerns.</summary>
    /// <example>1</example>
    public int? Edition { get; init; }

    /// <summary>When.</summary>
    /// <example>2025-12-01T10:00:00+08:00</example>
    public required DateTimeOffset At { get; init; }
}
