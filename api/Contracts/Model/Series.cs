using System.ComponentModel.DataAnnotations;

namespace OpenMinutes.Contracts;

/// <summary>A series (會議): a recurring meeting of a body.</summary>
public sealed record Series
{
    /// <summary>The series' name.</summary>
    /// <example>主管會議</example>
    [StringLength(Limits.Line)]
    public required string Name { get; init; }

    /// <summary>The body (機關) whose meeting it is.</summary>
    /// <example>數位發展部</example>
    [StringLength(Limits.Line)]
    public required string Body { get; init; }

    /// <summary>How its meetings are counted.</summary>
    public SeriesNumbering Numbering { get; init; }

    /// <summary>
    /// Whether the website announces meetings whose minutes are entered but were never public: series, number and date, nothing else. A change comes to the website with the next publication.
    /// </summary>
    public bool AnnouncePending { get; init; }
}

/// <summary>How the meetings of a series are counted.</summary>
public enum SeriesNumbering
{
    /// <summary>On and on.</summary>
    Continuous,

    /// <summary>Anew each year.</summary>
    Yearly,
}

/// <summary>A unit (單位) of a body that has a page of its own.</summary>
public sealed record RegisteredUnit
{
    /// <summary>The unit's present name.</summary>
    /// <example>數位策略司</example>
    [StringLength(Limits.Line)]
    public required string Name { get; init; }

    /// <summary>Other names by which minutes call the unit, former ones included.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The body (機關) the unit belongs to.</summary>
    /// <example>數位發展部</example>
    [StringLength(Limits.Line)]
    public string? Body { get; init; }

    /// <summary>The slug of the unit above this one.</summary>
    [RegularExpression(Patterns.Slug)]
    public string? Parent { get; init; }

    /// <summary>Where the unit stands in lists; ascending, then by slug.</summary>
    /// <example>1</example>
    [Range(-1_000_000, 1_000_000)]
    public int Order { get; init; }
}
