using System.Globalization;
using OpenMinutes.Contracts;

namespace OpenMinutes.Rendering.Text;

/// <summary>Days and times as pages write them: for people in the ROC calendar, for machines in ISO 8601.</summary>
internal static class Dates
{
    // The names of the texts, put together once: lists of meetings have dates without number.
    private static readonly string[] Months = [.. Enumerable.Range(0, 13).Select(static month => $"date.months.{month}")];
    private static readonly string[] Weekdays = [.. Enumerable.Range(0, 7).Select(static day => $"date.weekdays.{day}")];

    /// <summary>What the pattern of a date may ask for.</summary>
    public static IReadOnlyList<string> Holes { get; } = ["roc", "year", "month", "day", "weekday"];

    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>To the minute, at the meeting's own offset: 2025-11-20T15:30+08:00.</summary>
    public static string Iso(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture);

    /// <summary>RFC 3339 in UTC, so that it does not depend on who stored it: 2025-12-01T02:00:00Z.</summary>
    public static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The day as the site's language writes it.</summary>
    public static DateText Day(Messages texts, DateOnly date) => texts.Day("date.day", date, Written);

    /// <summary>The day in Taiwan as the site's language writes it, without the day of the week.</summary>
    public static DateText Day(Messages texts, DateTimeOffset time) => texts.Day("date.short", RocCalendar.DateOf(time), Written);

    /// <summary>The day as the site's language writes it, without the day of the week.</summary>
    public static string Short(Messages texts, DateOnly date) => texts.Day("date.short", date, Written).Text;

    /// <summary>114年12月, December 2025.</summary>
    public static string Month(Messages texts, int year, int month) => In(texts, "date.month", new DateOnly(year, month, 1));

    /// <summary>114年, 2025.</summary>
    public static string Year(Messages texts, int year) => In(texts, "date.year", new DateOnly(year, 1, 1));

    /// <summary>114年（2025）, 2025: for lists of years.</summary>
    public static string Years(Messages texts, int year) => In(texts, "date.years", new DateOnly(year, 1, 1));

    public static DateText Day(DateOnly date) => new(IsRoc(date) ? RocCalendar.FormatWithWeekday(date) : Iso(date), Iso(date));

    /// <summary>The day in Taiwan.</summary>
    public static DateText Day(DateTimeOffset time) => new(Roc(RocCalendar.DateOf(time)), Iso(RocCalendar.DateOf(time)));

    /// <summary>114年12月1日; outside the years of the ROC calendar, ISO 8601.</summary>
    public static string Roc(DateOnly date) => IsRoc(date) ? RocCalendar.Format(date) : Iso(date);

    /// <summary>Outside the years of the ROC calendar, a language that counts these years writes ISO 8601.</summary>
    private static DateText Written(Messages texts, string pattern, DateOnly date) => new(
        !IsRoc(date) && texts.Find(pattern) is { } message && message.Holes.Contains("roc") ? Iso(date) : In(texts, pattern, date),
        Iso(date));

    private static string In(Messages texts, string pattern, DateOnly date) => texts.With(
        pattern,
        ("roc", (IsRoc(date) ? RocCalendar.YearOf(date) : date.Year).ToString(CultureInfo.InvariantCulture)),
        ("year", date.Year.ToString(CultureInfo.InvariantCulture)),
        ("month", texts[Months[date.Month]]),
        ("day", date.Day.ToString(CultureInfo.InvariantCulture)),
        ("weekday", texts[Weekdays[(int)date.DayOfWeek]]));

    private static bool IsRoc(DateOnly date) => date.Year is > 1911 and <= 2910;
}

/// <summary>A date for people and for machines.</summary>
internal sealed record DateText(string Text, string Iso);
