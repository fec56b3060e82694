using System.Globalization;
using OpenMinutes.Contracts;

namespace OpenMinutes.Rendering.Text;

/// <summary>Days and times as pages write them: for people in the ROC calendar, for machines in ISO 8601.</summary>
internal static class Dates
{
    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>To the minute, at the meeting's own offset: 2025-11-20T15:30+08:00.</summary>
    public static string Iso(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture);

    /// <summary>RFC 3339 in UTC, so that it does not depend on who stored it: 2025-12-01T02:00:00Z.</summary>
    public static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static DateText Day(DateOnly date) => new(IsRoc(date) ? RocCalendar.FormatWithWeekday(date) : Iso(date), Iso(date));

    /// <summary>The day in Taiwan.</summary>
    public static DateText Day(DateTimeOffset time) => new(Roc(RocCalendar.DateOf(time)), Iso(RocCalendar.DateOf(time)));

    /// <summary>114年12月1日; outside the years of the ROC calendar, ISO 8601.</summary>
    public static string Roc(DateOnly date) => IsRoc(date) ? RocCalendar.Format(date) : Iso(date);

    /// <summary>114年, or the year as it is.</summary>
    public static string RocYear(int year) => IsRoc(new DateOnly(year, 1, 1)) ? $"{RocCalendar.YearOf(new DateOnly(year, 1, 1))}年" : $"{year}年";

    private static bool IsRoc(DateOnly date) => date.Year is > 1911 and <= 2910;
}

/// <summary>A date for people and for machines.</summary>
internal sealed record DateText(string Text, string Iso);
