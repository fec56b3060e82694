using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Enumeration;
using System.Security.Cryptography;

namespace OpenMinutes.Publisher.Output;

/// <summary>
/// The tree that is not live, while it becomes the next release. Any number of threads may write.
/// What the live tree has with the same content becomes a second name of that file: its inode and time stay, from which web servers make ETag and
/// Last-Modified. Everything else is written anew, even if this tree has the content from two releases ago: its time would lie before that of the
/// file which readers have seen since.
/// </summary>
internal sealed class Tree : IDisposable
{
    private readonly SiteDirectory _site;
    private readonly string _root;
    private readonly string? _live;
    private readonly Progress _progress;
    private readonly Posix.Directory _opened;
    private readonly ConcurrentBag<FileEntry> _files = [];

    public Tree(SiteDirectory site, string name, string? live, Progress progress)
    {
        _site = site;
        Name = name;
        _root = site.In(name);
        _live = live;
        _progress = progress;
        Directory.CreateDirectory(_root);
        _opened = new Posix.Directory(site.Path);
    }

    public string Name { get; }

    /// <summary>Puts a file of the release in its place.</summary>
    /// <param name="path">Relative to the root, with slashes.</param>
    /// <param name="content">The bytes.</param>
    public void Write(string path, ReadOnlySpan<byte> content) => Write(path, content, []);

    /// <summary>Puts a file of the release in all of its places: one file with several names.</summary>
    public void Write(string path, ReadOnlySpan<byte> content, IEnumerable<string> alsoAt)
    {
        var sha256 = SHA256.HashData(content);
        _files.Add(new FileEntry(path, sha256, content.Length));
        Put(path, content);
        foreach (var other in alsoAt)
        {
            _files.Add(new FileEntry(other, sha256, content.Length));
            Put(other, content, Path.Join(_root, path));
        }
    }

    /// <summary>Writes the manifest, removes what is not of the release, and makes sure that all that is of it is there.</summary>
    public Manifest Seal()
    {
        var manifest = Manifest.Of(_files);
        foreach (var part in manifest.Parts)
            Put(part.Path, part.Content.Span);
        Put(Manifest.RootPath, manifest.Root.Span);

        if (_live is not null)
            _progress.Removed = FilesBelow(_live).Count(file => !manifest.Contains(file.Path));
        var found = 0;
        foreach (var (path, size) in FilesBelow(_root))
        {
            if (manifest.SizeOf(path) is not { } expected)
                File.Delete(Path.Join(_root, path));
            else if (size != expected)
                throw new PublishingException($"'{path}' has {size} bytes on disk instead of {expected}.");
            else
                found++;
        }
        if (found != manifest.Count)
            throw new PublishingException($"{manifest.Count - found} of {manifest.Count} files of the release are not on disk.");
        RemoveEmptyDirectories(_root);
        return manifest;
    }

    /// <summary>
    /// Brings the tree to disk and makes it live. One syncfs(2) for all files: ten thousand fsync(2) take many times as long.
    /// A tree that is the same as the live one is left alone. From the tree that was live until now goes what the release has no more or has otherwise:
    /// it may have been withdrawn or redacted, and must be nowhere when the publication is done.
    /// </summary>
    /// <returns>The name of the tree that is live now.</returns>
    public string GoLive()
    {
        if (_live is not null && !_progress.ChangesSomething)
            return _site.Live!;
        _opened.SyncFileSystem();
        _site.PointTo(Name, _opened);
        if (_live is not null)
            RemoveFormer(_live);
        return Name;
    }

    public void Dispose() => _opened.Dispose();

    /// <summary>The files below a directory, with their sizes.</summary>
    public static IEnumerable<(string Path, long Size)> FilesBelow(string root)
    {
        var start = root.Length + 1;
        return new FileSystemEnumerable<(string, long)>(
            root,
            (ref entry) => (string.Concat(entry.Directory, "/", entry.FileName)[start..], entry.Length),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false })
        {
            ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory,
        };
    }

    /// <param name="path">The file's place.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="same">A file of this tree that has them already.</param>
    private void Put(string path, ReadOnlySpan<byte> content, string? same = null)
    {
        var file = Path.Join(_root, path);
        var shown = _live is null ? null : Path.Join(_live, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (shown is not null && HasContent(shown, content))
        {
            LinkTo(shown, file);
            _progress.Kept();
        }
        else if (same is not null)
        {
            LinkTo(same, file);
            _progress.Wrote(content.Length);
        }
        else
        {
            var name = NameFor(file);
            using (var handle = File.OpenHandle(name, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite))
                RandomAccess.Write(handle, content, 0);
            Settle(name, file);
            _progress.Wrote(content.Length);
        }
    }

    private void RemoveFormer(string former)
    {
        foreach (var (path, _) in FilesBelow(former))
        {
            if (Posix.Identity(Path.Join(former, path)) != Posix.Identity(Path.Join(_root, path)))
                File.Delete(Path.Join(former, path));
        }
    }

    private static void LinkTo(string existing, string file)
    {
        if (Posix.Identity(file) == Posix.Identity(existing))
            return;
        var name = NameFor(file);
        Posix.Link(existing, name);
        Settle(name, file);
    }

    /// <summary>The file's own name where nothing has it; else one beside it, from which it is renamed when it is complete.</summary>
    private static string NameFor(string file)
    {
        if (!File.Exists(file))
            return file;
        var beside = Path.Join(Path.GetDirectoryName(file), $".{Path.GetFileName(file)}.new");
        File.Delete(beside); // what a killed publisher left
        return beside;
    }

    private static void Settle(string name, string file)
    {
        if (name != file)
            Posix.Rename(name, file);
    }

    private static bool HasContent(string file, ReadOnlySpan<byte> content)
    {
        if (!File.Exists(file))
            return false;
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (RandomAccess.GetLength(handle) != content.Length)
            return false;
        var buffer = ArrayPool<byte>.Shared.Rent(content.Length);
        try
        {
            var read = 0;
            while (read < content.Length && RandomAccess.Read(handle, buffer.AsSpan(read, content.Length - read), read) is > 0 and var count)
                read += count;
            return content.SequenceEqual(buffer.AsSpan(0, read));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void RemoveEmptyDirectories(string directory)
    {
        foreach (var child in Directory.EnumerateDirectories(directory))
        {
            RemoveEmptyDirectories(child);
            if (!Directory.EnumerateFileSystemEntries(child).Any())
                Directory.Delete(child);
        }
    }
}
