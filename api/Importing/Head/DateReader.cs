using System.Text.RegularExpressions;
using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>When a meeting was, as printed.</summary>
/// <param name="Day">The day.</param>
/// <param name="Start">When it began, where a time is printed.</param>
/// <param name="End">When it ended, where the same line says so.</param>
/// <param name="Weekday">The printed weekday.</param>
/// <param name="Sittings">How many stretches of time are printed.</param>
internal sealed record MeetingTime(DateOnly Day, TimeOnly? Start, TimeOnly? End, DayOfWeek? Weekday, int Sittings);

/// <summary>
/// Reads dates and times wherever they stand in a line, in the ROC or the Western calendar, in Arabic digits or Chinese numerals:
/// 中華民國九十二年五月二十二日下午二時三十分, 2019 年 04 月 27 日 (星期六) 17：30, 90年5月19日AM9:00～PM3:00.
/// </summary>
internal static partial class DateReader
{
    private const int FirstWesternYear = 1900;

    public static MeetingTime? Read(string text)
    {
        var folded = Fold(text);
        if (Date().Match(folded) is not { Success: true } match || DayOf(match) is not { } day)
        {
            return null;
        }

        var rest = folded[(match.Index + match.Length)..];
        var weekday = Weekday().Match(rest) is { Success: true } named ? "日一二三四五六".IndexOf(named.Groups["day"].Value.Replace('天', '日'), StringComparison.Ordinal) : -1;
        var times = Times(rest);
        return new MeetingTime(
            day,
            times.Count > 0 ? times[0] : null,
            times.Count > 1 && Until().IsMatch(rest) ? times[^1] : null,
            weekday >= 0 ? (DayOfWeek)weekday : null,
            (times.Count + 1) / 2);
    }

    /// <summary>The last time in a line: of 散會（下午4時39分）.</summary>
    public static TimeOnly? TimeIn(string text) => Times(Fold(text)) is [.., var time] ? time : null;

    private static DateOnly? DayOf(Match match)
    {
        if (Number(match.Groups["year"].Value) is not { } year || Number(match.Groups["month"].Value) is not { } month || Number(match.Groups["day"].Value) is not { } day)
        {
            return null;
        }

        var western = year >= FirstWesternYear ? year : year + 1911;
        return western <= 9998 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(western, month) ? new DateOnly(western, month, day) : null;
    }

    /// <summary>Each time; one without 上午 or 下午 is in the half of the day of the one before it.</summary>
    private static List<TimeOnly> Times(string text)
    {
        var times = new List<TimeOnly>();
        var period = "";
        foreach (Match match in Time().Matches(text))
        {
            period = match.Groups["period"].Success ? match.Groups["period"].Value.ToUpperInvariant() : period;
            var minute = match.Groups["half"].Success ? 30 : match.Groups["minute"].Success ? Number(match.Groups["minute"].Value) ?? 60 : 0;
            if (Number(match.Groups["hour"].Value) is { } hour && InDay(period, hour) is { } inDay && minute < 60)
            {
                times.Add(new TimeOnly(inDay, minute));
            }
        }

        return times;
    }

    private static int? InDay(string period, int hour) => (period, hour) switch
    {
        (_, > 23) => null,
        ("下午" or "PM" or "晚上" or "晚間" or "傍晚" or "夜間", < 12) => hour + 12,
        ("中午", 1 or 2) => hour + 12,
        ("凌晨" or "AM", 12) => 0,
        _ => hour,
    };

    private static int? Number(string text) => text == "元" ? 1 : ChineseNumerals.TryParse(text, out var value) ? value : null;

    private static string Fold(string text) => string.Concat(Glyphs.Squeeze(text).Select(c => c is >= '！' and <= '～' ? (char)(c - '！' + '!') : c));

    [GeneratedRegex("""
        (中華民國|民國|西元|公元)?
        ( (?<year>元|[0-9]{2,4}|[〇○零一二三四五六七八九十百]{1,5})年(?<month>[0-9]{1,2}|[一二三四五六七八九十]{1,2})月(?<day>[0-9]{1,2}|[一二三四五六七八九十廿卅]{1,3})[日號]
        | (?<![0-9])(?<year>[12][0-9]{3}|1[0-9]{2}|[5-9][0-9])(?<mark>[-/.])(?<month>[0-9]{1,2})\k<mark>(?<day>[0-9]{1,2})(?![0-9]) )
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    [GeneratedRegex(@"^[(,]?(星期|禮拜|週|周)?(?<day>[一二三四五六日天])[)，,上下中早晚凌]|^[(,]?(星期|禮拜|週|周)(?<day>[一二三四五六日天])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Weekday();

    [GeneratedRegex("""
        (?<period>上午|下午|中午|晚上|晚間|凌晨|早上|清晨|傍晚|夜間|AM|PM|am|pm)?
        (?<hour>[0-9]{1,2}|[一二三四五六七八九十]{1,3})
        ( [時點] ( (?<half>半) | 整 | (?<minute>[0-9]{1,2}|[〇○零一二三四五六七八九十]{1,3})分 )?
        | :(?<minute>[0-9]{2}) )
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Time();

    [GeneratedRegex("至|到|~|－|-|—|–|起", RegexOptions.CultureInvariant)]
    private static partial Regex Until();
}
