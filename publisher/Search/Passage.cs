namespace OpenMinutes.Search;

/// <summary>What a search finds: a paragraph of the minutes.</summary>
/// <param name="Anchor">The part's anchor on the page; null in the head.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Units">The units whose it is, as printed.</param>
/// <param name="Text">The paragraph as the page shows it.</param>
internal sealed record Passage(string? Anchor, PassageKind Kind, IReadOnlyList<string> Units, string Text);

/// <summary>What a passage is, by which readers filter.</summary>
internal enum PassageKind
{
    Head,
    Attendance,
    Section,
    Item,
    Decision,
    Report,
    Attachment,
    Directive,
}
