using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;
using OpenMinutes.Publisher;
using OpenMinutes.Publisher.Delivering;
using OpenMinutes.Publisher.Jobs;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Planning;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Twins;
using OpenMinutes.Tests.Publisher;
using OpenMinutes.Tests.Support;
using Site = OpenMinutes.Publisher.Site;

namespace OpenMinutes.Tests.EndToEnd;

/// <summary>A site's directory, and what the publisher does there without a job. Sites in one folder are signed with one key.</summary>
internal sealed class SiteFolder(NpgsqlDataSource database, string folder, string name)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string KeyIn(string folder) => Path.Join(folder, "key.pem");

    public SiteDirectory Trees { get; } = new(Path.Join(folder, name), KeyIn(folder));

    public SiteFiles Design { get; set; } = RenderingBed.Files;

    public SiteSettings Settings { get; set; } = new();

    /// <summary>How many changes of a month stand in one part of it.</summary>
    public int ChangesInPart { get; set; } = MonthCut.UsualSize;

    private JobQueue Jobs { get; } = new(database, "site", name, Worker.Lease);

    public Site Site => new(database, Trees, Settings, Design, htmlOnly: false) { ChangesInPart = ChangesInPart };

    public async Task<Progress> PublishAsync(PublicationScope? scope = null)
    {
        var progress = new Progress();
        using var alone = await Trees.LockAsync(Cancellation);
        await Site.PublishAsync(scope ?? PublicationScope.Changes, progress, Jobs.RecordAsync, Cancellation);
        return progress;
    }

    public async Task RollBackAsync()
    {
        using var alone = await Trees.LockAsync(Cancellation);
        await new Undoing(database, "site", Trees, Delivery.None).UndoLiveAsync(Jobs, Cancellation);
    }

    /// <returns>Whether there was a former release.</returns>
    public async Task<bool> TryRollBackAsync()
    {
        try
        {
            await RollBackAsync();
            return true;
        }
        catch (PublishingException nowhere) when (nowhere.Message.Contains("no former release", StringComparison.Ordinal))
        {
            return false;
        }
    }

    /// <summary>How to start a publisher in a process of its own that waits for jobs.</summary>
    /// <param name="connection">To the database.</param>
    /// <param name="fault">The step at which it dies.</param>
    /// <param name="shell">How a shell runs it, as <c>"$@"</c>.</param>
    public ProcessStartInfo StartOfWorker(string connection, Step? fault = null, string shell = "exec \"$@\"") =>
        new("bash", ["-c", shell, "publisher", Repository.Publisher, "work", "--site", Trees.Path, "--signing-key", KeyIn(folder)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["OPENMINUTES_PUBLISHER_DB"] = connection, ["OPENMINUTES_FAULT"] = fault?.ToString() ?? "" },
        };

    /// <summary>Every file of the live tree but the manifest's root, which tells of releases before, and its signature; by their hashes.</summary>
    public SortedDictionary<string, string> Files() => FilesOf(Trees.LivePath!);

    /// <summary>The same without what depends on the releases before: the assets that are only kept, and the part of the manifest that says so.</summary>
    public SortedDictionary<string, string> OwnFiles()
    {
        var files = Files();
        var manifest = Manifest.Open(Trees.LivePath!)!;
        foreach (var path in manifest.Assets().Where(static asset => asset.Origin.Retained > 0).Select(static asset => asset.Path).Concat(manifest.Parts.Keys.Where(ManifestFiles.IsOfAssets)))
            files.Remove(path);
        return files;
    }

    /// <summary>What a full build of the same content gives, in a directory of its own; it is gone afterwards.</summary>
    public async Task<SortedDictionary<string, string>> BuiltAnewAsync()
    {
        var anew = new SiteFolder(database, folder, $"full-{Guid.NewGuid():N}") { Design = Design, Settings = Settings, ChangesInPart = ChangesInPart };
        await anew.Site.PublishAsync(PublicationScope.Changes, new Progress(), static (_, goLive, _) =>
        {
            goLive();
            return Task.CompletedTask;
        }, Cancellation);
        var files = anew.OwnFiles();
        Directory.Delete(anew.Trees.Path, recursive: true);
        return files;
    }

    /// <summary>Makes sure that both trees are what their signed manifests say, and that nothing lies beside them.</summary>
    public void IsInOrder()
    {
        foreach (var tree in Directory.GetDirectories(Trees.Path).Where(static tree => Manifest.Open(tree) is not null))
        {
            Assert.Empty(TreeCheck.Compare(tree));
            Assert.Empty(TreeCheck.Signature(tree, Trees.Key.PublicPem));
        }
        Assert.Subset(new HashSet<string> { ".lock", "a", "b", "live" }, Directory.EnumerateFileSystemEntries(Trees.Path).Select(static entry => Path.GetFileName(entry)).ToHashSet());
    }

    /// <summary>Makes sure that what is live is one release.</summary>
    public void IsWhole()
    {
        if (Trees.LivePath is not { } live)
            return;
        Assert.Empty(TreeCheck.Compare(live));
        Assert.Empty(TreeCheck.Signature(live, Trees.Key.PublicPem));
    }

    /// <summary>Makes sure that the pages of the live tree lead to files that are there.</summary>
    public void LeadsNowhereWrong()
    {
        using var notes = new Spool(Trees.Path, ".links-in-a-test");
        var links = new LinkCheck(Settings.BaseUrl, complete: true, notes);
        foreach (var page in Files().Keys.Where(static path => path.EndsWith(".html", StringComparison.Ordinal)))
        {
            var found = new Dictionary<string, string>(StringComparer.Ordinal);
            links.Collect(page, File.ReadAllBytes(Path.Join(Trees.LivePath!, page)), found);
            links.Keep(found, []);
        }
        links.Verify((_, path) => File.Exists(Path.Join(Trees.LivePath!, path)));
    }

    private static SortedDictionary<string, string> FilesOf(string tree) => new(
        new TreeFiles(tree).All().Select(static file => file.Path).Where(static path => path is not (ManifestFiles.RootPath or ManifestFiles.SignaturePath))
            .ToDictionary(static path => path, path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Join(tree, path))))),
        StringComparer.Ordinal);
}
