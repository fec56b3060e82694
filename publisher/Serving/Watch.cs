using System.Globalization;

namespace OpenMinutes.Publisher.Serving;

/// <summary>Makes a designer's site again whenever a file that it is made with changes, and keeps what was wrong with the last attempt.</summary>
/// <param name="files">The files that are looked at: again and again, because not every file system tells of changes.</param>
/// <param name="build">Makes the site and tells what was made of it.</param>
/// <param name="log">Takes a line for the console.</param>
internal sealed class Watch(WatchedFiles files, Func<CancellationToken, Task<string>> build, Action<string> log)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What is wrong: file, line, column, reason and page; null while the site is what the files say.</summary>
    public string? Fault { get; private set; }

    /// <summary>Counts the attempts.</summary>
    public int Attempts { get; private set; }

    /// <summary>Waits for the attempt after one that somebody knows.</summary>
    public async Task AfterAsync(int attempt, CancellationToken cancellation)
    {
        while (Volatile.Read(ref _next) is var next && Attempts == attempt)
            await next.Task.WaitAsync(cancellation);
    }

    /// <summary>Works until told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await FollowAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        var made = files.Look();
        await MakeAsync(stop);
        using var timer = new PeriodicTimer(Pause);
        var before = made;
        while (await timer.WaitForNextTickAsync(stop))
        {
            // Only when nothing changed for a while: an editor may still be writing.
            var now = files.Look();
            if (now != made && now == before)
            {
                made = now;
                await MakeAsync(stop);
            }

            before = now;
        }
    }

    private async Task MakeAsync(CancellationToken stop)
    {
        try
        {
            log(await build(stop));
            Fault = null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Said first: whoever sees it in a page finds it on the console.
            var fault = Failure.ForLog(failure);
            log(fault);
            Fault = fault;
        }

        Attempts++;
        Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }
}

/// <summary>The files that a site is made with, apart from the product's own.</summary>
/// <param name="directory">The agency's directory of templates, texts and assets; null for none.</param>
/// <param name="settings">site.json; null for none.</param>
internal sealed class WatchedFiles(string? directory, string? settings)
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = 0 };

    /// <summary>What is another text whenever a file comes, goes or is written.</summary>
    public string Look()
    {
        var all = directory is not null && Directory.Exists(directory) ? Directory.EnumerateFiles(directory, "*", Everything) : [];
        return string.Join('\n', all.Concat(settings is null ? [] : [settings]).Order(StringComparer.Ordinal).Select(Describe));
    }

    private static string Describe(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? string.Create(CultureInfo.InvariantCulture, $"{path} {file.LastWriteTimeUtc.Ticks} {file.Length}") : path;
    }
}
