using System.CommandLine;

namespace OpenMinutes.Publisher.Commands;

internal static class Key
{
    public static Command Command()
    {
        var key = new Command("key", "Print the public key (PEM) with which the site's releases can be checked; make the key if there is none.") { Shared.SiteFolder, Shared.SigningKeyFile };
        key.Does(static (parsed, _) =>
        {
            Console.Write(Shared.DirectoryOf(parsed).Key.PublicPem);
            return Task.FromResult(0);
        });
        return key;
    }
}
