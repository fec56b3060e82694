using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives;

/// <summary>Which directives are asked for; all that is given must hold.</summary>
internal abstract record DirectiveFilter
{
    /// <summary>Only directives of this series, by its slug.</summary>
    /// <example>supervisors</example>
    [QueryParam, RegularExpression(Patterns.Slug)]
    public string? Series { get; init; }

    /// <summary>Only directives that were given to this unit, by its slug; <c>state</c> and <c>overdue</c> then ask for this unit's part.</summary>
    /// <example>digital-strategy</example>
    [QueryParam, RegularExpression(Patterns.Slug)]
    public string? Unit { get; init; }

    /// <summary>Only directives in this state.</summary>
    /// <example>pending</example>
    [QueryParam]
    public DirectiveState? State { get; init; }

    /// <summary><c>true</c>: only what is not released and past its current due date (in Taiwan); <c>false</c>: all else.</summary>
    /// <example>true</example>
    [QueryParam]
    public bool? Overdue { get; init; }

    /// <summary>Only what is not released and due before this day.</summary>
    /// <example>2026-01-31</example>
    [QueryParam]
    public DateOnly? DueBefore { get; init; }

    /// <summary>Only directives that this record began or has a review of, by its id.</summary>
    /// <example>moda-supervisors-18</example>
    [QueryParam, RegularExpression(Patterns.RecordId)]
    public string? Meeting { get; init; }
}
