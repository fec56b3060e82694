namespace OpenMinutes.Publisher.Output;

/// <summary>In what two releases differ, by their manifests, in the time that the difference takes.</summary>
internal static class ManifestChanges
{
    /// <summary>The files that are otherwise than in a former release, the manifest's own aside. Each enumeration reads the parts again and keeps none.</summary>
    /// <param name="release">The release.</param>
    /// <param name="former">The other; null for none.</param>
    public static IEnumerable<FileChange> Since(this Manifest release, Manifest? former) =>
        release.PartsSince(former).SelectMany(part => release.Files(part.Path).Since(former?.Files(part.Path) ?? PartFiles.None));

    /// <summary>The same of the manifest's own parts.</summary>
    public static IEnumerable<FileChange> PartsSince(this Manifest release, Manifest? former)
    {
        foreach (var part in release.Parts.Keys.Union(former?.Parts.Keys ?? [], StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (now, then) = (release.Parts.GetValueOrDefault(part), former?.Parts.GetValueOrDefault(part));
            if (now != then)
                yield return new FileChange(part, now is null ? FileAction.Removed : then is null ? FileAction.Added : FileAction.Replaced);
        }
    }
}
