using System.ComponentModel.DataAnnotations;

namespace OpenMinutes.Contracts;

/// <summary>
/// The figures of a series' register of directives (追蹤列管), as of its newest public meeting. They count all directives, those that are not public too, and tell of none.
/// </summary>
public sealed record PublicRegister
{
    /// <summary>The slug of the series.</summary>
    /// <example>supervisors</example>
    [RegularExpression(Patterns.Slug)]
    public required string Series { get; init; }

    /// <summary>The key of the newest public meeting of the series, whose day the ages and rates hold for.</summary>
    /// <example>2025-018</example>
    [RegularExpression(Patterns.Slug)]
    public required string AsOf { get; init; }

    /// <summary>The day of that meeting.</summary>
    /// <example>2025-11-20</example>
    public required DateOnly Day { get; init; }

    /// <summary>How many directives go on after that meeting.</summary>
    /// <example>5</example>
    [Range(0, 1_000_000_000)]
    public int Open { get; init; }

    /// <summary>How many of them are past their due date.</summary>
    /// <example>1</example>
    [Range(0, 1_000_000_000)]
    public int Overdue { get; init; }

    /// <summary>How many of them are not public.</summary>
    /// <example>4</example>
    [Range(0, 1_000_000_000)]
    public int OpenNotPublic { get; init; }

    /// <summary>How many directives with a due date were released.</summary>
    /// <example>20</example>
    [Range(0, 1_000_000_000)]
    public int ReleasedWithDue { get; init; }

    /// <summary>How many of them were released by that date.</summary>
    /// <example>15</example>
    [Range(0, 1_000_000_000)]
    public int ReleasedOnTime { get; init; }

    /// <summary>How old the directives that go on are.</summary>
    public IReadOnlyList<AgeGroup> Ages { get => field ?? []; init; }

    /// <summary>The public meetings that looked at directives or began some, in the order in which they were held.</summary>
    public IReadOnlyList<RegisterMeeting> Meetings { get => field ?? []; init; }

    /// <summary>How many directives that are not public each registered unit of the body leads and is not released from; a small count is not told.</summary>
    public IReadOnlyList<UnitCount> Units { get => field ?? []; init; }
}

/// <summary>How many directives are of an age.</summary>
public sealed record AgeGroup
{
    /// <summary>From how many full months on; absent for those that are older than the register.</summary>
    /// <example>3</example>
    [Range(0, 12_000)]
    public int? Months { get; init; }

    /// <summary>How many.</summary>
    /// <example>2</example>
    [Range(0, 1_000_000_000)]
    public required int Count { get; init; }
}

/// <summary>What a meeting did to the directives.</summary>
public sealed record RegisterMeeting
{
    /// <summary>The key of the meeting in the series.</summary>
    /// <example>2025-018</example>
    [RegularExpression(Patterns.Slug)]
    public required string Key { get; init; }

    /// <summary>The day of the meeting.</summary>
    /// <example>2025-11-20</example>
    public required DateOnly Day { get; init; }

    /// <summary>The directives that the meeting before began or re-opened.</summary>
    public CohortCount? Previous { get; init; }

    /// <summary>Those that are older.</summary>
    public CohortCount? Earlier { get; init; }

    /// <summary>How many it began.</summary>
    /// <example>2</example>
    [Range(0, 1_000_000_000)]
    public int Begun { get; init; }

    /// <summary>How many it re-opened.</summary>
    /// <example>0</example>
    [Range(0, 1_000_000_000)]
    public int Reopened { get; init; }
}

/// <summary>How many directives of a cohort a meeting released and continued; together they are all of it.</summary>
public sealed record CohortCount
{
    /// <summary>How many there were.</summary>
    /// <example>7</example>
    [Range(0, 1_000_000_000)]
    public required int Total { get; init; }

    /// <summary>How many were released.</summary>
    /// <example>3</example>
    [Range(0, 1_000_000_000)]
    public required int Released { get; init; }

    /// <summary>How many were continued.</summary>
    /// <example>4</example>
    [Range(0, 1_000_000_000)]
    public required int Continued { get; init; }

    /// <summary>Whether the minutes state these numbers and the cases are not in the register.</summary>
    public bool Stated { get; init; }
}

/// <summary>How many directives a unit leads.</summary>
public sealed record UnitCount
{
    /// <summary>The slug of the unit.</summary>
    /// <example>digital-strategy</example>
    [RegularExpression(Patterns.Slug)]
    public required string Unit { get; init; }

    /// <summary>How many; absent where it is not told.</summary>
    /// <example>5</example>
    [Range(0, 1_000_000_000)]
    public int? Count { get; init; }
}
