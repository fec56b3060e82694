using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpenMinutes.Publisher.Output;

/// <summary>
/// A publication of everything that writes nothing: it compares what the database gives with what the manifest of the live release says. Any number of threads may tell.
/// </summary>
/// <param name="live">The manifest.</param>
/// <param name="packing">How files are packed; what a packed file holds is not looked at.</param>
internal sealed class Audit(Manifest live, Packing packing) : IRelease
{
    private readonly ConcurrentQueue<Drift> _drifts = [];

    // Of each file that is both here and there, a hash of its path: the paths themselves would take many times as much memory.
    private readonly HashSet<ulong> _given = [];

    public void Write(string path, ReadOnlySpan<byte> content, IEnumerable<string> alsoAt, Origin origin, IReadOnlyCollection<string> why)
    {
        var entry = new FileEntry(path, SHA256.HashData(content), content.Length, origin);
        foreach (var place in alsoAt.Prepend(path))
        {
            if (Given(place) is { } shown && !shown.HasContentOf(entry))
                _drifts.Enqueue(new Drift(place, Difference(shown.Origin, origin)));
            foreach (var coding in Packing.Suits(path, content.Length) ? packing.Codings : [])
                Given(place + coding.Suffix);
        }
    }

    public void Remove(string path, IReadOnlyCollection<string> why)
    {
    }

    public FileEntry? Former(string path) => null;

    public IEnumerable<string> FormerBelow(string folder) => [];

    /// <summary>What the release shows and the database does not give, and the other way round, by path.</summary>
    /// <param name="pending">Files that the next publication makes again or removes: they are late, and have not drifted.</param>
    public IReadOnlyList<Drift> Drifts(IReadOnlySet<string> pending) =>
        [.. _drifts.Concat(Surplus()).Where(drift => !pending.Contains(drift.Path)).OrderBy(static drift => drift.Path, StringComparer.Ordinal)];

    /// <returns>What the release has there.</returns>
    private FileEntry? Given(string path)
    {
        if (live.Find(path) is not { } shown)
        {
            _drifts.Enqueue(new Drift(path, "is missing: the database gives it"));
            return null;
        }
        lock (_given)
            _given.Add(HashOf(path));
        return shown;
    }

    private IEnumerable<Drift> Surplus() => live.Parts.Keys.SelectMany(live.Files)
        .Where(file => file.Value.Origin.Retained == 0 && !_given.Contains(HashOf(file.Key)))
        .Select(static file => new Drift(file.Key, $"is shown, and the database does not give it{Told(file.Value.Origin, " ({0})")}"));

    private static string Difference(Origin shown, Origin given) => shown.Sources.SequenceEqual(given.Sources)
        ? "is not as the database gives it"
        : $"is not as the database gives it:{Told(shown, " it shows {0},")}{Told(given, " the database has {0}")}";

    private static string Told(Origin origin, string format) => origin.Sources switch
    {
        [var edition, ..] when edition.Contains('@', StringComparison.Ordinal) => string.Format(CultureInfo.InvariantCulture, format, $"edition {edition[(edition.IndexOf('@', StringComparison.Ordinal) + 1)..]}"),
        [_, ..] => string.Format(CultureInfo.InvariantCulture, format, "a withdrawal"),
        [] => "",
    };

    private static ulong HashOf(string path) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(path)));
}
