using System.Buffers;
using System.Text;
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
    public static void Line(StringBuilder output, string text)
    {
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        switch (text)
        {
            // Headings, lists, underlines, definitions.
            case ['#' or '-' or '+' or '=' or ':' or '%', ..]:
                output.Append('\\').Append(text[0]);
                Inline(output, text, 1);
                break;
            case [>= '0' and <= '9', ..] when digits > 0 && text[digits] is '.' or ')':
                output.Append(text, 0, digits).Append('\\').Append(text[digits]);
                Inline(output, text, digits + 1);
                break;
            default:
                Inline(output, text);
                break;
        }
    }

    /// <summary>Within a block.</summary>
    public static void Inline(StringBuilder output, string text, int from = 0)
    {
        var rest = text.AsSpan(from);
        if (Prose.IsPlain(rest))
        {
            Escaped(output, rest);
            return;
        }

        var runs = Prose.Runs(rest);
        for (var i = 0; i < runs.Count; i++)
        {
            if (runs[i].OpensBold)
            {
                var last = i;
                while (!runs[last].ClosesBold)
                {
                    last++;
                }

                Bold(output, rest, runs[i..(last + 1)]);
                i = last;
            }
            else
            {
                Run(output, rest, runs[i]);
            }
        }
    }

    /// <summary>
    /// Asterisks make bold only where letters or white space stand around them: a Chinese sentence has no spaces, and **「詞」**字 stays as it is.
    /// There the element does it.
    /// </summary>
    private static void Bold(StringBuilder output, ReadOnlySpan<char> text, List<ProseRun> runs)
    {
        var inner = text[runs[0].Place.Start..runs[^1].Place.End];
        var end = runs[^1].Place.End.Value + 2;
        var asterisks = runs is [{ IsUrl: false }]
            && char.IsLetterOrDigit(inner[0]) && char.IsLetterOrDigit(inner[^1])
            && output[^1] != '*'
            && (end >= text.Length || text[end] != '*');
        output.Append(asterisks ? "**" : "<strong>");
        foreach (var run in runs)
        {
            Run(output, text, run);
        }

        output.Append(asterisks ? "**" : "</strong>");
    }

    private static void Run(StringBuilder output, ReadOnlySpan<char> text, ProseRun run)
    {
        var piece = text[run.Place];
        if (run.IsUrl)
        {
            output.Append('<').Append(piece).Append('>');
        }
        else
        {
            Escaped(output, piece);
        }
    }

    private static void Escaped(StringBuilder output, ReadOnlySpan<char> text)
    {
        var plain = 0;
        for (var at = text.IndexOfAny(Special); at >= 0;)
        {
            if (text[at] is not ('=' or '+') || IsDoubled(text, at))
            {
                output.Append(text[plain..at]).Append('\\');
                plain = at;
            }

            var next = text[(at + 1)..].IndexOfAny(Special);
            at = next < 0 ? -1 : at + 1 + next;
        }

        output.Append(text[plain..]);
    }

    /// <summary>Two of them mark or insert; one is a sign.</summary>
    private static bool IsDoubled(ReadOnlySpan<char> text, int at) =>
        (at > 0 && text[at - 1] == text[at]) || (at + 1 < text.Length && text[at + 1] == text[at]);
}
