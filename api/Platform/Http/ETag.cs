using System.Globalization;

namespace OpenMinutes.Api.Platform.Http;

/// <summary>The entity tag of a revision, and the conditions that name one (RFC 9110 §13.1).</summary>
internal static class ETag
{
    /// <summary>The entity tag of bytes.</summary>
    public static string OfHash(byte[] sha256) => $"\"{Convert.ToHexStringLower(sha256)}\"";

    public static string Of(int revision) => string.Create(CultureInfo.InvariantCulture, $"\"r{revision}\"");

    /// <summary>Whether <c>If-Match</c> holds: a strong comparison, so a weak tag never does.</summary>
    public static bool IfMatchHolds(string ifMatch, string? current) =>
        current is not null && (ifMatch.Trim() == "*" || Tags(ifMatch).Contains(current, StringComparer.Ordinal));

    /// <summary>Whether <c>If-None-Match</c> holds: a weak comparison, so that a cache that weakened the tag is understood.</summary>
    public static bool IfNoneMatchHolds(string ifNoneMatch, string? current) =>
        current is null || (ifNoneMatch.Trim() != "*" && !Tags(ifNoneMatch).Any(tag => (tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag) == current));

    private static string[] Tags(string header) => header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
