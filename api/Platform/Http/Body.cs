using System.Buffers;
using Microsoft.Net.Http.Headers;
using OpenMinutes.Api.Platform.Problems;

namespace OpenMinutes.Api.Platform.Http;

internal static class Body
{
    public const int LargestBytes = 10 * 1024 * 1024;

    /// <summary>The whole body of JSON; empty if there is none. What is no JSON by its header is refused, and Kestrel ends what is too long.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await ReadRawAsync(request, cancellationToken);
        return body.IsEmpty || IsJson(request.ContentType) ? body : throw new ProblemException(ProblemCode.UnsupportedMediaType, "Send the body as application/json in UTF-8.");
    }

    /// <summary>The whole body, whatever its type.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadRawAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>((int)Math.Clamp(request.ContentLength ?? 0, 256, LargestBytes));
        while (await request.Body.ReadAsync(buffer.GetMemory(), cancellationToken) is var read and > 0)
        {
            buffer.Advance(read);
        }

        return buffer.WrittenMemory;
    }

    private static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));
}
