namespace OpenMinutes.Contracts;

/// <summary>The head of the minutes: the printed lines, and what they do not say composed from the data.</summary>
public static class DocumentHead
{
    private static readonly (AttendeeRole Role, string Label)[] Roles =
    [
        (AttendeeRole.Chair, "主席"),
        (AttendeeRole.Recorder, "紀錄"),
        (AttendeeRole.Attendee, "出席人員"),
        (AttendeeRole.Observer, "列席人員"),
        (AttendeeRole.Unspecified, "出席及列席人員"),
    ];

    /// <summary>The lines of the head, in order.</summary>
    public static IEnumerable<HeaderLine> Lines(PublicEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);

        var head = edition.Header.ToList();
        if (!Has(edition, HeaderKey.Title))
        {
            head.Insert(head.TakeWhile(line => line.Key == HeaderKey.Body).Count(), Compose(HeaderKey.Title, null, edition.Title));
        }

        if (!Has(edition, HeaderKey.Date))
        {
            head.Add(Compose(HeaderKey.Date, "日期", Period(edition.Start, edition.End)));
        }

        if (edition.Location is { } location && !Has(edition, HeaderKey.Location))
        {
            head.Add(Compose(HeaderKey.Location, "地點", location));
        }

        var missing = edition.Attendance.Where(attendee => !IsPrinted(head, attendee)).ToLookup(static attendee => attendee.Role);
        foreach (var (role, label) in Roles.Where(role => missing.Contains(role.Role)))
        {
            head.Add(Compose(KeyOf(role), label, Printed.Attendees(missing[role])));
        }

        return head;
    }

    private static HeaderLine Compose(HeaderKey key, string? label, string text) => new() { Key = key, Label = label, AsWritten = text };

    private static bool Has(PublicEdition edition, HeaderKey key) => edition.Header.Any(line => line.Key == key);

    /// <summary>
    /// The line of the chair or recorder names them, however it writes them. Of the others each must be in a line,
    /// but for the closed ones: a line of attendance has a 略 for each.
    /// </summary>
    private static bool IsPrinted(List<HeaderLine> head, PublicAttendee attendee)
    {
        var key = KeyOf(attendee.Role);
        foreach (var line in head)
        {
            if (line.Key == key
                && (key != HeaderKey.Attendance || Printed.IsClosed(attendee.Disclosure) || Holds(line.AsWritten, attendee.AsWritten ?? Printed.Attendee(attendee))))
            {
                return true;
            }
        }

        return false;
    }

    private static HeaderKey KeyOf(AttendeeRole role) => role switch
    {
        AttendeeRole.Chair => HeaderKey.Chair,
        AttendeeRole.Recorder => HeaderKey.Recorder,
        _ => HeaderKey.Attendance,
    };

    /// <summary>White space in a name does not matter; in nearly all it stands as it does in the line, and is found at once.</summary>
    private static bool Holds(string line, string person) =>
        line.Contains(person, StringComparison.Ordinal) || Squeeze(line).Contains(Squeeze(person), StringComparison.Ordinal);

    private static string Squeeze(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static string Period(DateTimeOffset start, DateTimeOffset? end) => end switch
    {
        null => RocCalendar.Format(start),
        { } sameDay when RocCalendar.DateOf(sameDay) == RocCalendar.DateOf(start) =>
            $"{RocCalendar.Format(start)}至{RocCalendar.Format(TimeOnly.FromDateTime(sameDay.ToOffset(RocCalendar.Offset).DateTime))}",
        { } later => $"{RocCalendar.Format(start)}至{RocCalendar.Format(later)}",
    };
}
