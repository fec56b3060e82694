using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>A clause with its place, before it has its anchor.</summary>
internal sealed class ClauseNode(Place place)
{
    public Place Place { get; } = place;

    public string? Label { get; init; }

    public int Ordinal { get; init; }

    public string? Style { get; init; }

    public string? Heading { get; set; }

    public Passage? Text { get; set; }

    public List<ClauseNode> Children { get; } = [];
}

/// <summary>
/// Eighth step: the paragraphs of a part become a tree. A style of mark that is open already is a sibling there, another is a level deeper;
/// a numbered line with something under it is a heading unless it is a sentence; an unnumbered line above a paragraph or a list is one too.
/// </summary>
internal sealed class ClauseTree
{
    private const int LongestUnit = 14;
    private const string Turn = "turn", Label = "label", Said = "said", Plain = "heading";

    private readonly IReadOnlyList<Entry> _entries;
    private readonly List<ClauseNode> _roots = [];
    private readonly List<ClauseNode> _open = [];

    private ClauseTree(IReadOnlyList<Entry> entries) => _entries = entries;

    public static IReadOnlyList<ClauseNode> Grow(IReadOnlyList<Entry> entries)
    {
        var tree = new ClauseTree(entries);
        for (var at = 0; at < entries.Count; at++)
        {
            tree.Add(entries[at], at + 1 < entries.Count ? entries[at + 1] : null);
        }

        return tree._roots;
    }

    private void Add(Entry entry, Entry? next)
    {
        if (entry.IsTurn || entry.IsLabelled)
        {
            _open.Clear();
            var text = Text(entry);
            Put(new ClauseNode(entry.Place) { Style = entry.IsTurn ? Turn : Label, Label = entry.Label, Heading = entry.IsTurn ? text?.Text : null, Text = entry.IsTurn ? null : text }, opens: true);
        }
        else if (entry.Style is { } style)
        {
            Numbered(entry, style, next);
        }
        else if (Speech.IsSaid(entry.Text.Text))
        {
            var speech = _open.FindLastIndex(node => node.Style is Turn or Label) + 1;
            _open.RemoveRange(speech, _open.Count - speech);
            Put(new ClauseNode(entry.Place) { Style = Said, Text = Text(entry) }, opens: true);
        }
        else
        {
            Unnumbered(entry, next);
        }
    }

    private void Numbered(Entry entry, MarkStyle style, Entry? next)
    {
        Close(style.Name, entry.Ordinal);
        var isHeading = next is { IsTurn: false, IsLabelled: false } && !Glyphs.EndsSentence(entry.Text.Text) && (next.IsPlain ? !StandsAlone(next) : IsDeeper(next.Style!, style));
        var text = Text(entry);
        Put(new ClauseNode(entry.Place) { Style = style.Name, Label = entry.Label, Ordinal = entry.Ordinal, Heading = isHeading ? text?.Text : null, Text = isHeading ? null : text }, opens: true);
    }

    private void Unnumbered(Entry entry, Entry? next)
    {
        var text = Text(entry);
        var top = _open.LastOrDefault();
        if (next is not null && !Speech.IsStageDirection(entry.Text.Text) && (Glyphs.EndsParagraph(entry.Text.Text) ? IsUnitAbove(entry, next) : IsHeadingBefore(next)))
        {
            Close(Plain, 0);
            Put(new ClauseNode(entry.Place) { Style = Plain, Heading = text?.Text }, opens: true);
        }
        else if (top is { Text: null, Children.Count: 0 } && (top.Heading is not null || top.Style == Label))
        {
            top.Text = text;
        }
        else
        {
            Put(new ClauseNode(entry.Place) { Text = text }, opens: false);
        }
    }

    /// <summary>A paragraph that ends as one, or a list that begins, stands under a heading; a short line beside short lines does not.</summary>
    private bool IsHeadingBefore(Entry next) =>
        next is { IsTurn: false, IsLabelled: false }
        && (next.IsPlain ? Glyphs.EndsSentence(next.Text.Text) && !StandsAlone(next) : !IsOpen(next.Style!.Name) || (next.Ordinal == 1 && !next.Style.IsBullet));

    /// <summary>民政課： above a list that begins: the unit that the list is of.</summary>
    private static bool IsUnitAbove(Entry entry, Entry next) =>
        next is { Ordinal: 1, Style.IsBullet: false } && entry.Text.Text.TrimEnd('：', ':') is { Length: > 2 and <= LongestUnit } unit && PersonReader.IsUnit(unit);

    /// <summary>An unnumbered line below a numbered one, in a list of names or a table, does not make a heading of it.</summary>
    private static bool StandsAlone(Entry next) => next.Text.Length <= 2 || Speech.IsSaid(next.Text.Text) || Speech.IsStageDirection(next.Text.Text);

    private bool IsDeeper(MarkStyle next, MarkStyle own) => next.Name != own.Name && !IsOpen(next.Name);

    private bool IsOpen(string style) => _open.Exists(node => node.Style == style);

    /// <summary>Closes what the style ends: its last sibling and all below. A list that begins anew under an unnumbered heading closes the heading before it too.</summary>
    private void Close(string style, int ordinal)
    {
        var at = _open.FindLastIndex(node => node.Style == style);
        if (at < 0)
        {
            return;
        }

        // 一、…（1）… under a heading that came after the list: the list is a new one, and the heading stays open.
        if (ordinal == 1 && style != Plain && _open.FindLastIndex(node => node.Style == Plain) is var heading && heading > at)
        {
            Reopen(at, heading);
            return;
        }

        _open.RemoveRange(at, _open.Count - at);
    }

    /// <summary>The heading was put under the last paragraph of the former list; it stands beside that list's own heading, or above.</summary>
    private void Reopen(int at, int heading)
    {
        var node = _open[heading];
        var from = heading > 0 ? _open[heading - 1].Children : _roots;
        if (at > 0 && _open[at - 1].Style == Plain)
        {
            at--;
        }

        from.Remove(node);
        _open.RemoveRange(at, _open.Count - at);
        Put(node, opens: true);
    }

    private void Put(ClauseNode node, bool opens)
    {
        (_open.Count > 0 ? _open[^1].Children : _roots).Add(node);
        if (opens && _open.Count < Limits.ClauseDepth - 1)
        {
            _open.Add(node);
        }
    }

    private static Passage? Text(Entry entry) => entry.Text.IsEmpty ? null : entry.Text;
}
