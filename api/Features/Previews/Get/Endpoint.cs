using System.Buffers;
using System.Data;
using System.Security.Cryptography;
using System.Text.Json;
using FastEndpoints;
using Npgsql;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;

namespace OpenMinutes.Api.Features.Previews.Get;

/// <summary>See the page that a publication would write</summary>
/// <remarks>
/// The link's signature stands in for a key: it opens this page alone, until it expires or the edition changes. The page is byte for byte what a publication at the link's publication time
/// would write, so its links lead to where they will lead on the website; its style and script are given to whoever has seen a preview.
/// </remarks>
internal sealed class Endpoint(NpgsqlDataSource database, Look look, TimeProvider clock) : Endpoint<Request>
{
    public override void Configure()
    {
        Get("/previews/{token}");
        AllowAnonymous();
        Metadata(
            new Answer(200, typeof(string), "The page.") { MediaType = "text/html" },
            new Refuses(ProblemCode.NotFound, ProblemCode.PreviewVoid));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);

        // One moment for all that the page says.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var claim = await PreviewKey.FindAsync(connection, cancellationToken) is { } key && PreviewClaim.Read(request.Token, key) is { } signed
            ? signed
            : throw ProblemException.NotFound();
        if (claim.Expires <= clock.GetUtcNow())
        {
            throw Void("The link has expired");
        }

        var edition = await ForeseenEdition.FindAsync(connection, claim.Record, cancellationToken);
        var document = edition?.Edition == claim.Edition ? edition.PublicBytes(claim.PublishedAt) : [];
        if (Convert.ToHexStringLower(SHA256.HashData(document)) != claim.Sha256)
        {
            throw Void("The edition has changed since the link was made");
        }

        var page = await DrawAsync(connection, claim.Record, document, edition!.IsPublic, cancellationToken);
        var response = HttpContext.Response;
        response.Headers["X-Robots-Tag"] = "noindex";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "private, no-store";
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = page.Length;
        PreviewCookie.Give(HttpContext, request.Token, claim);
        await response.Body.WriteAsync(page, cancellationToken);
    }

    private async Task<ReadOnlyMemory<byte>> DrawAsync(NpgsqlConnection connection, string id, byte[] document, bool isPublic, CancellationToken cancellationToken)
    {
        var edition = JsonSerializer.Deserialize<PublicEdition>(document, MinutesJson.Options)!;
        var around = await PageSurroundings.ReadAsync(connection, id, edition, isPublic, cancellationToken);
        var files = look.Files;
        var settings = look.Settings;
        var site = new Site(settings, files, around.Series);
        var output = new ArrayBufferWriter<byte>(1 << 16);
        new Renderer(files, [settings.Languages[0]]).Render(MinutesPage.Of(site, edition, new UnitLinks(around.UnitNames), around.Previous, around.Next, around.Editions, around.Directives), output);
        return output.WrittenMemory;
    }

    private static ProblemException Void(string why) => new(ProblemCode.PreviewVoid, $"{why}: make a new one.");
}
