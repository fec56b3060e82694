using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Diagnostics;
using OpenMinutes.Api.Platform.Metrics;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Platform.Http;

/// <summary>One line per request: the route and never the query, so that no words of minutes get into a log.</summary>
internal sealed class RequestLog(RequestDelegate next, Measurements measurements, ILogger<RequestLog> logger)
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
            Log(new RequestLine(context.Request.Method, route ?? "no route", context.Response.StatusCode, Math.Round(time.TotalMilliseconds, 1), Caller.TryOf(context)?.Person));

            // Without a route the method is whatever somebody made up, and every new one would be a new series.
            measurements.Note(route is null ? "" : context.Request.Method, route ?? "", context.Response.StatusCode, time);
        }
    }

    private void Log(RequestLine request) => logger.Log(LogLevel.Information, RequestLine.Event, request, exception: null, static (line, _) => line.ToString());
}

/// <summary>What is logged of a request. It is the most frequent line by far, and written without the objects that any line takes.</summary>
internal sealed record RequestLine(string Method, string Route, int Status, double Milliseconds, string? Person) : IJsonLine
{
    // The number by which whoever collects logs has known these lines.
    public static readonly EventId Event = new(1330097018, "LogRequest");

    public void WriteTo(Utf8JsonWriter json)
    {
        Span<byte> message = stackalloc byte[512];
        if (Utf8.TryWrite(message, CultureInfo.InvariantCulture, $"{Method} {Route} {Status} in {Milliseconds} ms for {Person ?? "(null)"}", out var length))
        {
            json.WriteString("Message"u8, message[..length]);
        }
        else
        {
            json.WriteString("Message"u8, ToString());
        }

        json.WriteStartObject("State"u8);
        json.WriteString("Method"u8, Method);
        json.WriteString("Route"u8, Route);
        json.WriteNumber("Status"u8, Status);
        json.WriteNumber("Milliseconds"u8, Milliseconds);
        json.WriteString("Person"u8, Person);
        json.WriteString("{OriginalFormat}"u8, "{Method} {Route} {Status} in {Milliseconds} ms for {Person}"u8);
        json.WriteEndObject();
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Method} {Route} {Status} in {Milliseconds} ms for {Person ?? "(null)"}");
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
