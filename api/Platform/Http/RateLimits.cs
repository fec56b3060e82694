using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Platform.Http;

/// <summary>How much one caller may ask of one replica, so that a system that runs wild does not take the service from the others.</summary>
internal static class RateLimits
{
    private const string Variable = "OPENMINUTES_REQUESTS_PER_MINUTE";
    private const int Usual = 60_000;

    public static void AddRateLimits(this IServiceCollection services, IConfiguration configuration)
    {
        var perMinute = configuration.GetValue(Variable, Usual);
        services.AddRateLimiter(options =>
        {
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                perMinute > 0 && Caller.TryOf(context) is { } caller
                    ? RateLimitPartition.GetTokenBucketLimiter(caller.Name, _ => Bucket(perMinute))
                    : RateLimitPartition.GetNoLimiter(""));
            options.OnRejected = RefuseAsync;
        });
    }

    private static TokenBucketRateLimiterOptions Bucket(int perMinute) => new()
    {
        TokenLimit = perMinute,
        TokensPerPeriod = Math.Max(1, perMinute / 60),
        ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, 60.0 / perMinute)),
        QueueLimit = 0,
    };

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var time) ? time : TimeSpan.FromSeconds(1);
        rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await ProblemAnswers.WriteAsync(
            rejected.HttpContext, new ProblemException(ProblemCode.TooManyRequests, "You ask more often than you may; nothing was changed. Retry-After says when to go on."));
    }
}
