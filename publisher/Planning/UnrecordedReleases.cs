using OpenMinutes.Publisher.Output;

namespace OpenMinutes.Publisher.Planning;

/// <summary>The last release that was made without being put on record, as by a designer who tries templates out: as long as the process lives, the next one goes on from it.</summary>
internal sealed class UnrecordedReleases
{
    private Release? _last;

    public void Add(Release release) => _last = release;

    /// <summary>The moment whose content a release holds; null if it is not the last of these.</summary>
    public string? ContentOf(Manifest manifest) => _last is not null && _last.Manifest.RootSha256.AsSpan().SequenceEqual(manifest.RootSha256) ? _last.Snapshot : null;
}
