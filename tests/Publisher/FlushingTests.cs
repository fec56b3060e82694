using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using OpenMinutes.Publisher.Output;

namespace OpenMinutes.Tests.Publisher;

/// <summary>What a large publication wrote does not stay in the kernel's memory.</summary>
public sealed class FlushingTests : IDisposable
{
    private const int Size = 1 << 20;

    // Not where temporary files are, which may be in memory and nowhere else.
    private readonly string _folder = Directory.CreateDirectory(Path.Join(AppContext.BaseDirectory, $"flushing-{Guid.NewGuid():N}")).FullName;

    [Fact]
    public void What_is_on_disk_of_much_is_taken_out_of_memory_and_is_what_was_written()
    {
        var written = Write(4, enough: 4 * Size);

        Assert.Equal(0, written.Sum(file => InMemory(file.Path)));
        Assert.All(written, static file => Assert.Equal(file.Content, File.ReadAllBytes(file.Path)));
    }

    [Fact]
    public void Of_a_few_files_all_stay_in_memory() => Assert.All(Write(3, enough: 4 * Size), file => Assert.Equal(Size / Environment.SystemPageSize, InMemory(file.Path)));

    [Fact]
    public void What_is_not_there_any_more_is_no_fault()
    {
        using var opened = new Posix.Directory(_folder);
        using var flushing = new Flushing(opened, new TreeFiles(_folder), enough: 1);

        flushing.Wrote("gone.html", 1);

        flushing.Complete();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private List<(string Path, byte[] Content)> Write(int count, long enough)
    {
        var files = new TreeFiles(_folder);
        using var opened = new Posix.Directory(_folder);
        using var flushing = new Flushing(opened, files, enough);
        var written = new List<(string Path, byte[] Content)>();
        for (var i = 0; i < count; i++)
        {
            var content = new byte[Size];
            Random.Shared.NextBytes(content);
            files.Write($"{i}/index.html", content);
            flushing.Wrote($"{i}/index.html", Size);
            written.Add((files.In($"{i}/index.html"), content));
        }
        flushing.Begin();
        flushing.Complete();
        return written;
    }

    /// <summary>How many pages of a file are in memory.</summary>
    private static int InMemory(string path)
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
