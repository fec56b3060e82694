using System.Collections.Concurrent;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Planning;
using OpenMinutes.Search;

namespace OpenMinutes.Publisher.Pages;

/// <summary>The files of the search index in a release: those of the former one stay that have the same names, which say what they hold.</summary>
internal sealed class IndexFiles(IRelease release, Plan plan) : IIndexFiles
{
    private readonly ConcurrentDictionary<string, bool> _kept = new(StringComparer.Ordinal);

    public void Write(string path, ReadOnlySpan<byte> content) => release.Write(path[1..], content, [], Origin.None, plan.Causes);

    public void Keep(string path) => _kept[path[1..]] = true;

    /// <summary>Whether a file of the former release stays.</summary>
    public bool IsKept(string file) => _kept.ContainsKey(file);
}
