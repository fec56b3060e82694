namespace OpenMinutes.Importing;

/// <summary>Tells which paragraphs of a section begin its items, where the items have the numbers 一、二、 of any list instead of marks of their own.</summary>
internal sealed class ItemNumbering
{
    /// <summary>The style that numbers the items; null where they are not numbered or there are none.</summary>
    private readonly string? _style;

    /// <summary>Whether a label of an outcome stands between a paragraph and the next of its style.</summary>
    private readonly bool[] _decidesSomething;

    /// <summary>The last number in the items' style within the item, and whether a label stood since.</summary>
    private (int Ordinal, bool UnderLabel) _inner;

    private ItemNumbering(IReadOnlyList<Paragraph> paragraphs, string? style)
    {
        _style = style;
        _decidesSomething = Decisions(paragraphs);
    }

    /// <summary>The numbering that the first paragraph of a section shows.</summary>
    public static ItemNumbering Of(IReadOnlyList<Paragraph> paragraphs) =>
        new(paragraphs, paragraphs is [var first, ..] && Marks.Read(first.Text) is { Style: { IsBullet: false, NeedsContext: false } style } ? style.Name : null);

    public static ItemNumbering None(IReadOnlyList<Paragraph> paragraphs) => new(paragraphs, null);

    public bool IsNone => _style is null;

    /// <summary>An item begins.</summary>
    public void Restart() => _inner = (0, false);

    /// <summary>A label begins within the item; numbers under it are its own.</summary>
    public void UnderLabel() => _inner = (0, true);

    /// <summary>The number with which a paragraph begins an item; null if it begins none.</summary>
    public Mark? Starts(Paragraph paragraph, int at, ItemDraft? item)
    {
        if (_style is null || Marks.Read(paragraph.Text) is not { } mark || mark.Style.Name != _style)
        {
            return null;
        }

        if (item is null || IsItem(mark, at, item))
        {
            return mark;
        }

        _inner = (mark.Ordinal, false);
        return null;
    }

    /// <summary>
    /// Items 一、二、 may have lists 一、二、 in them. A number that goes on with the inner list and not with the items is of the list, and the other way round;
    /// where it could be either, it is an item if something was decided on the one before and is on it.
    /// </summary>
    private bool IsItem(Mark mark, int at, ItemDraft item)
    {
        var (next, inner) = (mark.Ordinal == item.Ordinal + 1, mark.Ordinal == _inner.Ordinal + 1);
        return (next, inner) switch
        {
            (true, true) => item.Outcome is not null && _decidesSomething[at],
            (true, false) => true,
            (false, true) => !_inner.UnderLabel && _inner.Ordinal == 0 && item.IsOpen,
            _ => mark.Ordinal > item.Ordinal || item.IsOpen,
        };
    }

    private bool[] Decisions(IReadOnlyList<Paragraph> paragraphs)
    {
        var decides = new bool[paragraphs.Count];
        var decided = false;
        for (var at = paragraphs.Count - 1; at >= 0 && _style is not null; at--)
        {
            decided |= OutcomeReader.LabelOf(paragraphs[at]) is not null;
            if (Marks.Read(paragraphs[at].Text)?.Style.Name == _style)
            {
                (decides[at], decided) = (decided, false);
            }
        }

        return decides;
    }
}
