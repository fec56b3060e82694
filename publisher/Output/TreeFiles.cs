using System.IO.Enumeration;

namespace OpenMinutes.Publisher.Output;

/// <summary>The files of a tree as they are on disk. None is changed in place: readers and the other tree may have it under a name of their own.</summary>
internal sealed class TreeFiles(string root)
{
    /// <summary>How late after a write the file system's clock may still show a time before it.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    public string Root => root;

    /// <summary>The earliest time that a file is given which is written here.</summary>
    public DateTime NotBefore { get; init; }

    public string In(string path) => Path.Join(root, path);

    /// <summary>Writes a new file in place of what is there.</summary>
    public void Write(string path, ReadOnlySpan<byte> content)
    {
        var name = NameFor(path);
        using (var handle = File.OpenHandle(name, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite))
        {
            RandomAccess.Write(handle, content, 0);
            if (DateTime.UtcNow - Tick < NotBefore)
                File.SetLastWriteTimeUtc(handle, NotBefore);
        }
        Settle(name, path);
    }

    /// <summary>Gives an existing file another name here, in place of what is there.</summary>
    /// <param name="existing">The file, wherever it is on this file system.</param>
    /// <param name="path">The name.</param>
    public void Link(string existing, string path)
    {
        if (Posix.Identity(In(path)) == Posix.Identity(existing))
            return;
        var name = NameFor(path);
        Posix.Link(existing, name);
        Settle(name, path);
    }

    /// <summary>Removes a file, and the directories that are empty without it.</summary>
    public void Delete(string path)
    {
        if (File.Exists(In(path)))
            File.Delete(In(path));
        for (var folder = Path.GetDirectoryName(path); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(In(folder)) && Directory.EnumerateFileSystemEntries(In(folder)).Any())
                return;
            if (Directory.Exists(In(folder)))
                Directory.Delete(In(folder));
        }
    }

    public void RemoveEmptyDirectories() => RemoveEmptyDirectories(root);

    /// <summary>The files, with their sizes.</summary>
    public IEnumerable<(string Path, long Size)> All()
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

    /// <summary>The file's own name where nothing has it; else one beside it, from which it is renamed when it is complete.</summary>
    private string NameFor(string path)
    {
        var file = In(path);
        var folder = Path.GetDirectoryName(file)!;
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(folder);
            return file;
        }
        var beside = Path.Join(folder, $".{Path.GetFileName(file)}.new");
        File.Delete(beside); // what a killed publisher left
        return beside;
    }

    private void Settle(string name, string path)
    {
        if (name != In(path))
            Posix.Rename(name, In(path));
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
