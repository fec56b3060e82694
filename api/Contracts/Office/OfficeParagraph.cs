using System.Text.RegularExpressions;

namespace OpenMinutes.Contracts;

/// <summary>What kind of paragraph a word processor is told a printed one is.</summary>
internal enum ParagraphStyle
{
    /// <summary>The title of the minutes.</summary>
    Title,

    /// <summary>Another line of the head.</summary>
    Head,

    /// <summary>A section: a heading of the first level.</summary>
    Section,

    /// <summary>An agenda item, an annex or a unit's report: a heading of the second level.</summary>
    Item,

    /// <summary>Any other paragraph.</summary>
    Text,
}

/// <summary>One paragraph of a word processor's document: the printed one, its numbers written out as text.</summary>
/// <param name="Style">Its style.</param>
/// <param name="Runs">Its text, in stretches that are bold or not.</param>
internal sealed partial record OfficeParagraph(ParagraphStyle Style, IReadOnlyList<(string Text, bool Bold)> Runs)
{
    /// <summary>The style prints bold, and yet a clause's bold on the same line must show: there all else is printed in regular weight.</summary>
    public bool NeedsRegular => Style is ParagraphStyle.Title or ParagraphStyle.Section or ParagraphStyle.Item && Runs.Any(run => run.Bold);

    /// <summary>The paragraphs of a public edition.</summary>
    /// <param name="edition">The edition.</param>
    /// <param name="lines">The same as <see cref="DocumentLayout"/> prints it.</param>
    public static IEnumerable<OfficeParagraph> Of(PublicEdition edition, IReadOnlyList<LayoutLine> lines)
    {
        var styles = StylesOf(edition);
        var title = edition.Header.FirstOrDefault(line => line.Key == HeaderKey.Title) is { } printed ? Printed.Line(printed) : edition.Title;
        var inHead = true;
        foreach (var (anchor, text) in lines)
        {
            inHead &= anchor is null || !styles.ContainsKey(anchor);
            var style = inHead ? text == title ? ParagraphStyle.Title : ParagraphStyle.Head
                : anchor is not null && styles.Remove(anchor, out var known) ? known
                : ParagraphStyle.Text;
            yield return new OfficeParagraph(style, RunsOf(text));
        }
    }

    /// <summary>The style of each part's own line, which is the first with its anchor.</summary>
    private static Dictionary<string, ParagraphStyle> StylesOf(PublicEdition edition)
    {
        var styles = new Dictionary<string, ParagraphStyle>(64, StringComparer.Ordinal);
        foreach (var section in edition.Sections)
        {
            styles[section.Id] = ParagraphStyle.Section;
            foreach (var clause in section.Clauses)
            {
                styles.TryAdd(clause.Id, ParagraphStyle.Text);
            }

            foreach (var item in section.Items)
            {
                styles[item.Id] = ParagraphStyle.Item;
            }
        }

        foreach (var annex in edition.Annexes)
        {
            styles[annex.Id] = ParagraphStyle.Item;
            foreach (var report in annex.Reports)
            {
                styles[report.Id] = ParagraphStyle.Item;
            }
        }

        return styles;
    }

    private static List<(string Text, bool Bold)> RunsOf(string text)
    {
        if (!text.Contains("**", StringComparison.Ordinal))
        {
            return text.Length == 0 ? [] : [(text, false)];
        }

        var runs = new List<(string, bool)>();
        var at = 0;
        foreach (Match bold in Bold().Matches(text))
        {
            runs.Add((text[at..bold.Index], false));
            runs.Add((bold.Groups[1].Value, true));
            at = bold.Index + bold.Length;
        }

        runs.Add((text[at..], false));
        return runs.FindAll(run => run.Item1.Length > 0);
    }

    [GeneratedRegex(@"\*\*(?=\S)(.+?)(?<=\S)\*\*", RegexOptions.CultureInvariant)]
    private static partial Regex Bold();
}
