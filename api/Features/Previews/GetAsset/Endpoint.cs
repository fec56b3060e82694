using FastEndpoints;
using Microsoft.AspNetCore.StaticFiles;
using Npgsql;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;

namespace OpenMinutes.Api.Features.Previews.GetAsset;

/// <summary>Read a style, script or icon of a previewed page</summary>
/// <remarks>For browsers that were shown a preview: the cookie that came with it opens these files, and nothing else, until the link expires.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database, Look look, TimeProvider clock) : Endpoint<Request>
{
    private static readonly FileExtensionContentTypeProvider Types = new();

    public override void Configure()
    {
        Get(PreviewCookie.Path + "{**file}");
        AllowAnonymous();
        Metadata(
            new Answer(200, typeof(string), "The file.") { MediaType = "application/octet-stream" },
            new Refuses(ProblemCode.NotFound, ProblemCode.Unauthenticated));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var claim = PreviewCookie.Token(HttpContext) is { } token && await PreviewKey.FindAsync(connection, cancellationToken) is { } key ? PreviewClaim.Read(token, key) : null;
        if (claim is null || claim.Expires <= clock.GetUtcNow())
        {
            throw new ProblemException(ProblemCode.Unauthenticated, "These files are given with a preview.");
        }

        var path = PreviewCookie.Path + request.File;
        var asset = look.Files.Assets.FirstOrDefault(asset => asset.Path == path) ?? throw ProblemException.NotFound();
        var response = HttpContext.Response;
        response.Headers.CacheControl = "private, max-age=31536000, immutable";
        response.ContentType = Types.TryGetContentType(path, out var type) ? type : "application/octet-stream";
        response.ContentLength = asset.Content.Length;
        await response.Body.WriteAsync(asset.Content, cancellationToken);
    }
}
