namespace OpenMinutes.Api.Platform.Http;

internal static class Bytes
{
    /// <summary>Sends JSON under the ETag of its hash, or 304 to a caller who holds it.</summary>
    public static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> json, byte[] sha256, string? ifNoneMatch, CancellationToken cancellationToken)
    {
        if (!Conditional.IsNotModified(context, ifNoneMatch, ETag.OfHash(sha256)))
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            context.Response.ContentLength = json.Length;
            await context.Response.Body.WriteAsync(json, cancellationToken);
        }
    }
}
