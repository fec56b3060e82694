using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Domain;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records;

/// <summary>
/// Makes an approved edition public, in the transaction of whoever calls: the copy in <c>public_site</c>, the state, the entry of the change feed, and the request for a
/// publication come into being together or not at all.
/// </summary>
internal static class GoingPublic
{
    public static async Task PublishAsync(
        NpgsqlConnection connection, string id, PublicEdition edition, string cause, Caller caller, CancellationToken cancellationToken)
    {
        var document = JsonSerializer.SerializeToUtf8Bytes(edition, MinutesJson.Options);
        var appearances = Appearance.In(edition);
        await connection.ExecuteAsync(Sql.Command(
            """
            update minutes.records
            set state = 'published', public_edition = @edition, published_at = @at, publish_at = null, updated_at = now()
            where id = @id;

            update minutes.editions set public_document = @document, public_sha256 = @sha256, published_at = @at
            where record = @id and edition = @edition;

            insert into public_site.records (series, key, number, title, start_at, held_on, edition, first_published, published_at)
            values (@series, @key, @number, @title, @start, @heldOn, @edition, @at, @at)
            on conflict (series, key) do update
            set number = excluded.number, title = excluded.title, start_at = excluded.start_at, held_on = excluded.held_on,
                edition = excluded.edition, published_at = excluded.published_at;

            insert into public_site.editions (series, key, edition, document, sha256, published_at)
            values (@series, @key, @edition, @document, @sha256, @at);

            delete from public_site.appearances where series = @series and key = @key;

            insert into public_site.appearances (series, key, anchor, position, body, unit_name, kind, role, title)
            select @series, @key, a.anchor, a.position, s.body, a.unit, a.kind, a.role, a.title
            from public_site.series s,
                 unnest(@anchors::text[], @kinds::text[], @units::text[], @roles::text[], @titles::text[])
                   with ordinality a (anchor, kind, unit, role, title, position)
            where s.slug = @series;

            insert into minutes.changes (kind, resource, edition) values ('upsert', 'records/' || @id, @edition);

            insert into minutes.publication_requests (publication, cause, resource, person, api_key)
            values (publishing.request(@cause), @cause, 'records/' || @id, @person, @apiKey);
            """,
            new
            {
                id,
                edition.Series,
                edition.Key,
                edition.Edition,
                edition.Number,
                edition.Title,
                edition.Start,
                heldOn = DateOnly.FromDateTime(edition.Start.DateTime),
                at = edition.PublishedAt,
                document = Encoding.UTF8.GetString(document),
                sha256 = SHA256.HashData(document),
                anchors = appearances.Select(static appearance => appearance.Anchor).ToArray(),
                kinds = appearances.Select(static appearance => appearance.Kind).ToArray(),
                units = appearances.Select(static appearance => appearance.Unit).ToArray(),
                roles = appearances.Select(static appearance => JsonNamingPolicy.KebabCaseLower.ConvertName(appearance.Role.ToString())).ToArray(),
                titles = appearances.Select(static appearance => appearance.Title).ToArray(),
                cause,
                caller.Person,
                caller.ApiKey,
            },
            cancellationToken));
    }
}
