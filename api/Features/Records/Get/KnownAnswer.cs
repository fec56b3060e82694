using FastEndpoints;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records.Get;

/// <summary>
/// Answers with a record from memory, for who may read it, before anything else is made for the request. All others go on to the endpoint, and what is wrong with them is said there.
/// </summary>
internal sealed class KnownAnswer(RequestDelegate next, Answers answers)
{
    /// <summary>How many bytes are sent, and packed for who wants that, while others wait for the thread.</summary>
    private const int Small = 1 << 16;

    public Task InvokeAsync(HttpContext context) =>
        // Who comes with a token has asked the database nothing yet.
        context.Features.Get<Moment>() is { } moment && IsRead(context) && Caller.Has(context.User, Scope.RecordsRead) && !context.Request.QueryString.HasValue
            && context.Request.Headers.IfNoneMatch.ToString() is { Length: <= Limits.Line } ifNoneMatch
            ? AnswerAsync(context, moment, ifNoneMatch is "" ? null : ifNoneMatch)
            : next(context);

    private static bool IsRead(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<EndpointDefinition>()?.EndpointType == typeof(Endpoint);

    private async Task AnswerAsync(HttpContext context, Moment moment, string? ifNoneMatch)
    {
        if (await answers.FindAsync((string)context.Request.RouteValues["id"]!, moment) is not { } known)
        {
            await next(context);
        }
        else if (!Conditional.IsNotModified(context, ifNoneMatch, known.ETag))
        {
            if (known.Body.Length > Small)
            {
                await Task.Yield();
            }

            await RecordAnswer.SendAsync(context, known.Body, context.RequestAborted);
        }
    }
}
