using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace OpenMinutes.Publisher.Output;

/// <summary>
/// The files that a part of a manifest lists, by path. The part stays the bytes that it is, and what it says of a file is read when that is asked for: some parts list thousands, of which a change asks
/// for a few.
/// </summary>
internal sealed class PartFiles : IReadOnlyDictionary<string, FileEntry>
{
    public static readonly PartFiles None = new("", default, []);

    private readonly string _name;
    private readonly ListedFile[] _files;

    private PartFiles(string name, ReadOnlyMemory<byte> content, ListedFile[] files)
    {
        _name = name;
        Content = content;
        _files = files;
    }

    /// <summary>The part.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>The files as they are listed, by path.</summary>
    public IReadOnlyList<ListedFile> Listed => _files;

    public int Count => _files.Length;

    public IEnumerable<string> Keys => _files.Select(static file => file.Path);

    public IEnumerable<FileEntry> Values => _files.Select(Read);

    public FileEntry this[string key] => TryGetValue(key, out var file) ? file : throw new KeyNotFoundException(key);

    /// <param name="name">The part, for whoever is told that it is none.</param>
    /// <param name="content">Its bytes.</param>
    /// <exception cref="PublishingException">They are no part.</exception>
    public static PartFiles Of(string name, ReadOnlyMemory<byte> content)
    {
        try
        {
            return new PartFiles(name, content, Scan(content));
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException or InvalidOperationException)
        {
            throw ManifestFiles.NoManifest(name, malformed);
        }
    }

    /// <summary>A part that lists some files.</summary>
    public static PartFiles Of(string name, IEnumerable<ListedFile> files)
    {
        ListedFile[] sorted = [.. files.OrderBy(static file => file.Path, StringComparer.Ordinal)];
        var opening = "{\"files\":["u8;
        var closing = "]}"u8;
        var part = new byte[opening.Length + sorted.Sum(static file => file.Json.Length + 1) - 1 + closing.Length];
        opening.CopyTo(part);
        var at = opening.Length;
        foreach (ref var file in sorted.AsSpan())
        {
            var place = part.AsMemory(at, file.Json.Length);
            file.Json.CopyTo(place);
            file = file with { Json = place };
            at += file.Json.Length;
            part[at++] = (byte)',';
        }

        closing.CopyTo(part.AsSpan(at - 1));
        return new PartFiles(name, part, sorted);
    }

    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out FileEntry value)
    {
        var at = IndexOf(key);
        value = at < 0 ? null : Read(_files[at]);
        return value is not null;
    }

    /// <summary>What the part says of a file that it lists.</summary>
    public FileEntry Read(ListedFile file) => ManifestFiles.ReadFile(_name, file);

    /// <summary>The files that are otherwise than the part had them at another time: those it lists first, then those that are gone.</summary>
    public IEnumerable<FileChange> Since(PartFiles former)
    {
        var gone = new List<string>();
        var then = 0; // both go through their paths in the same order
        foreach (var file in _files)
        {
            while (then < former.Count && string.CompareOrdinal(former._files[then].Path, file.Path) < 0)
                gone.Add(former._files[then++].Path);
            if (then == former.Count || former._files[then].Path != file.Path)
                yield return new FileChange(file.Path, FileAction.Added);
            else if (former._files[then++] is var was && !file.Json.Span.SequenceEqual(was.Json.Span) && !Read(file).HasContentOf(former.Read(was)))
                yield return new FileChange(file.Path, FileAction.Replaced);
        }
        foreach (var path in gone.Concat(former.Keys.Skip(then)))
            yield return new FileChange(path, FileAction.Removed);
    }

    public IEnumerator<KeyValuePair<string, FileEntry>> GetEnumerator() => _files.Select(file => KeyValuePair.Create(file.Path, Read(file))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string path)
    {
        var (low, high) = (0, _files.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            switch (string.CompareOrdinal(_files[middle].Path, path))
            {
                case 0:
                    return middle;
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }

        return -1;
    }

    private static ListedFile[] Scan(ReadOnlyMemory<byte> content)
    {
        var files = new List<ListedFile>();
        var reader = new Utf8JsonReader(content.Span);
        Expect(ref reader, JsonTokenType.StartObject);
        Expect(ref reader, JsonTokenType.PropertyName);
        if (!reader.ValueTextEquals("files"u8))
            throw new JsonException("It begins with something else than files.");
        Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var file = ScanFile(ref reader, content);
            if (files.Count > 0 && string.CompareOrdinal(files[^1].Path, file.Path) >= 0)
                throw new JsonException($"'{file.Path}' is not in its place.");
            files.Add(file);
        }

        Expect(ref reader, JsonTokenType.EndObject);
        if (reader.Read())
            throw new JsonException("It does not end with the files.");
        return [.. files];
    }

    private static ListedFile ScanFile(ref Utf8JsonReader reader, ReadOnlyMemory<byte> content)
    {
        var start = (int)reader.TokenStartIndex;
        var (path, size) = ((string?)null, (long?)null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("path"u8))
            {
                reader.Read();
                path = reader.GetString();
            }
            else if (reader.ValueTextEquals("size"u8))
            {
                reader.Read();
                size = reader.GetInt64();
            }
            else
            {
                reader.Skip();
            }
        }

        return path is null || size is null ? throw new JsonException("A file lacks path or size.") : new ListedFile(path, size.Value, content[start..(int)reader.BytesConsumed]);
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (!reader.Read() || reader.TokenType != token)
            throw new JsonException($"There is no {token} where one should be.");
    }
}
