using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace OpenMinutes.Publisher.Serving;

/// <summary>
/// Shows in each page what is wrong with the templates, and loads it again when the site was made again. It is added on the way to the designer's browser; the files have
/// nothing of it.
/// </summary>
internal sealed class WatchedPages(Watch watch, CancellationToken stop)
{
    private const string Events = "/.watch/events";
    private const string ScriptPath = "/.watch/watch.js";
    private const string StylePath = "/.watch/watch.css";
    private const string Empty = "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>publisher serve --watch</title></head><body></body></html>";

    private const string Script = $$"""
        const after = new URL(document.currentScript.src).search;
        new EventSource('{{Events}}' + after).onmessage = () => location.reload();
        """;

    private const string Style = """
        .watch-fault { position: sticky; top: 0; z-index: 100; margin: 0; padding: 1rem; background: #7a0010; color: #fff; font: 1rem/1.5 monospace; white-space: pre-wrap; overflow-wrap: anywhere }
        """;

    public Task AnswerAsync(HttpContext context, RequestDelegate next) => context.Request.Path.Value switch
    {
        Events => TellAsync(context),
        ScriptPath => Results.Text(Script, WebFile.ContentType(ScriptPath)).ExecuteAsync(context),
        StylePath => Results.Text(Style, WebFile.ContentType(StylePath)).ExecuteAsync(context),
        _ => PageAsync(context, next),
    };

    /// <summary>Says once that the site was made after the attempt of which the page is.</summary>
    private async Task TellAsync(HttpContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stop);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.FlushAsync(end.Token);
        try
        {
            await watch.AfterAsync(int.Parse(context.Request.Query["attempt"].ToString(), CultureInfo.InvariantCulture), end.Token);
            await context.Response.WriteAsync("data: made\n\n", end.Token);
        }
        catch (OperationCanceledException)
        {
            // The reader left, or the server does.
        }
    }

    private async Task PageAsync(HttpContext context, RequestDelegate next)
    {
        var (request, response, body) = (context.Request, context.Response, context.Response.Body);
        var attempt = watch.Attempts;
        // What is changed on the way is sent whole and as it is.
        request.Headers.AcceptEncoding = request.Headers.IfNoneMatch = request.Headers.IfModifiedSince = request.Headers.Range = default;
        using var answer = new MemoryStream();
        response.Body = answer;
        await next(context);
        response.Body = body;
        var isPage = response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true;
        if (response.StatusCode == StatusCodes.Status503ServiceUnavailable && watch.Fault is not null)
        {
            isPage = true;
            response.ContentType = WebFile.ContentType(".html");
            answer.SetLength(0);
            answer.Write(Encoding.UTF8.GetBytes(Empty));
        }

        var content = isPage ? Encoding.UTF8.GetBytes(With(Encoding.UTF8.GetString(answer.ToArray()), attempt)) : answer.ToArray();
        if (isPage)
        {
            response.Headers.CacheControl = "no-store";
            response.Headers.ETag = response.Headers.LastModified = default;
        }

        if (!HttpMethods.IsHead(request.Method))
        {
            response.ContentLength = content.Length;
            await response.Body.WriteAsync(content, context.RequestAborted);
        }
    }

    private string With(string page, int attempt)
    {
        var fault = watch.Fault is { } wrong ? $"<p class=\"watch-fault\" role=\"alert\">{WebUtility.HtmlEncode(wrong)}</p>" : "";
        var head = Math.Max(page.IndexOf("</head>", StringComparison.OrdinalIgnoreCase), 0);
        page = page.Insert(head, string.Create(CultureInfo.InvariantCulture, $"<link rel=\"stylesheet\" href=\"{StylePath}\"><script src=\"{ScriptPath}?attempt={attempt}\" defer></script>"));
        var body = page.IndexOf("<body", StringComparison.OrdinalIgnoreCase);
        return page.Insert(body < 0 ? 0 : page.IndexOf('>', body) + 1, fault);
    }
}
