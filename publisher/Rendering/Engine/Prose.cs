using System.Buffers;

namespace OpenMinutes.Rendering.Engine;

/// <summary>
/// A clause's text, the only value that brings markup of its own: <c>**bold**</c> in pairs becomes strong, a bare http(s) URL a link.
/// Everything in it is escaped all the same.
/// </summary>
internal sealed class Prose(string text)
{
    // Where a URL ends: white space, what no URL holds, and the punctuation of Chinese text.
    private static readonly SearchValues<char> UrlEnd = SearchValues.Create(
        " \t\n\r\u3000\u00a0<>\"'`\\^{|}。，、；：！？（）「」『』【】《》〈〉…—～“”‘’．");

    private static readonly SearchValues<string> UrlStart = SearchValues.Create(["http://", "https://"], StringComparison.OrdinalIgnoreCase);

    public string Text => text;

    public void WriteTo(Utf8Writer writer)
    {
        var rest = text.AsSpan();
        while (NextPair(rest, out var open, out var close))
        {
            Linked(writer, rest[..open]);
            writer.Raw("<strong>");
            Linked(writer, rest[(open + 2)..close]);
            writer.Raw("</strong>");
            rest = rest[(close + 2)..];
        }

        Linked(writer, rest);
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

    private static void Linked(Utf8Writer writer, ReadOnlySpan<char> text)
    {
        int start;
        while ((start = text.IndexOfAny(UrlStart)) >= 0)
        {
            var length = UrlLength(text[start..]);
            writer.Escaped(text[..start]);
            var url = text.Slice(start, length);
            if (url.EndsWith("://"))
            {
                writer.Escaped(url);
            }
            else
            {
                writer.Raw("<a href=\"");
                writer.Escaped(url);
                writer.Raw("\">");
                writer.Escaped(url);
                writer.Raw("</a>");
            }

            text = text[(start + length)..];
        }

        writer.Escaped(text);
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
