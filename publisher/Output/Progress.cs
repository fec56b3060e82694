namespace OpenMinutes.Publisher.Output;

/// <summary>How far a publication is. Written by those who work, read by those who tell.</summary>
internal sealed class Progress
{
    private int _planned;
    private int _done;
    private int _written;
    private long _bytesWritten;

    public Phase Phase { get; private set; }

    /// <summary>How many files there will be, the manifest's and packed ones aside, as far as it is known; null until then. How many the search index has shows as it is made.</summary>
    public int? Planned => Volatile.Read(ref _planned) is > 0 and var planned ? planned : null;

    /// <summary>How many of them were looked at.</summary>
    public int Done => Volatile.Read(ref _done);

    /// <summary>The file that is looked at.</summary>
    public string? Current { get; set; }

    /// <summary>How many files were written because the former release did not have them so, the manifest's own included.</summary>
    public int Written => Volatile.Read(ref _written);

    /// <summary>How many files of the release are those of the former one; known when it is complete.</summary>
    public int Unchanged { get; set; }

    /// <summary>How many files of the former release this one does not have.</summary>
    public int Removed { get; set; }

    public long BytesWritten => Interlocked.Read(ref _bytesWritten);

    /// <summary>Whether the release differs from the one before.</summary>
    public bool ChangesSomething => Written > 0 || Removed > 0;

    public string Summary => $"{Written} files written, {Removed} removed, {Unchanged} unchanged, {BytesWritten} bytes";

    public void Enter(Phase phase) => Phase = phase;

    public void Plan(int files) => Interlocked.Add(ref _planned, files);

    /// <summary>Notes that everything was looked at: there are no other files than those.</summary>
    public void Complete() => Volatile.Write(ref _planned, Done);

    public void Wrote(long bytes)
    {
        Interlocked.Increment(ref _done);
        WroteOwn(bytes);
    }

    /// <summary>Notes a file that is not among those that were planned: of the manifest's own, or packed.</summary>
    public void WroteOwn(long bytes)
    {
        Interlocked.Increment(ref _written);
        Interlocked.Add(ref _bytesWritten, bytes);
    }

    /// <summary>Notes what is otherwise after going back to a former release.</summary>
    public void Changed(FileChange change, long bytes)
    {
        if (change.Action == FileAction.Removed)
            Removed++;
        else
            Wrote(bytes);
    }

    public void Kept() => Interlocked.Increment(ref _done);

    /// <summary>Notes a file that is in the bucket now as it is in the release, there or gone; it counts beside the files of the release.</summary>
    public void Uploaded(string path)
    {
        Current = path;
        Interlocked.Increment(ref _done);
    }
}

internal enum Phase
{
    Reading,
    Rendering,
    Verifying,
    Uploading,
    Switching,
}
