using FastEndpoints;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Schemas.Get;

/// <summary>Read a JSON Schema</summary>
/// <remarks>JSON Schema 2020-12 of what goes in and out; the same files as in docs/schemas.</remarks>
internal sealed class Endpoint : Endpoint<Request>
{
    public override void Configure()
    {
        Get("/swagger/schemas/{file}");
        AllowAnonymous();
        Metadata(new Answer(200, typeof(object), "The schema.") { MediaType = "application/schema+json" }, new Refuses(ProblemCode.NotFound));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        if (!JsonSchemas.Files.TryGetValue(request.File, out var schema))
        {
            throw ProblemException.NotFound();
        }

        HttpContext.Response.ContentType = "application/schema+json";
        HttpContext.Response.ContentLength = schema.Length;
        await HttpContext.Response.Body.WriteAsync(schema, cancellationToken);
    }
}
