using System.CommandLine;
using OpenMinutes.Publisher.Jobs;
using OpenMinutes.Publisher.Planning;
using Spectre.Console;
using Progress = OpenMinutes.Publisher.Output.Progress;

namespace OpenMinutes.Publisher.Commands;

internal static class Build
{
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Tell which files would be written or removed, and why, and change nothing." };
    private static readonly Option<string?> RecordedAs = new("--target")
    {
        Description = "Put the release on record as one of this target, so that the next publication can go on from it. Without it, the next one builds everything.",
    };

    public static Command Command()
    {
        var build = new Command("build", "Bring the site up to date once, without a job.")
        {
            Shared.SiteFolder, Shared.Database, Shared.Settings, Shared.Templates, Shared.HtmlOnly, Shared.SigningKeyFile, DryRun, RecordedAs,
        };
        DeliveryOptions.Add(build);
        build.Does(static async (parsed, cancellation) =>
        {
            await using var source = Shared.DatabaseOf(parsed);
            var directory = Shared.DirectoryOf(parsed);
            using var alone = Shared.LockOf(directory);
            var target = parsed.GetValue(RecordedAs);
            var delivery = DeliveryOptions.DeliveryOf(parsed, source, directory, target);
            var site = Shared.SiteOf(parsed, source, directory, delivery);
            if (parsed.GetValue(DryRun))
            {
                foreach (var file in await site.RehearseAsync(PublicationScope.Changes, cancellation))
                    Console.WriteLine($"{file.Action} {file.Path} ({string.Join("; ", file.Why)})");
                return 0;
            }
            var jobs = target is null ? null : new JobQueue(source, target, "build", Worker.Lease);
            Console.WriteLine(await OnceAsync(site, PublicationScope.Changes, jobs, cancellation));
            if (await delivery.FollowUpAsync(cancellation) is { } warning)
                Shared.Log(warning);
            return 0;
        });
        return build;
    }

    /// <summary>Makes a release for which there is no job, and says what it holds.</summary>
    /// <param name="site">The site.</param>
    /// <param name="scope">What is rendered again besides what changed.</param>
    /// <param name="jobs">Puts it on record; null to do without.</param>
    /// <param name="cancellation">Gives up and leaves the site as it was.</param>
    public static async Task<string> OnceAsync(Site site, PublicationScope scope, JobQueue? jobs, CancellationToken cancellation)
    {
        var progress = new Progress();
        Release? made = null;
        var work = site.PublishAsync(scope, progress, async (release, goLive, stop) =>
        {
            if (jobs is null)
                goLive();
            else
                await jobs.RecordAsync(release, goLive, stop);
            made = release;
        }, cancellation);
        await ProgressBar.ShowAsync(AnsiConsole.Console, progress, work);
        return $"{made!.Manifest.Count} files, {made.Manifest.Bytes} bytes: {progress.Summary}";
    }
}
