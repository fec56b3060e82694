using System.Buffers;
using System.Globalization;
using OpenMinutes.Rendering.Pages;

namespace OpenMinutes.Rendering.Twins;

/// <summary>
/// <c>calendar.ics</c>: the meetings of a series whose minutes are public, as iCalendar (RFC 5545), those of its two newest years beside its page and those of
/// each year beside the year's. Times are in UTC, so that no time zone need be described.
/// </summary>
internal static class MeetingCalendar
{
    private const int NewestYears = 2;

    private const int LongestLine = 75;

    public static string UrlOf(string series) => $"/meetings/{series}/calendar.ics";

    public static string UrlOf(string series, int year) => SeriesYearPage.UrlOf(series, year) + "calendar.ics";

    /// <summary>The years whose meetings are in the calendar of a series.</summary>
    /// <param name="years">Its years, newest first.</param>
    public static IEnumerable<YearFacts> YearsOf(IEnumerable<YearFacts> years) => years.Where(static year => year.Meetings > 0).Take(NewestYears);

    /// <param name="site">The site.</param>
    /// <param name="series">The series.</param>
    /// <param name="meetings">The meetings; one at least whose minutes are not withdrawn, for there is no calendar without an event.</param>
    /// <param name="output">Takes the bytes.</param>
    public static void Write(Site site, SeriesFacts series, IEnumerable<MeetingFacts> meetings, IBufferWriter<byte> output)
    {
        var name = $"{series.Body}{series.Name}";
        Line(output, "BEGIN", "VCALENDAR");
        Line(output, "VERSION", "2.0");
        Line(output, "PRODID", "-//OpenMinutes//OpenMinutes//ZH");
        Line(output, "CALSCALE", "GREGORIAN");
        Line(output, "METHOD", "PUBLISH");
        Line(output, "NAME", Escape(name));
        Line(output, "X-WR-CALNAME", Escape(name));
        Line(output, "URL", site.BaseUrl + SeriesPage.UrlOf(series.Slug));
        foreach (var meeting in MeetingFacts.NewestFirst(meetings.Where(static meeting => meeting.WithdrawnAt is null)))
        {
            Event(site, series, meeting, output);
        }

        Line(output, "END", "VCALENDAR");
    }

    private static void Event(Site site, SeriesFacts series, MeetingFacts meeting, IBufferWriter<byte> output)
    {
        Line(output, "BEGIN", "VEVENT");
        Line(output, "UID", $"{meeting.Series}_{meeting.Key}@{new Uri(site.BaseUrl).Host}");
        Line(output, "DTSTAMP", Utc(meeting.PublishedAt));
        Line(output, "LAST-MODIFIED", Utc(meeting.PublishedAt));
        Line(output, "SEQUENCE", (meeting.Edition - 1).ToString(CultureInfo.InvariantCulture));
        Line(output, "DTSTART", Utc(meeting.Start));
        if (meeting.End is { } end && end > meeting.Start)
        {
            Line(output, "DTEND", Utc(end));
        }

        Line(output, "SUMMARY", Escape(MeetingName.Of(meeting.Title)));
        if (meeting.Location is { } location)
        {
            Line(output, "LOCATION", Escape(location));
        }

        Line(output, "CATEGORIES", Escape(series.Name));
        Line(output, "STATUS", "CONFIRMED");
        Line(output, "TRANSP", "TRANSPARENT");
        Line(output, "URL", site.BaseUrl + MinutesPage.UrlOf(meeting.Series, meeting.Key));
        Line(output, "END", "VEVENT");
    }

    private static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .ReplaceLineEndings("\\n");

    /// <summary>A content line, folded between characters where it is longer than 75 octets.</summary>
    private static void Line(IBufferWriter<byte> output, string name, string value)
    {
        Span<byte> encoded = stackalloc byte[4];
        var length = 0;
        foreach (var rune in $"{name}:{value}".EnumerateRunes())
        {
            var size = rune.EncodeToUtf8(encoded);
            if (length + size > LongestLine)
            {
                output.Write("\r\n "u8);
                length = 1;
            }

            output.Write(encoded[..size]);
            length += size;
        }

        output.Write("\r\n"u8);
    }
}
