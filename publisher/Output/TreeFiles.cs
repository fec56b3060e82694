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
        var file = In(path);
        var name = file;
        if (!TryWrite(file, content))
        {
            name = Beside(file);
            if (!Posix.TryWrite(name, content))
                throw new IOException($"Nothing can be written beside '{file}'.");
        }
        if (DateTime.UtcNow - Tick < NotBefore)
            File.SetLastWriteTimeUtc(name, NotBefore);
        if (name != file)
            Posix.Rename(name, file);
    }

    /// <summary>Gives an existing file another name here, in place of what is there.</summary>
    /// <param name="existing">The file, wherever it is on this file system.</param>
    /// <param name="path">The name.</param>
    public void Link(string existing, string path)
    {
        var file = In(path);
        if (TryLink(existing, file) || Posix.Identity(file) == Posix.Identity(existing))
            return;
        var name = Beside(file);
        if (!Posix.TryLink(existing, name))
            throw new IOException($"'{existing}' is not there, or nothing can be written beside '{file}'.");
        Posix.Rename(name, file);
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
        return Below(root, recursively: true, (ref entry) => (string.Concat(entry.Directory, "/", entry.FileName)[start..], entry.Length));
    }

    /// <summary>How many files there are, and their size together. All processors count.</summary>
    public (int Count, long Bytes) Measure()
    {
        var top = Directory.GetDirectories(root);
        var counts = Task.WhenAll(
        [
            .. top.Prepend(root).Select(folder => Task.Run(() => Sum(folder, recursively: false))),
            .. top.SelectMany(Directory.GetDirectories).Select(folder => Task.Run(() => Sum(folder, recursively: true))),
        ]).GetAwaiter().GetResult();
        return (counts.Sum(static one => one.Count), counts.Sum(static one => one.Bytes));

        static (int Count, long Bytes) Sum(string folder, bool recursively) =>
            Below(folder, recursively, static (ref entry) => entry.Length).Aggregate((Count: 0, Bytes: 0L), static (sum, size) => (sum.Count + 1, sum.Bytes + size));
    }

    private static FileSystemEnumerable<T> Below<T>(string folder, bool recursively, FileSystemEnumerable<T>.FindTransform read) => new(
        folder,
        read,
        new EnumerationOptions { RecurseSubdirectories = recursively, AttributesToSkip = 0, IgnoreInaccessible = false })
    {
        ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory,
    };

    /// <summary>Writes a file where nothing is. To try, and to make its folder if there is none, takes less than to ask before.</summary>
    private static bool TryWrite(string file, ReadOnlySpan<byte> content)
    {
        if (Posix.TryWrite(file, content))
            return true;
        Posix.MakeDirectory(Path.GetDirectoryName(file)!);
        return Posix.TryWrite(file, content);
    }

    private static bool TryLink(string existing, string file)
    {
        if (Posix.TryLink(existing, file))
            return true;
        Posix.MakeDirectory(Path.GetDirectoryName(file)!);
        return Posix.TryLink(existing, file);
    }

    /// <summary>A name beside a file, from which what takes its place is renamed when it is complete.</summary>
    private static string Beside(string file)
    {
        var beside = Path.Join(Path.GetDirectoryName(file), $".{Path.GetFileName(file)}.new");
        File.Delete(beside); // what a killed publisher left
        return beside;
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
