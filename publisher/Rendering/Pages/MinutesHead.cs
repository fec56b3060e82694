using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>The head of a minutes page: the lines that are printed above the sections, and the attendance as tables.</summary>
internal sealed class MinutesHead(Site site, PublicEdition edition, UnitLinks links, MinutesNotes notes)
{
    private static readonly AttendanceStatus[] Statuses = Enum.GetValues<AttendanceStatus>();

    private readonly Messages _texts = site.Texts;
    private readonly string _body = site.SeriesBody(edition.Series);
    private readonly List<HeaderLine> _head = [.. DocumentHead.Lines(edition)];
    private readonly ILookup<AttendeeRole, PublicAttendee> _attendees = edition.Attendance.ToLookup(static attendee => attendee.Role);

    /// <summary>The unlabelled lines that the minutes open with, of which one is the title; empty where it is not among them.</summary>
    public TitleLine[] Title()
    {
        var opening = _head.TakeWhile(IsOpening).ToList();
        var title = opening.FindIndex(static line => line.Key == HeaderKey.Title);
        return title < 0 ? [] : [.. opening.Select((line, at) => new TitleLine(line.AsWritten, at == title, line.Key == HeaderKey.Version))];
    }

    /// <summary>The lines below those.</summary>
    public HeadLine[] Lines(int opening) => [.. _head.Skip(opening).Select(HeadLineOf)];

    public string? Line(HeaderKey key) => _head.Find(line => line.Key == key)?.AsWritten;

    /// <summary>Everybody but the one chair and the one recorder, whom the head names.</summary>
    public AttendanceTable[]? Attendance() => Views.Of(
        [.. _attendees.Where(static role => role.Key is not (AttendeeRole.Chair or AttendeeRole.Recorder) || role.Count() > 1)],
        role => TableOf(role.Key, [.. role]));

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
        return role is { } known && _attendees[known].Count() == 1 && ReferenceEquals(_head.Find(other => other.Key == line.Key), line) ? _attendees[known].First() : null;
    }

    private AttendanceTable TableOf(AttendeeRole role, PublicAttendee[] attendees) => new(CaptionOf(role), TallyOf(attendees), Array.ConvertAll(attendees, Row));

    private string TallyOf(PublicAttendee[] attendees)
    {
        var counts = new int[Statuses.Length];
        foreach (var attendee in attendees)
        {
            if (attendee.Status is { } status)
            {
                counts[(int)status]++;
            }
        }

        var told = Statuses.Where(status => counts[(int)status] > 0)
            .Select(status => _texts.With("minutes.tally_of", ("status", Words.Of(_texts, status)), ("count", Counts.Of(counts[(int)status]))))
            .ToList();
        var count = ("count", Counts.Of(attendees.Length));
        return told.Count == 0 ? _texts.With("minutes.tally", count) : _texts.With("minutes.tally_told", count, ("told", string.Join(_texts["common.comma"], told)));
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
        attendee.Unit is { } unit ? links.Of(unit) : null,
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
}
