using System.ComponentModel.DataAnnotations;

namespace OpenMinutes.Contracts;

/// <summary>A meeting's verdict on a directive (管考). It hangs on the meeting's record, and changes nothing until that is public.</summary>
public sealed record DirectiveReview
{
    /// <summary>The record of the meeting.</summary>
    /// <example>moda-supervisors-18</example>
    [RegularExpression(Patterns.RecordId)]
    public required string Record { get; init; }

    /// <summary>The part of the record that says so. Where that part is closed to the public, the text of the review is too.</summary>
    /// <example>reports-1-o-2</example>
    [RegularExpression(Patterns.Anchor)]
    public string? Anchor { get; init; }

    /// <summary>What the meeting decided. To continue a directive that was released is to re-open it.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>What the meeting said.</summary>
    /// <example>請持續追蹤測試結果。</example>
    [StringLength(Limits.Text), RegularExpression(Patterns.Paragraph)]
    public string? Text { get; init; }

    /// <summary>The new day by which it is to be done, if it is continued.</summary>
    /// <example>2026-01-31</example>
    public DateOnly? Due { get; init; }

    /// <summary>The units that are released, if not all are. The directive is released once every unit is.</summary>
    [MaxLength(1_000)]
    public IReadOnlyList<string> Units { get; init; } = [];
}

/// <summary>A meeting's verdict.</summary>
public enum Verdict
{
    /// <summary>繼續追蹤.</summary>
    Continue,

    /// <summary>同意解除追蹤.</summary>
    Release,
}

/// <summary>What a unit reports on its part of a directive (辦理情形). What is omitted stays as it was.</summary>
public sealed record DirectiveProgress
{
    /// <summary>The unit, as the directive names it.</summary>
    /// <example>數位國際司</example>
    [StringLength(Limits.Line)]
    public required string Unit { get; init; }

    /// <summary>pending, or proposed when the unit asks to be released.</summary>
    public DirectiveState? State { get; init; }

    /// <summary>How much of its part is done, in percent.</summary>
    /// <example>60</example>
    [Range(0, 100)]
    public int? Percent { get; init; }

    /// <summary>What was done.</summary>
    /// <example>已完成測試環境，預定12月中旬辦理互通測試。</example>
    [StringLength(Limits.Text)]
    public string? Note { get; init; }
}

/// <summary>How many directives a meeting released and continued, where its minutes state the numbers and the cases are not in the register.</summary>
public sealed record DirectiveAggregate
{
    /// <summary>The record of the meeting.</summary>
    /// <example>moda-supervisors-18</example>
    [RegularExpression(Patterns.RecordId)]
    public required string Record { get; init; }

    /// <summary>Which directives are counted.</summary>
    public required Cohort Cohort { get; init; }

    /// <summary>How many there were: those released and those continued.</summary>
    /// <example>7</example>
    [Range(0, 1_000_000)]
    public required int Total { get; init; }

    /// <summary>How many were released.</summary>
    /// <example>3</example>
    [Range(0, 1_000_000)]
    public required int Released { get; init; }

    /// <summary>How many were continued.</summary>
    /// <example>4</example>
    [Range(0, 1_000_000)]
    public required int Continued { get; init; }
}

/// <summary>The directives that a meeting looks at, by when they began.</summary>
public enum Cohort
{
    /// <summary>第n−1次會議列管案件: those that the meeting before began or re-opened.</summary>
    Previous,

    /// <summary>歷次列管案件: all that are older.</summary>
    Earlier,
}
