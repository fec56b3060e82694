using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>Fifth step: the head of the minutes, its labelled lines and the persons in them, up to where the body begins.</summary>
internal sealed class HeadReader
{
    private readonly Head _head = new();
    private readonly Preamble _preamble;
    private readonly AttendanceReader _attendance;

    private HeadReader() => (_preamble, _attendance) = (new Preamble(_head), new AttendanceReader(_head));

    public static Head Read(IReadOnlyList<Paragraph> paragraphs)
    {
        var reader = new HeadReader();
        foreach (var paragraph in paragraphs)
        {
            if (StartsBody(paragraph) || !reader.Take(paragraph))
            {
                break;
            }

            reader._head.Length++;
        }

        reader._preamble.End();
        return reader._head;
    }

    /// <summary>The first section, item or turn of speech.</summary>
    private static bool StartsBody(Paragraph paragraph)
    {
        var text = paragraph.Text;
        if (paragraph.IsTurn || ItemMarks.Read(text) is not null || (paragraph.Heading >= 2 && Labels.FindInHead(text) is null && TitleReader.Score(text) == 0))
        {
            return true;
        }

        if (Labels.FindInHead(text) is { Kind: LabelKind.Head })
        {
            return false;
        }

        return Marks.Read(text) switch
        {
            { Style.Name: "formal" or "stem" } => true,
            { Style.MayNumberSections: true } mark => Headings.FindNumbered(text[mark.Length..]) is not null,
            _ => Headings.Find(text) is not null,
        };
    }

    /// <summary>Takes a paragraph into the head; false if it is not of the head.</summary>
    private bool Take(Paragraph paragraph)
    {
        if (Labels.FindInHead(paragraph.Text) is { Kind: LabelKind.Head } label)
        {
            if (_head.Labels > 0 && label.Name is "chair" && Glyphs.EndsSentence(paragraph.Text) && Speech.IsSaid(paragraph.Text) && paragraph.Text.Contains('，', StringComparison.Ordinal))
            {
                return false;
            }

            _preamble.End();
            foreach (var part in Cutting.Parts(paragraph.Passage, label.Length, StartsField))
            {
                Field(part);
            }

            return true;
        }

        return _head.Labels == 0 ? _preamble.Take(paragraph)
            : _attendance.Counted(paragraph.Passage) || _attendance.Continues(paragraph) || Repeats(paragraph);
    }

    /// <summary>A label with its colon; behind a wide gap, as between the cells of a table, without one too.</summary>
    private static bool StartsField(string text, int gap) =>
        Labels.Find(text) is { Kind: LabelKind.Head } || (gap >= Cutting.WideGap && Labels.FindInHead(text) is { Kind: LabelKind.Head, Name: not ("staff" or "other") });

    private void Field(Passage part)
    {
        var label = Labels.FindInHead(part.Text)!;
        var value = part.From(label.Length).Trim();
        var group = new Group(label.Name, _head.People.Count);
        _head.Labels++;
        if (label.Name == "name" && !value.IsEmpty)
        {
            _head.Rename(value);
        }

        _head.Add(group.Key, value.IsEmpty ? null : label.Printed, value.IsEmpty ? part.Trim() : value, part.Place);
        if (label.Name == "date")
        {
            When(value);
        }
        else if (label.Name == "location" && !value.IsEmpty)
        {
            _head.Location ??= value;
        }

        _attendance.Start(group, label, value);
    }

    private void When(Passage value)
    {
        if (_head.Date is null && DateReader.Read(value.Text) is not null)
        {
            _head.Date = value;
        }
        else if (DateReader.TimeIn(value.Text) is not null)
        {
            _head.Time ??= value;
        }
    }

    /// <summary>The title again, below it.</summary>
    private bool Repeats(Paragraph paragraph)
    {
        if (_head.Title is not { } title || Glyphs.Squeeze(title.Text) != Glyphs.Squeeze(paragraph.Text))
        {
            return false;
        }

        _head.Add(HeaderKey.Other, null, paragraph.Passage);
        return true;
    }
}
