using Spectre.Console;
using Progress = OpenMinutes.Publisher.Output.Progress;

namespace OpenMinutes.Publisher.Commands;

/// <summary>Shows on a terminal how far a publication is; elsewhere nothing.</summary>
internal static class ProgressBar
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task ShowAsync(IAnsiConsole console, Progress progress, Task work)
    {
        if (console.Profile.Capabilities.Interactive)
        {
            await console.Progress()
                .AutoClear(true)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn())
                .StartAsync(context => FollowAsync(context.AddTask(Describe(progress)), progress, work));
        }
        await work;
    }

    private static async Task FollowAsync(ProgressTask task, Progress progress, Task work)
    {
        while (!work.IsCompleted)
        {
            task.Description = Describe(progress);
            task.IsIndeterminate = progress.Planned is null;
            task.MaxValue = progress.Planned ?? 1;
            task.Value = progress.Done;
            await Task.WhenAny(work, Task.Delay(Pause));
        }
    }

    private static string Describe(Progress progress) =>
        Markup.Escape(progress.Planned is { } planned ? $"{progress.Phase} {progress.Done}/{planned} {progress.Current}" : $"{progress.Phase}");
}
