using System.ComponentModel.DataAnnotations;

namespace OpenMinutes.Contracts;

/// <summary>A section (壹、貳、…): 頒獎, 報告事項, 討論事項, 臨時動議, … The list is open; order and label are data.</summary>
public sealed record Section
{
    /// <summary>The anchor.</summary>
    /// <example>reports</example>
    [RegularExpression(Patterns.Anchor)]
    public required string Id { get; init; }

    /// <summary>The number as written, without a trailing 、 or ：.</summary>
    /// <example>貳</example>
    [StringLength(Limits.Line)]
    public string? Label { get; init; }

    /// <summary>The heading. One that ends in punctuation is printed as it stands.</summary>
    /// <example>報告事項</example>
    [StringLength(Limits.Line)]
    public string? Heading { get; init; }

    /// <summary>The section's own printed line, given where label and heading do not reproduce it.</summary>
    /// <example>陸、散會（下午4時39分）</example>
    [StringLength(Limits.Text)]
    public string? AsWritten { get; init; }

    /// <summary>The units of the section as a whole.</summary>
    public IReadOnlyList<Unit> Units { get; init; } = [];

    /// <summary>Text of the section itself; an unlabelled first clause is printed before the units.</summary>
    public IReadOnlyList<Clause> Clauses { get; init; } = [];

    /// <summary>The agenda items, in order.</summary>
    public IReadOnlyList<Item> Items { get; init; } = [];

    /// <summary>True for 無: nothing happened under this heading. A different fact from 略 (withheld).</summary>
    public bool None { get; init; }

    /// <summary>What the public may read of this section; omitted means all.</summary>
    public Disclosure? Disclosure { get; init; }
}

/// <summary>An agenda item (案由).</summary>
public sealed record Item
{
    /// <summary>The anchor.</summary>
    /// <example>reports-1</example>
    [RegularExpression(Patterns.Anchor)]
    public required string Id { get; init; }

    /// <summary>The label as written, without a trailing ：.</summary>
    /// <example>案由一</example>
    [StringLength(Limits.Line)]
    public string? Label { get; init; }

    /// <summary>What the item is about.</summary>
    /// <example>本部重要會議指（裁）示事項追蹤列管辦理情形案</example>
    [StringLength(Limits.Text)]
    public required string Title { get; init; }

    /// <summary>Why it is put before the meeting.</summary>
    /// <example>報請公鑒</example>
    [StringLength(Limits.Line)]
    public string? Purpose { get; init; }

    /// <summary>The item's own printed line, given where label, title and purpose do not reproduce it.</summary>
    [StringLength(Limits.Text)]
    public string? AsWritten { get; init; }

    /// <summary>The units of the item, with their role.</summary>
    public IReadOnlyList<Unit> Units { get; init; } = [];

    /// <summary>說明, 辦法, 擬辦 and the like: each a labelled clause.</summary>
    public IReadOnlyList<Clause> Explanation { get; init; } = [];

    /// <summary>What was decided.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>What the public may read of this item; omitted means all.</summary>
    public Disclosure? Disclosure { get; init; }
}

/// <summary>What was decided on an item (決定, 決議, 結論, 指示).</summary>
public sealed record Outcome
{
    /// <summary>The anchor.</summary>
    /// <example>reports-1-o</example>
    [RegularExpression(Patterns.Anchor)]
    public required string Id { get; init; }

    /// <summary>Who decided, and how.</summary>
    public required OutcomeKind Kind { get; init; }

    /// <summary>The label as written, without a trailing ：.</summary>
    /// <example>決定</example>
    [StringLength(Limits.Line)]
    public string? Label { get; init; }

    /// <summary>What became of the item.</summary>
    public required OutcomeResult Result { get; init; }

    /// <summary>The text of the outcome.</summary>
    public IReadOnlyList<Clause> Clauses { get; init; } = [];

    /// <summary>What the public may read of this outcome; omitted means all.</summary>
    public Disclosure? Disclosure { get; init; }
}

/// <summary>The kind of an outcome.</summary>
public enum OutcomeKind
{
    /// <summary>決定: the head decides.</summary>
    Decision,

    /// <summary>決議: a collegial body resolves.</summary>
    Resolution,

    /// <summary>結論: a co-ordination meeting concludes.</summary>
    Conclusion,

    /// <summary>指示: the chair instructs.</summary>
    Instruction,
}

/// <summary>What became of an item.</summary>
public enum OutcomeResult
{
    /// <summary>洽悉, 准予備查.</summary>
    Noted,

    /// <summary>照案通過, 同意辦理.</summary>
    Accepted,

    /// <summary>修正通過.</summary>
    Amended,

    /// <summary>保留, 擱置, 另定期討論.</summary>
    Deferred,

    /// <summary>不予通過.</summary>
    Rejected,

    /// <summary>Anything else.</summary>
    Other,
}
