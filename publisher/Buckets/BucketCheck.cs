using System.Collections.Concurrent;
using System.Security.Cryptography;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Serving;

namespace OpenMinutes.Publisher.Buckets;

/// <summary>Compares a bucket with its manifest.</summary>
internal static class BucketCheck
{
    /// <summary>Says of every object that is missing, changed, of no release or given to readers with wrong headers what is wrong with it. All are downloaded.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="publicKey">Whose signature the manifest must have, as a PEM file.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IReadOnlyList<Drift>> CompareAsync(Bucket bucket, string publicKey, CancellationToken cancellation)
    {
        using var held = await HeldRelease.OpenAsync(bucket, cancellation);
        if (held?.Manifest is not { } manifest)
            throw new PublishingException($"'{bucket.Address}' has no release.");
        var drifts = new ConcurrentBag<Drift>();
        if (await bucket.ReadAsync(ManifestFiles.SignaturePath, cancellation) is { } signature)
            await File.WriteAllBytesAsync(Path.Join(held.Folder, ManifestFiles.SignaturePath), signature.Content, cancellation);
        foreach (var drift in TreeCheck.Signature(held.Folder, publicKey))
            drifts.Add(drift);
        if (await bucket.ReadAsync(Mirror.Mark, cancellation) is not null)
            drifts.Add(new Drift(Mirror.Mark, "says that a publication was stopped in the middle"));

        var listed = new HashSet<string>([ManifestFiles.RootPath, ManifestFiles.SignaturePath, Mirror.Mark], StringComparer.Ordinal);
        foreach (var part in manifest.Parts.Values)
        {
            listed.Add(part.Path);
            if (!await held.CopyAsync([part.Path], cancellation))
            {
                drifts.Add(new Drift(part.Path, "is missing or was changed"));
                continue;
            }
            listed.UnionWith(manifest.Files(part.Path).Keys);
            await Parallel.ForEachAsync(manifest.Files(part.Path).Values, Mirror.AtOnce(cancellation), async (file, stop) =>
            {
                if (await WrongWithAsync(bucket, file, stop) is { } what)
                    drifts.Add(new Drift(file.Path, what));
            });
        }
        await foreach (var found in bucket.ListAsync(cancellation).Where(found => !listed.Contains(found.Path)))
            drifts.Add(new Drift(found.Path, "is not of the release"));
        return [.. drifts.OrderBy(static drift => drift.Path, StringComparer.Ordinal)];
    }

    private static async Task<string?> WrongWithAsync(Bucket bucket, FileEntry file, CancellationToken cancellation)
    {
        if (await bucket.ReadAsync(file.Path, cancellation) is not { } found)
            return "is missing";
        if (!SHA256.HashData(found.Content).AsSpan().SequenceEqual(file.Sha256))
            return "was changed";
        return found.ContentType != WebFile.ContentType(file.Path) ? $"is given as {found.ContentType}"
            : found.CacheControl != WebFile.CacheControl(file.Path) ? $"is given with Cache-Control: {found.CacheControl}"
            : null;
    }
}
