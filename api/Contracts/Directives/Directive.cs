using System.ComponentModel.DataAnnotations;

namespace OpenMinutes.Contracts;

/// <summary>
/// A directive (列管案件): an instruction of a meeting that is tracked until every unit it was given to is released from it.
/// </summary>
public sealed record Directive
{
    /// <summary>The identity of the directive, given by the caller and never reused. Never public.</summary>
    /// <example>moda-2025-031</example>
    [RegularExpression(Patterns.RecordId)]
    public required string Id { get; init; }

    /// <summary>The slug of the series (會議) that tracks it.</summary>
    /// <example>supervisors</example>
    [RegularExpression(Patterns.Slug)]
    public required string Series { get; init; }

    /// <summary>Where it began. Omitted for a case that is older than the register.</summary>
    public DirectiveOrigin? Origin { get; init; }

    /// <summary>What is to be done, as the minutes or the register put it.</summary>
    /// <example>請國際司研議數位憑證皮夾之跨境互通測試。</example>
    [StringLength(Limits.Text), RegularExpression(Patterns.Paragraph)]
    public required string Text { get; init; }

    /// <summary>The units it was given to.</summary>
    [MinLength(1)]
    public required IReadOnlyList<DirectiveUnit> Units { get; init; }

    /// <summary>The day by which it is to be done, as it was set first; a review that continues it may set another.</summary>
    /// <example>2025-12-31</example>
    public DateOnly? Due { get; init; }

    /// <summary>What the public may read of it; omitted means nothing (withheld).</summary>
    public Disclosure? Disclosure { get; init; }
}

/// <summary>The part of a record in which a directive began.</summary>
public sealed record DirectiveOrigin
{
    /// <summary>The record.</summary>
    /// <example>moda-supervisors-18</example>
    [RegularExpression(Patterns.RecordId)]
    public required string Record { get; init; }

    /// <summary>The anchor of the item or clause in it.</summary>
    /// <example>reports-2-o-2</example>
    [RegularExpression(Patterns.Anchor)]
    public required string Anchor { get; init; }
}

/// <summary>A unit that a directive was given to, and how far it is.</summary>
public sealed record DirectiveUnit
{
    /// <summary>The unit's name.</summary>
    /// <example>數位國際司</example>
    [StringLength(Limits.Line)]
    public required string Name { get; init; }

    /// <summary>Whether the unit leads (主辦) or supports (協辦).</summary>
    public DirectiveRole Role { get; init; }

    /// <summary>How its part stands. Only a review that is public releases.</summary>
    public DirectiveState State { get; init; }

    /// <summary>How much of its part is done, in percent.</summary>
    /// <example>60</example>
    [Range(0, 100)]
    public int? Percent { get; init; }

    /// <summary>Its newest progress note (辦理情形).</summary>
    /// <example>已完成測試環境，預定12月中旬辦理互通測試。</example>
    [StringLength(Limits.Text)]
    public string? Note { get; init; }
}

/// <summary>What a unit does for a directive.</summary>
public enum DirectiveRole
{
    /// <summary>主辦.</summary>
    Lead,

    /// <summary>協辦.</summary>
    Support,
}

/// <summary>How a unit's part of a directive stands.</summary>
public enum DirectiveState
{
    /// <summary>待處理.</summary>
    Pending,

    /// <summary>待解列: the unit asks to be released.</summary>
    Proposed,

    /// <summary>已解列.</summary>
    Released,
}
