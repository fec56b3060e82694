namespace OpenMinutes.Publisher.Output;

/// <summary>
/// Takes what was closed (withdrawn, redacted) out of the former release, which otherwise stays as it was, so that one can go back to it: each file that carried it
/// becomes that of the new release, or goes with it.
/// </summary>
internal sealed class Closing(SiteDirectory site, TreeFiles former, Manifest had, TreeFiles release, Manifest has) : IDisposable
{
    private const string NotesName = ".closing";

    private readonly Spool _notes = new(site.Path, NotesName);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<string> _waiting = [];

    /// <param name="paths">The files that carry in the former release what was closed.</param>
    public void TakeOut(IEnumerable<string> paths)
    {
        var draft = new ManifestDraft(had, _notes);
        foreach (var path in paths)
            Enqueue(path);
        foreach (var path in Added())
            Enqueue(path);
        while (_waiting.TryDequeue(out var path))
        {
            Replace(path, draft);
            Fault.At(Step.TakenOut);
        }
        var writer = new ManifestWriter(former, had, site.Key, site.Manifests);
        foreach (var change in draft.Changes(complete: false))
            writer.Apply(change);
        if (writer.Written.Count > 0)
            writer.WriteRoot(new ReleaseChain(had.Previous, had.Original ?? had.RootSha256, IsReduced: true));
    }

    public void Dispose() => _notes.Dispose();

    /// <summary>
    /// What the former release has nothing of, such as the minutes of another meeting: the lists, feeds, sitemaps and the search index that it takes over name them. New editions of
    /// minutes which it has are no such thing, as long as no page leads there.
    /// </summary>
    private IEnumerable<string> Added()
    {
        foreach (var part in has.Parts.Keys.Where(part => had.Parts.GetValueOrDefault(part) != has.Parts[part]))
        {
            var before = had.Files(part);
            foreach (var path in has.Files(part).Keys.Where(path => !before.ContainsKey(path)))
            {
                if (!IsPacked(path) && (path.Split('/') is not ["meetings", var series, var key, ..] || had.Find($"meetings/{series}/{key}/index.html") is null))
                    yield return path;
            }
        }
    }

    /// <summary>Whether a file is another one packed, with which it comes or stays away.</summary>
    private bool IsPacked(string path) => Packing.OriginalOf(path) is { } original && has.Find(original) is not null;

    private void Replace(string path, ManifestDraft draft)
    {
        if (has.Find(path) is not { } file)
        {
            draft.Remove(path);
            return;
        }
        if (had.Find(path)?.HasContentOf(file) == true)
            return;
        former.Link(release.In(path), path);
        draft.Add(file, isNew: true);
        if (path.EndsWith(".html", StringComparison.Ordinal))
            BringWhereItLeads(path);
    }

    /// <summary>The new release's file may lead to pages that the former one does not have: they come with it.</summary>
    private void BringWhereItLeads(string path)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        new LinkCheck("", complete: true, notes: null).Collect(path, File.ReadAllBytes(release.In(path)), found);
        foreach (var target in found.Keys.Where(target => had.Find(target) is null && has.Find(target) is not null))
            Enqueue(target);
    }

    private void Enqueue(string path)
    {
        if (!_seen.Add(path))
            return;
        _waiting.Enqueue(path);
        foreach (var packed in Packing.Known.Select(coding => path + coding.Suffix).Where(packed => had.Find(packed) is not null || has.Find(packed) is not null))
            _waiting.Enqueue(packed);
    }
}
