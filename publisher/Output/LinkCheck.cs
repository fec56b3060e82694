using System.Text;

namespace OpenMinutes.Publisher.Output;

/// <summary>
/// Collects where the pages of a release lead on the site itself, and tells which of those places it does not have. How many there are does not show in memory.
/// </summary>
/// <param name="baseUrl">What absolute addresses of the site begin with.</param>
/// <param name="complete">Whether the release has more than HTML; else what leads to other files is let be.</param>
/// <param name="notes">Takes the places, by the parts of the manifest that would list them; null where nobody is going to ask.</param>
internal sealed class LinkCheck(string baseUrl, bool complete, Spool? notes)
{
    private const int PlacesKnown = 1 << 14;

    /// <summary>A page that leads to more places lists what is drawn elsewhere.</summary>
    private const int MostTogether = 1 << 12;

    // The template engine escapes quotes in values, so =" is always an attribute's.
    private readonly byte[] _absolute = Encoding.UTF8.GetBytes($"\"{baseUrl}/");

    // Addresses that were found, each where its hash leads: a page leads to many to which others led just before. One that had to give way is found once more.
    private readonly byte[]?[] _known = new byte[]?[PlacesKnown];

    /// <summary>Notes the links of a page. Most lead to files beside it, which are made together with it: they are not kept until the end.</summary>
    /// <param name="page">The file of the page.</param>
    /// <param name="html">The page.</param>
    /// <param name="found">Takes the files to which it leads, and to which no page before it was found to lead.</param>
    public void Collect(string page, ReadOnlySpan<byte> html, Dictionary<string, string> found)
    {
        var seen = found.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> buffer = stackalloc char[512];
        var folder = Encoding.UTF8.GetBytes($"/{page.AsSpan(0, page.LastIndexOf('/') + 1)}");
        var rest = html;
        while (rest.IndexOf("=\""u8) is >= 0 and var at)
        {
            rest = rest[(at + 1)..];
            var origin = rest.StartsWith("\"/"u8) ? 1 : rest.StartsWith(_absolute) ? _absolute.Length - 1 : -1;
            if (origin < 0)
                continue;
            rest = rest[origin..];
            var length = rest.IndexOf((byte)'"');
            if (length < 0)
                break;
            var url = WithoutFragment(rest[..length]);
            if (IsOfRelease(url) && (IsBeside(url) || !IsKnown(url)))
                seen.TryAdd(FileOf(url, buffer), page);
            rest = rest[length..];
            if (found.Count == MostTogether && notes is not null)
            {
                Keep(found, []);
                found.Clear();
            }
        }

        // To most of these no other page leads: they would take the places of others.
        bool IsBeside(ReadOnlySpan<byte> url) => folder.Length > 1 && url.StartsWith(folder);
    }

    /// <summary>Keeps the links of pages that were drawn together for the end, but those between them.</summary>
    /// <param name="found">The files to which they lead, and from where.</param>
    /// <param name="drawn">The files that were drawn.</param>
    public void Keep(Dictionary<string, string> found, IReadOnlyCollection<string> drawn)
    {
        if (notes is null)
            return;
        foreach (var file in drawn)
            found.Remove(file);
        foreach (var (file, page) in found)
            notes.Add(ManifestFiles.PartOf(file), Encoding.UTF8.GetBytes($"{file}\0{page}\0"));
    }

    /// <summary>Makes sure that every link leads to a file of the release. All processors look.</summary>
    /// <param name="exists">Whether the release has a file; before it comes the part of the manifest that would list it. Any number of threads may ask.</param>
    public void Verify(Func<string, string, bool> exists)
    {
        // Part by part, as they were noted: so those of a few parts are in memory and not of all.
        var broken = (notes?.Names ?? [])
            .SelectOnAll(part => Links(notes!.Read(part)).DistinctBy(static link => link.File, StringComparer.Ordinal).Where(link => !exists(part, link.File)).ToList())
            .SelectMany(static links => links)
            .OrderBy(static link => link.File, StringComparer.Ordinal)
            .ToList();
        if (broken is [var (file, page), ..])
            throw new PublishingException($"{broken.Count} links lead nowhere, such as that of '{page}' to '{file}'.");
    }

    /// <summary>A file and the page that leads there in turn, as they were noted. No page can hold the character that ends each.</summary>
    private static IEnumerable<(string File, string Page)> Links(byte[] notes) =>
        Encoding.UTF8.GetString(notes).Split('\0', StringSplitOptions.RemoveEmptyEntries).Chunk(2).Select(static link => (link[0], link[1]));

    /// <summary>Whether an address was found before; from now on it was.</summary>
    private bool IsKnown(ReadOnlySpan<byte> url)
    {
        var hash = new HashCode();
        hash.AddBytes(url);
        ref var known = ref _known[hash.ToHashCode() & (PlacesKnown - 1)];
        if (url.SequenceEqual(known))
            return true;
        known = url.ToArray();
        return false;
    }

    private static ReadOnlySpan<byte> WithoutFragment(ReadOnlySpan<byte> url) => url.IndexOfAny((byte)'#', (byte)'?') is >= 0 and var end ? url[..end] : url;

    /// <summary>Whether an address from the site's root, which with two slashes leads to another site, is of a file that the release shall have.</summary>
    private bool IsOfRelease(ReadOnlySpan<byte> url) => url is not [_, (byte)'/', ..] && (complete || url.EndsWith("/"u8) || url.EndsWith(".html"u8));

    /// <param name="url">From the site's root.</param>
    /// <param name="buffer">Where the file's name is written, if it is long enough.</param>
    private static ReadOnlySpan<char> FileOf(ReadOnlySpan<byte> url, Span<char> buffer)
    {
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
