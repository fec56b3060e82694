using System.Text.RegularExpressions;
using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>When and where the meeting was and what it is called, from wherever the document says so.</summary>
internal sealed partial record Meeting(TitleReading Title, DateTimeOffset Start, DateTimeOffset? End, string? Location)
{
    public static Meeting Read(RecordAssembly assembly, Head head, Body body, string? fileName)
    {
        for (var at = 0; at < head.Lines.Count; at++)
        {
            assembly.Trace($"/header/{at}", head.Lines[at].Place, head.Lines[at].Label is null ? Confidence.Derived : Confidence.Printed);
        }

        var title = TitleOf(assembly, head, fileName);
        var time = TimeOf(assembly, head, body, title, fileName);
        var start = At(time.Day, time.Start ?? TimeOnly.MinValue);
        if (head.Location is { } location)
        {
            assembly.Trace("/location", location.Place, Confidence.Printed);
        }

        return new Meeting(title, start, EndOf(assembly, time, start, body), head.Location?.Text is { Length: <= Limits.Line } place ? place : null);
    }

    private static TitleReading TitleOf(RecordAssembly assembly, Head head, string? fileName)
    {
        if (head.Title is { Length: <= Limits.Line } printed)
        {
            var title = TitleReader.Read(printed.Text);
            assembly.Trace("/title", printed.Place, TitleReader.Score(printed.Text) >= 2 ? Confidence.Printed : Confidence.Derived);
            if (title.Number is not null)
            {
                assembly.Trace("/number", printed.Place, Confidence.Printed);
            }

            return title;
        }

        if (Path.GetFileNameWithoutExtension(fileName) is not { Length: > 0 and <= Limits.Line } stem)
        {
            throw new RefusedException(RefusalCodes.NotMinutes, "No line is the title of minutes; give the title as fileName if these are minutes.", 1);
        }

        assembly.Warn(WarningCodes.TitleFromFileName, "No line is the title of the minutes; the file's name is.", pointer: "/title");
        assembly.Trace("/title", new Place(0, 1), Confidence.Guessed);
        return TitleReader.Read(stem);
    }

    private static MeetingTime TimeOf(RecordAssembly assembly, Head head, Body body, TitleReading title, string? fileName)
    {
        var printed = head.Date;
        var time = printed is { } date ? DateReader.Read(date.Text) : null;
        if (time is { Start: null } && printed is { } day && head.Time is { } hours)
        {
            time = DateReader.Read($"{day.Text} {hours.Text}");
        }

        if (time is null && title.Time is not null && head.Title is { } line)
        {
            (time, printed) = (title.Time, line);
        }

        if (time is null && (fileName is null || (time = DateReader.Read(fileName)) is null))
        {
            throw new RefusedException(RefusalCodes.DateMissing, "The minutes do not say when the meeting was; give the date at the head of fileName (2016-11-23-….txt).", 1);
        }

        if (printed is not { } where)
        {
            assembly.Warn(WarningCodes.DateFromFileName, "The minutes do not say when the meeting was; the file's name does.", pointer: "/start");
            assembly.Trace("/start", new Place(0, 1), Confidence.Guessed);
            return time;
        }

        var said = time.Start is null ? Said(body) : null;
        assembly.Trace("/start", said?.Place ?? where.Place, said is null ? Confidence.Printed : Confidence.Guessed);
        if (time.Weekday is { } weekday && weekday != time.Day.DayOfWeek)
        {
            assembly.Warn(WarningCodes.WeekdayDisagrees, $"{time.Day:yyyy-MM-dd} is a {time.Day.DayOfWeek}, not a {weekday}.", where.Place, "/start");
        }

        if (said is not null)
        {
            time = time with { Start = said.Value.Time };
        }
        else if (time.Start is null)
        {
            assembly.Warn(WarningCodes.TimeMissing, "No time of day is printed.", where.Place, "/start");
        }

        if (time.Sittings > 1)
        {
            assembly.Warn(WarningCodes.SeveralSittings, "The meeting had several sittings.", where.Place, "/start");
        }

        return time;
    }

    /// <summary>The time that the first words of a transcript tell: 會議準時（1330）開始。</summary>
    private static (TimeOnly Time, Place Place)? Said(Body body)
    {
        foreach (var text in body.Sections.Take(1).SelectMany(section => section.Entries.Take(FirstWords)).Select(entry => entry.Text))
        {
            if (Beginning().Match(text.Text) is { Success: true } match && TimeOnly.TryParseExact(match.Groups["hour"].Value + match.Groups["minute"].Value, "HHmm", out var time))
            {
                return (time, text.From(match.Groups["hour"].Index).Place);
            }
        }

        return null;
    }

    private const int FirstWords = 6;

    [GeneratedRegex(@"會議[^。！？]{0,8}[（(](?<hour>[0-2][0-9])[:：]?(?<minute>[0-5][0-9])[）)][^。！？]{0,4}開(始|會)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Beginning();

    /// <summary>The time at 散會, else the end of the printed stretch of time; half a day later where only so it is after the start.</summary>
    private static DateTimeOffset? EndOf(RecordAssembly assembly, MeetingTime time, DateTimeOffset start, Body body)
    {
        var adjournment = body.Sections.Find(section => section.IsAdjournment);
        var printed = adjournment is { } section && (section.AsWritten ?? section.Heading) is { } line ? DateReader.TimeIn(line) : null;
        if ((printed ?? time.End) is not { } end)
        {
            return null;
        }

        if (printed is not null)
        {
            assembly.Trace("/end", adjournment!.Place, Confidence.Printed);
        }

        var moment = At(time.Day, end);
        return moment >= start ? moment : end.Hour < 12 && moment.AddHours(12) >= start ? moment.AddHours(12) : null;
    }

    private static DateTimeOffset At(DateOnly day, TimeOnly time) => new(day, time, RocCalendar.Offset);
}
