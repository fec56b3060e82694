using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace OpenMinutes.Publisher.Output;

/// <summary>A publication that changes nothing: it notes which files of the live release would be written or removed, and why. Any number of threads may tell.</summary>
/// <param name="live">The manifest of the live release; null before the first one.</param>
/// <param name="packing">How files are packed.</param>
internal sealed class Rehearsal(Manifest? live, Packing packing) : IRelease
{
    private const string NotNamed = "no page of three releases names it";

    private readonly ConcurrentDictionary<string, PlannedFile> _written = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PlannedFile> _removed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _kept = new(StringComparer.Ordinal);

    public void Write(string path, ReadOnlySpan<byte> content, IEnumerable<string> alsoAt, Origin origin, IReadOnlyCollection<string> why)
    {
        var entry = new FileEntry(path, SHA256.HashData(content), content.Length, origin);
        foreach (var place in alsoAt.Prepend(path))
        {
            var isSame = Former(place)?.HasContentOf(entry) == true;
            Put(place, isSame, why);
            foreach (var packed in packing.Codings.Select(coding => place + coding.Suffix))
            {
                if (Packing.Suits(path, content.Length))
                    Put(packed, isSame && Former(packed) is not null, why);
                else
                    RemoveFormer(packed, why);
            }
        }
    }

    public void Remove(string path, IReadOnlyCollection<string> why)
    {
        _removed[path] = new PlannedFile(path, "remove", [.. why]);
        foreach (var coding in packing.Codings)
            RemoveFormer(path + coding.Suffix, why);
    }

    public FileEntry? Former(string path) => live?.Find(path);

    public IEnumerable<string> FormerBelow(string folder) => live?.Below(folder) ?? [];

    private void Put(string path, bool isSame, IReadOnlyCollection<string> why)
    {
        if (isSame)
            _kept[path] = true;
        else
            _written[path] = new PlannedFile(path, "write", [.. why]);
    }

    private void RemoveFormer(string path, IReadOnlyCollection<string> why)
    {
        if (Former(path) is not null)
            _removed[path] = new PlannedFile(path, "remove", [.. why]);
    }

    /// <summary>What would change, by path; the manifest's own files aside.</summary>
    /// <param name="complete">Whether the release would be what was written and nothing else.</param>
    /// <param name="why">Why it would be.</param>
    public IReadOnlyList<PlannedFile> Plan(bool complete, IReadOnlyCollection<string> why)
    {
        if (complete && live is not null)
        {
            foreach (var file in live.Parts.Keys.SelectMany(live.Files).Select(static file => file.Key).Where(file => !Retention.IsAsset(file) || Packing.OriginalOf(file) is { } original && IsMade(original)))
                Remove(file, why);
        }

        List<PlannedFile> files = [.. _written.Values, .. _removed.Values.Where(file => !IsMade(file.Path))];
        if (files.Count > 0)
            files.AddRange(live?.Assets().Where(asset => !IsMade(asset.Path) && Retention.Next(asset) is null).Select(static asset => new PlannedFile(asset.Path, "remove", [NotNamed])) ?? []);
        return [.. files.OrderBy(static file => file.Path, StringComparer.Ordinal)];
    }

    private bool IsMade(string path) => _written.ContainsKey(path) || _kept.ContainsKey(path);
}

/// <summary>A file that a publication would change.</summary>
/// <param name="Path">From the site's root.</param>
/// <param name="Action">write or remove.</param>
/// <param name="Why">What it was drawn for.</param>
internal sealed record PlannedFile(string Path, string Action, IReadOnlyList<string> Why);
