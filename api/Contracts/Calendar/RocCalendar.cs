using System.Globalization;
using System.Text.RegularExpressions;

namespace OpenMinutes.Contracts;

/// <summary>
/// Dates in the calendar of the Republic of China (民國) at Taiwan's offset, as minutes write them: 114年11月20日（星期四）下午3時30分.
/// </summary>
public static partial class RocCalendar
{
    /// <summary>The year before 民國元年.</summary>
    private const int YearZero = 1911;

    private const int LastYear = 999;

    private const string Weekdays = "日一二三四五六";

    /// <summary>Taiwan's offset, +08:00, all year.</summary>
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(8);

    /// <summary>Whether the calendar writes and reads a date: those of the years 1 (1912) to 999 (2910).</summary>
    public static bool Covers(DateOnly date) => date.Year - YearZero is >= 1 and <= LastYear;

    /// <summary>Whether the calendar writes a moment: its day in Taiwan is of the years 1 (1912) to 999 (2910).</summary>
    public static bool Covers(DateTimeOffset moment) =>
        moment.UtcDateTime.Year < DateTime.MaxValue.Year && Covers(DateOnly.FromDateTime(moment.UtcDateTime + Offset));

    /// <summary>The ROC year of a date: 2025 is 114.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The calendar does not cover the date.</exception>
    public static int YearOf(DateOnly date) =>
        Covers(date) ? date.Year - YearZero : throw new ArgumentOutOfRangeException(nameof(date), date, "The ROC calendar covers the years 1912 to 2910.");

    /// <summary>The day in Taiwan at a moment.</summary>
    public static DateOnly DateOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Offset).DateTime);

    /// <summary>Writes a date: 114年11月20日.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The calendar does not cover the date.</exception>
    public static string Format(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{YearOf(date)}年{date.Month}月{date.Day}日");

    /// <summary>Writes a date with its weekday: 114年11月20日（星期四）.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The calendar does not cover the date.</exception>
    public static string FormatWithWeekday(DateOnly date) => $"{Format(date)}（星期{Weekdays[(int)date.DayOfWeek]}）";

    /// <summary>
    /// Writes a time to the minute: 下午3時30分, on the hour 下午3時. Before noon is 上午, the hour of noon 中午12時, after it 下午.
    /// </summary>
    public static string Format(TimeOnly time)
    {
        var period = time.Hour switch { < 12 => "上午", 12 => "中午", _ => "下午" };
        var hour = time.Hour > 12 ? time.Hour - 12 : time.Hour;
        return string.Create(CultureInfo.InvariantCulture, $"{period}{hour}時") + (time.Minute == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{time.Minute}分"));
    }

    /// <summary>Writes a moment as it is in Taiwan, to the minute: 114年11月20日（星期四）下午3時30分.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The calendar does not cover the moment.</exception>
    public static string Format(DateTimeOffset moment) =>
        FormatWithWeekday(DateOf(moment)) + Format(TimeOnly.FromDateTime(moment.ToOffset(Offset).DateTime));

    /// <summary>
    /// Reads a date, with or without 中華民國, weekday and time, in Arabic digits or Chinese numerals, half or full width:
    /// <c>中華民國114年11月20日</c>, <c>一一四年十一月二十日（四）下午三時半</c>, <c>114/11/20 15:30</c>, <c>114.11.20</c>.
    /// White space does not count. 民國前, years of the Western calendar and days that do not exist are refused.
    /// </summary>
    /// <remarks>
    /// 上午12時 and 下午12時 are both read as noon: minutes write 上午9時至上午12時, and 下午12時30分 for half past.
    /// An hour after twelve needs no period, but may have one: 下午14時.
    /// </remarks>
    /// <param name="text">The date alone.</param>
    /// <param name="date">What was written.</param>
    public static bool TryParse(string? text, out RocDate date)
    {
        date = default;
        if (text is null
            || Written().Match(Fold(text)) is not { Success: true } match
            || ReadDate(match) is not { } day
            || !TryReadTime(match, out var time))
        {
            return false;
        }

        date = new RocDate(day, time, ReadWeekday(match));
        return true;
    }

    private static DateOnly? ReadDate(Match match) =>
        Number(match, "year") is { } year and >= 1 and <= LastYear
        && Number(match, "month") is { } month and >= 1 and <= 12
        && Number(match, "day") is { } day && day >= 1 && day <= DateTime.DaysInMonth(year + YearZero, month)
            ? new DateOnly(year + YearZero, month, day)
            : null;

    private static DayOfWeek? ReadWeekday(Match match) => match.Groups["weekday"].Value switch
    {
        "" => null,
        "天" => DayOfWeek.Sunday,
        var weekday => (DayOfWeek)Weekdays.IndexOf(weekday, StringComparison.Ordinal),
    };

    /// <summary>False where a time is written that does not exist; true with null where none is.</summary>
    private static bool TryReadTime(Match match, out TimeOnly? time)
    {
        time = null;
        if (!match.Groups["hour"].Success)
        {
            return true;
        }

        var hour = Number(match, "hour") is { } written ? InDay(match.Groups["period"].Value, written) : null;
        var minute = match.Groups["half"].Success ? 30 : match.Groups["minute"].Success ? Number(match, "minute") : 0;
        if (hour is null || minute is not < 60)
        {
            return false;
        }

        time = new TimeOnly(hour.Value, minute.Value);
        return true;
    }

    private static int? InDay(string period, int hour) => (period, hour) switch
    {
        (_, > 23) => null,
        ("", _) => hour,
        ("凌晨", 12) => 0,
        ("凌晨" or "清晨" or "早上" or "上午", <= 12) => hour,
        ("中午", 11 or 12 or 13 or 14) => hour,
        ("中午", 1 or 2) => hour + 12,
        ("下午", >= 12) => hour,
        ("下午", >= 1) => hour + 12,
        ("傍晚" or "晚上" or "晚間" or "夜間", > 12) => hour,
        ("傍晚" or "晚上" or "晚間" or "夜間", >= 4 and < 12) => hour + 12,
        _ => null,
    };

    private static int? Number(Match match, string group) =>
        match.Groups[group].Value switch
        {
            "元" => 1,
            var written => ChineseNumerals.TryParse(written, out var value) ? value : null,
        };

    /// <summary>Half width for full width, and no white space. (Without ICU, <see cref="string.Normalize()"/> does nothing.)</summary>
    private static string Fold(string text) => string.Create(text.Count(c => !char.IsWhiteSpace(c)), text, static (folded, text) =>
    {
        var at = 0;
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c))
            {
                folded[at++] = c is >= '！' and <= '～' ? (char)(c - '！' + '!') : c;
            }
        }
    });

    [GeneratedRegex("""
        ^(?:中華民國|民國)?
        (?: (?<year>元|[^年]+)年(?<month>[^月]+)月(?<day>[^日號]+)[日號]
          | (?<year>[0-9]+)(?<mark>[/.-])(?<month>[0-9]+)\k<mark>(?<day>[0-9]+) )
        (?: \((?:星期|禮拜|週|周)?(?<weekday>[一二三四五六日天])\)
          | (?:星期|禮拜|週|周)(?<weekday>[一二三四五六日天]) )?
        ,?
        (?: (?<period>凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|晚間|夜間)?
            (?: (?<hour>[^時點]+)[時點](?: (?<half>半) | 整 | (?<minute>[^分]+)分整? )?
              | (?<hour>[0-9]{1,2}):(?<minute>[0-9]{2}) ) )?
        $
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}

/// <summary>A date as it was written in minutes.</summary>
/// <param name="Date">The day.</param>
/// <param name="Time">The time of the day, where one is written.</param>
/// <param name="Weekday">The weekday, where one is written; it may disagree with the day.</param>
public readonly record struct RocDate(DateOnly Date, TimeOnly? Time = null, DayOfWeek? Weekday = null)
{
    /// <summary>Whether the weekday, where one is written, is the day's.</summary>
    public bool WeekdayAgrees => Weekday is null || Weekday == Date.DayOfWeek;

    /// <summary>The moment in Taiwan; at 00:00 where no time is written.</summary>
    public DateTimeOffset Moment => new(Date, Time ?? TimeOnly.MinValue, RocCalendar.Offset);
}
