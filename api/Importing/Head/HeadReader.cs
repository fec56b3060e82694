using System.Globalization;
using System.Text.RegularExpressions;
using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>Fifth step: the head of the minutes, its labelled lines and the persons in them, up to where the body begins.</summary>
internal sealed partial class HeadReader
{
    /// <summary>More unlabelled lines than this before the first label are no head.</summary>
    private const int LongestPreamble = 12;

    /// <summary>White space of so many columns parts two fields of one line.</summary>
    private const int WideGap = 6;

    private readonly Head _head = new();
    private readonly List<Passage> _unlabelled = [];
    private Group _group = new("", AttendeeRole.Unspecified, 0);

    private HeadReader()
    {
    }

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

        reader.Preamble();
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
            { Style.NumbersSections: true } mark => Headings.FindNumbered(text[mark.Length..]) is not null,
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

            Preamble();
            Fields(paragraph.Passage);
            return true;
        }

        if (_head.Labels == 0)
        {
            return Preliminary(paragraph);
        }

        return Counted(paragraph.Passage) || Continues(paragraph) || Repeats(paragraph);
    }

    private bool Preliminary(Paragraph paragraph)
    {
        if (_unlabelled.Count == LongestPreamble || Glyphs.EndsSentence(paragraph.Text) || paragraph.Text.Length > 120)
        {
            return false;
        }

        _unlabelled.Add(paragraph.Passage);
        return true;
    }

    /// <summary>The unlabelled lines above the first label: body, title, version.</summary>
    private void Preamble()
    {
        if (_unlabelled.Count == 0)
        {
            return;
        }

        var best = _unlabelled.MaxBy(line => TitleReader.Score(line.Text));
        var title = TitleReader.Score(best.Text) > 0 ? _unlabelled.IndexOf(best) : -1;
        if (title >= 0)
        {
            _head.Title ??= best;
        }

        for (var at = 0; at < _unlabelled.Count; at++)
        {
            var text = _unlabelled[at].Text;
            var key = at == title ? HeaderKey.Title
                : Version().IsMatch(Glyphs.Squeeze(text)) ? HeaderKey.Version
                : at < title && text.Length <= 40 && !text.Any(char.IsAsciiDigit) && TitleReader.Score(text) == 0 ? HeaderKey.Body
                : HeaderKey.Other;
            Add(key, null, _unlabelled[at]);
        }

        _unlabelled.Clear();
    }

    /// <summary>One line may have several fields: 主席：歐兼主任委員晉德    記錄：楊技士儒乾.</summary>
    private void Fields(Passage line)
    {
        foreach (var part in Parts(line, StartsField))
        {
            Field(part);
        }
    }

    /// <summary>A label with its colon; behind a wide gap, as between the cells of a table, without one too.</summary>
    private static bool StartsField(string text, int gap) =>
        Labels.Find(text) is { Kind: LabelKind.Head } || (gap >= WideGap && Labels.FindInHead(text) is { Kind: LabelKind.Head, Name: not ("staff" or "other") });

    private void Field(Passage part)
    {
        var text = part.Text;
        var label = Labels.FindInHead(text)!;
        var value = part.From(label.Length).Trim();
        _head.Labels++;
        _group = new Group(label.Name, RoleOf(label.Name), _head.People.Count);
        Add(KeyOf(label.Name), value.IsEmpty ? null : label.Printed, value.IsEmpty ? part.Trim() : value, part.Place);
        switch (label.Name)
        {
            case "name" when !value.IsEmpty:
                _head.Title = value;
                break;
            case "date" when _head.Date is null && DateReader.Read(value.Text) is not null:
                _head.Date = value;
                break;
            case "location" when !value.IsEmpty:
                _head.Location ??= value;
                break;
            case "staff":
                People(value, title: Glyphs.Squeeze(label.Printed));
                break;
            default:
                if (_group.HasPeople)
                {
                    People(value, null);
                }

                break;
        }
    }

    /// <summary>A line under the label of persons that goes on with persons: by unit, by title, or plainly.</summary>
    private bool Continues(Paragraph paragraph)
    {
        if (!_group.HasPeople || Labels.Find(paragraph.Text) is not null || Glyphs.EndsSentence(paragraph.Text) || paragraph.Text.Contains('。', StringComparison.Ordinal) || paragraph.Text.Length > 2_000)
        {
            return false;
        }

        if (Office().Match(paragraph.Text) is { Success: true } office && PersonReader.IsTitle(office.Groups["title"].Value))
        {
            var value = paragraph.Passage.From(office.Length).Trim();
            Add(HeaderKey.Attendance, value.IsEmpty ? null : office.Groups["bracket"].Value, value.IsEmpty ? paragraph.Passage : value, paragraph.Passage.Place);
            _group = _group with { Office = Glyphs.Squeeze(office.Groups["title"].ValueSpan) };
            People(value, _group.Office);
            return true;
        }

        var parts = _group.IsList ? Parts(paragraph.Passage, (text, _) => InnerUnitLabel().IsMatch(text)) : [paragraph.Passage];
        if (parts.All(part => UnitLabel().IsMatch(part.Text)) && _group.IsList)
        {
            foreach (var part in parts)
            {
                OfUnit(part);
            }

            return true;
        }

        if (!LooksLikePeople(paragraph.Passage))
        {
            return false;
        }

        Add(KeyOf(_group.Name), null, paragraph.Passage);
        People(paragraph.Passage, _group.Office);
        return true;
    }

    private void OfUnit(Passage part)
    {
        var match = UnitLabel().Match(part.Text);
        var value = part.From(match.Length).Trim();
        var label = match.Groups["unit"].Value.TrimEnd() + (match.Groups["colon"].Value is ":" ? ":" : "");
        Add(HeaderKey.Attendance, value.IsEmpty ? null : label, value.IsEmpty ? part.Trim() : value, part.Place);
        People(value, null, Glyphs.Squeeze(match.Groups["unit"].ValueSpan));
    }

    private void People(Passage value, string? title, string? unit = null)
    {
        if (value.IsEmpty)
        {
            return;
        }

        var start = GroupPrefix().Match(value.Text).Length;
        foreach (var written in PeopleReader.Split(value.From(start)))
        {
            if (SignatureList().IsMatch(written.Text))
            {
                _head.Elsewhere.Add(written);
                continue;
            }

            var person = PersonReader.Read(written.Text);
            if (person is { Name: null, Title: null } && person.Status == AttendanceStatus.Present && !person.StandsForOthers && unit is null && written.Text.Length > 30)
            {
                continue;
            }

            person = person with { Title = person.Title ?? title, Unit = person.Unit ?? unit };
            _head.People.Add(new Listed(_group.Role, written, _group.Name switch
            {
                "leave" => person with { Status = AttendanceStatus.Leave },
                "absent" => person with { Status = AttendanceStatus.Absent },
                _ => person,
            }));
        }
    }

    private bool LooksLikePeople(Passage passage)
    {
        var persons = PeopleReader.Split(passage);
        var sure = persons.Count(person => PersonReader.Read(person.Text) is { } read
            && (read.Name is { } name ? Named(name) && (read.Title is not null || !Affiliation().Replace(person.Text, "").Contains('，', StringComparison.Ordinal)) : read.Title is not null));
        return persons.Count > 0 && sure * 2 >= persons.Count && (_group.IsList || sure == persons.Count);
    }

    private static bool Named(string name) => name.Length is >= 2 and <= 5 && PersonReader.StartsWithSurname(name);

    /// <summary>委員出席15人.</summary>
    private bool Counted(Passage passage)
    {
        if (CountLine().Match(Glyphs.Squeeze(passage.Text)) is not { Success: true } match)
        {
            return false;
        }

        Add(HeaderKey.Other, null, passage);
        _head.Counts.Add((int.Parse(match.Groups["count"].ValueSpan, CultureInfo.InvariantCulture), _head.People.Count - _group.First, passage));
        return true;
    }

    /// <summary>The title again, below it.</summary>
    private bool Repeats(Paragraph paragraph)
    {
        if (_head.Title is not { } title || Glyphs.Squeeze(title.Text) != Glyphs.Squeeze(paragraph.Text))
        {
            return false;
        }

        Add(HeaderKey.Other, null, paragraph.Passage);
        return true;
    }

    /// <summary>A line cut where white space is followed by what starts a part.</summary>
    private static List<Passage> Parts(Passage line, Func<string, int, bool> starts)
    {
        var text = line.Text;
        var (cuts, gap) = (new List<int> { 0 }, 0);
        for (var at = 1; at < text.Length && text.Length <= 2_000; at++)
        {
            gap = char.IsWhiteSpace(text[at - 1]) ? gap + Glyphs.Width(text[at - 1]) : 0;
            if (gap > 0 && !char.IsWhiteSpace(text[at]) && starts(text.Substring(at, Math.Min(40, text.Length - at)), gap))
            {
                cuts.Add(at);
            }
        }

        return [.. cuts.Select((cut, index) => line.Slice(cut, (index + 1 < cuts.Count ? cuts[index + 1] : text.Length) - cut).Trim())];
    }

    private void Add(HeaderKey key, string? label, Passage value, Place? place = null) => _head.Lines.Add(new HeadLine(key, label, value.Text, place ?? value.Place));

    private static HeaderKey KeyOf(string name) => name switch
    {
        "name" => HeaderKey.Title,
        "body" => HeaderKey.Body,
        "date" => HeaderKey.Date,
        "location" => HeaderKey.Location,
        "chair" => HeaderKey.Chair,
        "recorder" => HeaderKey.Recorder,
        "attendee" or "observer" or "unspecified" or "leave" or "absent" or "staff" => HeaderKey.Attendance,
        _ => HeaderKey.Other,
    };

    private static AttendeeRole RoleOf(string name) => name switch
    {
        "chair" => AttendeeRole.Chair,
        "recorder" => AttendeeRole.Recorder,
        "attendee" or "leave" or "absent" => AttendeeRole.Attendee,
        "observer" => AttendeeRole.Observer,
        _ => AttendeeRole.Unspecified,
    };

    /// <summary>The label that the lines below stand under, and the first person listed there.</summary>
    private sealed record Group(string Name, AttendeeRole Role, int First)
    {
        /// <summary>The title that holds for the persons below: （常務理事）.</summary>
        public string? Office { get; init; }

        public bool IsList => Name is "attendee" or "observer" or "unspecified" or "leave" or "absent";

        public bool HasPeople => IsList || Name is "chair" or "recorder" or "staff";
    }

    [GeneratedRegex(@"^[(（]?(詳|如|見|如附|詳如|詳附|詳見)?(附件|附)?簽到(簿|單|表|冊)?[)）]?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex SignatureList();

    [GeneratedRegex(@"[(（][^()（）]*[)）]", RegexOptions.CultureInvariant)]
    private static partial Regex Affiliation();

    [GeneratedRegex(@"^[(（]?(公告版|公開版|節錄版|摘要版|節本|定稿|定稿版|草案|初稿|稿|修正版|更正版|確認版|對外公開版|網路公告版)[)）]?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Version();

    [GeneratedRegex(@"^(?<bracket>[(（](?<title>[^()（）]{2,8})[)）])\s*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Office();

    [GeneratedRegex(@"^(?<unit>[^：:、，。；()（）]{2,20}(?<!\s))\s*(?<colon>[：:])\s*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex UnitLabel();

    [GeneratedRegex(@"^[^\s：:、，。；()（）]{2,14}\s*[：:]", RegexOptions.CultureInvariant)]
    private static partial Regex InnerUnitLabel();

    [GeneratedRegex(@"^\s*[^\s、，()（）]{1,6}\s*[－—–]\s*", RegexOptions.CultureInvariant)]
    private static partial Regex GroupPrefix();

    [GeneratedRegex(@"^(?:委員|議員|理事|監事|代表|會員)?(?<role>出席|列席|請假|缺席)(?:委員|議員|人員)?(?<count>[0-9]{1,4})[人位名]$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex CountLine();
}
