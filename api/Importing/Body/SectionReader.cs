using System.Text.RegularExpressions;
using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>Seventh step: one section, its items and what was decided on them.</summary>
internal sealed partial class SectionReader
{
    private readonly SectionDraft _section;
    private readonly IReadOnlyList<Paragraph> _paragraphs;
    private readonly Heading? _heading;

    /// <summary>Items have marks that only items have (案由一).</summary>
    private readonly bool _hasItemMarks;

    private readonly ItemNumbering _numbering;
    private ItemDraft? _item;

    private SectionReader(Stretch stretch)
    {
        _paragraphs = stretch.Paragraphs;
        _heading = stretch.Heading;
        _section = new SectionDraft { Place = stretch.Title?.Passage.Place ?? stretch.Paragraphs[0].Passage.Place };
        if (stretch.Title is { } title)
        {
            SectionTitle.Read(_section, title.Passage, stretch.Mark, stretch.Heading);
        }

        var transcript = Outline.IsTranscript(_paragraphs);
        var decides = !transcript && _paragraphs.Any(paragraph => OutcomeReader.LabelOf(paragraph) is not null);
        _hasItemMarks = !transcript && _paragraphs.Any(paragraph => ItemMarks.Read(paragraph.Text) is not null);
        _numbering = (_heading is { IsAgenda: true } || decides) && !_hasItemMarks ? ItemNumbering.Of(_paragraphs) : ItemNumbering.None(_paragraphs);
    }

    public static SectionDraft Read(Stretch stretch)
    {
        var reader = new SectionReader(stretch);
        for (var at = 0; at < reader._paragraphs.Count; at++)
        {
            var paragraph = reader._paragraphs[at];
            if (!reader.SaysNothingHappened(at) && !reader.StartsItem(at) && !reader.ContinuesItem(paragraph) && !reader.Labelled(paragraph) && !reader.Concludes(at))
            {
                reader.Text(paragraph);
            }
        }

        return reader._section;
    }

    /// <summary>無 alone under a heading.</summary>
    private bool SaysNothingHappened(int at)
    {
        if (_paragraphs.Count != 1 || _section.Heading is null || _section.None || _section.Withheld || _section.Entries.Count > 0
            || !Nothing().IsMatch(_paragraphs[at].Text))
        {
            return false;
        }

        var own = _section.AsWritten ?? Printed.Line(new PublicSection { Id = "x", Label = _section.Label, Heading = _section.Heading });
        _section.None = true;
        _section.AsWritten = $"{own}　{_paragraphs[at].Text}";
        return true;
    }

    private bool StartsItem(int at)
    {
        if (_hasItemMarks && ItemMarks.Read(_paragraphs[at].Text) is { } mark && !(mark.IsField && _item is { Title: null, Outcome: null }))
        {
            Open(ItemReader.Start(_paragraphs[at], mark));
            return true;
        }

        if (_numbering.Starts(_paragraphs[at], at, _item) is { } number)
        {
            Open(ItemReader.Start(_paragraphs[at].Passage, number.Label, number.Ordinal, number.Length));
            return true;
        }

        return StartsUnnumbered(at);
    }

    /// <summary>案由：… without a number; or the first paragraph of an agenda section whose items have none.</summary>
    private bool StartsUnnumbered(int at)
    {
        var passage = _paragraphs[at].Passage;
        var label = Labels.Find(passage.Text);
        if (label is { Kind: LabelKind.Title } && Marks.Read(passage.Text) is null && (_item is null || !_item.IsOpen))
        {
            Open(ItemReader.Start(passage, label.Printed, 0, label.Length));
            return true;
        }

        var isTitle = _numbering.IsNone && !_hasItemMarks && _item is null && label is null && Marks.Read(passage.Text) is null && !_paragraphs[at].IsTurn && !Speech.IsSaid(passage.Text)
            && ((_heading is { IsAgenda: true } && at == 0)
                || (at + 1 < _paragraphs.Count && OutcomeReader.LabelOf(_paragraphs[at + 1]) is not null && _section.Items.Count == 0));
        if (isTitle)
        {
            Open(ItemReader.Start(passage, null, 0, 0));
        }

        return isTitle;
    }

    private void Open(ItemDraft item)
    {
        _section.Items.Add(_item = item);
        _numbering.Restart();
    }

    private bool ContinuesItem(Paragraph paragraph)
    {
        if (_item is null || !_item.IsOpen)
        {
            return false;
        }

        var label = Labels.Find(paragraph.Text);
        if (label is { Kind: LabelKind.Title or LabelKind.Field }
            || (_item is { Title: null, Explanation.Count: 0 } && label is null && Marks.Read(paragraph.Text) is null && UnitReader.OnLine(paragraph.Passage) is null))
        {
            ItemReader.Continue(_item, paragraph.Passage);
            return true;
        }

        return false;
    }

    private bool Labelled(Paragraph paragraph)
    {
        if (_item is { Outcome: null, Explanation.Count: 0 } && UnitReader.OnLine(paragraph.Passage) is { } units)
        {
            _item.Units.AddRange(units);
            return true;
        }

        if (paragraph.IsTurn || OutcomeReader.LabelOf(paragraph) is not { } label)
        {
            return false;
        }

        _numbering.UnderLabel();
        _item ??= ItemOfLastParagraph();
        if (_item is not null && label.Name is "resolution" or "decision")
        {
            OutcomeReader.Demote(_item);
        }

        if (_item is not { Outcome: null })
        {
            return false;
        }

        _item.Outcome = OutcomeReader.Start(paragraph.Passage, label);
        return true;
    }

    /// <summary>
    /// The item's paragraphs are numbered, and one of them says what was decided: （一）開發單位簡報 … （四）結論：. Only where the item has marks of its own and no
    /// outcome without a number follows.
    /// </summary>
    private bool Concludes(int at)
    {
        if (!_hasItemMarks || _item is not { Outcome: null, Explanation: [{ Style.IsBracketed: true, Ordinal: 1 } first, ..] }
            || OutcomeReader.NumberedLabelOf(_paragraphs[at]) is not { } label || Marks.Read(_paragraphs[at].Text)!.Style != first.Style)
        {
            return false;
        }

        for (var next = at + 1; next < _paragraphs.Count && ItemMarks.Read(_paragraphs[next].Text) is null; next++)
        {
            if (OutcomeReader.LabelOf(_paragraphs[next]) is not null || Marks.Read(_paragraphs[next].Text)?.Style == first.Style)
            {
                return false;
            }
        }

        _item.Outcome = OutcomeReader.Start(_paragraphs[at].Passage, label);
        return true;
    }

    /// <summary>What is decided is decided on something: the paragraph before it is the item.</summary>
    private ItemDraft? ItemOfLastParagraph()
    {
        if (_section.Entries is not [.., { IsPlain: true } last])
        {
            return null;
        }

        _section.Entries.RemoveAt(_section.Entries.Count - 1);
        var item = ItemReader.Start(last.Text, null, 0, 0);
        _section.Items.Add(item);
        return item;
    }

    private void Text(Paragraph paragraph)
    {
        var entry = Entries.Read(paragraph);
        if (entry.IsLabelled)
        {
            _numbering.UnderLabel();
        }

        (_item?.Outcome?.Entries ?? _item?.Explanation ?? _section.Entries).Add(entry);
    }

    [GeneratedRegex(@"^[（(]?\s*無(臨時動議|提案|其他事項|討論事項)?\s*[）)]?。?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Nothing();
}
