using System.Security.Cryptography;

namespace OpenMinutes.Publisher.Output;

/// <summary>
/// What a process has read and written of the manifests of a site, each by the SHA-256 of its bytes. A root is read from disk and hashed whenever it is opened, and a root says the hash of each part: what is
/// known of bytes with that hash holds for them whoever wrote them. Any number of threads may ask.
/// </summary>
internal sealed class ManifestMemory
{
    /// <summary>Those of the live tree, of the other one, and what becomes of either in a publication.</summary>
    private const int RootsKept = 4;

    /// <summary>How many bytes of parts are kept: what a correction or two touches, in a site of 100,000 minutes. With the paths they take not quite twice as much.</summary>
    private const int PartBytesKept = 16 << 20;

    private readonly Lock _lock = new();
    private readonly LinkedList<ManifestRoot> _roots = [];
    private readonly Dictionary<string, LinkedListNode<(string Sha256, PartFiles Files)>> _parts = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Sha256, PartFiles Files)> _lastUsed = [];
    private int _partBytes;

    /// <summary>A root that was read from disk just now.</summary>
    /// <param name="tree">Whose it is.</param>
    /// <param name="content">Its bytes.</param>
    /// <exception cref="PublishingException">They are no root.</exception>
    public ManifestRoot Root(string tree, byte[] content)
    {
        var sha256 = SHA256.HashData(content);
        lock (_lock)
        {
            if (_roots.FirstOrDefault(root => root.Sha256.AsSpan().SequenceEqual(sha256)) is { } known)
                return known;
        }

        var read = ManifestRoot.Read(tree, content, sha256);
        Keep(read);
        return read;
    }

    /// <summary>A part of a manifest: from memory, or from disk. One that is not what its root says is not kept.</summary>
    /// <param name="tree">Where it is.</param>
    /// <param name="part">How the root lists it.</param>
    /// <exception cref="PublishingException">What stands in its place is none.</exception>
    public PartFiles Part(string tree, PartEntry part)
    {
        if (Find(part.Sha256) is { } known)
            return known;
        var path = Path.Join(tree, part.Path);
        var content = File.ReadAllBytes(path);
        var files = PartFiles.Of(path, content);
        if (Convert.ToHexStringLower(SHA256.HashData(content)) == part.Sha256)
            Keep(part.Sha256, files);
        return files;
    }

    /// <summary>A part by its hash, if it is known.</summary>
    public PartFiles? Find(string sha256)
    {
        lock (_lock)
        {
            if (!_parts.TryGetValue(sha256, out var known))
                return null;
            _lastUsed.Remove(known);
            _lastUsed.AddFirst(known);
            return known.Value.Files;
        }
    }

    public void Keep(ManifestRoot root)
    {
        lock (_lock)
        {
            _roots.AddFirst(root);
            if (_roots.Count > RootsKept)
                _roots.RemoveLast();
        }
    }

    public void Keep(string sha256, PartFiles part)
    {
        lock (_lock)
        {
            if (_parts.ContainsKey(sha256))
                return;
            _parts.Add(sha256, _lastUsed.AddFirst((sha256, part)));
            _partBytes += part.Content.Length;
            while (_partBytes > PartBytesKept)
            {
                var (oldest, files) = _lastUsed.Last!.Value;
                _lastUsed.RemoveLast();
                _parts.Remove(oldest);
                _partBytes -= files.Content.Length;
            }
        }
    }
}
