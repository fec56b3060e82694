using Dapper;
using Npgsql;
using OpenMinutes.Api.Features.Records;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Attachments.Put;

internal static class Data
{
    public static async Task<StoredAttachment> StoreAsync(
        NpgsqlConnection connection, Request request, AttachmentPlace place, ReceivedFile file, Caller caller, CancellationToken cancellationToken)
    {
        var revision = await connection.QuerySingleAsync<int>(Sql.Command(
            $"""
            insert into minutes.files (record, sha256, size, content, public_sha256, public_size, public_content, stored_by)
            values (@id, @sha256, @size, @content, @publicSha256, @publicSize, @publicContent, @person)
            on conflict (record, sha256) do nothing;

            insert into minutes.attachments (record, edition, attachment, sha256, media_type)
            values (@id, @edition, @aid, @sha256, @mediaType)
            on conflict (record, edition, attachment) do update set sha256 = excluded.sha256, media_type = excluded.media_type;

            {AttachedFiles.DropUnused};

            update minutes.records set revision = revision + 1, updated_at = now() where id = @id returning revision;
            """,
            new
            {
                request.Id,
                request.Aid,
                place.Record.Edition,
                file.Sha256,
                size = file.Content.LongLength,
                file.Content,
                file.PublicSha256,
                publicSize = file.PublicContent.LongLength,
                publicContent = file.IsChanged ? file.PublicContent : null,
                mediaType = file.Kind.MediaType,
                caller.Person,
            },
            cancellationToken));
        var answer = new StoredAttachment
        {
            Id = request.Aid,
            MediaType = file.Kind.MediaType,
            Size = file.Content.LongLength,
            Sha256 = Convert.ToHexStringLower(file.Sha256),
            PublicSize = file.PublicContent.LongLength,
            PublicSha256 = Convert.ToHexStringLower(file.PublicSha256),
            Revision = revision,
        };
        await new History(request.Id, "record.attach", "upsert", caller) { Detail = answer }.WriteAsync(connection, cancellationToken);
        return answer;
    }
}
