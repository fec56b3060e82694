namespace OpenMinutes.Publisher.Output;

/// <summary>
/// Assets, whose names hold a hash of their content, stay for two more releases after the last one with pages that name them: a page that somebody got just before a switch, or
/// that a cache has kept, asks for them afterwards. What says so is the manifest, so that the files of a release are the same whatever went before, those assets aside.
/// </summary>
internal static class Retention
{
    /// <summary>Where assets are.</summary>
    public const string Folder = "assets/";

    private const int Releases = 2;

    /// <summary>Whether a file of a release is an asset.</summary>
    public static bool IsAsset(string path) => path.StartsWith(Folder, StringComparison.Ordinal);

    /// <summary>An asset of a release as the next one keeps it that does not name it; null if it has been kept for long enough.</summary>
    public static FileEntry? Next(FileEntry asset) =>
        asset.Origin.Retained < Releases ? asset with { Origin = asset.Origin with { Retained = asset.Origin.Retained + 1 } } : null;
}
