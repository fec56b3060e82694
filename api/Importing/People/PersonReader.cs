using System.Collections.Frozen;
using System.Text.RegularExpressions;
using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>What is read out of one person as written.</summary>
internal sealed record Person(string? Name, string? Title, string? Unit)
{
    public AttendanceStatus Status { get; init; } = AttendanceStatus.Present;

    public AttendanceMode? Mode { get; init; }

    public Representative? RepresentedBy { get; init; }

    /// <summary>The writing stands for more persons than it names: 等64人, 暨相關人員.</summary>
    public bool StandsForOthers { get; init; }
}

/// <summary>
/// Reads a person as Taiwanese minutes write one: 牛司長信仁 (family name, title, given name), 韌性建設司牛司長信仁, 社會局局長姚雨靜,
/// 黃呂委員錦茹, 陳坤中, with what stands in brackets behind.
/// </summary>
internal static partial class PersonReader
{
    private const int LongestGiven = 3;

    /// <summary>A unit's name ends so, which a family name before a title does not.</summary>
    private const string UnitEnds = "部會署司處局科室院所組中心館隊校系團區鄉鎮市縣府庫黨社課股廳站廠行園台臺里村鄰";

    /// <summary>Who holds a title for the time being, or beside another: 代理主任委員, 兼局長.</summary>
    private static readonly string[] Acting = ["代理", "兼任", "兼"];

    /// <summary>No given name ends so.</summary>
    private const string SureUnitEnds = "署處局科課股廳室部";

    /// <summary>A longer text that ends as a unit's name does is one.</summary>
    private const int LongestPlainName = 4;

    private static readonly FrozenSet<string> Titles = Tables.Words("titles.txt").Keys.ToFrozenSet();

    private static readonly int LongestTitle = Titles.Max(title => title.Length);

    private static readonly FrozenSet<string> Surnames = Tables.Words("surnames.txt").Keys.ToFrozenSet();

    public static bool IsTitle(string text) => Titles.Contains(Glyphs.Squeeze(text));

    public static bool StartsWithSurname(string text) => text.Length > 0 && (Surnames.Contains(text[..1]) || (text.Length > 1 && Surnames.Contains(text[..2])));

    /// <summary>A unit and a title without a name: 民政處處長.</summary>
    public static bool IsOffice(string text) => text[0] is not '各' && Plain(text) is { Title: not null, Unit: not null, Name: null };

    /// <summary>A name without a title.</summary>
    public static bool IsPlainName(string text) => Given(text) is >= 2 and <= 4 && StartsWithSurname(text) && !IsUnit(text) && Plain(text).Title is null;

    /// <summary>Whether a text can be one whole person: a name of usual length, with a title or without.</summary>
    public static bool IsWhole(string written) => Read(written) is { Name: { } name } && Given(name) is >= 2 and <= 4 && StartsWithSurname(name);

    public static Person Read(string written)
    {
        var bare = InPerson().Replace(Bracket().Replace(written, "").Trim(), "");
        var text = Glyphs.Squeeze(bare);
        var others = Others().Match(text);
        var person = (others.Success ? Plain(text[..others.Index]) : OfUnit(bare) ?? Plain(text)) with { StandsForOthers = others.Success };
        foreach (var bracket in Bracket().Matches(written).Select(match => Glyphs.Squeeze(match.Groups["inside"].ValueSpan)))
        {
            person = InBracket(person, bracket);
        }

        return person;
    }

    /// <summary>行政處　劉欣怡: white space parts the unit from the person.</summary>
    private static Person? OfUnit(string written)
    {
        var end = written.AsSpan().IndexOfAny(" 　");
        return end > 0 && IsUnit(written[..end]) && Plain(Glyphs.Squeeze(written.AsSpan(end))) is { Name: not null } person
            ? person with { Unit = person.Unit is { } inner ? written[..end] + inner : written[..end] }
            : null;
    }

    private static Person Plain(string text)
    {
        Person? best = null;
        for (var at = 0; at < text.Length; at++)
        {
            if (TitleAt(text, at) is not { } title)
            {
                continue;
            }

            var (before, rest) = (text[..at], text[(at + title.Length)..]);
            if (InTheMiddle(before, title, rest) is { } middle)
            {
                return middle;
            }

            best ??= InFront(before, title, rest);
            at += title.Length - 1;
        }

        return best ?? (IsUnit(text) ? new Person(null, null, text) : new Person(IsName(text) && text[0] is not '各' ? text : null, null, null));
    }

    /// <summary>Whether a text is a unit's name and no person's: 民政局, 台灣區飲料工業同業公會.</summary>
    public static bool IsUnit(string text) =>
        text.Length > 2 && (SureUnitEnds.Contains(text[^1], StringComparison.Ordinal) || (text.Length > LongestPlainName && UnitEnds.Contains(text[^1], StringComparison.Ordinal)));

    /// <summary>A name alone: short, or with the dot of an indigenous or the letters of a foreign one.</summary>
    private static bool IsName(string text) => Given(text) is > 0 and <= 5 || (text.Length <= 40 && text.Any(c => c is '・' or '．' or '‧' or '·' || char.IsAsciiLetter(c)));

    private static string? TitleAt(string text, int at) =>
        Acting.FirstOrDefault(prefix => string.CompareOrdinal(text, at, prefix, 0, prefix.Length) == 0) is { } acting && KnownTitleAt(text, at + acting.Length) is { } title
            ? acting + title
            : KnownTitleAt(text, at);

    private static string? KnownTitleAt(string text, int at)
    {
        for (var length = Math.Min(LongestTitle, text.Length - at); length > 0; length--)
        {
            var candidate = text.Substring(at, length);
            if (Titles.Contains(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>Family name, title, given name: 林部長宜敬, 數位產業署林署長俊秀.</summary>
    private static Person? InTheMiddle(string before, string title, string given)
    {
        if (before.Length == 0 || given.Length is 0 || Given(given) > LongestGiven || TitleAt(given, 0) is not null)
        {
            return null;
        }

        for (var length = Math.Min(2, before.Length); length > 0; length--)
        {
            var (unit, surname) = (before[..^length], before[^length..]);
            var known = Surnames.Contains(surname) || (length == 2 && unit.Length == 0 && surname.All(c => Surnames.Contains(c.ToString())));
            if (known && (unit.Length == 0 || (unit.Length > 1 && EndsUnit(unit))))
            {
                return new Person(surname + given, title, unit.Length > 0 ? unit : null);
            }
        }

        return before.Length == 1 && !UnitEnds.Contains(before, StringComparison.Ordinal) ? new Person(before + given, title, null) : null;
    }

    /// <summary>Title before the whole name, or no name at all: 社會局局長姚雨靜, 各戶政事務所主任.</summary>
    private static Person? InFront(string unit, string title, string name) =>
        name.Length == 0 && unit.Length > 0 && !EndsUnit(unit) && unit.Length <= 4 && StartsWithSurname(unit) ? new Person(unit, title, null)
        : name.Length == 0 || (Given(name) is > 1 and <= 6 && StartsWithSurname(name)) || (Given(name) is 2 or 3 && (unit.Length == 0 || EndsUnit(unit)))
            ? new Person(name.Length > 0 ? name : null, title, unit.Length > 0 ? unit : null)
            : null;

    public static bool EndsUnit(string unit) => UnitEnds.Contains(unit[^1], StringComparison.Ordinal) || IsTitleEnd(unit);

    private static bool IsTitleEnd(string unit) => Enumerable.Range(1, Math.Min(LongestTitle, unit.Length)).Any(length => Titles.Contains(unit[^length..]));

    /// <summary>How long a name is to a reader; a character outside the basic plane counts once.</summary>
    private static int Given(string name) => name.EnumerateRunes().Count();

    /// <summary>呂聖元(秘書長，請假); 林榮川（請假，張主任秘書婷媛代）; 朱有花（中研院天文及天文物理研究所）.</summary>
    private static Person InBracket(Person person, string bracket) => bracket.Split('，', '、', ',', '；', ';').Where(remark => remark.Length > 0).Aggregate(person, Remark);

    private static Person Remark(Person person, string remark)
    {
        if (remark.Contains("請假", StringComparison.Ordinal) || remark is "公假" or "公差" or "公出" or "出差" or "事假" or "病假" or "休假")
        {
            return person.RepresentedBy is null ? person with { Status = AttendanceStatus.Leave } : person;
        }

        if (remark is "缺席" or "未出席" or "未派員" or "未到")
        {
            return person with { Status = AttendanceStatus.Absent };
        }

        if (Deputy().Match(remark) is { Success: true } deputy && Plain(deputy.Groups["person"].Value) is { Name: { } name } read)
        {
            return person with { Status = AttendanceStatus.Represented, RepresentedBy = new Representative { Name = name, Title = read.Title } };
        }

        if (Remote().IsMatch(remark))
        {
            return person with { Mode = AttendanceMode.Remote };
        }

        if (Titles.Contains(remark))
        {
            return person with { Title = person.Title ?? remark };
        }

        // 同業公會（王總幹事大明): the unit came in this person.
        return person is { Name: null, Unit: not null } && Plain(remark) is { Name: { } sent, Title: { } office } ? person with { Name = sent, Title = office }
            : remark.Length > 2 && EndsUnit(remark) ? person with { Unit = person.Unit ?? remark }
            : person;
    }

    [GeneratedRegex(@"[(（](?<inside>[^()（）]*)[)）]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Bracket();

    [GeneratedRegex(@"(等[0-9一二三四五六七八九十百]*[人位名]?|等人|暨.*|率.*|及相關.*|偕.*)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Others();

    /// <summary>親自出席董事陳大明.</summary>
    [GeneratedRegex(@"^(親自|委託|實際)?(出席|列席)(?=[^席\s])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex InPerson();

    [GeneratedRegex(@"^(由|委由|委託|委請|請|指派)?(?<person>[^，、。]{2,24}?)(代|代理|代理出席|代為出席|代表|代表出席|代理主持|代為主持)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Deputy();

    [GeneratedRegex(@"視訊|線上|遠距|(?i:skype|zoom|webex|teams|online)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Remote();
}
