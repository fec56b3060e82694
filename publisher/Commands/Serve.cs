using System.CommandLine;
using OpenMinutes.Publisher.Serving;

namespace OpenMinutes.Publisher.Commands;

internal static class Serve
{
    private static readonly Option<string> Urls = new("--urls") { Description = "Where to listen.", DefaultValueFactory = static _ => "http://127.0.0.1:8081" };

    public static Command Command()
    {
        var serve = new Command("serve", "Serve the site over HTTP, for a demo.") { Shared.SiteFolder, Urls };
        serve.Does(static async (parsed, cancellation) =>
        {
            await using var app = StaticSite.Build(Shared.DirectoryOf(parsed), parsed.GetRequiredValue(Urls));
            await app.StartAsync(cancellation);
            Shared.Log($"serving {string.Join(' ', app.Urls)}");
            await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await app.StopAsync(CancellationToken.None);
            return 0;
        });
        return serve;
    }
}
