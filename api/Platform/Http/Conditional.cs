using OpenMinutes.Api.Platform.Problems;

namespace OpenMinutes.Api.Platform.Http;

/// <summary>Conditional requests (RFC 9110 §13).</summary>
internal static class Conditional
{
    /// <summary>Answers 304 if the caller holds what would be sent.</summary>
    public static bool IsNotModified(HttpContext context, string? ifNoneMatch, string etag)
    {
        context.Response.Headers.ETag = etag;
        context.Response.Headers.CacheControl = "private, no-cache";
        if (ifNoneMatch is null || ETag.IfNoneMatchHolds(ifNoneMatch, etag))
        {
            return false;
        }

        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    /// <summary>Refuses a change whose conditions do not hold on the revision that stands there.</summary>
    public static void Require(string? ifMatch, string? ifNoneMatch, int? revision) =>
        Require(ifMatch, ifNoneMatch, revision is { } current ? ETag.Of(current) : null);

    /// <summary>Refuses a change whose conditions do not hold on what stands there; null for nothing.</summary>
    public static void Require(string? ifMatch, string? ifNoneMatch, string? etag)
    {
        if ((ifMatch is not null && !ETag.IfMatchHolds(ifMatch, etag)) || (ifNoneMatch is not null && !ETag.IfNoneMatchHolds(ifNoneMatch, etag)))
        {
            throw PreconditionFailed();
        }
    }

    public static ProblemException PreconditionFailed() =>
        new(ProblemCode.PreconditionFailed, "If-Match or If-None-Match does not hold on what stands there now: read it again.");
}
