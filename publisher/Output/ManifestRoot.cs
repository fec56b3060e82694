using System.Security.Cryptography;

namespace OpenMinutes.Publisher.Output;

/// <summary>The root of a manifest.</summary>
internal sealed class ManifestRoot
{
    private const int OwnFiles = 2; // the root and its signature

    private ManifestRoot(byte[] sha256, int length, ReleaseChain chain, IReadOnlyDictionary<string, PartEntry> parts, int files, long bytes)
    {
        (Sha256, Chain, Parts) = (sha256, chain, parts);
        Count = files + parts.Count + OwnFiles;
        Bytes = bytes + parts.Values.Sum(static part => part.Size) + length + SigningKey.SignatureLength;
    }

    /// <summary>SHA-256 of its bytes.</summary>
    public byte[] Sha256 { get; }

    /// <summary>Where the release stands among the others.</summary>
    public ReleaseChain Chain { get; }

    public IReadOnlyDictionary<string, PartEntry> Parts { get; }

    /// <summary>How many files the release holds, the manifest's own included.</summary>
    public int Count { get; }

    /// <summary>Their size together.</summary>
    public long Bytes { get; }

    /// <summary>A root as it was just written.</summary>
    public static ManifestRoot Of(byte[] root, ReleaseChain chain, IReadOnlyDictionary<string, PartEntry> parts) =>
        new(SHA256.HashData(root), root.Length, chain, parts, parts.Values.Sum(static part => part.Files), parts.Values.Sum(static part => part.Bytes));

    /// <exception cref="PublishingException">The bytes are no root.</exception>
    public static ManifestRoot Read(string tree, byte[] root, byte[] sha256)
    {
        var listed = ManifestFiles.ReadRoot(tree, root);
        var chain = new ReleaseChain(HashOf(listed.Previous), HashOf(listed.Original), listed.Reduced == true);
        return new ManifestRoot(sha256, root.Length, chain, listed.Parts.ToDictionary(static part => part.Path, StringComparer.Ordinal), listed.Files, listed.Bytes);

        static byte[]? HashOf(string? hex) => hex is null ? null : Convert.FromHexString(hex);
    }
}
