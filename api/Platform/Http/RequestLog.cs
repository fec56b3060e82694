using System.Diagnostics;
using System.Security.Claims;
using Microsoft.AspNetCore.Diagnostics;
using OpenMinutes.Api.Platform.Metrics;

namespace OpenMinutes.Api.Platform.Http;

/// <summary>One line per request: the route and never the query, so that no words of minutes get into a log.</summary>
internal sealed partial class RequestLog(RequestDelegate next, Measurements measurements, ILogger<RequestLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var time = Stopwatch.GetElapsedTime(start);
            var route = ((context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint()) as RouteEndpoint)?.RoutePattern.RawText;
            LogRequest(
                context.Request.Method, route ?? "no route", context.Response.StatusCode, Math.Round(time.TotalMilliseconds, 1), context.User.FindFirstValue(ClaimTypes.Name));

            // Without a route the method is whatever somebody made up, and every new one would be a new series.
            measurements.Note(route is null ? "" : context.Request.Method, route ?? "", context.Response.StatusCode, time);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Method} {Route} {Status} in {Milliseconds} ms for {Person}")]
    private partial void LogRequest(string method, string route, int status, double milliseconds, string? person);
}

internal static class RequestLogSetup
{
    public static void UseRequestLog(this WebApplication app) => app.UseMiddleware<RequestLog>();

    public static void AddOneLineJson(this ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.Services.AddSingleton<ILoggerProvider, JsonLines>();

        // Their lines hold query strings.
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        // It would make an activity for each request, which nobody listens to; what fails is told by the exception handler.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        logging.AddFilter("Npgsql", LogLevel.Warning);
    }
}
