using System.CommandLine;
using OpenMinutes.Publisher.Jobs;

namespace OpenMinutes.Publisher.Commands;

internal static class Work
{
    public static Command Command()
    {
        var work = new Command("work", "Wait for publication jobs and do them until told to stop.")
        {
            Shared.SiteFolder, Shared.Database, Shared.Settings, Shared.Templates, Shared.Target, Shared.SigningKeyFile,
        };
        DeliveryOptions.Add(work);
        work.Does(static async (parsed, cancellation) =>
        {
            await using var source = Shared.DatabaseOf(parsed);
            var directory = Shared.DirectoryOf(parsed);
            var name = $"{Environment.MachineName}:{Environment.ProcessId}";
            var target = parsed.GetRequiredValue(Shared.Target);
            var jobs = new JobQueue(source, target, name, Worker.Lease);
            var delivery = DeliveryOptions.DeliveryOf(parsed, source, directory, target);
            var undoing = new Undoing(source, target, directory, delivery);
            var site = new CurrentSite(parsed, source, directory, delivery);
            await new Worker(source, jobs, undoing, directory, site.Get, delivery, Shared.Log).RunAsync(cancellation);
            return 0;
        });
        return work;
    }
}
