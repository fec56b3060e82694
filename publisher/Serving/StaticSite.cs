using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
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

    private static readonly Dictionary<string, string> ContentTypes = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".json"] = "application/json",
        [".jsonld"] = "application/ld+json",
        [".xml"] = "application/xml",
        [".akn.xml"] = "application/akn+xml",
        [".atom"] = "application/atom+xml; charset=utf-8",
        [".ics"] = "text/calendar; charset=utf-8",
        [".txt"] = "text/plain; charset=utf-8",
        [".md"] = "text/markdown; charset=utf-8",
        [".odt"] = "application/vnd.oasis.opendocument.text",
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".pem"] = "application/x-pem-file",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".woff2"] = "font/woff2",
    };

    /// <summary>A host for the site; the caller runs it.</summary>
    public static WebApplication Build(SiteDirectory directory, string urls)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddSimpleConsole(static console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(urls).ConfigureKestrel(static kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddResponseCompression(static compression =>
        {
            compression.EnableForHttps = true; // nothing served is secret
            compression.MimeTypes = ContentTypes.Values
                .Select(static type => type.Split(';')[0])
                .Where(static type => type.StartsWith("text/", StringComparison.Ordinal) || type.StartsWith("application/", StringComparison.Ordinal) || type == "image/svg+xml");
        });
        var app = builder.Build();
        app.UseResponseCompression();
        app.Run(new StaticSite(directory).AnswerAsync);
        return app;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";

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
            if (Open(file) is not { } content)
                return false;
            context.Response.Headers.CacheControl = path.StartsWith("/assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
            await FileAnswer(file, content).ExecuteAsync(context);
            return true;
        }
        if (path.EndsWith('/') || FileAt(tree, path + "/index.html") is null)
            return false;
        await Results.Redirect($"{context.Request.PathBase}{new PathString(path + "/").ToUriComponent()}{context.Request.QueryString}", permanent: true).ExecuteAsync(context);
        return true;
    }

    private static FileStream? Open(FileInfo file)
    {
        try
        {
            return new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous);
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

    private static IResult FileAnswer(FileInfo file, FileStream content)
    {
        var modified = new DateTimeOffset(file.LastWriteTimeUtc);
        // Weak, because the same tag goes with the compressed bytes.
        var tag = new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{modified.Ticks:x}-{file.Length:x}\""), isWeak: true);
        return Results.Stream(content, ContentTypeOf(file.Name), lastModified: modified, entityTag: tag, enableRangeProcessing: true);
    }

    private static async Task NotFoundAsync(HttpContext context, string tree)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.ContentType = ContentTypes[".html"];
        if (FileAt(tree, "/" + NotFoundPage) is { } page)
            await context.Response.SendFileAsync(page.FullName, context.RequestAborted);
    }

    private static string ContentTypeOf(string name) =>
        ContentTypes.GetValueOrDefault(name[Math.Max(name.IndexOf('.', StringComparison.Ordinal), 0)..])
        ?? ContentTypes.GetValueOrDefault(Path.GetExtension(name), "application/octet-stream");
}
