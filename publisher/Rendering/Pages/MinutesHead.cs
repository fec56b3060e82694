using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>The head of a minutes page: the lines that are printed above the sections, and the attendance as tables.</summary>
internal sealed class MinutesHead(Site site, PublicEdition edition, UnitLinks links, MinutesNotes notes)
{
    private readonly Messages _texts = site.Texts;
    private readonly string _body = site.SeriesBody(edition.Series);
    private readonly List<HeaderLine> _head = [.. DocumentHead.Lines(edition)];

    /// <summary>The unlabelled lines that the minutes open with, of which one is the title; empty where it is not among them.</summary>
    public List<TitleLine> Title()
    {
        var opening = _head.TakeWhile(IsOpening).ToList();
        var title = opening.FindIndex(static line => line.Key == HeaderKey.Title);
        return title < 0 ? [] : [.. opening.Select((line, at) => new TitleLine(line.AsWritten, at == title, line.Key == HeaderKey.Version))];
    }

    public List<HeadLine> Lines() => [.. _head
        .Skip(Title().Count)
        .Select(HeadLineOf)];

    public string? Line(HeaderKey key) => _head.Find(line => line.Key == key)?.AsWritten;

    public List<AttendanceTable>? Attendance()
    {
        var inHead = _head.Select(NamedIn).OfType<PublicAttendee>().ToHashSet<PublicAttendee>(ReferenceEqualityComparer.Instance);
        return OrNull(edition.Attendance
            .Where(attendee => !inHead.Contains(attendee))
            .GroupBy(static attendee => attendee.Role)
            .Select(role => new AttendanceTable(CaptionOf(role.Key), TallyOf(role.ToList()), role.Select(Row).ToList()))
            .ToList());
    }

    private static bool IsOpening(HeaderLine line) => line is { Label: null, Key: HeaderKey.Body or HeaderKey.Title or HeaderKey.Version };

    private HeadLine HeadLineOf(HeaderLine line)
    {
        var person = NamedIn(line);
        var date = line.Key == HeaderKey.Date ? new DateText(Dates.Iso(DateOnly.FromDateTime(edition.Start.DateTime)), Dates.Iso(edition.Start)) : null;
        return new HeadLine(
            person?.Id,
            Printed.Label(line.Label) is { Length: > 0 } label ? label : null,
            line.AsWritten,
            date,
            line.Key == HeaderKey.Attendance,
            site.People.UrlOf(person, _body),
            person is null ? null : notes.Of(person.Id, person.Disclosure));
    }

    /// <summary>The one person whom a line of the head names; of two lines for one person it is the first.</summary>
    private PublicAttendee? NamedIn(HeaderLine line)
    {
        AttendeeRole? role = line.Key switch { HeaderKey.Chair => AttendeeRole.Chair, HeaderKey.Recorder => AttendeeRole.Recorder, _ => null };
        return role is not null
            && ReferenceEquals(_head.Find(other => other.Key == line.Key), line)
            && edition.Attendance.Where(attendee => attendee.Role == role).Take(2).ToList() is [var only] ? only : null;
    }

    private string TallyOf(List<PublicAttendee> attendees)
    {
        var counts = attendees
            .Where(static attendee => attendee.Status is not null)
            .CountBy(static attendee => attendee.Status!.Value)
            .OrderBy(static status => status.Key)
            .Select(status => _texts.With("minutes.tally_of", ("status", Words.Of(_texts, status.Key)), ("count", Counts.Of(status.Value))))
            .ToList();
        var count = ("count", Counts.Of(attendees.Count));
        return counts.Count == 0 ? _texts.With("minutes.tally", count) : _texts.With("minutes.tally_told", count, ("told", string.Join(_texts["common.comma"], counts)));
    }

    private string CaptionOf(AttendeeRole role)
    {
        var word = role switch { AttendeeRole.Attendee => "出席", AttendeeRole.Observer => "列席", _ => "" };
        var line = _head.Find(line => line is { Key: HeaderKey.Attendance, Label: { } label } && label.Contains(word, StringComparison.Ordinal));
        return line?.Label?.TrimEnd('：', ':') ?? Words.Of(_texts, role);
    }

    private AttendeeRow Row(PublicAttendee attendee) => new(
        attendee.Id,
        attendee.Name ?? attendee.AsWritten,
        site.People.UrlOf(attendee, _body),
        attendee.Title,
        attendee.Unit is { } unit ? new Link(unit, links.UrlOf(unit)) : null,
        Words.Of(_texts, attendee),
        attendee.Status switch
        {
            AttendanceStatus.Leave => "leave",
            AttendanceStatus.Absent => "absent",
            AttendanceStatus.Represented => "represented",
            _ => null,
        },
        attendee.RepresentedBy is { } by ? Words.Of(_texts, by) : null,
        notes.Of(attendee.Id, attendee.Disclosure, tag: Printed.WithheldPerson));

    private static List<T>? OrNull<T>(List<T> list) => list.Count == 0 ? null : list;
}
