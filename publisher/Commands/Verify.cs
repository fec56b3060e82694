using System.CommandLine;
using OpenMinutes.Publisher.Buckets;
using OpenMinutes.Publisher.Delivering;
using OpenMinutes.Publisher.Jobs;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Planning;

namespace OpenMinutes.Publisher.Commands;

internal static class Verify
{
    private static readonly Option<string?> SiteFolder = new("--site") { Description = "The site's directory, whose live tree is looked at." };
    private static readonly Option<string?> Tree = new("--tree") { Description = "Instead of --site: a directory with files downloaded from a site, at their places. Needs --key." };
    private static readonly Option<string?> Key = new("--key") { Description = "The public key (PEM), from where you trust it. Default with --site: that of the publisher's own signing key." };
    private static readonly Option<string[]> Files = new("--file")
    {
        Description = "With --tree: a downloaded file, by its path on the site. Then only these, the manifest's root, its signature and the parts that list them have to be there.",
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<bool> Repair = new("--repair") { Description = "With --site: make again what is not as it should be, from the database, and put the release on record." };

    public static Command Command()
    {
        var verify = new Command("verify", "Compare files of a release with its signed manifest, and with --site the release with the database. Exits with 1 if a file is missing, changed, of no release, or not as the database gives it, or if the signature is not of the key.")
        {
            SiteFolder, Tree, Key, Files, Repair, Shared.SigningKeyFile, Shared.Database, Shared.Settings, Shared.Templates, Shared.Target,
        };
        DeliveryOptions.Add(verify);
        verify.Does(static (parsed, cancellation) => (parsed.GetValue(SiteFolder), parsed.GetValue(Tree)) switch
        {
            ({ } site, null) => BothAsync(parsed, site, cancellation),
            (null, { } tree) => Task.FromResult(Downloaded(parsed, tree)),
            _ => throw new PublishingException("Which files? Give either --site or --tree."),
        });
        return verify;
    }

    /// <summary>The tree, and the bucket if there is one.</summary>
    private static async Task<int> BothAsync(ParseResult parsed, string site, CancellationToken cancellation)
    {
        var code = await LiveAsync(parsed, site, cancellation);
        using var bucket = DeliveryOptions.BucketOf(parsed);
        return bucket is null || code != 0 ? code : await BucketAsync(parsed, Shared.DirectoryOf(parsed, site), bucket, cancellation);
    }

    private static async Task<int> BucketAsync(ParseResult parsed, SiteDirectory directory, Bucket bucket, CancellationToken cancellation)
    {
        var drifts = await BucketCheck.CompareAsync(bucket, KeyOf(parsed) ?? directory.Key.PublicPem, cancellation);
        if (Told(drifts) == 0)
        {
            Console.WriteLine($"The bucket '{bucket.Address}' is as its signed manifest says.");
            return 0;
        }
        if (!parsed.GetValue(Repair))
        {
            Console.WriteLine($"{drifts.Count} objects of '{bucket.Address}' are not as the manifest says; --repair makes them again.");
            return 1;
        }
        await using var source = Shared.DatabaseOf(parsed);
        using var alone = Shared.LockOf(directory);
        await new BucketTarget(source, parsed.GetRequiredValue(Shared.Target), new Mirror(bucket)).RepairAsync(Manifest.Open(directory.LivePath!)!, drifts, new Progress(), cancellation);
        Console.WriteLine($"The bucket '{bucket.Address}' is as the live tree now.");
        return 0;
    }

    private static async Task<int> LiveAsync(ParseResult parsed, string site, CancellationToken cancellation)
    {
        var directory = Shared.DirectoryOf(parsed, site);
        if (directory.Live is null)
            throw new PublishingException($"'{directory.Path}' has no release.");
        var ofTree = Told(await UndisturbedAsync(directory, () => Task.FromResult(DriftsOf(directory, KeyOf(parsed) ?? directory.Key.PublicPem))));
        if (ofTree == 0)
            Console.WriteLine("The live tree is as its signed manifest says.");
        if (!Shared.NamesDatabase(parsed))
        {
            Console.WriteLine("It was not compared with the database: give --db or set OPENMINUTES_PUBLISHER_DB.");
            return ofTree == 0 ? 0 : Drifted(ofTree);
        }

        await using var source = Shared.DatabaseOf(parsed);
        // What is not as its manifest says is not compared with the database by its manifest.
        var ofContent = ofTree > 0 ? 0 : Told(await ComparedAsync(directory, Shared.SiteOf(parsed, source, directory, Delivery.None), cancellation));
        if (ofTree + ofContent == 0)
            return 0;
        if (!parsed.GetValue(Repair))
            return Drifted(ofTree + ofContent);
        using var alone = await directory.LockAsync(cancellation);
        var target = parsed.GetRequiredValue(Shared.Target);
        var delivery = DeliveryOptions.DeliveryOf(parsed, source, directory, target);
        var mending = Shared.SiteOf(parsed, source, ofTree == 0 ? directory : Shared.DirectoryOf(parsed, site, distrustsLive: true), delivery);
        Console.WriteLine(await Build.OnceAsync(mending, new PublicationScope { All = true }, new JobQueue(source, target, "verify", Worker.Lease), cancellation));
        if (await delivery.FollowUpAsync(cancellation) is { } warning)
            Shared.Log(warning);
        return 0;
    }

    /// <summary>What was found while no publication came between: nobody has to wait for this, and what is withdrawn least of all.</summary>
    private static async Task<T> UndisturbedAsync<T>(SiteDirectory directory, Func<Task<T>> find)
    {
        while (true)
        {
            var before = directory.OpenLive()?.RootSha256;
            var found = await find();
            if (before.AsSpan().SequenceEqual(directory.OpenLive()?.RootSha256))
                return found;
        }
    }

    /// <summary>What is wrong with the live tree, and with the other if one can go back to it.</summary>
    private static List<Drift> DriftsOf(SiteDirectory directory, string key)
    {
        var live = directory.Live!;
        var former = SiteDirectory.OtherThan(live);
        var drifts = Of(live).ToList();
        if (directory.IsUnfinished || !File.Exists(Path.Join(directory.In(former), ManifestFiles.RootPath)))
            return drifts;
        var ofFormer = Of(former).Select(drift => drift with { Path = $"former release: {drift.Path}" }).ToList();
        return directory.IsUnfinished ? drifts : [.. drifts, .. ofFormer];

        IEnumerable<Drift> Of(string tree) => TreeCheck.Signature(directory.In(tree), key).Concat(TreeCheck.Compare(directory.In(tree)));
    }

    private static async Task<IReadOnlyList<Drift>> ComparedAsync(SiteDirectory directory, Site site, CancellationToken cancellation)
    {
        var audited = await UndisturbedAsync(directory, () => site.AuditAsync(cancellation));
        if (audited.Incomparable is { } why)
            Console.WriteLine($"It was not compared with the database: the next publication draws everything ({why}).");
        else if (audited.Drifts.Count == 0)
            Console.WriteLine(audited.Late == 0 ? "It shows what the database gives." : $"It shows what the database gives, but for {audited.Late} files that the next publication changes.");
        return audited.Drifts;
    }

    private static int Drifted(int files)
    {
        Console.WriteLine($"{files} files are not as they should be; --repair makes them again.");
        return 1;
    }

    private static int Downloaded(ParseResult parsed, string tree)
    {
        var key = KeyOf(parsed) ?? throw new PublishingException("Whose signature? Give the publisher's public key as --key.");
        var drifts = Told(parsed.GetValue(Files) is { Length: > 0 } files
            ? TreeCheck.Signature(tree, key).Concat(files.SelectMany(file => TreeCheck.CompareOne(tree, file)))
            : TreeCheck.Signature(tree, key).Concat(TreeCheck.Compare(tree)));
        Console.WriteLine(drifts == 0 ? "Everything is as the owner of the key published it." : $"{drifts} files are not as the owner of the key published them.");
        return drifts == 0 ? 0 : 1;
    }

    private static string? KeyOf(ParseResult parsed) => parsed.GetValue(Key) is { } file ? File.ReadAllText(file) : null;

    private static int Told(IEnumerable<Drift> drifts) => drifts.Aggregate(0, static (count, drift) =>
    {
        Console.WriteLine($"{drift.Path} {drift.What}");
        return count + 1;
    });
}
