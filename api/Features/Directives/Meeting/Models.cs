using System.ComponentModel.DataAnnotations;
using FastEndpoints;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives.Meeting;

internal sealed record Request
{
    /// <summary>The record's id.</summary>
    /// <example>moda-supervisors-18</example>
    [RouteParam, RegularExpression(Patterns.RecordId)]
    public required string Id { get; init; }
}

/// <summary>What a meeting does to the directives of its series, as if its working edition were public.</summary>
internal sealed record DirectivesOfMeeting
{
    /// <summary>The record.</summary>
    /// <example>moda-supervisors-18</example>
    public required string Record { get; init; }

    /// <summary>第n−1次會議列管案件: those that the meeting before began or re-opened.</summary>
    public CohortCount? Previous { get; init; }

    /// <summary>歷次列管案件: those that are older.</summary>
    public CohortCount? Earlier { get; init; }

    /// <summary>The sentences in which minutes state these figures.</summary>
    public required IReadOnlyList<string> Sentences { get; init; }

    /// <summary>The ids of the directives that were open before it: what continued at the meeting before, and what that one began or re-opened.</summary>
    public required IReadOnlyList<string> Opening { get; init; }

    /// <summary>The ids of those that it releases.</summary>
    public required IReadOnlyList<string> Released { get; init; }

    /// <summary>The ids of those that go on.</summary>
    public required IReadOnlyList<string> Continued { get; init; }

    /// <summary>The ids of those of them that it has no review of.</summary>
    public required IReadOnlyList<string> Unreviewed { get; init; }

    /// <summary>The ids of the directives that it begins.</summary>
    public required IReadOnlyList<string> Begun { get; init; }

    /// <summary>The ids of the directives that it re-opens.</summary>
    public required IReadOnlyList<string> Reopened { get; init; }

    /// <summary>The ids of the directives that it reviews although they were not open.</summary>
    public required IReadOnlyList<string> Unexpected { get; init; }
}
