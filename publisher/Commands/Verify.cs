using System.CommandLine;
using OpenMinutes.Publisher.Output;

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
    private static readonly Option<bool> Repair = new("--repair") { Description = "With --site: make again what is not as the manifest says. Reads the database." };

    public static Command Command()
    {
        var verify = new Command("verify", "Compare files of a release with its signed manifest. Exits with 1 if one is missing, changed or of no release, or if the signature is not of the key.")
        {
            SiteFolder, Tree, Key, Files, Repair, Shared.SigningKeyFile, Shared.Database, Shared.Settings, Shared.Templates,
        };
        verify.Does(static (parsed, cancellation) => (parsed.GetValue(SiteFolder), parsed.GetValue(Tree)) switch
        {
            ({ } site, null) => LiveAsync(parsed, site, cancellation),
            (null, { } tree) => Task.FromResult(Downloaded(parsed, tree)),
            _ => throw new PublishingException("Which files? Give either --site or --tree."),
        });
        return verify;
    }

    private static async Task<int> LiveAsync(ParseResult parsed, string site, CancellationToken cancellation)
    {
        var directory = Shared.DirectoryOf(parsed, site);
        var live = directory.LivePath ?? throw new PublishingException($"'{directory.Path}' has no release.");
        var drifts = Told(TreeCheck.Signature(live, KeyOf(parsed) ?? directory.Key.PublicPem).Concat(TreeCheck.Compare(live)));
        if (drifts == 0)
        {
            Console.WriteLine("The live tree is as its signed manifest says.");
            return 0;
        }
        if (!parsed.GetValue(Repair))
        {
            Console.WriteLine($"{drifts} files are not as the manifest says; --repair makes them again.");
            return 1;
        }
        await using var source = Shared.DatabaseOf(parsed);
        var mending = Shared.DirectoryOf(parsed, site, distrustsLive: true);
        using var alone = Shared.LockOf(mending);
        Console.WriteLine(await Build.OnceAsync(Shared.SiteOf(parsed, source, mending), jobs: null, cancellation));
        return 0;
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
