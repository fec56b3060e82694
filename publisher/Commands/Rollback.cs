using System.CommandLine;
using OpenMinutes.Publisher.Jobs;

namespace OpenMinutes.Publisher.Commands;

internal static class Rollback
{
    public static Command Command()
    {
        var rollback = new Command("rollback", "Go back to the former release at once, and say what that undid. Automatic publications wait until somebody resumes them over HTTP.")
        {
            Shared.SiteFolder, Shared.Database, Shared.Target, Shared.SigningKeyFile, Shared.Settings,
        };
        DeliveryOptions.Add(rollback);
        rollback.Does(static async (parsed, cancellation) =>
        {
            await using var source = Shared.DatabaseOf(parsed);
            var directory = Shared.DirectoryOf(parsed);
            using var alone = Shared.LockOf(directory);
            var target = parsed.GetRequiredValue(Shared.Target);
            var jobs = new JobQueue(source, target, $"{Environment.MachineName}:{Environment.ProcessId}", Worker.Lease);
            var delivery = DeliveryOptions.DeliveryOf(parsed, source, directory, target);
            var (release, changes) = await new Undoing(source, target, directory, delivery).UndoLiveAsync(jobs, cancellation);
            foreach (var change in changes)
                Console.WriteLine($"{change.Action.ToString().ToLowerInvariant()} {change.Path}");
            Console.WriteLine($"Release {release} is undone: {changes.Count} files are as they were before it. Automatic publications wait until POST /v1/publications/resume.");
            if (await delivery.FollowUpAsync(cancellation) is { } warning)
                Shared.Log(warning);
            return 0;
        });
        return rollback;
    }
}
