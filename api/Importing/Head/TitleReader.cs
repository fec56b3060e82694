using System.Text.RegularExpressions;
using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>What the title of minutes says of the meeting.</summary>
internal sealed record TitleReading(string Title, int? Number, int? Term, int? Session, MeetingKind? Kind, MeetingTime? Time);

/// <summary>Knows the title of minutes among other lines, and reads it.</summary>
internal static partial class TitleReader
{
    private const int Longest = 90;

    /// <summary>How much a line looks like the title of minutes: 0 not at all, 3 without doubt.</summary>
    public static int Score(string text)
    {
        var line = Glyphs.Squeeze(text);
        if (line.Length is < 3 or > Longest || line.EndsWith('。') || Marks.Read(line) is { Style.IsBracketed: false })
        {
            return 0;
        }

        var (counted, named, meeting) = (Counted().IsMatch(line), Named().IsMatch(line), Meeting().IsMatch(line));
        return counted && named ? 3 : counted && meeting && line.Length <= 60 ? 2 : named || (meeting && Yearly().IsMatch(line)) ? 1 : 0;
    }

    public static TitleReading Read(string text)
    {
        var (title, time) = Undated(text.Trim());
        var name = Counted().Match(title) is { Success: true, Index: > 0 } counted && !InBracket(title, counted.Index) ? title[counted.Index..] : title;
        int? number = null, term = null, session = null, seat = null;
        foreach (Match match in Ordinal().Matches(title))
        {
            _ = ChineseNumerals.TryParse(Glyphs.Squeeze(match.Groups["number"].ValueSpan), out var value);
            switch (match.Groups["of"].Value)
            {
                case "屆" or "任":
                    term ??= value;
                    break;
                case "會期":
                    session ??= value;
                    break;
                case "次" when SittingOf().IsMatch(title[(match.Index + match.Length)..]):
                    seat = value;
                    break;
                default:
                    number = value;
                    break;
            }
        }

        // 第1次臨時會第3次會議 is the third of that session; 第2次臨時會議 is the second meeting.
        var (meeting, sitting) = number is null ? (seat, session) : (number, session ?? seat);
        return new TitleReading(name, Positive(meeting), Positive(term), Positive(sitting), KindOf(title), time);
    }

    /// <summary>縣政會議（第789次）會議紀錄 has no name that begins with its number.</summary>
    private static bool InBracket(string title, int at) => title.AsSpan(0, at).Count('（') + title.AsSpan(0, at).Count('(') > title.AsSpan(0, at).Count('）') + title.AsSpan(0, at).Count(')');

    /// <summary>A date that a file's name or a converter put before the title.</summary>
    private static (string Title, MeetingTime? Time) Undated(string text) =>
        Dated().Match(text) is { Success: true } match && DateReader.Read(match.Value) is { } time && match.Length < text.Length
            ? (text[match.Length..].TrimStart(), time)
            : (text, null);

    private static MeetingKind? KindOf(string title) =>
        title.Contains("臨時會", StringComparison.Ordinal) ? MeetingKind.Extraordinary
        : title.Contains("定期會", StringComparison.Ordinal) || title.Contains("定期大會", StringComparison.Ordinal) ? MeetingKind.Regular
        : null;

    private static int? Positive(int? value) => value is > 0 and <= 1_000_000 ? value : null;

    [GeneratedRegex(@"第\s*([0-9０-９]{1,4}|[一二三四五六七八九十百零〇○]{1,7})\s*(次|屆|任|會期)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Counted();

    [GeneratedRegex(@"第\s*(?<number>[0-9０-９]{1,4}|[一二三四五六七八九十百零〇○]{1,7})\s*(?<of>次|屆|任|會期)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"^\s*(臨時會|定期會|定期大會|大會)(?=.*第)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex SittingOf();

    [GeneratedRegex(@"(紀錄|記錄|議事錄|紀要|逐字稿)([(（].{1,8}[)）])?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(@"會議|大會|會報|委員會|座談會|院會|例會|年會", RegexOptions.CultureInvariant)]
    private static partial Regex Meeting();

    [GeneratedRegex(@"[0-9]{2,4}年度?.{0,12}(大會|年會|會議)$", RegexOptions.CultureInvariant)]
    private static partial Regex Yearly();

    [GeneratedRegex(@"^\s*[0-9]{2,4}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}\s*日?[\s_-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Dated();
}
