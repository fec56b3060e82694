using System.Collections.Concurrent;
using System.Text;

namespace OpenMinutes.Publisher.Output;

/// <summary>Collects where the pages of a release lead on the site itself, and tells which of those places it does not have.</summary>
internal sealed class LinkCheck(string baseUrl)
{
    private readonly byte[] _baseUrl = Encoding.UTF8.GetBytes(baseUrl);

    // File → the first page seen to lead there.
    private readonly ConcurrentDictionary<string, string> _targets = new(StringComparer.Ordinal);

    /// <summary>
    /// Notes the links of a page. The template engine escapes quotes in values, so <c>="</c> is always an attribute's. Most links of a page lead to files beside it, which are made
    /// together with it: they are not kept until the end.
    /// </summary>
    /// <param name="page">The file of the page.</param>
    /// <param name="html">The page.</param>
    /// <param name="found">Takes the files to which it leads.</param>
    public void Collect(string page, ReadOnlySpan<byte> html, Dictionary<string, string> found)
    {
        var known = _targets.GetAlternateLookup<ReadOnlySpan<char>>();
        var seen = found.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> buffer = stackalloc char[512];
        while (html.IndexOf("=\""u8) is >= 0 and var at)
        {
            html = html[(at + 2)..];
            var length = html.IndexOf((byte)'"');
            if (length < 0)
                return;
            if (FileOf(html[..length], buffer) is { Length: > 0 } file && !known.ContainsKey(file))
                seen.TryAdd(file, page);
            html = html[(length + 1)..];
        }
    }

    /// <summary>Keeps the links of pages that were drawn together for the end, but those between them.</summary>
    /// <param name="found">The files to which they lead, and from where.</param>
    /// <param name="drawn">The files that were drawn.</param>
    public void Keep(Dictionary<string, string> found, IReadOnlyCollection<string> drawn)
    {
        foreach (var file in drawn)
            found.Remove(file);
        foreach (var (file, page) in found)
            _targets.TryAdd(file, page);
    }

    /// <summary>Makes sure that every link leads to a file of the release.</summary>
    /// <param name="exists">Whether the release has a file.</param>
    /// <param name="complete">Whether it has more than HTML; else what leads to other files is let be.</param>
    public void Verify(Func<string, bool> exists, bool complete)
    {
        // Asked for in order: the files of one place stand in one part of the manifest, which is read when it is asked for and not kept for long.
        var broken = _targets
            .OrderBy(static target => target.Key, StringComparer.Ordinal)
            .Where(target => (complete || target.Key.EndsWith(".html", StringComparison.Ordinal)) && !exists(target.Key))
            .ToList();
        if (broken is [var (file, page), ..])
            throw new PublishingException($"{broken.Count} links lead nowhere, such as that of '{page}' to '{file}'.");
    }

    private ReadOnlySpan<char> FileOf(ReadOnlySpan<byte> url, Span<char> buffer)
    {
        if (url.StartsWith(_baseUrl))
            url = url[_baseUrl.Length..];
        if (url is not [(byte)'/', ..] || url is [_, (byte)'/', ..])
            return [];
        if (url.IndexOfAny((byte)'#', (byte)'?') is >= 0 and var end)
            url = url[..end];
        var path = url[1..];
        const string index = "index.html";
        if (Encoding.UTF8.GetMaxCharCount(path.Length) + index.Length > buffer.Length)
            buffer = new char[Encoding.UTF8.GetMaxCharCount(path.Length) + index.Length];
        var length = Encoding.UTF8.GetChars(path, buffer);
        if (length == 0 || buffer[length - 1] == '/')
        {
            index.CopyTo(buffer[length..]);
            length += index.Length;
        }
        return buffer[..length];
    }
}
