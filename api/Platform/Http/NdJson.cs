using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Platform.Http;

/// <summary>A JSON value a line.</summary>
internal static class NdJson
{
    public const string MediaType = "application/x-ndjson";

    private const long LargestBytes = 256 * 1024 * 1024;

    /// <summary>Writes each line of a batch as if in a transaction of its own, and answers a line for each.</summary>
    public static async Task AnswerAsync(HttpContext context, PipeReader body, LineWriter write, LinesWriter? writeTogether, ILogger logger, CancellationToken cancellationToken)
    {
        Require(context.Request);
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = LargestBytes;
        using var writer = new BatchWriter(write, writeTogether, logger);
        var answers = await writer.WriteAsync(Lines.ReadAsync(body, cancellationToken), cancellationToken);

        context.Response.ContentType = MediaType;
        foreach (var answer in answers)
        {
            await JsonSerializer.SerializeAsync(context.Response.BodyWriter, answer, MinutesJson.Options, cancellationToken);
            await context.Response.BodyWriter.WriteAsync("\n"u8.ToArray(), cancellationToken);
        }
    }

    private static void Require(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase))
        {
            throw new ProblemException(ProblemCode.UnsupportedMediaType, $"Send the body as {MediaType} in UTF-8.");
        }
    }
}
