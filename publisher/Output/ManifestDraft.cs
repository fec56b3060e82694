using System.Collections.Concurrent;

namespace OpenMinutes.Publisher.Output;

/// <summary>The manifest of a release in the making: what was written and removed since the former one, part by part. Any number of threads may tell.</summary>
internal sealed class ManifestDraft(Manifest? former)
{
    private readonly ConcurrentDictionary<string, PartDraft> _parts = new(StringComparer.Ordinal);

    public void Add(FileEntry entry)
    {
        var part = Part(entry.Path);
        lock (part)
            part.Written[entry.Path] = entry;
    }

    public void Remove(string path)
    {
        var part = Part(path);
        lock (part)
            part.Removed.Add(path);
    }

    /// <summary>Whether the release has what stood there as it was made in this publication, changed or not.</summary>
    public bool IsWritten(string path) => _parts.TryGetValue(ManifestFiles.PartOf(path), out var part) && part.Written.ContainsKey(path);

    public bool IsRemoved(string path) => _parts.TryGetValue(ManifestFiles.PartOf(path), out var part) && part.Removed.Contains(path);

    /// <summary>The parts that are not as they were, and what went with them.</summary>
    /// <param name="complete">Whether what was not written is gone; else it stays.</param>
    public IEnumerable<ChangedPart> Changes(bool complete) => Changes(complete, static _ => true);

    /// <summary>The same of some parts. All processors compare, a few parts at a time: what they say takes many times as much memory as what is known of them.</summary>
    public IEnumerable<ChangedPart> Changes(bool complete, Func<string, bool> which)
    {
        var touched = complete ? _parts.Keys.Concat(former?.Parts.Keys ?? []).Distinct() : _parts.Keys;
        foreach (var some in touched.Where(which).Order(StringComparer.Ordinal).Chunk(2 * Environment.ProcessorCount))
        {
            foreach (var changed in Task.WhenAll(some.Select(path => Task.Run(() => Compare(path, complete)))).GetAwaiter().GetResult().OfType<ChangedPart>())
                yield return changed;
        }
    }

    /// <returns>null for a part that is as it was.</returns>
    private ChangedPart? Compare(string path, bool complete)
    {
        var before = former?.Files(path);
        var draft = _parts.GetValueOrDefault(path) ?? new PartDraft();
        var stays = complete || before is null ? [] : before.Values.Where(file => !draft.Written.ContainsKey(file.Path) && !draft.Removed.Contains(file.Path));
        List<FileEntry> files = [.. draft.Written.Values, .. stays];
        var gone = before is null ? [] : before.Values.Where(file => !draft.Written.ContainsKey(file.Path) && (complete || draft.Removed.Contains(file.Path))).ToList();
        var content = files.Count == 0 ? null : ManifestFiles.WritePart(files);
        var entry = content is null ? null : PartEntry.Of(path, content, files);
        return entry == former?.Parts.GetValueOrDefault(path) ? null : new ChangedPart(path, content, entry, gone);
    }

    private PartDraft Part(string path) => _parts.GetOrAdd(ManifestFiles.PartOf(path), static _ => new PartDraft());

    private sealed class PartDraft
    {
        public Dictionary<string, FileEntry> Written { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Removed { get; } = new(StringComparer.Ordinal);
    }
}

/// <summary>A part that is not as it was.</summary>
/// <param name="Path">Its place.</param>
/// <param name="Content">Its bytes; null if no file is left that it would list.</param>
/// <param name="Entry">How the root lists it; null likewise.</param>
/// <param name="Gone">The files that the former release had and this one does not.</param>
internal sealed record ChangedPart(string Path, byte[]? Content, PartEntry? Entry, IReadOnlyList<FileEntry> Gone);
