using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;

namespace OpenMinutes.Api.Features.Records;

/// <summary>The files of a record in <c>public_site</c>. What says which of them are public are the public editions alone.</summary>
internal static class PublicFiles
{
    /// <summary>Copies the files that public editions name, without metadata, and takes away those that none names any more. While the minutes are withdrawn, none is shown.</summary>
    public static async Task ShowAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(Sql.Command(
            """
            with named as materialized (
              select distinct on (attachment, sha256) r.series, r.key, named ->> 'id' as attachment, decode(named ->> 'sha256', 'hex') as sha256, named ->> 'mediaType' as media_type
              from minutes.records r
              join minutes.editions e on e.record = r.id and e.published_at is not null,
                   jsonb_array_elements(e.public_document::jsonb -> 'attachments') named
              where r.id = @id and r.withdrawn_at is null and named ->> 'sha256' is not null and exists (select from minutes.files where record = @id)
              order by attachment, sha256
            ), gone as (
              delete from public_site.attachments shown using minutes.records r
              where r.id = @id and shown.series = r.series and shown.key = r.key
                and not exists (select from named n where n.attachment = shown.attachment and n.sha256 = shown.sha256)
            )
            insert into public_site.attachments (series, key, attachment, sha256, media_type, size, content)
            select n.series, n.key, n.attachment, n.sha256, n.media_type, f.public_size, coalesce(f.public_content, f.content)
            from named n
            join lateral (select * from minutes.files f where f.record = @id and f.public_sha256 = n.sha256 limit 1) f on true
            where not exists (
              select from public_site.attachments shown
              where shown.series = n.series and shown.key = n.key and shown.attachment = n.attachment and shown.sha256 = n.sha256)
            """,
            new { id },
            cancellationToken));
}
