using System.Buffers;
using OpenMinutes.Rendering.Engine;

namespace OpenMinutes.Rendering.Twins;

/// <summary>
/// A text of the minutes in Markdown: bold stays bold and addresses stay links, everything else is escaped so that it can be nothing but text,
/// in CommonMark and in the usual dialects (tables, strikethrough, formulas, attributes).
/// </summary>
internal static class MarkdownText
{
    private static readonly SearchValues<char> Special = SearchValues.Create(@"\`*_[]<>&|~^${}=+");

    /// <summary>Behind a mark that begins a block.</summary>
    public static void Line(Utf8Writer output, ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        switch (text)
        {
            // Headings, lists, underlines, definitions.
            case ['#' or '-' or '+' or '=' or ':' or '%', ..]:
                output.Raw("\\");
                output.Raw(text[..1]);
                Inline(output, text[1..]);
                break;
            case [>= '0' and <= '9', ..] when digits > 0 && text[digits] is '.' or ')':
                output.Raw(text[..digits]);
                output.Raw("\\");
                output.Raw(text[digits..(digits + 1)]);
                Inline(output, text[(digits + 1)..]);
                break;
            default:
                Inline(output, text);
                break;
        }
    }

    /// <summary>Within a block.</summary>
    public static void Inline(Utf8Writer output, ReadOnlySpan<char> text)
    {
        if (Prose.IsPlain(text))
        {
            Escaped(output, text);
            return;
        }

        var runs = Prose.Runs(text);
        var close = "";
        for (var i = 0; i < runs.Count; i++)
        {
            if (runs[i].OpensBold)
            {
                var last = runs.FindIndex(i, static run => run.ClosesBold);
                var asterisks = last == i && AsterisksDo(text, runs[i]);
                output.Raw(asterisks ? "**" : "<strong>");
                close = asterisks ? "**" : "</strong>";
            }

            Run(output, text, runs[i]);
            output.Raw(runs[i].ClosesBold ? close : "");
        }
    }

    /// <summary>
    /// Asterisks make bold only where no punctuation or other asterisk stands beside them: a Chinese sentence has no spaces, and **「詞」**字 stays as it is.
    /// There the element does it.
    /// </summary>
    private static bool AsterisksDo(ReadOnlySpan<char> text, ProseRun run)
    {
        var (start, length) = run.Place.GetOffsetAndLength(text.Length);
        var end = start + length;
        return !run.IsUrl
            && char.IsLetterOrDigit(text[start]) && char.IsLetterOrDigit(text[end - 1])
            && (start == 2 || text[start - 3] != '*')
            && (end + 2 == text.Length || text[end + 2] != '*');
    }

    private static void Run(Utf8Writer output, ReadOnlySpan<char> text, ProseRun run)
    {
        output.Raw(run.IsUrl ? "<" : "");
        if (run.IsUrl)
        {
            output.Raw(text[run.Place]);
        }
        else
        {
            Escaped(output, text[run.Place]);
        }

        output.Raw(run.IsUrl ? ">" : "");
    }

    private static void Escaped(Utf8Writer output, ReadOnlySpan<char> text)
    {
        var plain = 0;
        for (var at = text.IndexOfAny(Special); at >= 0;)
        {
            if (text[at] is not ('=' or '+') || IsDoubled(text, at))
            {
                output.Raw(text[plain..at]);
                output.Raw("\\");
                plain = at;
            }

            var next = text[(at + 1)..].IndexOfAny(Special);
            at = next < 0 ? -1 : at + 1 + next;
        }

        output.Raw(text[plain..]);
    }

    /// <summary>Two of them mark or insert; one is a sign.</summary>
    private static bool IsDoubled(ReadOnlySpan<char> text, int at) =>
        (at > 0 && text[at - 1] == text[at]) || (at + 1 < text.Length && text[at + 1] == text[at]);
}
