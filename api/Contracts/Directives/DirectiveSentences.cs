using System.Globalization;
using System.Text.RegularExpressions;

namespace OpenMinutes.Contracts;

/// <summary>What a clause of minutes states about the directives of a cohort.</summary>
/// <param name="Pointer">The clause's text, as a JSON pointer into the record.</param>
/// <param name="Cohort">The cohort.</param>
/// <param name="Figures">The numbers it states.</param>
public sealed record StatedFigures(string Pointer, Cohort Cohort, CohortFigures Figures);

/// <summary>The two sentences in which minutes state how many directives were released and continued: written, and found in a record.</summary>
public static partial class DirectiveSentences
{
    /// <summary>第17次（10月）主管會議列管案件共計3案，2案同意解除追蹤，1案繼續追蹤。</summary>
    /// <param name="number">The ordinal of the meeting before; null if it has none.</param>
    /// <param name="month">The month in which it was held.</param>
    /// <param name="series">The name of the series.</param>
    /// <param name="figures">The figures of the directives it began or re-opened.</param>
    public static string OfPrevious(int? number, int month, string series, CohortFigures figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(number is { } ordinal ? $"第{ordinal}次" : "前次")}（{month}月）{series}列管案件共計{figures.Total}案，{figures.Released}案同意解除追蹤，{figures.Continued}案繼續追蹤。");

    /// <summary>本次提報歷次列管案件計7案：同意解除追蹤計3案；繼續追蹤計4案。</summary>
    /// <param name="figures">The figures of all older directives.</param>
    public static string OfEarlier(CohortFigures figures) => string.Create(
        CultureInfo.InvariantCulture,
        $"本次提報歷次列管案件計{figures.Total}案：同意解除追蹤計{figures.Released}案；繼續追蹤計{figures.Continued}案。");

    /// <summary>Every such sentence of a record, in the order of the minutes. Numbers may be written in Chinese numerals, and released and continued in either order.</summary>
    /// <param name="record">The record.</param>
    public static IReadOnlyList<StatedFigures> In(MeetingRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);

        return
        [
            .. record.Sections.SelectMany(static (section, at) => (IEnumerable<StatedFigures>)
            [
                .. In(section.Clauses, $"/sections/{at}/clauses"),
                .. section.Items.SelectMany((item, itemAt) => In(item.Outcome?.Clauses ?? [], $"/sections/{at}/items/{itemAt}/outcome/clauses")),
            ]),
        ];
    }

    /// <summary>Every such sentence that the public reads.</summary>
    /// <param name="edition">The public edition.</param>
    public static IReadOnlyList<(Cohort Cohort, CohortFigures Figures)> In(PublicEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);

        return
        [
            .. edition.Sections
                .SelectMany(static section => section.Clauses.Concat(section.Items.SelectMany(static item => item.Outcome?.Clauses ?? [])))
                .SelectMany(Texts)
                .Select(Find)
                .OfType<(Cohort, CohortFigures)>(),
        ];
    }

    private static IEnumerable<string> Texts(PublicClause clause) =>
        [.. clause.Text is { } text ? [text] : Array.Empty<string>(), .. clause.Children.SelectMany(Texts)];

    private static IEnumerable<StatedFigures> In(IReadOnlyList<Clause> clauses, string pointer) =>
        clauses.SelectMany((clause, at) => (IEnumerable<StatedFigures>)
        [
            .. clause.Text is { } text && Find(text) is { } found ? [new StatedFigures($"{pointer}/{at}/text", found.Cohort, found.Figures)] : Array.Empty<StatedFigures>(),
            .. In(clause.Children, $"{pointer}/{at}/children"),
        ]);

    /// <summary>The sentence that a text is, if it is one.</summary>
    /// <param name="text">A clause's text.</param>
    public static (Cohort Cohort, CohortFigures Figures)? Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        if (!text.Contains("列管案件", StringComparison.Ordinal) || Total().Match(text) is not { Success: true } total)
        {
            return null;
        }

        var released = Released().Match(text, total.Index + total.Length);
        var continued = Continued().Match(text, total.Index + total.Length);
        return released.Success && continued.Success && Number(total) is { } all && Number(released) is { } freed && Number(continued) is { } on
            ? (total.Value.Contains("歷次", StringComparison.Ordinal) ? Cohort.Earlier : Cohort.Previous, new CohortFigures(all, freed, on))
            : null;
    }

    private static int? Number(Match match) => ChineseNumerals.TryParse(match.Groups["n"].Value, out var number) ? number : null;

    private const string Numeral = "(?<n>[0-9０-９〇零一二兩三四五六七八九十百千]{1,9})";

    [GeneratedRegex("[^，。；：]{0,60}列管案件(?:共計|合計|計|共)\\s*" + Numeral + "\\s*案")]
    private static partial Regex Total();

    [GeneratedRegex("(?:" + Numeral + "\\s*案(?:同意)?解除(?:追蹤|列管)|(?:同意)?解除(?:追蹤|列管)(?:者)?(?:共計|計|共)\\s*" + Numeral + "\\s*案)")]
    private static partial Regex Released();

    [GeneratedRegex("(?:" + Numeral + "\\s*案(?:繼續|持續)(?:追蹤|列管)|(?:繼續|持續)(?:追蹤|列管)(?:者)?(?:共計|計|共)\\s*" + Numeral + "\\s*案)")]
    private static partial Regex Continued();
}
