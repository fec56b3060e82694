using System.Text.RegularExpressions;
using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>Seventh step: one section, its items and what was decided on them.</summary>
internal sealed partial class SectionReader
{
    private const int LongestHeading = 60;

    private readonly SectionDraft _section;
    private readonly IReadOnlyList<Paragraph> _paragraphs;
    private readonly Heading? _heading;

    /// <summary>Items have marks that only items have (案由一).</summary>
    private readonly bool _hasItemMarks;

    /// <summary>The style that numbers the items; null where they are not numbered or there are none.</summary>
    private readonly string? _itemStyle;

    /// <summary>Whether a label of an outcome stands between a paragraph and the next of its style.</summary>
    private readonly bool[] _decidesSomething;

    private ItemDraft? _item;

    /// <summary>The last number in the item's style within the item, and whether a label stood since.</summary>
    private (int Ordinal, bool UnderLabel) _inner;

    private SectionReader(Stretch stretch)
    {
        _paragraphs = stretch.Paragraphs;
        _heading = stretch.Heading;
        _section = new SectionDraft { Place = stretch.Title?.Passage.Place ?? stretch.Paragraphs[0].Passage.Place };
        if (stretch.Title is { } title)
        {
            Title(title.Passage, stretch.Mark, stretch.Heading);
        }

        var transcript = Outline.IsTranscript(_paragraphs);
        var decides = !transcript && _paragraphs.Any(IsOutcome);
        _hasItemMarks = !transcript && _paragraphs.Any(paragraph => ItemMarks.Read(paragraph.Text) is not null);
        _itemStyle = (_heading is { IsAgenda: true } || decides) && !_hasItemMarks ? StyleOfItems() : null;
        _decidesSomething = Decisions();
    }

    public static SectionDraft Read(Stretch stretch)
    {
        var reader = new SectionReader(stretch);
        reader.Paragraphs();
        return reader._section;
    }

    /// <summary>The heading's own line: its number, what it says of the section, what follows it on the line.</summary>
    private void Title(Passage line, Mark? mark, Heading? heading)
    {
        _section.Id = heading?.Id;
        _section.IsAdjournment = heading is { IsAdjournment: true };
        _section.Label = mark?.Label;
        _section.Ordinal = mark?.Ordinal ?? 0;
        var rest = UnitReader.TakeFrom(line.From(mark?.Length ?? 0), _section.Units);
        var text = rest.Text;
        if (_section.IsAdjournment)
        {
            _section.Heading = Adjournment().Match(text) is { Success: true } adjourned ? adjourned.Value : text;
        }
        else if (Fact().Match(text) is { Success: true } fact && (heading is not null || fact.Groups["bracket"].Success))
        {
            _section.Heading = fact.Groups["heading"].Value;
            _section.None = fact.Groups["fact"].Value is not ("略" or "從略");
            _section.Withheld = !_section.None;
        }
        else if (text.IndexOfAny(['：', ':']) is > 0 and < LongestHeading and var colon && colon + 1 < text.Length)
        {
            _section.Heading = text[..(colon + 1)];
            _section.Entries.Add(Entries.Read(rest.From(colon + 1).Trim()));
        }
        else if (Glyphs.EndsSentence(text) || text.Length > LongestHeading)
        {
            _section.Entries.Add(new Entry(rest, rest.Place));
        }
        else
        {
            _section.Heading = text;
        }

        var own = new PublicSection { Id = "x", Label = _section.Label, Heading = _section.Heading, None = _section.None, Disclosure = Disclosure(_section.Withheld) };
        var units = _section.Units.Count > 0 ? line.Text[..(line.Length - (line.From(mark?.Length ?? 0).Length - rest.Length))] : line.Text;
        if (_section.Entries.Count == 0 && Glyphs.Squeeze(Printed.Line(own)) != Glyphs.Squeeze(units))
        {
            _section.AsWritten = units;
        }
    }

    private static Disclosure? Disclosure(bool withheld) => withheld ? new Disclosure { Level = DisclosureLevel.Withheld } : null;

    private void Paragraphs()
    {
        for (var at = 0; at < _paragraphs.Count; at++)
        {
            if (!SaysNothingHappened(at) && !StartsItem(at) && !ContinuesItem(_paragraphs[at]) && !Labelled(_paragraphs[at]))
            {
                Text(_paragraphs[at]);
            }
        }
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
        var passage = _paragraphs[at].Passage;
        if (_hasItemMarks && ItemMarks.Read(passage.Text) is { } mark)
        {
            Open(ItemReader.Start(_paragraphs[at], mark));
            return true;
        }

        if (_itemStyle is { } style && Marks.Read(passage.Text) is { } number && number.Style.Name == style)
        {
            if (!IsItem(number, at))
            {
                _inner = (number.Ordinal, false);
                return false;
            }

            Open(ItemReader.Start(passage, number.Label, number.Ordinal, number.Length));
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

        var isTitle = _itemStyle is null && !_hasItemMarks && _item is null && label is null && Marks.Read(passage.Text) is null && !_paragraphs[at].IsTurn && !Speech.IsSaid(passage.Text)
            && ((_heading is { IsAgenda: true } && at == 0)
                || (at + 1 < _paragraphs.Count && IsOutcome(_paragraphs[at + 1]) && _section.Items.Count == 0));
        if (isTitle)
        {
            Open(ItemReader.Start(passage, null, 0, 0));
        }

        return isTitle;
    }

    private void Open(ItemDraft item)
    {
        _section.Items.Add(_item = item);
        _inner = (0, false);
    }

    /// <summary>
    /// Items 一、二、 may have lists 一、二、 in them. A number that goes on with the inner list and not with the items is of the list, and the other way round;
    /// where it could be either, it is an item if something was decided on the one before and is on it.
    /// </summary>
    private bool IsItem(Mark mark, int at)
    {
        if (_item is null)
        {
            return true;
        }

        var (next, inner) = (mark.Ordinal == _item.Ordinal + 1, mark.Ordinal == _inner.Ordinal + 1);
        return (next, inner) switch
        {
            (true, true) => _item.Outcome is not null && _decidesSomething[at],
            (true, false) => true,
            (false, true) => !_inner.UnderLabel && _inner.Ordinal == 0 && _item.IsOpen,
            _ => mark.Ordinal > _item.Ordinal || _item.IsOpen,
        };
    }

    private bool ContinuesItem(Paragraph paragraph)
    {
        if (_item is null || !_item.IsOpen)
        {
            return false;
        }

        var label = Labels.Find(paragraph.Text);
        if (label is { Kind: LabelKind.Title or LabelKind.Field } || (_item.Title is null && label is null && Marks.Read(paragraph.Text) is null && UnitReader.OnLine(paragraph.Passage) is null))
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

        if (Labels.Find(paragraph.Text) is not { Kind: LabelKind.Outcome } label || Marks.Read(paragraph.Text) is not null || paragraph.IsTurn)
        {
            return false;
        }

        _inner = (0, true);
        _item ??= ItemOfLastParagraph();
        if (_item is not { Outcome: null })
        {
            return false;
        }

        _item.Outcome = Outcome(paragraph.Passage, label);
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

    private static OutcomeDraft Outcome(Passage line, Label label)
    {
        var outcome = new OutcomeDraft
        {
            Place = line.Place,
            Label = label.Printed,
            Kind = label.Name switch
            {
                "decision" => OutcomeKind.Decision,
                "conclusion" => OutcomeKind.Conclusion,
                "instruction" => OutcomeKind.Instruction,
                _ => OutcomeKind.Resolution,
            },
        };
        var value = line.From(label.Length).Trim();
        if (value.Text == Printed.Withheld)
        {
            outcome.Withheld = true;
        }
        else if (!value.IsEmpty)
        {
            outcome.Entries.Add(Entries.Read(value));
        }

        return outcome;
    }

    private void Text(Paragraph paragraph)
    {
        var entry = Entries.Read(paragraph);
        if (entry.IsLabelled)
        {
            _inner = (0, true);
        }

        (_item?.Outcome?.Entries ?? _item?.Explanation ?? _section.Entries).Add(entry);
    }

    private string? StyleOfItems() =>
        _paragraphs is [var first, ..] && Marks.Read(first.Text) is { Style: { IsBullet: false, NeedsContext: false } style } ? style.Name : null;

    private static bool IsOutcome(Paragraph paragraph) => Labels.Find(paragraph.Text) is { Kind: LabelKind.Outcome } && Marks.Read(paragraph.Text) is null;

    private bool[] Decisions()
    {
        var decides = new bool[_paragraphs.Count];
        var decided = false;
        for (var at = _paragraphs.Count - 1; at >= 0 && _itemStyle is not null; at--)
        {
            decided |= IsOutcome(_paragraphs[at]);
            if (Marks.Read(_paragraphs[at].Text)?.Style.Name == _itemStyle)
            {
                (decides[at], decided) = (decided, false);
            }
        }

        return decides;
    }

    [GeneratedRegex(@"^(散\s*會|[（(]?會議結束[）)]?|閉\s*會)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Adjournment();

    [GeneratedRegex(@"^(?<heading>.{1,60}?)\s*((?<bracket>[（(])\s*(?<fact>無|略|從略)\s*[）)]|[：:]?\s*(?<fact>無|略|從略)。?)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Fact();

    [GeneratedRegex(@"^[（(]?\s*無(臨時動議|提案|其他事項|討論事項)?\s*[）)]?。?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Nothing();
}
