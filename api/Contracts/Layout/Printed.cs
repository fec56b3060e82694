using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace OpenMinutes.Contracts;

/// <summary>
/// How the parts of a public edition are printed: the characters that are not in the data because every part of its kind has them.
/// Whoever prints minutes, as text or as a page, takes them from here.
/// </summary>
/// <remarks>
/// Exactly these characters are added, and no others:
/// <list type="bullet">
/// <item>After a label that ends in a letter or digit: 、 where it is a number (一, 壹, 甲, 1, A), else ：. A label that ends otherwise is printed as it stands.</item>
/// <item>Around a purpose: ， before it and 。 after it, each where no punctuation stands there already.</item>
/// <item>Around units: （報告單位：…）, with 、 between units of one role.</item>
/// <item>（略） for what is withheld, 略 for a person; （摘要：…） around a summary; （無） where nothing happened.</item>
/// <item>Between persons 、; after one （請假）, （缺席）, （…代） or （視訊） where what is written of the person does not tell it.</item>
/// <item>The result of an outcome that has no clause, in the usual words: 洽悉。, 照案通過。, 修正通過。, 保留。, 不予通過。.</item>
/// <item>附記（…）： before an erratum.</item>
/// </list>
/// <see cref="DocumentLayout"/> adds the labels of lines that it composes.
/// Where <c>asWritten</c> is given it is printed, and nothing is added to it.
/// </remarks>
public static class Printed
{
    /// <summary>無: nothing happened under a heading.</summary>
    public const string None = "（無）";

    /// <summary>略: withheld.</summary>
    public const string Withheld = "（略）";

    /// <summary>略: a person who is withheld.</summary>
    public const string WithheldPerson = "略";

    /// <summary>附錄: what annexes stand under that have no heading.</summary>
    public const string Annex = "附錄";

    /// <summary>附記: a correction beside the text it corrects.</summary>
    public const string Erratum = "附記";

    /// <summary>附件: what stands above the files.</summary>
    public const string Attachments = "附件：";

    /// <summary>修正說明: what an edition changes in the one before.</summary>
    public const string ChangeNote = "修正說明";

    private const string HeavenlyStems = "甲乙丙丁戊己庚辛壬癸";

    private const int LabelsKnown = 1 << 10;

    // Nearly every part has a label, and all minutes have the same ones: each is marked off once, until another comes that has its place.
    private static readonly KnownLabel?[] Labels = new KnownLabel?[LabelsKnown];

    /// <summary>A label with the mark that separates it from what follows: 一、, （一）, (1), 案由一：, 決議:.</summary>
    public static string Label(string? label) => string.IsNullOrEmpty(label) ? "" : Known(label).Mark;

    /// <summary>The same before a text on its line: a half-width mark such as (一) or 1. is set off by a space.</summary>
    public static string LabelBefore(string? label) => string.IsNullOrEmpty(label) ? "" : Known(label).MarkBefore;

    /// <summary>A label and its text on one line.</summary>
    public static string Line(string? label, string? text) => string.IsNullOrEmpty(text) ? Label(label) : LabelBefore(label) + text;

    /// <summary>A line of the head: 日期：114年11月20日（星期四）下午3時30分.</summary>
    public static string Line(HeaderLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return Line(line.Label, line.AsWritten);
    }

    /// <summary>A section's own line: 貳、報告事項; 參、討論事項（略）; 肆、臨時動議（無）.</summary>
    public static string Line(PublicSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return section.AsWritten ?? Line(section.Label, section.Heading + (section.None ? None : "") + Closed(section.Disclosure));
    }

    /// <summary>An item's own line: 案由二：數位國際司施政重點，報請公鑒。</summary>
    public static string Line(PublicItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return item.AsWritten ?? Line(item.Label, Titled(item.Title, item.Purpose) + Closed(item.Disclosure));
    }

    /// <summary>An annex's own line, which repeats the item's: 案由四：本部各單位業務報告書面資料，報請公鑒。</summary>
    public static string Line(PublicAnnex annex)
    {
        ArgumentNullException.ThrowIfNull(annex);
        return annex.AsWritten ?? Line(annex.Label, Titled(annex.Title, annex.Purpose) + Closed(annex.Disclosure));
    }

    /// <summary>A report's own line: 一、數位策略司.</summary>
    public static string Line(PublicReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.AsWritten ?? Line(report.Label, report.Unit + Closed(report.Disclosure));
    }

    /// <summary>
    /// The label of an outcome, whose clauses follow: 決定：. Where no clause follows it says why, or what became of the item: 決定：（略）, 決議：照案通過。
    /// </summary>
    public static string Line(PublicOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        var text = IsClosed(outcome.Disclosure) ? Closed(outcome.Disclosure) : outcome is { Clauses.Count: 0, Result: { } result } ? ResultOf(result) : "";
        return Line(text.Length > 0 ? outcome.Label ?? KindOf(outcome.Kind) : outcome.Label, text);
    }

    /// <summary>A clause's first line: its mark with its heading, else with its text.</summary>
    public static string Line(PublicClause clause)
    {
        ArgumentNullException.ThrowIfNull(clause);
        return Line(clause.Label, (clause.Heading ?? clause.Text) + Closed(clause.Disclosure));
    }

    /// <summary>Units in brackets: （報告單位：數位策略司、資訊處）（協辦單位：秘書處）; one with <c>asWritten</c> as it is written.</summary>
    public static string Units(IEnumerable<Unit> units)
    {
        ArgumentNullException.ThrowIfNull(units);

        var printed = new StringBuilder();
        UnitRole? open = null;
        foreach (var unit in units)
        {
            if (unit.AsWritten is null && unit.Role == open)
            {
                printed.Insert(printed.Length - 1, $"、{unit.Name}");
                continue;
            }

            printed.Append(unit.AsWritten ?? $"（{RoleOf(unit.Role)}：{unit.Name}）");
            open = unit.AsWritten is null ? unit.Role : null;
        }

        return printed.ToString();
    }

    /// <summary>Persons in a row: 侯政務次長宜秀、鄭參事明宗（請假）、略.</summary>
    public static string Attendees(IEnumerable<PublicAttendee> attendees) => string.Join('、', attendees.Select(Attendee));

    /// <summary>A person as written, else unit, name and title; 略 for one who is withheld.</summary>
    public static string Attendee(PublicAttendee attendee)
    {
        ArgumentNullException.ThrowIfNull(attendee);
        if (IsClosed(attendee.Disclosure))
        {
            return attendee.Disclosure.Summary ?? WithheldPerson;
        }

        var person = attendee.AsWritten ?? attendee.Unit + attendee.Name + attendee.Title;
        bool Says(string word) => person.Contains(word, StringComparison.Ordinal);
        var status = attendee.Status switch
        {
            AttendanceStatus.Leave when !Says("請假") => "（請假）",
            AttendanceStatus.Absent when !Says("缺席") => "（缺席）",
            _ => "",
        };
        var deputy = attendee.RepresentedBy is { } representative && !Says("代）") && !Says("代)") ? $"（{Representative(representative)}）" : "";
        var mode = attendee.Mode == AttendanceMode.Remote && !Says("視訊") ? "（視訊）" : "";
        return person + status + deputy + mode;
    }

    /// <summary>What stands in place of a part that is not public: （略） or （摘要：…）; empty for a public one.</summary>
    public static string Closed(Disclosure? disclosure) =>
        !IsClosed(disclosure) ? "" : disclosure.Summary is { } summary ? $"（摘要：{summary}）" : Withheld;

    /// <summary>An erratum: 附記（114年12月20日）：….</summary>
    public static string Line(Erratum erratum)
    {
        ArgumentNullException.ThrowIfNull(erratum);
        return $"{Erratum}（{RocCalendar.Format(erratum.Date)}）：{erratum.Text}";
    }

    /// <summary>The Chinese word for a role of a unit: 報告單位.</summary>
    public static string RoleOf(UnitRole role) => role switch
    {
        UnitRole.Reporting => "報告單位",
        UnitRole.Proposing => "提案單位",
        UnitRole.Organising => "主辦單位",
        UnitRole.Supporting => "協辦單位",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    /// <summary>The Chinese word for a kind of outcome: 決定.</summary>
    public static string KindOf(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Decision => "決定",
        OutcomeKind.Resolution => "決議",
        OutcomeKind.Conclusion => "結論",
        OutcomeKind.Instruction => "指示",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The words for a result that no clause states; none for other.</summary>
    private static string ResultOf(OutcomeResult result) => result switch
    {
        OutcomeResult.Noted => "洽悉。",
        OutcomeResult.Accepted => "照案通過。",
        OutcomeResult.Amended => "修正通過。",
        OutcomeResult.Deferred => "保留。",
        OutcomeResult.Rejected => "不予通過。",
        _ => "",
    };

    /// <summary>Whether something stands in place of the part.</summary>
    public static bool IsClosed([NotNullWhen(true)] Disclosure? disclosure) => disclosure is { Level: not DisclosureLevel.Public };

    /// <summary>Whether a text follows on the same line: 頒獎：, 決議:.</summary>
    public static bool EndsInPunctuation(string text) => Rune.DecodeLastFromUtf16(text, out var last, out _) == OperationStatus.Done
        && !Rune.IsLetterOrDigit(last) && Rune.GetUnicodeCategory(last) != UnicodeCategory.LetterNumber;

    /// <summary>Whether a unit stands in brackets behind the line of its part; another has a line of its own.</summary>
    public static bool IsBracketed(Unit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit.AsWritten is null or ['（' or '(' or '〔' or '【', ..];
    }

    /// <summary>
    /// Whether a clause stands on the line before it, behind its punctuation: 決定：洽悉。 A bracket ends a line: nothing goes on behind 陸、散會（下午4時39分）.
    /// </summary>
    public static bool Follows(PublicClause clause, string line)
    {
        ArgumentNullException.ThrowIfNull(clause);
        return clause is { Label: null, Heading: null } && line is [.., not ('）' or ')')] && EndsInPunctuation(line);
    }

    private static string Titled(string? title, string? purpose)
    {
        if (string.IsNullOrEmpty(purpose))
        {
            return title ?? "";
        }

        var comma = string.IsNullOrEmpty(title) || EndsSentence(title) ? "" : "，";
        return title + comma + purpose + (EndsSentence(purpose) ? "" : "。");
    }

    /// <summary>A closing bracket or quotation mark does not end a sentence: …案【詳附錄】，報請公鑒。</summary>
    private static bool EndsSentence(string text) => text is [.., '，' or '。' or '；' or '：' or '！' or '？' or ',' or '.' or ';' or ':' or '!' or '?'];

    /// <summary>一, 十二, 壹, 甲, 12, 2-1, 三之一, Ⅳ, A.</summary>
    private static bool IsNumber(string label) =>
        label is [(>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= 'Ａ' and <= 'Ｚ') or (>= 'ａ' and <= 'ｚ')] || IsOfNumbers(label);

    private static bool IsOfNumbers(ReadOnlySpan<char> label)
    {
        foreach (var character in label)
        {
            if (!IsOfNumber(character))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsOfNumber(char c) =>
        ChineseNumerals.IsNumeral(c) || HeavenlyStems.Contains(c) || c is '.' or '-' or '之' || char.GetUnicodeCategory(c) == UnicodeCategory.LetterNumber;

    private static string Representative(Representative representative) =>
        representative.AsWritten is { } written ? written : $"{representative.Name}{representative.Title}代";

    private static KnownLabel Known(string label)
    {
        ref var place = ref Labels[((((label[0] * 31) + label[label.Length / 2]) * 31) + label[^1] + label.Length) & (LabelsKnown - 1)];
        if (place is not { } known || known.Label != label)
        {
            var mark = EndsInPunctuation(label) ? label : label + (IsNumber(label) ? '、' : '：');
            place = known = new KnownLabel(label, mark, mark[^1] <= '\x7f' ? mark + " " : mark);
        }

        return known;
    }

    private sealed record KnownLabel(string Label, string Mark, string MarkBefore);
}
