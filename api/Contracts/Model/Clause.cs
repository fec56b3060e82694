using System.ComponentModel.DataAnnotations;

namespace OpenMinutes.Contracts;

/// <summary>
/// A node of numbered text (一、 (一) 1、 (1)). One clause is one paragraph without newlines; a further paragraph is an unlabelled child.
/// </summary>
public sealed record Clause
{
    /// <summary>The anchor.</summary>
    /// <example>reports-1-o-2-1</example>
    [RegularExpression(Patterns.Anchor)]
    public required string Id { get; init; }

    /// <summary>The mark as written; brackets are kept, a trailing 、 or ： is not.</summary>
    /// <example>（一）</example>
    [StringLength(Limits.Line), RegularExpression(Patterns.Paragraph)]
    public string? Label { get; init; }

    /// <summary>The heading, where the line is one.</summary>
    /// <example>海纜障礙通報機制</example>
    [StringLength(Limits.Text), RegularExpression(Patterns.Paragraph)]
    public string? Heading { get; init; }

    /// <summary>The paragraph. May carry <c>**bold**</c> in pairs and bare http(s) URLs; nothing else of Markdown has a meaning.</summary>
    /// <example>洽悉。</example>
    [StringLength(Limits.Text), RegularExpression(Patterns.Paragraph)]
    public string? Text { get; init; }

    /// <summary>The clauses under this one, in order.</summary>
    public IReadOnlyList<Clause> Children { get; init; } = [];

    /// <summary>Figures that the clause reports, for time series.</summary>
    public IReadOnlyList<ClauseValue> Values { get; init; } = [];

    /// <summary>What the public may read of this clause; omitted means all.</summary>
    public Disclosure? Disclosure { get; init; }
}

/// <summary>A figure that a clause reports.</summary>
public sealed record ClauseValue
{
    /// <summary>What is measured.</summary>
    /// <example>預算執行率</example>
    [StringLength(Limits.Line)]
    public required string Name { get; init; }

    /// <summary>The figure.</summary>
    /// <example>92.65</example>
    public required decimal Value { get; init; }

    /// <summary>The unit of measure.</summary>
    /// <example>%</example>
    [StringLength(Limits.Line)]
    public string? Unit { get; init; }

    /// <summary>The day the figure holds for.</summary>
    /// <example>2025-10-31</example>
    public DateOnly? AsOf { get; init; }
}

/// <summary>A unit (單位) in a role.</summary>
public sealed record Unit
{
    /// <summary>What the unit does here.</summary>
    public required UnitRole Role { get; init; }

    /// <summary>The unit's name at the meeting.</summary>
    /// <example>數位策略司</example>
    [StringLength(Limits.Line)]
    public required string Name { get; init; }

    /// <summary>The unit as printed with its brackets, given where role and name do not reproduce it.</summary>
    /// <example>（主辦單位：人事處）</example>
    [StringLength(Limits.Line)]
    public string? AsWritten { get; init; }
}

/// <summary>What a unit does.</summary>
public enum UnitRole
{
    /// <summary>報告單位.</summary>
    Reporting,

    /// <summary>提案單位.</summary>
    Proposing,

    /// <summary>主辦單位.</summary>
    Organising,

    /// <summary>協辦單位.</summary>
    Supporting,
}
