namespace OpenMinutes.Contracts;

/// <summary>The persons of a record whom no printed text may name.</summary>
internal sealed class ClosedPeople(MeetingRecord record)
{
    private readonly List<string> _naming = [.. record.Attendance.Where(IsClosed).SelectMany(Naming)];

    public static bool IsClosed(Attendee attendee) => Closure.Of(attendee.Disclosure) is not null;

    /// <summary>What tells the person; a title or a unit is shared by others.</summary>
    public static IEnumerable<string> Naming(Attendee attendee) =>
        new[] { attendee.AsWritten, attendee.Name, attendee.RepresentedBy?.Name, attendee.RepresentedBy?.AsWritten }.OfType<string>();

    /// <summary>The line, or null if it names one of them and must be composed instead.</summary>
    public string? Spared(string? line) => PrintedLine.Of(line, _naming);

    /// <summary>The representative, or null if that is one of them: who is withheld as an attendee is not told as a deputy.</summary>
    public Representative? Spared(Representative? representative) =>
        representative is null || Spared(representative.Name) is null
            ? null
            : representative with { AsWritten = Spared(representative.AsWritten) };
}
