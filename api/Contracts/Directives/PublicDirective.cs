using System.ComponentModel.DataAnnotations;

namespace OpenMinutes.Contracts;

/// <summary>What the public reads of a directive: a new document, made of what is open as it stood when minutes of it were published.</summary>
public sealed record PublicDirective
{
    /// <summary>The slug of the series.</summary>
    /// <example>supervisors</example>
    [RegularExpression(Patterns.Slug)]
    public required string Series { get; init; }

    /// <summary>Its number among the public directives of the series, given when it was first public and never again.</summary>
    /// <example>12</example>
    [Range(1, 1_000_000_000)]
    public required int Number { get; init; }

    /// <summary>What is to be done. Absent where only a summary is public.</summary>
    /// <example>請國際司研議數位憑證皮夾之跨境互通測試。</example>
    [StringLength(Limits.Text), RegularExpression(Patterns.Paragraph)]
    public string? Text { get; init; }

    /// <summary>Its state: released once every unit is. Absent where only a summary is public.</summary>
    public DirectiveState? State { get; init; }

    /// <summary>The units it was given to, each with its state.</summary>
    public IReadOnlyList<PublicDirectiveUnit> Units { get => field ?? []; init; }

    /// <summary>The day by which it was to be done at first.</summary>
    /// <example>2025-12-31</example>
    public DateOnly? Due { get; init; }

    /// <summary>The day by which it is to be done now, if a review set another.</summary>
    /// <example>2026-01-31</example>
    public DateOnly? CurrentDue { get; init; }

    /// <summary>Where it began, if the minutes of that meeting are public.</summary>
    public PublicOrigin? Origin { get; init; }

    /// <summary>What public minutes say about it, in the order of the meetings.</summary>
    public IReadOnlyList<PublicReview> Reviews { get => field ?? []; init; }

    /// <summary>Given where only a summary is public.</summary>
    public Disclosure? Disclosure { get; init; }
}

/// <summary>A unit of a public directive.</summary>
public sealed record PublicDirectiveUnit
{
    /// <summary>The unit's name.</summary>
    /// <example>數位國際司</example>
    [StringLength(Limits.Line)]
    public required string Name { get; init; }

    /// <summary>Whether the unit leads (主辦) or supports (協辦).</summary>
    public DirectiveRole Role { get; init; }

    /// <summary>How its part stands.</summary>
    public DirectiveState State { get; init; }
}

/// <summary>The part of public minutes in which a directive began.</summary>
public sealed record PublicOrigin
{
    /// <summary>The key of the meeting in the series.</summary>
    /// <example>2025-018</example>
    [RegularExpression(Patterns.Slug)]
    public required string Key { get; init; }

    /// <summary>The anchor of the item or clause.</summary>
    /// <example>reports-2-o-2</example>
    [RegularExpression(Patterns.Anchor)]
    public required string Anchor { get; init; }
}

/// <summary>A public meeting's verdict on a directive.</summary>
public sealed record PublicReview
{
    /// <summary>The key of the meeting in the series.</summary>
    /// <example>2025-018</example>
    [RegularExpression(Patterns.Slug)]
    public required string Key { get; init; }

    /// <summary>The anchor of the part of its minutes that says so.</summary>
    /// <example>reports-1-o-2</example>
    [RegularExpression(Patterns.Anchor)]
    public string? Anchor { get; init; }

    /// <summary>What the meeting decided.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Whether the directive was released before, and is open again by this.</summary>
    public bool Reopens { get; init; }

    /// <summary>What the meeting said.</summary>
    /// <example>請持續追蹤測試結果。</example>
    [StringLength(Limits.Text), RegularExpression(Patterns.Paragraph)]
    public string? Text { get; init; }

    /// <summary>The new day by which it was to be done.</summary>
    /// <example>2026-01-31</example>
    public DateOnly? Due { get; init; }

    /// <summary>The units that were released, if not all were.</summary>
    public IReadOnlyList<string> Units { get => field ?? []; init; }
}
