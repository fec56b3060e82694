using System.Collections.Concurrent;

namespace OpenMinutes.Publisher.Output;

/// <summary>
/// Brings a large tree to disk while it is still being written: at its end, little is left for which processors would wait. What is there is taken out of the kernel's memory, so that a whole
/// site, of which hardly anything is read next, does not push out what PostgreSQL and the web server need, and is written into memory that is in use already. Any number of threads may tell what they wrote.
/// </summary>
internal sealed class Flushing(Posix.Directory tree, TreeFiles files) : IDisposable
{
    /// <summary>After how many bytes it is worth it.</summary>
    private const long Enough = 64 << 20;

    private readonly Lock _turn = new();
    private ConcurrentBag<string> _written = [];
    private long _waiting;
    private Task _last = Task.CompletedTask;

    /// <exception cref="IOException">Something written before did not come to disk.</exception>
    public void Wrote(string path, long bytes)
    {
        _written.Add(path);
        if (Interlocked.Add(ref _waiting, bytes) >= Enough)
            Begin(Enough);
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
            _waiting = 0;
            var written = Interlocked.Exchange(ref _written, []);
            _last = Task.Run(() => Flush(written));
        }
    }

    /// <summary>Waits until everything is on disk.</summary>
    /// <exception cref="IOException">Something is not.</exception>
    public void Complete()
    {
        _last.GetAwaiter().GetResult();
        tree.SyncFileSystem();
    }

    private void Flush(IEnumerable<string> written)
    {
        tree.SyncFileSystem();
        foreach (var path in written)
            Posix.TakeOutOfMemory(files.In(path));
    }

    /// <summary>Waits until the directory is not in use any more.</summary>
    public void Dispose() => Task.WaitAny(_last);
}
