using System.CommandLine;
using System.Globalization;
using Npgsql;
using OpenMinutes.Publisher;
using OpenMinutes.Publisher.Jobs;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Planning;
using OpenMinutes.Publisher.Serving;
using OpenMinutes.Rendering;
using Site = OpenMinutes.Publisher.Site;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

const int ReadBuffer = 1 << 16; // an edition has some 30 kB: of the usual 8 kB, each would be read in pieces, with a change of threads between

var siteOption = new Option<string>("--site") { Description = "The site's directory: the trees and the link 'live', which a web server is given as its root.", Required = true };
var database = new Option<string?>("--db") { Description = "Npgsql connection string of a login in openminutes_publisher. Default: the environment variable OPENMINUTES_PUBLISHER_DB." };
var settings = new Option<string?>("--settings") { Description = "site.json: what the agency says about its site. Default: the environment variable OPENMINUTES_SITE." };
var templates = new Option<string?>("--templates") { Description = "A directory with templates/ and assets/ of the agency's, which replace the product's file by file." };
var htmlOnly = new Option<bool>("--html-only") { Description = "Leave out feeds, sitemap and data files: for comparisons with generators that make pages alone." };
var dryRun = new Option<bool>("--dry-run") { Description = "Tell which files would be written or removed, and why, and change nothing." };
var recordedAs = new Option<string?>("--target") { Description = "Put the release on record as one of this target, so that the next publication can go on from it. Without it, the next one builds everything." };
var target = new Option<string>("--target") { Description = "The name of the target whose jobs to do.", DefaultValueFactory = static _ => "site" };
var urls = new Option<string>("--urls") { Description = "Where to listen.", DefaultValueFactory = static _ => "http://127.0.0.1:8081" };

var build = new Command("build", "Bring the site up to date once, without a job.") { siteOption, database, settings, templates, htmlOnly, dryRun, recordedAs };
build.SetAction((parsed, cancellation) => RunAsync(async () =>
{
    await using var source = Database(parsed);
    var directory = new SiteDirectory(parsed.GetRequiredValue(siteOption));
    using var alone = directory.TryLock() ?? throw new PublishingException($"Another publisher works in '{directory.Path}'.");
    if (parsed.GetValue(dryRun))
    {
        foreach (var file in await SiteOf(parsed, source, directory).RehearseAsync(PublicationScope.Changes, cancellation))
            Console.WriteLine($"{file.Action} {file.Path} ({string.Join("; ", file.Why)})");
        return 0;
    }

    var progress = new Progress();
    var jobs = parsed.GetValue(recordedAs) is { } recorded ? new JobQueue(source, recorded, "build", Worker.Lease) : null;
    Release? made = null;
    await SiteOf(parsed, source, directory).PublishAsync(PublicationScope.Changes, progress, async (release, goLive, stop) =>
    {
        if (jobs is null)
            goLive();
        else
            await jobs.RecordAsync(release, goLive, stop);
        made = release;
    }, cancellation);
    Console.WriteLine($"{made!.Manifest.Count} files, {made.Manifest.Bytes} bytes: {progress.Summary}");
    return 0;
}));

var work = new Command("work", "Wait for publication jobs and do them until told to stop.") { siteOption, database, settings, templates, target };
work.SetAction((parsed, cancellation) => RunAsync(async () =>
{
    await using var source = Database(parsed);
    var directory = new SiteDirectory(parsed.GetRequiredValue(siteOption));
    var name = $"{Environment.MachineName}:{Environment.ProcessId}";
    var jobs = new JobQueue(source, parsed.GetRequiredValue(target), name, Worker.Lease);
    await new Worker(source, jobs, directory, () => SiteOf(parsed, source, directory), Log).RunAsync(cancellation);
    return 0;
}));

var serve = new Command("serve", "Serve the site over HTTP, for a demo.") { siteOption, urls };
serve.SetAction((parsed, cancellation) => RunAsync(async () =>
{
    await using var app = StaticSite.Build(new SiteDirectory(parsed.GetRequiredValue(siteOption)), parsed.GetRequiredValue(urls));
    await app.StartAsync(cancellation);
    Log($"serving {string.Join(' ', app.Urls)}");
    await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    await app.StopAsync(CancellationToken.None);
    return 0;
}));

var verify = new Command("verify", "Compare the live tree with its manifest. Exits with 1 if a file is missing, changed or of no release.") { siteOption };
verify.SetAction((parsed, _) => RunAsync(() =>
{
    var directory = new SiteDirectory(parsed.GetRequiredValue(siteOption));
    var live = directory.LivePath ?? throw new PublishingException($"'{directory.Path}' has no release.");
    var drifts = 0;
    foreach (var drift in TreeCheck.Compare(live))
    {
        Console.WriteLine($"{drift.Path} {drift.What}");
        drifts++;
    }
    Console.WriteLine(drifts == 0 ? "The live tree is as its manifest says." : $"{drifts} files are not as the manifest says; the next publication mends them.");
    return Task.FromResult(drifts == 0 ? 0 : 1);
}));

var root = new RootCommand("Publishes the public editions of OpenMinutes as a static website.") { build, work, serve, verify };
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });

NpgsqlDataSource Database(ParseResult parsed)
{
    var connection = parsed.GetValue(database) ?? Environment.GetEnvironmentVariable("OPENMINUTES_PUBLISHER_DB");
    return string.IsNullOrEmpty(connection)
        ? throw new PublishingException("Which database? Give --db or set OPENMINUTES_PUBLISHER_DB.")
        : NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connection) { ApplicationName = "openminutes-publisher", ReadBufferSize = ReadBuffer });
}

// Read anew for every release, so that changed templates and settings are seen without a restart.
Site SiteOf(ParseResult parsed, NpgsqlDataSource source, SiteDirectory directory)
{
    var file = parsed.GetValue(settings) ?? Environment.GetEnvironmentVariable("OPENMINUTES_SITE");
    return new Site(
        source,
        directory,
        string.IsNullOrEmpty(file) ? new SiteSettings() : SiteSettings.Parse(File.ReadAllBytes(file)),
        SiteFiles.Load(parsed.GetValue(templates)),
        parsed.GetValue(htmlOnly));
}

static void Log(string line) => Console.WriteLine($"{DateTime.UtcNow:yyyy-MM-dd'T'HH:mm:ss'Z'} {line}");

static async Task<int> RunAsync(Func<Task<int>> command)
{
    try
    {
        return await command();
    }
    catch (OperationCanceledException)
    {
        Console.Error.WriteLine("openminutes-publisher: stopped; the live site is as it was.");
        return 130;
    }
    catch (Exception failure) when (Failure.IsExpected(failure) || failure is ArgumentException)
    {
        Console.Error.WriteLine($"openminutes-publisher: {failure.Message}");
        return 1;
    }
}
