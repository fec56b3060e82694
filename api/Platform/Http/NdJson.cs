using Microsoft.Net.Http.Headers;
using OpenMinutes.Api.Platform.Problems;

namespace OpenMinutes.Api.Platform.Http;

/// <summary>A JSON value a line.</summary>
internal static class NdJson
{
    public const string MediaType = "application/x-ndjson";

    public static void Require(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase))
        {
            throw new ProblemException(ProblemCode.UnsupportedMediaType, $"Send the body as {MediaType} in UTF-8.");
        }
    }
}
