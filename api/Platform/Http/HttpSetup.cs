using FastEndpoints;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Platform.Http;

internal static class HttpSetup
{
    // FastEndpoints lists every route here, to anybody.
    private const string RouteList = "/_test_url_cache_";

    public static void AddHttp(this IServiceCollection services)
    {
        services.AddSingleton(typeof(IRequestBinder<>), typeof(RequestBinder<>));
        services.AddFastEndpoints(static options => options.Assemblies = [typeof(HttpSetup).Assembly]);
        services.ConfigureHttpJsonOptions(static options => MinutesJson.Configure(options.SerializerOptions));
        services.AddResponseCompression(static options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["application/json", "application/problem+json", "application/schema+json", "text/html", "text/css", "text/javascript"];
        });
        services.Configure<BrotliCompressionProviderOptions>(static options => options.Level = System.IO.Compression.CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(static options => options.Level = System.IO.Compression.CompressionLevel.Fastest);
        services.Configure<HostOptions>(static options => options.ShutdownTimeout = TimeSpan.FromSeconds(20));
    }

    public static void Limit(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        options.Limits.MaxRequestBodySize = Body.LargestBytes;
        options.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        options.ConfigureEndpointDefaults(static endpoint => endpoint.Use(ConnectionKey.Remember));
    }

    public static void Configure(Config config)
    {
        config.Endpoints.NameGenerator = static context => NameOf(context.EndpointType);
        config.Endpoints.Configurator = static endpoint =>
        {
            // What is answered, and what is documented, is said by each endpoint alone.
            endpoint.DontAutoSendResponse();
            endpoint.Description(static _ => { }, clearDefaults: true);
        };
    }

    public static void BlockRouteList(this WebApplication app) => app.Use(static (context, next) =>
    {
        if (context.Request.Path.Equals(RouteList, StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return next(context);
    });

    /// <summary>Features.Records.ListEditions is recordsListEditions.</summary>
    public static string NameOf(Type endpoint)
    {
        var parts = endpoint.Namespace!.Split('.')[^2..];
        return char.ToLowerInvariant(parts[0][0]) + parts[0][1..] + parts[1];
    }
}
