using System.ComponentModel.DataAnnotations;

namespace OpenMinutes.Contracts;

// The parts of a public edition that hold text.

/// <summary>What the public may read of a <see cref="Section"/>.</summary>
public sealed record PublicSection
{
    /// <inheritdoc cref="Section.Id"/>
    [RegularExpression(Patterns.Anchor)]
    public required string Id { get; init; }

    /// <inheritdoc cref="Section.Label"/>
    [StringLength(Limits.Line)]
    public string? Label { get; init; }

    /// <inheritdoc cref="Section.Heading"/>
    [StringLength(Limits.Line)]
    public string? Heading { get; init; }

    /// <inheritdoc cref="Section.AsWritten"/>
    [StringLength(Limits.Text)]
    public string? AsWritten { get; init; }

    /// <inheritdoc cref="Section.Units"/>
    public IReadOnlyList<Unit> Units { get; init; } = [];

    /// <inheritdoc cref="Section.Clauses"/>
    public IReadOnlyList<PublicClause> Clauses { get; init; } = [];

    /// <inheritdoc cref="Section.Items"/>
    public IReadOnlyList<PublicItem> Items { get; init; } = [];

    /// <inheritdoc cref="Section.None"/>
    public bool None { get; init; }

    /// <summary>Present where the section is withheld or summarised.</summary>
    public Disclosure? Disclosure { get; init; }
}

/// <summary>What the public may read of an <see cref="Item"/>.</summary>
public sealed record PublicItem
{
    /// <inheritdoc cref="Item.Id"/>
    [RegularExpression(Patterns.Anchor)]
    public required string Id { get; init; }

    /// <inheritdoc cref="Item.Label"/>
    [StringLength(Limits.Line)]
    public string? Label { get; init; }

    /// <inheritdoc cref="Item.Title"/>
    [StringLength(Limits.Text)]
    public string? Title { get; init; }

    /// <inheritdoc cref="Item.Purpose"/>
    [StringLength(Limits.Line)]
    public string? Purpose { get; init; }

    /// <inheritdoc cref="Item.AsWritten"/>
    [StringLength(Limits.Text)]
    public string? AsWritten { get; init; }

    /// <inheritdoc cref="Item.Units"/>
    public IReadOnlyList<Unit> Units { get; init; } = [];

    /// <inheritdoc cref="Item.Explanation"/>
    public IReadOnlyList<PublicClause> Explanation { get; init; } = [];

    /// <inheritdoc cref="Item.Outcome"/>
    public PublicOutcome? Outcome { get; init; }

    /// <summary>Present where the item is withheld or summarised.</summary>
    public Disclosure? Disclosure { get; init; }
}

/// <summary>What the public may read of an <see cref="Outcome"/>.</summary>
public sealed record PublicOutcome
{
    /// <inheritdoc cref="Outcome.Id"/>
    [RegularExpression(Patterns.Anchor)]
    public required string Id { get; init; }

    /// <inheritdoc cref="Outcome.Kind"/>
    public required OutcomeKind Kind { get; init; }

    /// <inheritdoc cref="Outcome.Label"/>
    [StringLength(Limits.Line)]
    public string? Label { get; init; }

    /// <inheritdoc cref="Outcome.Result"/>
    public OutcomeResult? Result { get; init; }

    /// <inheritdoc cref="Outcome.Clauses"/>
    public IReadOnlyList<PublicClause> Clauses { get; init; } = [];

    /// <summary>Present where the outcome is withheld or summarised.</summary>
    public Disclosure? Disclosure { get; init; }
}

/// <summary>What the public may read of a <see cref="Clause"/>.</summary>
public sealed record PublicClause
{
    /// <inheritdoc cref="Clause.Id"/>
    [RegularExpression(Patterns.Anchor)]
    public required string Id { get; init; }

    /// <inheritdoc cref="Clause.Label"/>
    [StringLength(Limits.Line)]
    public string? Label { get; init; }

    /// <inheritdoc cref="Clause.Heading"/>
    [StringLength(Limits.Text)]
    public string? Heading { get => StoredHeading?.Text; init => StoredHeading = StoredText.Of(value); }

    /// <inheritdoc cref="Clause.Text"/>
    [StringLength(Limits.Text)]
    public string? Text { get => StoredText?.Text; init => StoredText = StoredText.Of(value); }

    /// <inheritdoc cref="Clause.Children"/>
    public IReadOnlyList<PublicClause> Children { get; init; } = [];

    /// <inheritdoc cref="Clause.Values"/>
    public IReadOnlyList<ClauseValue> Values { get; init; } = [];

    /// <summary>Present where the clause is withheld or summarised.</summary>
    public Disclosure? Disclosure { get; init; }

    /// <summary>The heading as it is stored.</summary>
    internal StoredText? StoredHeading { get; init; }

    /// <summary>The text as it is stored.</summary>
    internal StoredText? StoredText { get; init; }
}

/// <summary>What the public may read of an <see cref="Annex"/>.</summary>
public sealed record PublicAnnex
{
    /// <inheritdoc cref="Annex.Id"/>
    [RegularExpression(Patterns.Anchor)]
    public required string Id { get; init; }

    /// <inheritdoc cref="Annex.Item"/>
    [RegularExpression(Patterns.Anchor)]
    public string? Item { get; init; }

    /// <inheritdoc cref="Annex.Heading"/>
    [StringLength(Limits.Line)]
    public string? Heading { get; init; }

    /// <inheritdoc cref="Annex.Label"/>
    [StringLength(Limits.Line)]
    public string? Label { get; init; }

    /// <inheritdoc cref="Annex.Title"/>
    [StringLength(Limits.Text)]
    public string? Title { get; init; }

    /// <inheritdoc cref="Annex.Purpose"/>
    [StringLength(Limits.Line)]
    public string? Purpose { get; init; }

    /// <inheritdoc cref="Annex.AsWritten"/>
    [StringLength(Limits.Text)]
    public string? AsWritten { get; init; }

    /// <inheritdoc cref="Annex.Units"/>
    public IReadOnlyList<Unit> Units { get; init; } = [];

    /// <inheritdoc cref="Annex.Explanation"/>
    public IReadOnlyList<PublicClause> Explanation { get; init; } = [];

    /// <inheritdoc cref="Annex.Reports"/>
    public IReadOnlyList<PublicReport> Reports { get; init; } = [];

    /// <summary>Present where the annex is withheld or summarised.</summary>
    public Disclosure? Disclosure { get; init; }
}

/// <summary>What the public may read of a <see cref="Report"/>.</summary>
public sealed record PublicReport
{
    /// <inheritdoc cref="Report.Id"/>
    [RegularExpression(Patterns.Anchor)]
    public required string Id { get; init; }

    /// <inheritdoc cref="Report.Label"/>
    [StringLength(Limits.Line)]
    public string? Label { get; init; }

    /// <inheritdoc cref="Report.Unit"/>
    [StringLength(Limits.Line)]
    public string? Unit { get; init; }

    /// <inheritdoc cref="Report.AsWritten"/>
    [StringLength(Limits.Text)]
    public string? AsWritten { get; init; }

    /// <inheritdoc cref="Report.Clauses"/>
    public IReadOnlyList<PublicClause> Clauses { get; init; } = [];

    /// <summary>Present where the report is withheld or summarised.</summary>
    public Disclosure? Disclosure { get; init; }
}
