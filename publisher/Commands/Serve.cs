using System.CommandLine;
using System.Diagnostics;
using Npgsql;
using OpenMinutes.Publisher.Delivering;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Planning;
using OpenMinutes.Publisher.Serving;

namespace OpenMinutes.Publisher.Commands;

internal static class Serve
{
    private static readonly Option<string> Urls = new("--urls") { Description = "Where to listen.", DefaultValueFactory = static _ => "http://127.0.0.1:8081" };

    private static readonly Option<bool> Watched = new("--watch")
    {
        Description = "For designers: publish into --site, and again whenever a file of --templates or --settings changes; show in the pages what is wrong. Takes a directory of its own.",
    };

    public static Command Command()
    {
        var serve = new Command("serve", "Serve the site over HTTP, for a demo, or with --watch for designers.")
        {
            Shared.SiteFolder, Urls, Watched, Shared.Templates, Shared.Settings, Shared.Database, Shared.SigningKeyFile,
        };
        serve.Does(static async (parsed, cancellation) =>
        {
            var directory = Shared.DirectoryOf(parsed);
            if (parsed.GetValue(Watched))
                await WatchAsync(parsed, directory, cancellation);
            else
                await ServeAsync(parsed, directory, watch: null, cancellation);
            return 0;
        });
        return serve;
    }

    private static async Task WatchAsync(ParseResult parsed, SiteDirectory directory, CancellationToken cancellation)
    {
        var (templates, settings) = (parsed.GetValue(Shared.Templates), Shared.SettingsFileOf(parsed));
        if (templates is null && settings is null)
            throw new PublishingException("What shall be watched? Give --templates, --settings or both.");
        await using var source = Shared.DatabaseOf(parsed);
        using var alone = Shared.LockOf(directory);
        if (await Site.IsOnRecordAsync(source, directory, cancellation))
            throw new PublishingException($"'{directory.Path}' holds the release of a target. What is tried out goes into a directory of its own.");
        var made = new UnrecordedReleases();
        var watch = new Watch(new WatchedFiles(templates, settings), stop => MakeAsync(parsed, source, directory, made, stop), Shared.Log);
        await ServeAsync(parsed, directory, watch, cancellation);
    }

    /// <summary>Makes the site of the files as they are now.</summary>
    private static async Task<string> MakeAsync(ParseResult parsed, NpgsqlDataSource source, SiteDirectory directory, UnrecordedReleases made, CancellationToken cancellation)
    {
        var progress = new Progress();
        var began = Stopwatch.GetTimestamp();
        var site = Shared.SiteOf(parsed, source, directory, Delivery.None, made);
        await site.PublishAsync(
            PublicationScope.Changes,
            progress,
            (release, goLive, _) =>
            {
                goLive();
                made.Add(release);
                return Task.CompletedTask;
            },
            cancellation);
        return $"{progress.Summary}, in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s{string.Concat(site.UnusedFiles.Select(static file => $"; nothing uses {file}"))}";
    }

    private static async Task ServeAsync(ParseResult parsed, SiteDirectory directory, Watch? watch, CancellationToken cancellation)
    {
        await using var app = StaticSite.Build(directory, parsed.GetRequiredValue(Urls), watch);
        await app.StartAsync(cancellation);
        Shared.Log($"serving {string.Join(' ', app.Urls)}");
        if (watch is null)
            await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        else
            await watch.RunAsync(cancellation);
        await app.StopAsync(CancellationToken.None);
    }
}
