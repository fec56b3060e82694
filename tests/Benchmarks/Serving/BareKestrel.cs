using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace OpenMinutes.Benchmarks.Serving;

/// <summary>A web server that does nothing but to answer one file, in a process of its own: the limit for whatever runs on Kestrel.</summary>
internal static class BareKestrel
{
    public static async Task RunAsync(string file, string url, CancellationToken cancellation)
    {
        var body = await File.ReadAllBytesAsync(file, cancellation);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Urls.Add(url);
        app.Run(async context =>
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body);
        });
        await app.StartAsync(cancellation);
        Console.WriteLine(app.Urls.First());
        await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
