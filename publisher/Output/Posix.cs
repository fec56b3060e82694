using System.ComponentModel;
using System.Runtime.InteropServices;

namespace OpenMinutes.Publisher.Output;

/// <summary>
/// The calls on which a release depends and that .NET lacks, or makes without telling that they failed: <c>Flush(true)</c> and
/// <c>RandomAccess.FlushToDisk</c> report success when fsync(2) does not. Every failure is an <see cref="IOException"/> that says why.
/// </summary>
internal static partial class Posix
{
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const int DoNotFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const int ReadOnlyCloseOnExec = 0x80000; // O_RDONLY | O_CLOEXEC
    private const int WriteNewCloseOnExec = 0x800c1; // O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC
    private const int ReadAndWriteForAll = 0x1b6; // 0666, of which the umask takes away
    private const int EverythingForAll = 0x1ff; // 0777, likewise
    private const int NotNeeded = 4; // POSIX_FADV_DONTNEED
    private const int NoSuchFile = 2; // ENOENT
    private const int Interrupted = 4; // EINTR
    private const int FileExists = 17; // EEXIST
    private const int NotADirectory = 20; // ENOTDIR

    /// <summary>A new file with this content; false if its directory is not there, or something has its name. A handle of .NET's asks the kernel four times more for each.</summary>
    public static bool TryWrite(string file, ReadOnlySpan<byte> content)
    {
        var descriptor = CreateCall(file, WriteNewCloseOnExec, ReadAndWriteForAll);
        if (!IsPlaceFor(descriptor, "open", file))
            return false;
        try
        {
            while (content.Length > 0)
            {
                var written = WriteCall(descriptor, content, content.Length);
                if (written < 0 && Marshal.GetLastPInvokeError() != Interrupted)
                    throw Failure("write", file);
                content = content[(int)Math.Max(written, 0)..];
            }
        }
        finally
        {
            _ = CloseCall(descriptor);
        }
        return true;
    }

    /// <summary>Takes what of a file is on disk out of the page cache, for nobody will read it soon. A file that is not there any more need not be.</summary>
    public static void DropFromPageCache(string file)
    {
        var descriptor = OpenCall(file, ReadOnlyCloseOnExec);
        if (descriptor < 0)
            return;
        _ = AdviseCall(descriptor, 0, 0, NotNeeded);
        _ = CloseCall(descriptor);
    }

    /// <summary>Makes a directory, and those above it that are not there. Most are made where nothing is: to ask before, as .NET does, takes as long as to make it.</summary>
    public static void MakeDirectory(string path)
    {
        if (IsPlaceFor(MkdirCall(path, EverythingForAll), "mkdir", path) || System.IO.Directory.Exists(path))
            return;
        if (Path.GetDirectoryName(path) is not { } above)
            throw new IOException($"'{path}' cannot be made.");
        MakeDirectory(above);
        IsPlaceFor(MkdirCall(path, EverythingForAll), "mkdir", path);
    }

    /// <summary>A second name for a file; false if the name's directory is not there, or something has the name.</summary>
    public static bool TryLink(string file, string name) => IsPlaceFor(LinkCall(file, name), "link", name);

    /// <summary>Gives a file or link its name at once, in place of what had it. Not for two names of one file: POSIX does nothing then.</summary>
    public static void Rename(string from, string to) => Check(RenameCall(from, to), "rename", to);

    /// <summary>A link that holds the text as it is given, so that a tree and its pointer may be moved together.</summary>
    public static void Symlink(string target, string name) => Check(SymlinkCall(target, name), "symlink", name);

    /// <summary>Which file a name means, or null if none.</summary>
    public static (uint Major, uint Minor, ulong Inode)? Identity(string path)
    {
        if (StatxCall(CurrentDirectory, path, DoNotFollow, Statx.WantInode, out var found) == 0)
            return (found.DeviceMajor, found.DeviceMinor, found.Inode);
        return Marshal.GetLastPInvokeError() is NoSuchFile or NotADirectory ? null : throw Failure("statx", path);
    }

    /// <summary>An open directory, through which it and its file system are brought to disk.</summary>
    internal sealed class Directory : IDisposable
    {
        private readonly string _path;
        private readonly int _descriptor;

        /// <remarks>A failed write is told to whoever had the file system open when it failed: open this before writing.</remarks>
        public Directory(string path)
        {
            _path = path;
            _descriptor = OpenCall(path, ReadOnlyCloseOnExec);
            Check(_descriptor, "open", path);
        }

        /// <summary>Waits until everything written to the file system, by anybody, is on disk.</summary>
        public void SyncFileSystem() => Check(SyncfsCall(_descriptor), "syncfs", _path);

        /// <summary>Waits until the directory's entries are on disk.</summary>
        public void Sync() => Check(FsyncCall(_descriptor), "fsync", _path);

        public void Dispose() => _ = CloseCall(_descriptor);
    }

    private static bool IsPlaceFor(int result, string call, string path) =>
        result >= 0 || (Marshal.GetLastPInvokeError() is NoSuchFile or FileExists ? false : throw Failure(call, path));

    private static void Check(int result, string call, string path)
    {
        if (result < 0)
            throw Failure(call, path);
    }

    private static IOException Failure(string call, string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{call}: {new Win32Exception(error).Message}: '{path}'", error);
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int LinkCall(string file, string name);

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MkdirCall(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameCall(string from, string to);

    [LibraryImport("libc", EntryPoint = "symlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SymlinkCall(string target, string name);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenCall(string path, int flags);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateCall(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteCall(int descriptor, ReadOnlySpan<byte> content, nint length);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    private static partial int SyncfsCall(int descriptor);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FsyncCall(int descriptor);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int AdviseCall(int descriptor, nint offset, nint length, int advice);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseCall(int descriptor);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatxCall(int directory, string path, int flags, uint mask, out Statx found);

    /// <summary>struct statx, which unlike struct stat is the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct Statx
    {
        public const uint WantInode = 0x100; // STATX_INO

        [field: FieldOffset(32)]
        public ulong Inode { get; }

        [field: FieldOffset(136)]
        public uint DeviceMajor { get; }

        [field: FieldOffset(140)]
        public uint DeviceMinor { get; }
    }
}
