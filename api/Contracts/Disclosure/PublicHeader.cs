namespace OpenMinutes.Contracts;

/// <summary>The head of the minutes as the public may read it.</summary>
internal static class PublicHeader
{
    private const string Withheld = "略";

    public static IReadOnlyList<HeaderLine> Of(MeetingRecord record)
    {
        var closed = record.Attendance.Where(IsClosed).ToList();
        return closed.Count == 0
            ? record.Header
            : [.. record.Header.Select(line => NamesPeople(line.Key) ? Line(line, record, closed) : line)];
    }

    private static HeaderLine Line(HeaderLine line, MeetingRecord record, List<Attendee> closed)
    {
        if (!closed.Exists(attendee => IsOf(attendee, line.Key)) && !PrintedLine.Prints(line.AsWritten, closed.SelectMany(Naming)))
        {
            return line;
        }

        // 出席 and 列席 may be two lines: then each composes those it printed, and a person whom none printed verbatim is in none.
        var alone = record.Header.Count(other => other.Key == line.Key) == 1;
        var people = record.Attendance
            .Where(attendee => (alone && IsOf(attendee, line.Key)) || line.AsWritten.Contains(attendee.AsWritten, StringComparison.Ordinal))
            .Select(AsPublished)
            .ToList();
        return new HeaderLine { Key = line.Key, Label = line.Label, AsWritten = people.Count > 0 ? string.Join('、', people) : Withheld };
    }

    private static string AsPublished(Attendee attendee) => Closure.Of(attendee.Disclosure) switch
    {
        null => attendee.AsWritten,
        { Summary: { } summary } => summary,
        _ => Withheld,
    };

    private static bool IsClosed(Attendee attendee) => Closure.Of(attendee.Disclosure) is not null;

    private static bool NamesPeople(HeaderKey key) => key is HeaderKey.Chair or HeaderKey.Recorder or HeaderKey.Attendance or HeaderKey.Other;

    private static bool IsOf(Attendee attendee, HeaderKey key) => key switch
    {
        HeaderKey.Chair => attendee.Role == AttendeeRole.Chair,
        HeaderKey.Recorder => attendee.Role == AttendeeRole.Recorder,
        HeaderKey.Attendance => attendee.Role is AttendeeRole.Attendee or AttendeeRole.Observer or AttendeeRole.Unspecified,
        _ => false,
    };

    // What tells the person; a title or a unit is shared by others.
    private static IEnumerable<string> Naming(Attendee attendee) =>
        new[] { attendee.AsWritten, attendee.Name, attendee.RepresentedBy?.Name, attendee.RepresentedBy?.AsWritten }.OfType<string>();
}
