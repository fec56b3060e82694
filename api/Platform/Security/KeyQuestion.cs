using Microsoft.AspNetCore.Http.Features;

namespace OpenMinutes.Api.Platform.Security;

/// <summary>
/// Asks who calls before anything else begins. All that follows then finds the answer, and need not wait: whatever has begun when a request has to wait costs once more to be gone on with.
/// </summary>
internal sealed class KeyQuestion(RequestDelegate next, Admission admission)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (ConnectionKey.Of(context) is { } key)
        {
            var told = admission.AskAsync(key.Prefix);
            context.Features.Set(new AskedKey(key, told));

            // If the database cannot be asked, that comes out where the answer is looked at, and becomes a problem there.
            await ((Task)told).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

            // Others were told with him and wait behind him for the thread: who brings a body has more to do than they, and lets them pass; so does he whose key is none.
            if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true } || told is not { IsCompletedSuccessfully: true, Result.Key: not null })
            {
                await Task.Yield();
            }
        }

        await next(context);
    }
}

/// <summary>The key that a request comes with, and what the database tells of it.</summary>
internal sealed record AskedKey(ApiKey Key, Task<Told> Told);
