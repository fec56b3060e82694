using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using OpenMinutes.Publisher.Output;

namespace OpenMinutes.Tests.Publisher;

/// <summary>What a large publication wrote does not stay in the page cache.</summary>
public sealed class FlushingTests : IDisposable
{
    private const int Size = 1 << 20;

    // Not where temporary files are, which may be in memory and nowhere else.
    private readonly string _folder = Directory.CreateDirectory(Path.Join(AppContext.BaseDirectory, $"flushing-{Guid.NewGuid():N}")).FullName;

    [Fact]
    public void What_is_on_disk_of_much_is_taken_out_of_the_page_cache_and_is_what_was_written()
    {
        RequirePageCache();

        var written = Write(6, isReadNext: false);

        Assert.Equal(0, written.Sum(file => Cached(file.Path)));
        Assert.All(written, static file => Assert.Equal(file.Content, File.ReadAllBytes(file.Path)));
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(6, true)]
    public void Little_and_what_is_read_next_stays_in_the_page_cache(int files, bool isReadNext)
    {
        RequirePageCache();

        Assert.All(Write(files, isReadNext), file => Assert.Equal(Size / Environment.SystemPageSize, Cached(file.Path)));
    }

    [Fact]
    public void What_is_not_there_any_more_is_no_fault()
    {
        using var opened = new Posix.Directory(_folder);
        using var flushing = new Flushing(opened, new TreeFiles(_folder), enough: 1) { DropsFromPageCache = true };

        flushing.Wrote("gone.html", 1);

        flushing.Complete();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Some file systems keep their files in memory of their own, or nowhere else.</summary>
    private void RequirePageCache()
    {
        var files = new TreeFiles(_folder);
        using var opened = new Posix.Directory(_folder);
        files.Write("first.html", new byte[Size]);
        opened.SyncFileSystem();
        var before = Cached(files.In("first.html"));
        Posix.DropFromPageCache(files.In("first.html"));
        Assert.SkipUnless(before > 0 && Cached(files.In("first.html")) == 0, $"absent: a file system with a page cache that can be told what to drop, at {_folder}");
    }

    private List<(string Path, byte[] Content)> Write(int count, bool isReadNext)
    {
        var files = new TreeFiles(_folder);
        using var opened = new Posix.Directory(_folder);
        using var flushing = new Flushing(opened, files, enough: 4 * Size) { DropsFromPageCache = !isReadNext };
        var written = new List<(string Path, byte[] Content)>();
        for (var i = 0; i < count; i++)
        {
            byte[] content = [.. Enumerable.Repeat((byte)(i + 1), Size)];
            files.Write($"{i}/index.html", content);
            flushing.Wrote($"{i}/index.html", Size);
            written.Add((files.In($"{i}/index.html"), content));
        }
        flushing.Begin();
        flushing.Complete();
        return written;
    }

    /// <summary>How many pages of a file are in the page cache.</summary>
    private static int Cached(string path)
    {
        using var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open);
        using var view = file.CreateViewAccessor(0, Size, MemoryMappedFileAccess.Read);
        var pages = new byte[Size / Environment.SystemPageSize];
        Assert.Equal(0, MincoreCall(view.SafeMemoryMappedViewHandle.DangerousGetHandle(), Size, pages));
        return pages.Count(static page => (page & 1) == 1);
    }

    [DllImport("libc", EntryPoint = "mincore", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MincoreCall(nint address, nint length, [Out] byte[] pages);
}
