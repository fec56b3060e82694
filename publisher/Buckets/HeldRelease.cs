using System.Security.Cryptography;
using OpenMinutes.Publisher.Output;

namespace OpenMinutes.Publisher.Buckets;

/// <summary>The release that a bucket says it holds: its manifest, of which the parts that are asked for are copied to where they can be read.</summary>
internal sealed class HeldRelease : IDisposable
{
    private readonly Bucket _bucket;
    private readonly DirectoryInfo _copy;

    private HeldRelease(Bucket bucket, DirectoryInfo copy, StoredObject root)
    {
        _bucket = bucket;
        _copy = copy;
        Tag = root.Tag;
        File.WriteAllBytes(Path.Join(copy.FullName, ManifestFiles.RootPath), root.Content);
        Manifest = Manifest.TryOpen(copy.FullName);
    }

    /// <summary>The tag of its root, by which it is known whether somebody replaced it since.</summary>
    public string Tag { get; }

    /// <summary>null if what stands in its place is none.</summary>
    public Manifest? Manifest { get; }

    /// <summary>Where the copy is.</summary>
    public string Folder => _copy.FullName;

    /// <summary>null if the bucket has no manifest.</summary>
    public static async Task<HeldRelease?> OpenAsync(Bucket bucket, CancellationToken cancellation) =>
        await bucket.ReadAsync(ManifestFiles.RootPath, cancellation) is { } root ? new HeldRelease(bucket, Directory.CreateTempSubdirectory("openminutes-bucket-"), root) : null;

    /// <summary>Copies parts of the manifest.</summary>
    /// <returns>Whether the bucket has them as the root says.</returns>
    public async Task<bool> CopyAsync(IEnumerable<string> parts, CancellationToken cancellation)
    {
        var asTheRootSays = true;
        await Parallel.ForEachAsync(parts, Mirror.AtOnce(cancellation), async (part, stop) =>
        {
            if (await _bucket.ReadAsync(part, stop) is { } found && Convert.ToHexStringLower(SHA256.HashData(found.Content)) == Manifest!.Parts[part].Sha256)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Join(Folder, part))!);
                await File.WriteAllBytesAsync(Path.Join(Folder, part), found.Content, stop);
            }
            else
            {
                asTheRootSays = false;
            }
        });
        return asTheRootSays;
    }

    public void Dispose() => _copy.Delete(recursive: true);
}
