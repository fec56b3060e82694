using System.Buffers.Binary;
using System.Text;

namespace OpenMinutes.Publisher.Output;

/// <summary>
/// The manifest of a release in the making: what was written and removed since the former one, part by part. Any number of threads may tell, and only when all have is anything asked. What is
/// known of files does not stay in memory, however many there are.
/// </summary>
/// <param name="former">The former release; null for none.</param>
/// <param name="notes">Takes what is known of files, by the parts that list them.</param>
internal sealed class ManifestDraft(Manifest? former, Spool notes)
{
    /// <summary>How many parts are known by heart of which it was asked whether they list a file.</summary>
    private const int PartsKept = 64;

    private readonly Dictionary<string, PartDraft> _asked = new(StringComparer.Ordinal);

    /// <param name="entry">A file of the release.</param>
    /// <param name="isNew">Whether it was put on disk in this publication.</param>
    public void Add(FileEntry entry, bool isNew) => Add(entry.Path, FileNote.Write(entry, isNew));

    public void Remove(string path) => Add(path, FileNote.WriteRemoved(path));

    /// <summary>Whether the release has what stood there as it was made in this publication, changed or not.</summary>
    public bool IsWritten(string path) => Asked(path).Written.ContainsKey(path);

    public bool IsRemoved(string path) => Asked(path).Removed.Contains(path);

    /// <summary>The files that were put on disk.</summary>
    public IEnumerable<FileNote> New() => notes.Names.Order(StringComparer.Ordinal).SelectMany(part => Read(part).Written.Values).Where(static file => file.IsNew);

    /// <summary>The parts that are not as they were, and what went with them.</summary>
    /// <param name="complete">Whether what was not written is gone; else it stays.</param>
    public IEnumerable<ChangedPart> Changes(bool complete) => Changes(complete, static _ => true);

    /// <summary>The same of some parts. All processors compare, a few parts at a time: what they say takes many times as much memory as what is known of them.</summary>
    /// <param name="complete">Likewise.</param>
    /// <param name="which">Whether a part is one of them.</param>
    /// <param name="look">Looks at each file of theirs that was put on disk.</param>
    public IEnumerable<ChangedPart> Changes(bool complete, Func<string, bool> which, Action<FileNote>? look = null)
    {
        var touched = complete ? notes.Names.Union(former?.Parts.Keys ?? []) : notes.Names;
        return touched.Where(which).Order(StringComparer.Ordinal).SelectOnAll(path => Compare(path, complete, look)).OfType<ChangedPart>();
    }

    /// <returns>null for a part that is as it was.</returns>
    private ChangedPart? Compare(string path, bool complete, Action<FileNote>? look)
    {
        var before = former?.Files(path) ?? PartFiles.None;
        var draft = Read(path);
        if (look is not null)
        {
            foreach (var file in draft.Written.Values.Where(static file => file.IsNew))
                look(file);
        }

        var stays = complete ? [] : before.Listed.Where(file => !draft.Written.ContainsKey(file.Path) && !draft.Removed.Contains(file.Path));
        List<ListedFile> listed = [.. draft.Written.Values.Select(static file => file.Listed), .. stays];
        var gone = before.Listed.Where(file => !draft.Written.ContainsKey(file.Path) && (complete || draft.Removed.Contains(file.Path))).Select(before.Read).ToList();
        var files = listed.Count == 0 ? null : PartFiles.Of(path, listed);
        var entry = files is null ? null : PartEntry.Of(path, files);
        return entry == former?.Parts.GetValueOrDefault(path) ? null : new ChangedPart(path, files, entry, gone);
    }

    private void Add(string path, ReadOnlySpan<byte> note)
    {
        notes.Add(ManifestFiles.PartOf(path), note);
        if (_asked.Count > 0)
            _asked.Clear();
    }

    private PartDraft Asked(string path)
    {
        var part = ManifestFiles.PartOf(path);
        if (!_asked.TryGetValue(part, out var known))
        {
            if (_asked.Count == PartsKept)
                _asked.Clear();
            _asked.Add(part, known = Read(part));
        }

        return known;
    }

    private PartDraft Read(string part)
    {
        var draft = new PartDraft();
        foreach (var note in FileNote.Read(notes.Read(part)))
        {
            if (note.IsRemoved)
                draft.Removed.Add(note.Listed.Path);
            else
                draft.Written[note.Listed.Path] = note;
        }

        return draft;
    }

    private sealed class PartDraft
    {
        public Dictionary<string, FileNote> Written { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Removed { get; } = new(StringComparer.Ordinal);
    }
}

/// <summary>What is known of a file of a release in the making, as bytes until it is asked for.</summary>
/// <param name="Listed">The file as its part lists it; of one that was removed its path alone.</param>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="IsRemoved">Whether it was removed.</param>
/// <param name="IsNew">Whether it was put on disk.</param>
internal sealed record FileNote(ListedFile Listed, ReadOnlyMemory<byte> Sha256, bool IsRemoved, bool IsNew)
{
    private const int HashLength = 32;
    private const int HeadLength = 1 + sizeof(int) + sizeof(int) + sizeof(long); // what it is, the lengths of path and JSON, the size

    private const byte Removed = 0;
    private const byte Kept = 1;
    private const byte New = 2;

    public static byte[] Write(FileEntry entry, bool isNew) => Write(isNew ? New : Kept, entry.Path, ManifestFiles.List(entry), entry.Sha256);

    public static byte[] WriteRemoved(string path) => Write(Removed, path, new ListedFile(path, 0, default), []);

    public static IEnumerable<FileNote> Read(ReadOnlyMemory<byte> notes)
    {
        while (notes.Length > 0)
        {
            var what = notes.Span[0];
            var path = BinaryPrimitives.ReadInt32LittleEndian(notes.Span[1..]);
            var json = BinaryPrimitives.ReadInt32LittleEndian(notes.Span[(1 + sizeof(int))..]);
            var size = BinaryPrimitives.ReadInt64LittleEndian(notes.Span[(HeadLength - sizeof(long))..]);
            var hash = what == Removed ? 0 : HashLength;
            var rest = notes[HeadLength..];
            yield return new FileNote(
                new ListedFile(Encoding.UTF8.GetString(rest.Span[..path]), size, rest.Slice(path + hash, json)), rest.Slice(path, hash), IsRemoved: what == Removed, IsNew: what == New);
            notes = rest[(path + hash + json)..];
        }
    }

    private static byte[] Write(byte what, string path, ListedFile listed, ReadOnlySpan<byte> sha256)
    {
        var length = Encoding.UTF8.GetByteCount(path);
        var note = new byte[HeadLength + length + sha256.Length + listed.Json.Length];
        note[0] = what;
        BinaryPrimitives.WriteInt32LittleEndian(note.AsSpan(1), length);
        BinaryPrimitives.WriteInt32LittleEndian(note.AsSpan(1 + sizeof(int)), listed.Json.Length);
        BinaryPrimitives.WriteInt64LittleEndian(note.AsSpan(HeadLength - sizeof(long)), listed.Size);
        Encoding.UTF8.GetBytes(path, note.AsSpan(HeadLength));
        sha256.CopyTo(note.AsSpan(HeadLength + length));
        listed.Json.Span.CopyTo(note.AsSpan(HeadLength + length + sha256.Length));
        return note;
    }
}

/// <summary>A part that is not as it was.</summary>
/// <param name="Path">Its place.</param>
/// <param name="Files">The files it lists; null if none is left.</param>
/// <param name="Entry">How the root lists it; null likewise.</param>
/// <param name="Gone">The files that the former release had and this one does not.</param>
internal sealed record ChangedPart(string Path, PartFiles? Files, PartEntry? Entry, IReadOnlyList<FileEntry> Gone);
