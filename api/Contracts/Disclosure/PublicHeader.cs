namespace OpenMinutes.Contracts;

/// <summary>The head of the minutes as the public may read it.</summary>
internal static class PublicHeader
{
    private const string Withheld = "略";

    public static IReadOnlyList<HeaderLine> Of(MeetingRecord record, IReadOnlyList<PublicAttendee> attendance)
    {
        var closed = record.Attendance.Where(ClosedPeople.IsClosed).ToList();
        return closed.Count == 0
            ? record.Header
            : [.. record.Header.Select(line => NamesPeople(line.Key) ? Line(line, record, closed, attendance) : line)];
    }

    private static HeaderLine Line(HeaderLine line, MeetingRecord record, List<Attendee> closed, IReadOnlyList<PublicAttendee> attendance)
    {
        if (!closed.Exists(attendee => IsOf(attendee, line.Key)) && !PrintedLine.Prints(line.AsWritten, closed.SelectMany(ClosedPeople.Naming)))
        {
            return line;
        }

        // 出席 and 列席 may be two lines: then each composes those it printed, and a person whom none printed verbatim is in none.
        var alone = record.Header.Count(other => other.Key == line.Key) == 1;
        var people = record.Attendance.Zip(attendance)
            .Where(pair => (alone && IsOf(pair.First, line.Key)) || line.AsWritten.Contains(pair.First.AsWritten, StringComparison.Ordinal))
            .Select(static pair => pair.Second)
            .ToList();
        return new HeaderLine { Key = line.Key, Label = line.Label, AsWritten = people.Count > 0 ? Printed.Attendees(people) : Withheld };
    }

    private static bool NamesPeople(HeaderKey key) => key is HeaderKey.Chair or HeaderKey.Recorder or HeaderKey.Attendance or HeaderKey.Other;

    private static bool IsOf(Attendee attendee, HeaderKey key) => key switch
    {
        HeaderKey.Chair => attendee.Role == AttendeeRole.Chair,
        HeaderKey.Recorder => attendee.Role == AttendeeRole.Recorder,
        HeaderKey.Attendance => attendee.Role is AttendeeRole.Attendee or AttendeeRole.Observer or AttendeeRole.Unspecified,
        _ => false,
    };
}
