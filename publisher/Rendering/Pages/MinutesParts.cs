using System.Globalization;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Engine;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>
/// Turns the parts of a public edition into what the templates of a minutes page see. What it prints it takes from <see cref="Printed"/>,
/// so that the page and the plain text say the same.
/// </summary>
internal sealed class MinutesParts(PublicEdition edition, IReadOnlyDictionary<string, string> units)
{
    private readonly List<HeaderLine> _head = [.. DocumentHead.Lines(edition)];

    private readonly ILookup<string, Erratum>? _errata =
        edition.Errata.Count == 0 ? null : edition.Errata.ToLookup(static erratum => erratum.Anchor, StringComparer.Ordinal);

    /// <summary>The unlabelled lines that the minutes open with, of which one is the title; empty where it is not among them.</summary>
    public List<TitleLine> Title()
    {
        var opening = _head.TakeWhile(IsOpening).ToList();
        var title = opening.FindIndex(static line => line.Key == HeaderKey.Title);
        return title < 0 ? [] : [.. opening.Select((line, at) => new TitleLine(line.AsWritten, at == title, line.Key == HeaderKey.Version))];
    }

    public List<HeadLine> Head() => [.. _head
        .Skip(Title().Count)
        .Select(HeadLineOf)];

    public string? HeadLine(HeaderKey key) => _head.Find(line => line.Key == key)?.AsWritten;

    public List<AttendanceTable>? Attendance()
    {
        var inHead = _head.Select(NamedIn).OfType<PublicAttendee>().ToHashSet();
        return OrNull(edition.Attendance
            .Where(attendee => !inHead.Contains(attendee))
            .GroupBy(static attendee => attendee.Role)
            .Select(role => new AttendanceTable(CaptionOf(role.Key), TallyOf([.. role]), [.. role.Select(Row)]))
            .ToList());
    }

    public List<SectionView> Sections() => [.. edition.Sections.Select(Section)];

    public List<AnnexView>? Annexes()
    {
        var views = new List<AnnexView>();
        string? printed = null;
        foreach (var annex in edition.Annexes)
        {
            var heading = annex.Heading ?? (IsClosed(annex.Disclosure) ? printed ?? Annex : printed);
            views.Add(new AnnexView(
                annex.Id,
                heading == printed ? null : heading,
                NullIfEmpty(Printed.Line(IsClosed(annex.Disclosure) ? annex with { Disclosure = null } : annex)),
                Units(annex.Units),
                Clauses(annex.Explanation),
                OrNull(annex.Reports.Select(Report).ToList()),
                Note(annex.Id, annex.Disclosure)));
            printed = heading;
        }

        return OrNull(views);
    }

    public List<AttachmentView>? Attachments() => OrNull(edition.Attachments
        .Select(file => new AttachmentView(
            file.Id,
            file.FileName,
            AttachmentFile.UrlOf(edition, file),
            file.Size is { } size ? string.Create(CultureInfo.InvariantCulture, $"{file.MediaType} {size:N0} 位元組").Trim() : file.MediaType,
            file.Sha256,
            Note(file.Id, file.Disclosure)))
        .ToList());

    /// <summary>Sections with their items, annexes with their reports.</summary>
    public static List<OutlineEntry> Outline(IEnumerable<SectionView> sections, IEnumerable<AnnexView>? annexes)
    {
        var entries = sections.Select(static section => new OutlineEntry(
            "#" + section.Id, section.Title, section.None ? Printed.None : section.Note?.Tag,
            OrNull(section.Items?.Select(static item => new OutlineEntry("#" + item.Id, item.Name, item.Note?.Tag, null)).ToList()))).ToList();
        entries.AddRange((annexes ?? []).Select(static annex => new OutlineEntry(
            "#" + annex.Id, annex.Heading ?? annex.Title ?? Annex, annex.Note?.Tag,
            OrNull(annex.Reports?.Select(static report => new OutlineEntry("#" + report.Id, report.Name, report.Note?.Tag, null)).ToList()))));
        return entries;
    }

    /// <summary>決議一覽: what became of each item; null where a single item needs no such list.</summary>
    public List<GlanceRow>? Glance()
    {
        var rows = Items();
        return rows.Count(static row => row.HasOutcome) > 1 ? rows : null;
    }

    /// <summary>The items at a glance.</summary>
    public List<GlanceRow> Items() => [.. edition.Sections.SelectMany(static section => section.Items).Select(Glance)];

    private const string Annex = "附錄";

    /// <summary>A clause of so few characters says what became of the item, and is shown whole: 洽悉。 照案通過。</summary>
    private const int Verdict = 12;

    /// <summary>How much of a clause is shown at a glance.</summary>
    private const int Beginning = 64;

    private GlanceRow Glance(PublicItem item)
    {
        var name = item.Title is null ? Printed.Line(item with { Disclosure = null }) : Printed.Line(item.Label, item.Title);
        if (item.Outcome is not { } outcome)
        {
            return new GlanceRow("#" + item.Id, name, null, Note(item.Id, item.Disclosure)?.Tag, null, false);
        }

        var verdict = outcome.Clauses is [{ Text: { Length: <= Verdict } text, Children.Count: 0 }, ..] ? text.TrimEnd('。') : null;
        return new GlanceRow(
            "#" + item.Id,
            name,
            verdict ?? Words.Of(outcome.Result),
            Note(outcome.Id, outcome.Disclosure)?.Tag,
            OrNull(outcome.Clauses.Skip(verdict is null ? 0 : 1).Select(Task).OfType<GlanceTask>().ToList()),
            true);
    }

    private GlanceTask? Task(PublicClause clause)
    {
        var text = PlainText.Of(clause.Heading ?? clause.Text ?? "");
        return text.Length == 0 ? null : new GlanceTask("#" + clause.Id, BeginningOf(text), OrNull(NamedUnits(text)));
    }

    /// <summary>The text, or as much of it as ends where the text itself pauses.</summary>
    private static string BeginningOf(string text)
    {
        if (text.Length <= Beginning)
        {
            return text;
        }

        var pause = text.AsSpan(0, Beginning).LastIndexOfAny("，；。、");
        var end = pause > Beginning / 3 ? pause : Beginning;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }

    /// <summary>The units that a text names, in its order; of names that overlap, the longest.</summary>
    private List<Link> NamedUnits(string text)
    {
        var found = new SortedList<int, (int End, string Name)>();
        foreach (var name in units.Keys.Where(name => name.Length > 1 && text.Contains(name, StringComparison.Ordinal)).OrderByDescending(static name => name.Length).ThenBy(static name => name, StringComparer.Ordinal))
        {
            for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + name.Length, StringComparison.Ordinal))
            {
                if (found.All(other => at >= other.Value.End || at + name.Length <= other.Key))
                {
                    found.Add(at, (at + name.Length, name));
                }
            }
        }

        return [.. found.Values.DistinctBy(unit => units[unit.Name]).Select(unit => new Link(unit.Name, UnitUrl(unit.Name)))];
    }

    private static string TallyOf(List<PublicAttendee> attendees)
    {
        var counts = attendees.Select(static attendee => attendee.Status).OfType<AttendanceStatus>()
            .GroupBy(static status => status)
            .OrderBy(static status => status.Key)
            .Select(static status => $"{WordOf(status.Key)} {Counts.Of(status.Count())} 人");
        return $"共 {Counts.Of(attendees.Count)} 人{string.Join("、", counts) switch { "" => "", var told => "：" + told }}";
    }

    private static string WordOf(AttendanceStatus status) => status switch
    {
        AttendanceStatus.Present => "與會",
        AttendanceStatus.Leave => "請假",
        AttendanceStatus.Absent => "缺席",
        AttendanceStatus.Represented => "代理",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    private static bool IsOpening(HeaderLine line) => line is { Label: null, Key: HeaderKey.Body or HeaderKey.Title or HeaderKey.Version };

    private HeadLine HeadLineOf(HeaderLine line)
    {
        var person = NamedIn(line);
        var date = line.Key == HeaderKey.Date ? new DateText(Dates.Iso(DateOnly.FromDateTime(edition.Start.DateTime)), Dates.Iso(edition.Start)) : null;
        return new HeadLine(
            person?.Id,
            NullIfEmpty(Printed.Label(line.Label)),
            line.AsWritten,
            date,
            line.Key == HeaderKey.Attendance,
            person is null ? null : Note(person.Id, person.Disclosure));
    }

    private SectionView Section(PublicSection section)
    {
        // In a section an unlabelled first clause stands before the units.
        var lead = section.Clauses is [{ Label: null } first, ..] ? first : null;
        var title = section.None || IsClosed(section.Disclosure) ? section with { None = false, Disclosure = null } : section;
        return new SectionView(
            section.Id,
            Printed.Line(title),
            section.None && section.AsWritten is null,
            lead is null ? null : Clause(lead),
            Units(section.Units),
            Clauses(lead is null ? section.Clauses : [.. section.Clauses.Skip(1)]),
            OrNull(section.Items.Select(Item).ToList()),
            Note(section.Id, section.Disclosure));
    }

    private ItemView Item(PublicItem item) => new(
        item.Id,
        Printed.Line(IsClosed(item.Disclosure) ? item with { Disclosure = null } : item),
        item.Title is null ? Printed.Line(item with { Disclosure = null }) : Printed.Line(item.Label, item.Title),
        Units(item.Units),
        Clauses(item.Explanation),
        item.Outcome is { } outcome ? Outcome(outcome) : null,
        Note(item.Id, item.Disclosure),
        OrNull(edition.Annexes.Where(annex => annex.Item == item.Id).Select(static annex => new Link(annex.Heading ?? Annex, "#" + annex.Id)).ToList()));

    private OutcomeView Outcome(PublicOutcome outcome)
    {
        // 決定：洽悉。 stands on one line.
        var only = outcome.Clauses is [{ Label: null, Heading: null, Children.Count: 0 } first] ? first : null;
        var mark = Printed.Line(outcome.Disclosure is null ? outcome : outcome with { Disclosure = null, Label = outcome.Label ?? Printed.KindOf(outcome.Kind) });
        return new OutcomeView(
            outcome.Id,
            NullIfEmpty(mark),
            Printed.KindOf(outcome.Kind),
            Words.Of(outcome.Result),
            only is null ? null : Clause(only),
            only is null ? Clauses(outcome.Clauses) : null,
            Note(outcome.Id, outcome.Disclosure));
    }

    private ReportView Report(PublicReport report)
    {
        var line = Printed.Line(IsClosed(report.Disclosure) ? report with { Disclosure = null } : report);
        return new ReportView(report.Id, Named(line, report.Unit), line, Clauses(report.Clauses), Note(report.Id, report.Disclosure));
    }

    private List<ClauseView>? Clauses(IReadOnlyList<PublicClause> clauses)
    {
        if (clauses.Count == 0)
        {
            return null;
        }

        var views = new List<ClauseView>(clauses.Count);
        foreach (var clause in clauses)
        {
            views.Add(Clause(clause));
        }

        return views;
    }

    private ClauseView Clause(PublicClause clause) => new(
        clause.Id,
        MarkOf(clause.Label),
        clause.Heading is null ? null : new Prose(clause.Heading),
        clause.Text is null ? null : new Prose(clause.Text),
        Clauses(clause.Children),
        Note(clause.Id, clause.Disclosure, clause.Values));

    private UnitsView? Units(IReadOnlyList<Unit> named)
    {
        if (named.Count == 0)
        {
            return null;
        }

        var bracketed = named.Where(static unit => unit.AsWritten is null or ['（' or '(' or '〔' or '【', ..]).ToList();
        var lines = named.Except(bracketed).Select(unit => (IReadOnlyList<Link>)Named(unit.AsWritten!, unit.Name)).ToList();
        return new UnitsView(OrNull(Inline(bracketed)), OrNull(lines));
    }

    private List<Link> Inline(List<Unit> bracketed)
    {
        var pieces = new List<Link>();
        var rest = Printed.Units(bracketed).AsSpan();
        foreach (var unit in bracketed)
        {
            var at = UnitUrl(unit.Name) is null ? -1 : rest.IndexOf(unit.Name, StringComparison.Ordinal);
            if (at >= 0)
            {
                pieces.Add(new Link(rest[..at].ToString(), null));
                pieces.Add(new Link(unit.Name, UnitUrl(unit.Name)));
                rest = rest[(at + unit.Name.Length)..];
            }
        }

        if (rest.Length > 0)
        {
            pieces.Add(new Link(rest.ToString(), null));
        }

        return pieces;
    }

    /// <summary>A line in which a unit's name is a link to its page, if it has one.</summary>
    private List<Link> Named(string line, string? unit)
    {
        var url = UnitUrl(unit);
        var at = url is null ? -1 : line.IndexOf(unit!, StringComparison.Ordinal);
        return at < 0 ? [new(line, null)] : [.. new Link[] { new(line[..at], null), new(unit!, url), new(line[(at + unit!.Length)..], null) }.Where(static piece => piece.Text.Length > 0)];
    }

    private string? UnitUrl(string? name) => name is not null && units.TryGetValue(name, out var slug) ? UnitPage.UrlOf(slug) : null;

    private AttendeeRow Row(PublicAttendee attendee)
    {
        var note = Note(attendee.Id, attendee.Disclosure, tag: "略");
        var (status, css) = StatusOf(attendee);
        return new AttendeeRow(
            attendee.Id,
            attendee.Name ?? attendee.AsWritten,
            attendee.Title,
            attendee.Unit is { } unit ? new Link(unit, UnitUrl(unit)) : null,
            status,
            css,
            attendee.RepresentedBy is { } by ? $"由{by.Name}{by.Title}代" : null,
            note);
    }

    /// <summary>Whether and how a person was there, in a word; and the class of its row, if it stands out.</summary>
    public static (string? Word, string? Css) StatusOf(PublicAttendee attendee) => attendee switch
    {
        { Status: AttendanceStatus.Leave } => ("請假", "leave"),
        { Status: AttendanceStatus.Absent } => ("缺席", "absent"),
        { Status: AttendanceStatus.Represented } => ("代理", "represented"),
        { Status: AttendanceStatus.Present, Mode: AttendanceMode.Remote } => ("視訊與會", null),
        { Status: AttendanceStatus.Present } => ("與會", null),
        _ => (null, null),
    };

    private string CaptionOf(AttendeeRole role)
    {
        var word = role switch { AttendeeRole.Attendee => "出席", AttendeeRole.Observer => "列席", _ => "" };
        var line = _head.Find(line => line is { Key: HeaderKey.Attendance, Label: { } label } && label.Contains(word, StringComparison.Ordinal));
        return line?.Label?.TrimEnd('：', ':') ?? Words.Of(role);
    }

    /// <summary>The one person whom a line of the head names; of two lines for one person it is the first.</summary>
    private PublicAttendee? NamedIn(HeaderLine line)
    {
        AttendeeRole? role = line.Key switch { HeaderKey.Chair => AttendeeRole.Chair, HeaderKey.Recorder => AttendeeRole.Recorder, _ => null };
        return role is not null
            && ReferenceEquals(_head.Find(other => other.Key == line.Key), line)
            && edition.Attendance.Where(attendee => attendee.Role == role).Take(2).ToList() is [var only] ? only : null;
    }

    private NoteView? Note(string anchor, Disclosure? disclosure, IReadOnlyList<ClauseValue>? values = null, string tag = Printed.Withheld)
    {
        var errata = _errata is null ? null : OrNull(_errata[anchor].Select(ErratumOf).ToList());
        var measured = values is null or { Count: 0 } ? null : values.Select(Measured).ToList();
        if (!IsClosed(disclosure))
        {
            return errata is null && measured is null ? null : new NoteView(null, null, null, errata, measured);
        }

        var summary = disclosure?.Summary is null ? null : new Prose(Printed.Closed(disclosure));
        return new NoteView(summary is null ? tag : null, summary, Reason(disclosure!), errata, measured);
    }

    private static ErratumView ErratumOf(Erratum erratum)
    {
        var line = Printed.Line(erratum);
        return new ErratumView(line[..^erratum.Text.Length], Dates.Iso(erratum.Date), new Prose(erratum.Text));
    }

    /// <summary>Why a part is closed, in words.</summary>
    public static string Reason(Disclosure disclosure) => (disclosure.Level, disclosure.Ground) switch
    {
        (DisclosureLevel.Summary, null) => "本部分以摘要公開。",
        (DisclosureLevel.Summary, { } ground) => $"依{Words.Of(ground)}，本部分以摘要公開。",
        (_, null) => "本部分內容不予公開。",
        (_, { } ground) => $"依{Words.Of(ground)}，本部分內容不予公開。",
    };

    private static string Measured(ClauseValue value) => string.Create(
        CultureInfo.InvariantCulture,
        $"{value.Name}：{value.Value}{(value.Unit is null ? "" : " " + value.Unit)}{(value.AsOf is { } day ? $"（截至{Dates.Roc(day)}）" : "")}");

    /// <summary>Half-width marks are set off by a space, as <see cref="Printed.Line(string?, string?)"/> does.</summary>
    private static string? MarkOf(string? label) => Printed.Label(label) switch
    {
        "" => null,
        [.., <= '\x7f'] mark => mark + " ",
        var mark => mark,
    };

    private static bool IsClosed(Disclosure? disclosure) => disclosure is { Level: not DisclosureLevel.Public };

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;

    private static List<T>? OrNull<T>(List<T>? list) => list is null or { Count: 0 } ? null : list;
}
