using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>A paragraph of a part, before it has its place in the tree of clauses.</summary>
/// <param name="Text">Its text, behind mark and label.</param>
/// <param name="Place">Where the paragraph begins, mark included.</param>
internal sealed record Entry(Passage Text, Place Place)
{
    /// <summary>The mark or label as the model has it.</summary>
    public string? Label { get; init; }

    /// <summary>The style of the mark; null for a label and for plain text.</summary>
    public MarkStyle? Style { get; init; }

    public int Ordinal { get; init; }

    /// <summary>A speaker's name as a heading of its own.</summary>
    public bool IsTurn { get; init; }

    public bool IsPlain => Label is null && !IsTurn;

    public bool IsLabelled => Label is not null && Style is null;
}

/// <summary>A section as it is being read.</summary>
internal sealed class SectionDraft
{
    public required Place Place { get; init; }

    public string? Id { get; set; }

    public string? Label { get; set; }

    public int Ordinal { get; set; }

    public string? Heading { get; set; }

    public string? AsWritten { get; set; }

    public bool None { get; set; }

    public bool Withheld { get; set; }

    public bool IsAdjournment { get; set; }

    public List<Unit> Units { get; } = [];

    public List<Entry> Entries { get; } = [];

    public List<ItemDraft> Items { get; } = [];
}

/// <summary>An agenda item as it is being read.</summary>
internal sealed class ItemDraft
{
    public required Place Place { get; init; }

    public string? Label { get; set; }

    public int Ordinal { get; set; }

    /// <summary>The paragraphs of the item's own line: mark, fields and title.</summary>
    public List<string> OwnLine { get; } = [];

    public Passage? Title { get; set; }

    public string? Purpose { get; set; }

    public List<Unit> Units { get; } = [];

    public List<Entry> Explanation { get; } = [];

    public OutcomeDraft? Outcome { get; set; }

    /// <summary>Nothing but the own line has been read yet; units and who proposes it (提案人) may stand before the title.</summary>
    public bool IsOpen => Outcome is null && (Title is null || (Explanation.Count == 0 && Units.Count == 0));
}

/// <summary>An outcome as it is being read.</summary>
internal sealed class OutcomeDraft
{
    public required Place Place { get; init; }

    public required OutcomeKind Kind { get; init; }

    public required string Label { get; init; }

    /// <summary>The own line as what was said before an outcome, where it may turn out to be that (審查意見).</summary>
    public Entry? Preliminary { get; init; }

    /// <summary>The outcome's first entry stands on its own line.</summary>
    public bool BeginsOnLine { get; set; }

    public bool Withheld { get; set; }

    public List<Entry> Entries { get; } = [];
}

/// <summary>An annex as it is being read.</summary>
internal sealed class AnnexDraft
{
    public required Place Place { get; init; }

    public required string Heading { get; init; }

    /// <summary>The annex's own line, which repeats an item's.</summary>
    public ItemDraft? Line { get; set; }

    public List<Unit> Units { get; } = [];

    public List<Entry> Explanation { get; } = [];

    public List<ReportDraft> Reports { get; } = [];
}

/// <summary>A unit's report as it is being read.</summary>
internal sealed class ReportDraft
{
    public required Place Place { get; init; }

    public required string Label { get; init; }

    public required int Ordinal { get; init; }

    public required string Unit { get; init; }

    public List<Entry> Entries { get; } = [];
}

/// <summary>The body of the minutes.</summary>
internal sealed class Body
{
    public List<SectionDraft> Sections { get; } = [];

    public List<AnnexDraft> Annexes { get; } = [];

    /// <summary>A title that stands behind the body.</summary>
    public Passage? Title { get; set; }
}
