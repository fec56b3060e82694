using System.Diagnostics;
using OpenMinutes.Publisher.Output;

namespace OpenMinutes.Publisher.Delivering;

/// <summary>
/// A command of the agency's that makes a cache forget what changed, such as a content delivery network in front of the site. What it shall be told is kept in a file from before the
/// change until it said that it did it: what a crash or a failure kept it from is told the next time.
/// </summary>
/// <param name="command">For the shell.</param>
/// <param name="patience">How long it may take.</param>
/// <param name="waiting">The file.</param>
/// <param name="environment">What it finds in its environment besides.</param>
internal sealed class PurgeHook(string command, TimeSpan patience, string waiting, IReadOnlyDictionary<string, string> environment)
{
    private const string Index = "index.html";

    /// <summary>Keeps what changes.</summary>
    public void Note(IEnumerable<FileChange> changes) => File.AppendAllLines(waiting, changes.Select(static change => UrlOf(change.Path)));

    /// <summary>Runs the command, if there is something to tell.</summary>
    /// <returns>What went wrong; null for nothing.</returns>
    public async Task<string?> RunAsync(CancellationToken cancellation)
    {
        if (!File.Exists(waiting))
            return null;
        var start = new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardInput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        end.CancelAfter(patience);
        try
        {
            await Task.WhenAll(TellAsync(process.StandardInput, end.Token), process.WaitForExitAsync(end.Token));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return cancellation.IsCancellationRequested
                ? "The purge hook was stopped together with the publisher. What changed is told to it after the next release."
                : $"The purge hook did not end within {patience.TotalSeconds} seconds. What changed is told to it again after the next release.";
        }
        if (process.ExitCode != 0)
            return $"The purge hook exited with {process.ExitCode}. What changed is told to it again after the next release.";
        File.Delete(waiting);
        return null;
    }

    private async Task TellAsync(StreamWriter input, CancellationToken cancellation)
    {
        try
        {
            await using (var file = File.OpenRead(waiting))
                await file.CopyToAsync(input.BaseStream, cancellation);
            input.Close();
        }
        catch (IOException)
        {
            // A command may end without reading everything; its exit code says what that means.
        }
    }

    /// <summary>Where readers get a file: a page by its folder.</summary>
    private static string UrlOf(string path)
    {
        var shown = path == Index || path.EndsWith("/" + Index, StringComparison.Ordinal) ? path[..^Index.Length] : path;
        return "/" + string.Join('/', shown.Split('/').Select(Uri.EscapeDataString));
    }
}
