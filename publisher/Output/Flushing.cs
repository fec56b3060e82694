using System.Collections.Concurrent;

namespace OpenMinutes.Publisher.Output;

/// <summary>
/// Brings a large tree to disk while it is still being written: at its end, little is left for which processors would wait. Any number of threads may tell what they wrote.
/// </summary>
/// <param name="opened">The file system.</param>
/// <param name="files">The tree.</param>
/// <param name="enough">After how many bytes it is worth it.</param>
internal sealed class Flushing(Posix.Directory opened, TreeFiles files, long enough = 64 << 20) : IDisposable
{
    private readonly Lock _turn = new();
    private ConcurrentQueue<string> _written = [];
    private long _waiting;
    private bool _isLarge;
    private Task _last = Task.CompletedTask;

    /// <summary>
    /// Whether nobody reads next what is written. What is on disk of much is then taken out of the page cache: it would push out what PostgreSQL and the web server have there, and on a virtual machine
    /// that gives back memory it does not use, more of it costs more than to write. Of little, all stays.
    /// </summary>
    public bool DropsFromPageCache { get; set; }

    /// <param name="path">The file.</param>
    /// <param name="bytes">How large it is.</param>
    /// <exception cref="IOException">Something written before did not come to disk.</exception>
    public void Wrote(string path, long bytes)
    {
        if (DropsFromPageCache)
            _written.Enqueue(path);
        if (Interlocked.Add(ref _waiting, bytes) >= enough)
            Begin(enough);
    }

    /// <summary>Begins to bring to disk what was written, while something else is done.</summary>
    /// <param name="least">For how many bytes it is worth it.</param>
    /// <exception cref="IOException">Something written before did not come to disk.</exception>
    public void Begin(long least = 1)
    {
        lock (_turn)
        {
            if (!_last.IsCompleted || _waiting < least)
                return;
            _last.GetAwaiter().GetResult();
            _isLarge |= _waiting >= enough;
            var large = _isLarge ? Interlocked.Exchange(ref _written, []) : [];
            _waiting = 0;
            _last = Task.Run(() => Flush(large));
        }
    }

    /// <summary>Waits until everything is on disk.</summary>
    /// <exception cref="IOException">Something is not.</exception>
    public void Complete()
    {
        _last.GetAwaiter().GetResult();
        opened.SyncFileSystem();
    }

    /// <summary>Waits until the directory is not in use any more.</summary>
    public void Dispose()
    {
        Task.WaitAny(_last);
        if (_isLarge)
            DropFromPageCache(_written);
    }

    private void Flush(IEnumerable<string> large)
    {
        opened.SyncFileSystem();
        DropFromPageCache(large);
    }

    private void DropFromPageCache(IEnumerable<string> large)
    {
        foreach (var path in large)
            Posix.DropFromPageCache(files.In(path));
    }
}
