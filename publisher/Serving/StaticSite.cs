using System.Globalization;
using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using OpenMinutes.Publisher.Output;

namespace OpenMinutes.Publisher.Serving;

/// <summary>
/// Serves a site's live tree over HTTP as a web server in front of it should: for the demo, for designers and for tests. The link is followed once for an
/// answer, so that it is of one release; where the site was switched meanwhile and the file is gone with its tree, the answer is begun again.
/// </summary>
internal sealed class StaticSite(SiteDirectory directory)
{
    private const string NotFoundPage = "404.html";

    /// <summary>What every answer carries, here and in docs/deploy: a page takes all from the site itself, and none has a script or a style in it.</summary>
    public static IReadOnlyDictionary<string, string> SecurityHeaders { get; } = new Dictionary<string, string>
    {
        ["Content-Security-Policy"] =
            "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
        ["X-Content-Type-Options"] = "nosniff",
        ["Referrer-Policy"] = "strict-origin-when-cross-origin",
    };

    /// <summary>A host for the site; the caller runs it.</summary>
    /// <param name="directory">The site.</param>
    /// <param name="urls">Where to listen.</param>
    /// <param name="watch">Makes the site again for a designer, who is shown what is wrong with it; null where the site is served as it is.</param>
    public static WebApplication Build(SiteDirectory directory, string urls, Watch? watch = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole(static console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(urls).ConfigureKestrel(static kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddResponseCompression(static compression =>
        {
            compression.EnableForHttps = true; // nothing served is secret
            compression.MimeTypes = WebFile.Compressible;
            compression.Providers.Add<Brotli>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
        var app = builder.Build();
        app.UseResponseCompression();
        if (watch is not null)
            app.Use(new WatchedPages(watch, app.Lifetime.ApplicationStopping).AnswerAsync);
        app.Run(new StaticSite(directory).AnswerAsync);
        return app;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        foreach (var (name, value) in SecurityHeaders)
            headers[name] = value;

        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            headers.Allow = "GET, HEAD";
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }
        while (directory.LivePath is { } tree)
        {
            if (await TryAnswerAsync(tree, context))
                return;
            if (directory.LivePath == tree)
            {
                await NotFoundAsync(context, tree);
                return;
            }
        }
        headers.RetryAfter = "5";
        await Results.Text("尚未發布。The first release is not there yet.", "text/plain; charset=utf-8", statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
    }

    /// <summary>Answers what the tree has at the request's path; false if it has nothing there.</summary>
    private static async Task<bool> TryAnswerAsync(string tree, HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        if (FileAt(tree, path.EndsWith('/') ? path + "index.html" : path) is { } file)
        {
            var coding = Packing.Known.FirstOrDefault(coding => Accepts(context.Request, coding) && File.Exists(file.FullName + coding.Suffix));
            if (Open(file.FullName + coding?.Suffix) is not { } content)
                return false;
            if (coding is not null)
                context.Response.Headers.ContentEncoding = coding.Name;
            if (WebFile.IsCompressible(file.Name))
                context.Response.Headers.Vary = "Accept-Encoding";
            context.Response.Headers.CacheControl = WebFile.CacheControl(path[1..]);
            await FileAnswer(file.Name, content).ExecuteAsync(context);
            return true;
        }
        if (path.EndsWith('/') || FileAt(tree, path + "/index.html") is null)
            return false;
        await Results.Redirect($"{context.Request.PathBase}{new PathString(path + "/").ToUriComponent()}{context.Request.QueryString}", permanent: true).ExecuteAsync(context);
        return true;
    }

    private static bool Accepts(HttpRequest request, Coding coding) =>
        request.GetTypedHeaders().AcceptEncoding.Any(accepted => accepted.Value.Equals(coding.Name, StringComparison.OrdinalIgnoreCase) && accepted.Quality is not 0);

    private static FileStream? Open(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The file that a path of a request means; null if there is none. What begins with a dot is nobody's business.</summary>
    private static FileInfo? FileAt(string tree, string path)
    {
        foreach (var segment in path.AsSpan(1).Split('/'))
        {
            if (path.AsSpan(1)[segment] is [] or ['.', ..])
                return null;
        }
        if (path.AsSpan().ContainsAny('\0', '\\'))
            return null;
        var file = new FileInfo(tree + path);
        return file.Exists ? file : null;
    }

    private static IResult FileAnswer(string name, FileStream content)
    {
        // Of the file that is open: by its name another one may have come meanwhile. Weak, because the same tag goes with the compressed bytes.
        var modified = new DateTimeOffset(File.GetLastWriteTimeUtc(content.SafeFileHandle));
        var tag = new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{modified.Ticks:x}-{content.Length:x}\""), isWeak: true);
        return Results.Stream(content, WebFile.ContentType(name), lastModified: modified, entityTag: tag, enableRangeProcessing: true);
    }

    private static async Task NotFoundAsync(HttpContext context, string tree)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.ContentType = WebFile.ContentType(NotFoundPage);
        if (FileAt(tree, "/" + NotFoundPage) is { } page)
            await context.Response.SendFileAsync(page.FullName, context.RequestAborted);
    }

    /// <summary>Packs what was not packed beforehand in the same way, so that a page of minutes fits into what a server may send before it hears from the reader again (some 14 kB).</summary>
    private sealed class Brotli : ICompressionProvider
    {
        private static readonly BrotliCompressionOptions Options = new() { Quality = Packing.BrotliQuality };

        public string EncodingName => "br";

        public bool SupportsFlush => true;

        public Stream CreateStream(Stream outputStream) => new BrotliStream(outputStream, Options, leaveOpen: true);
    }
}
