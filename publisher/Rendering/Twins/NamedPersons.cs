using OpenMinutes.Contracts;

namespace OpenMinutes.Rendering.Twins;

/// <summary>Finds the persons whom a printed line names, where they stand in it.</summary>
internal static class NamedPersons
{
    /// <summary>The places, in order and apart from each other. A person whom the line writes otherwise has none.</summary>
    /// <param name="line">The line, without its label.</param>
    /// <param name="key">What the line says; one of chair or recorder is about its only person, however it writes the name.</param>
    /// <param name="persons">Those of the line's roles, in the printed order.</param>
    public static IEnumerable<(Range Place, PublicAttendee Attendee)> In(string line, HeaderKey key, IReadOnlyList<PublicAttendee> persons)
    {
        if (key != HeaderKey.Attendance && persons is [var only])
        {
            return [(Range.All, only)];
        }

        var found = new List<(int Start, int End, PublicAttendee Attendee)>();
        var from = 0;
        foreach (var person in persons)
        {
            var place = Find(line, Printed.Attendee(person), from, found) ?? Find(line, person.AsWritten, from, found);
            if (place is var (start, end))
            {
                found.Add((start, end, person));
                from = end;
            }
        }

        return found.OrderBy(static one => one.Start).Select(static one => (one.Start..one.End, one.Attendee));
    }

    /// <summary>Lines keep the order of the list, so a search goes on where the last one stopped; where they do not, it begins anew.</summary>
    private static (int Start, int End)? Find(string line, string? written, int from, List<(int Start, int End, PublicAttendee Attendee)> taken)
    {
        if (written is null)
        {
            return null;
        }

        foreach (var start in Enumerable.Range(from, line.Length - from).Concat(Enumerable.Range(0, from)))
        {
            if (MatchAt(line, start, written) is { } end && IsWord(line, start, end) && !taken.Exists(one => start < one.End && one.Start < end))
            {
                return (start, end);
            }
        }

        return null;
    }

    /// <summary>Where a name that begins here ends; white space in either does not matter (薛　凌).</summary>
    private static int? MatchAt(string line, int start, string written)
    {
        var at = start;
        var matched = false;
        foreach (var c in written)
        {
            if (char.IsWhiteSpace(c))
            {
                continue;
            }

            while (matched && at < line.Length && char.IsWhiteSpace(line[at]))
            {
                at++;
            }

            if (at >= line.Length || line[at] != c)
            {
                return null;
            }

            at++;
            matched = true;
        }

        return matched ? at : null;
    }

    /// <summary>略 is somebody only where it stands alone: there is a 策略司.</summary>
    private static bool IsWord(string line, int start, int end) =>
        end - start > 1 || ((start == 0 || !char.IsLetterOrDigit(line[start - 1])) && (end == line.Length || !char.IsLetterOrDigit(line[end])));
}
