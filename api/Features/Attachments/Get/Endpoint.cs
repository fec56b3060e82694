using System.Data;
using FastEndpoints;
using Microsoft.Net.Http.Headers;
using Npgsql;
using OpenMinutes.Api.Features.Records;
using OpenMinutes.Api.Platform.Http;
using OpenMinutes.Api.Platform.OpenApi;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Attachments.Get;

/// <summary>Read the file of an attachment</summary>
/// <remarks>As it was received, or with <c>public=true</c> as the public gets it, if it does.</remarks>
internal sealed class Endpoint(NpgsqlDataSource database) : Endpoint<Request>
{
    public override void Configure()
    {
        Get("/v1/records/{id}/attachments/{aid}");
        Policies(Scope.RecordsRead);
        Metadata(
            new Answer(200, typeof(string), "The file, under its media type.", "ETag") { MediaType = "*/*" },
            Answer.NotModified,
            new Refuses(ProblemCode.NotFound, ProblemCode.Gone));
    }

    public override async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var found = await FindAsync(connection, request, cancellationToken);
        if (!await found.ReadAsync(cancellationToken))
        {
            await found.CloseAsync();
            throw await MissingRecord.ProblemAsync(connection, request.Id, cancellationToken);
        }

        var sha256 = found.GetFieldValue<byte[]>(0);
        var (size, mediaType, fileName) = (found.GetInt64(1), found.GetString(2), found.GetString(3));
        if (Conditional.IsNotModified(HttpContext, request.IfNoneMatch, ETag.OfHash(sha256)))
        {
            return;
        }

        var response = HttpContext.Response;
        response.ContentType = mediaType;
        response.ContentLength = size;
        // What editors open from here must not run as the service's own page.
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(fileName);
        response.Headers.ContentDisposition = disposition.ToString();
        await using var content = found.GetStream(4);
        await content.CopyToAsync(response.Body, cancellationToken);
    }

    /// <summary>Of an edition that does not list the attachment any more, there is nothing to read.</summary>
    private static async Task<NpgsqlDataReader> FindAsync(NpgsqlConnection connection, Request request, CancellationToken cancellationToken)
    {
        var isPublic = request.Public == true;
        await using var command = new NpgsqlCommand(
            $"""
            select {(isPublic ? "f.public_sha256, f.public_size" : "f.sha256, f.size")}, a.media_type, listed ->> 'fileName',
                   {(isPublic ? "coalesce(f.public_content, f.content)" : "f.content")}
            from minutes.records r
            join minutes.editions e on e.record = r.id and e.edition = coalesce(@edition, r.edition)
            join minutes.attachments a on a.record = r.id and a.edition = e.edition and a.attachment = @aid
            join minutes.files f on f.record = r.id and f.sha256 = a.sha256,
                 jsonb_array_elements(e.document -> 'attachments') listed
            where r.id = @id and listed ->> 'id' = @aid
            """,
            connection);
        command.Parameters.AddWithValue("id", request.Id);
        command.Parameters.AddWithValue("aid", request.Aid);
        command.Parameters.Add(new NpgsqlParameter("edition", NpgsqlTypes.NpgsqlDbType.Integer) { Value = (object?)request.Edition ?? DBNull.Value });
        return await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess | CommandBehavior.SingleRow, cancellationToken);
    }
}
