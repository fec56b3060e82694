using System.Buffers;
using OpenMinutes.Contracts;

namespace OpenMinutes.Rendering.Engine;

/// <summary>
/// A clause's text, the only value that brings markup of its own: <c>**bold**</c> in pairs becomes strong, a bare http(s) URL a link.
/// Everything in it is escaped all the same.
/// </summary>
internal static class Prose
{
    // Where a URL ends: white space, what no URL holds, and the punctuation of Chinese text.
    private static readonly SearchValues<char> UrlEnd = SearchValues.Create(
        " \t\n\r\u3000\u00a0<>\"'`\\^{|}。，、；：！？（）「」『』【】《》〈〉…—～“”‘’．");

    private static readonly SearchValues<string> UrlStart = SearchValues.Create(["http://", "https://"], StringComparison.OrdinalIgnoreCase);

    // Each holds a character of StoredText.Markup: a stored text without any is not looked at.
    private static readonly SearchValues<string> Markup = SearchValues.Create(["**", "http://", "https://"], StringComparison.OrdinalIgnoreCase);

    /// <summary>Writes a text with its markup.</summary>
    public static void Write(StoredText stored, Utf8Writer writer)
    {
        // Nearly all texts go from their document to the page as they are.
        if (writer.TryPlain(stored))
        {
            return;
        }

        var text = stored.Text;
        if (IsPlain(text))
        {
            writer.Escaped(text);
            return;
        }

        foreach (var run in Runs(text))
        {
            writer.Raw(run.OpensBold ? "<strong>" : "");
            var piece = text.AsSpan(run.Place);
            if (run.IsUrl)
            {
                writer.Raw("<a href=\"");
                writer.Escaped(piece);
                writer.Raw("\">");
                writer.Escaped(piece);
                writer.Raw("</a>");
            }
            else
            {
                writer.Escaped(piece);
            }

            writer.Raw(run.ClosesBold ? "</strong>" : "");
        }
    }

    /// <summary>Whether a text is one run without markup, as nearly all are.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text) => text.IndexOfAny('*', ':') < 0 || text.IndexOfAny(Markup) < 0;

    /// <summary>A text in pieces; the asterisks of bold are in none.</summary>
    public static List<ProseRun> Runs(ReadOnlySpan<char> text)
    {
        var runs = new List<ProseRun>();
        var start = 0;
        while (NextPair(text[start..], out var open, out var close))
        {
            Linked(text, start, start + open, bold: false, runs);
            Linked(text, start + open + 2, start + close, bold: true, runs);
            start += close + 2;
        }

        Linked(text, start, text.Length, bold: false, runs);
        return runs;
    }

    /// <summary>The next pair of ** that embraces something and no white space at its ends, as the plain text understands it.</summary>
    private static bool NextPair(ReadOnlySpan<char> text, out int open, out int close)
    {
        for (open = text.IndexOf("**"); open >= 0 && open + 2 < text.Length; open = Next(text, open + 1))
        {
            for (close = Next(text, open + 3); close >= 0 && !char.IsWhiteSpace(text[open + 2]); close = Next(text, close + 1))
            {
                if (!char.IsWhiteSpace(text[close - 1]))
                {
                    return true;
                }
            }
        }

        close = -1;
        return false;
    }

    private static int Next(ReadOnlySpan<char> text, int from)
    {
        var at = from < text.Length ? text[from..].IndexOf("**") : -1;
        return at < 0 ? -1 : from + at;
    }

    private static void Linked(ReadOnlySpan<char> text, int from, int to, bool bold, List<ProseRun> runs)
    {
        var first = runs.Count;
        while (from < to)
        {
            var start = text[from..to].IndexOfAny(UrlStart);
            var url = start < 0 ? to : from + start;
            if (url > from)
            {
                runs.Add(new ProseRun(from..url, false, false, false));
            }

            from = url;
            if (url < to)
            {
                from += UrlLength(text[url..to]);
                runs.Add(new ProseRun(url..from, !text[url..from].EndsWith("://"), false, false));
            }
        }

        if (bold)
        {
            runs[first] = runs[first] with { OpensBold = true };
            runs[^1] = runs[^1] with { ClosesBold = true };
        }
    }

    private static int UrlLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(UrlEnd);
        var url = end < 0 ? text : text[..end];

        // A sentence's own punctuation after a URL is not part of it; a bracket only if the URL did not open it.
        while (url is [.., var last] && url.Length > "http://".Length)
        {
            var closesSentence = last is '.' or ',' or ';' or ':' or '!' or '?' or '*'
                || (last == ')' && url.Count(')') > url.Count('('))
                || (last == ']' && url.Count(']') > url.Count('['));
            if (!closesSentence)
            {
                break;
            }

            url = url[..^1];
        }

        return url.Length;
    }
}

/// <summary>A piece of a text: where it stands, whether it is an address, and whether bold begins before it and ends behind it.</summary>
internal readonly record struct ProseRun(Range Place, bool IsUrl, bool OpensBold, bool ClosesBold);
