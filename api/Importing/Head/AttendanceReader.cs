using System.Text.RegularExpressions;
using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>The persons of the head: those on the line of a label, and those on the lines under it.</summary>
internal sealed partial class AttendanceReader(Head head)
{
    /// <summary>A line longer than this is no list of persons.</summary>
    private const int LongestLine = 2_000;

    /// <summary>A piece longer than this in which no person is found is a sentence.</summary>
    private const int LongestUnknown = 30;

    private Group _group = new("", 0);

    /// <summary>A label begins; what stands behind it may be persons.</summary>
    public void Start(Group group, Label label, Passage value)
    {
        _group = group;
        if (group.Name == "staff")
        {
            People(value, title: Glyphs.Squeeze(label.Printed));
        }
        else if (group.HasPeople)
        {
            People(value, null);
        }
    }

    /// <summary>A line under the label of persons that goes on with persons: by unit, by title, or plainly.</summary>
    public bool Continues(Paragraph paragraph)
    {
        if (!_group.HasPeople || Labels.Find(paragraph.Text) is not null || Glyphs.EndsSentence(paragraph.Text) || paragraph.Text.Contains('。', StringComparison.Ordinal) || paragraph.Text.Length > LongestLine)
        {
            return false;
        }

        if (Columns().IsMatch(Glyphs.Squeeze(paragraph.Text)))
        {
            head.Add(HeaderKey.Other, null, paragraph.Passage);
            return true;
        }

        if (Office().Match(paragraph.Text) is { Success: true } office && PersonReader.IsTitle(office.Groups["title"].Value))
        {
            OfOffice(paragraph.Passage, office);
            return true;
        }

        var parts = _group.IsList ? Cutting.Parts(paragraph.Passage, 0, (text, _) => InnerUnitLabel().IsMatch(text)) : [paragraph.Passage];
        if (_group.IsList && parts.TrueForAll(part => UnitLabel().IsMatch(part.Text)))
        {
            parts.ForEach(OfUnit);
            return true;
        }

        if (!LooksLikePeople(paragraph.Passage))
        {
            return false;
        }

        head.Add(_group.Key, null, paragraph.Passage);
        People(paragraph.Passage, _group.Office);
        return true;
    }

    /// <summary>委員出席15人; 共計九名.</summary>
    public bool Counted(Passage passage)
    {
        if (CountLine().Match(Glyphs.Squeeze(passage.Text)) is not { Success: true } match)
        {
            return false;
        }

        head.Add(HeaderKey.Other, null, passage);
        Count(match, passage);
        return true;
    }

    private void OfOffice(Passage line, Match office)
    {
        var value = line.From(office.Length).Trim();
        head.Add(HeaderKey.Attendance, value.IsEmpty ? null : office.Groups["bracket"].Value, value.IsEmpty ? line : value, line.Place);
        _group = _group with { Office = Glyphs.Squeeze(office.Groups["title"].ValueSpan) };
        People(value, _group.Office);
    }

    private void OfUnit(Passage part)
    {
        var match = UnitLabel().Match(part.Text);
        var value = part.From(match.Length).Trim();
        var label = match.Groups["unit"].Value.TrimEnd() + (match.Groups["colon"].Value is ":" ? ":" : "");
        head.Add(HeaderKey.Attendance, value.IsEmpty ? null : label, value.IsEmpty ? part.Trim() : value, part.Place);
        People(value, null, Glyphs.Squeeze(match.Groups["unit"].ValueSpan));
    }

    private void People(Passage value, string? title, string? unit = null)
    {
        if (value.IsEmpty || Nobody().IsMatch(Glyphs.Squeeze(value.Text)))
        {
            return;
        }

        value = value.From(GroupPrefix().Match(value.Text).Length);
        if (unit is null && _group.IsList && InnerUnitLabel().IsMatch(value.Text))
        {
            Cutting.Parts(value, 0, (text, _) => InnerUnitLabel().IsMatch(text)).ForEach(part => InUnit(part, title));
            return;
        }

        var (listed, figure) = (head.People.Count, (Passage?)null);
        foreach (var written in PeopleReader.Split(value))
        {
            var text = Glyphs.Squeeze(written.Text);
            if (Total().Match(text) is { Success: true } total)
            {
                Count(total, written);
            }
            else if (SignatureList().IsMatch(text))
            {
                head.Elsewhere.Add(written);
            }
            else if (Figure().IsMatch(text))
            {
                figure = written;
            }
            else
            {
                Person(written, title, unit);
            }
        }

        if (figure is { } counted && head.People.Count == listed)
        {
            head.Elsewhere.Add(counted);
        }
    }

    /// <summary>A unit on the line of the label itself: 出席人員　外聘委員：黃委員淑玲、….</summary>
    private void InUnit(Passage part, string? title)
    {
        var label = InnerUnitLabel().Match(part.Text);
        People(part.From(label.Length), title, Glyphs.Squeeze(label.ValueSpan).TrimEnd('：', ':'));
    }

    private void Count(Match match, Passage printed)
    {
        if (ChineseNumerals.TryParse(match.Groups["count"].ValueSpan, out var count))
        {
            head.Counts.Add((count, head.People.Count - _group.First, printed));
        }
    }

    private void Person(Passage written, string? title, string? unit)
    {
        var person = PersonReader.Read(written.Text);
        if (person is { Name: null, Title: null, Status: AttendanceStatus.Present, StandsForOthers: false } && unit is null && written.Text.Length > LongestUnknown)
        {
            return;
        }

        person = person with { Title = person.Title ?? title, Unit = person.Unit ?? unit };
        head.People.Add(new Listed(_group.Role, written, (_group.Name, person.Status) switch
        {
            ("leave", not AttendanceStatus.Represented) => person with { Status = AttendanceStatus.Leave },
            ("absent", not AttendanceStatus.Represented) => person with { Status = AttendanceStatus.Absent },
            _ => person,
        }));
    }

    private bool LooksLikePeople(Passage passage)
    {
        var persons = PeopleReader.Split(passage);
        var sure = persons.Count(person => PersonReader.Read(person.Text) is { } read
            && (read.Name is { } name ? Named(name) && (read.Title is not null || !Affiliation().Replace(person.Text, "").Contains('，', StringComparison.Ordinal)) : read.Title is not null));
        return persons.Count > 0 && sure * 2 >= persons.Count && (_group.IsList || sure == persons.Count);
    }

    private static bool Named(string name) => name.Length is >= 2 and <= 5 && PersonReader.StartsWithSurname(name);

    [GeneratedRegex(@"^[(（]?(略，?)?[詳如見附後件同]*(會議|出席)?(人員)?(簽到|簽名|出席名|名)(簿|單|表|冊|名冊|名單|記錄|紀錄)?([(（]略[)）])?[)）]?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex SignatureList();

    /// <summary>應出席人數158人, 實到15位（詳如簽到單）, 董事7人（親自出席6人、委託出席1人）.</summary>
    [GeneratedRegex(@"^([應實已][^0-9等暨率]{0,8}[一二三四五六七八九十百]{1,5}|[^0-9０-９等暨率]{0,10}[0-9０-９]{1,5})[人位名]([(（].*)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Figure();

    /// <summary>The first row of a table of persons.</summary>
    [GeneratedRegex("^(職稱|職務|姓名|單位|機關|服務單位|代表|簽名|簽到|備註|編號|序號|代理人){2,}$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Columns();

    [GeneratedRegex(@"^(以上)?(共計|合計|總計|共|計)(出席|列席)?(?<count>[0-9]{1,4}|[一二三四五六七八九十百]{1,5})[人位名]$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Total();

    [GeneratedRegex(@"^[(（]?(無|從?略|[-－—–]+)[)）]?。?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Nobody();

    [GeneratedRegex(@"[(（][^()（）]*[)）]", RegexOptions.CultureInvariant)]
    private static partial Regex Affiliation();

    [GeneratedRegex(@"^(?<bracket>[(（](?<title>[^()（）]{2,8})[)）])\s*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Office();

    [GeneratedRegex(@"^(?<unit>[^：:、，。；()（）]{2,20}(?<!\s))\s*(?<colon>[：:])\s*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex UnitLabel();

    [GeneratedRegex(@"^[^\s：:、，。；()（）]{2,14}\s*[：:]\s*", RegexOptions.CultureInvariant)]
    private static partial Regex InnerUnitLabel();

    [GeneratedRegex(@"^\s*[^\s、，()（）]{1,6}\s*[－—–]\s*", RegexOptions.CultureInvariant)]
    private static partial Regex GroupPrefix();

    [GeneratedRegex(@"^((委員|議員|理事|監事|代表|會員)?(出席|列席|請假|缺席)(委員|議員|人員|代表|理事|監事|會員)?|(以上)?(共計|合計|總計|共|計)(出席|列席)?)(?<count>[0-9]{1,4}|[一二三四五六七八九十百]{1,5})[人位名]$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex CountLine();
}
