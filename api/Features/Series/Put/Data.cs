using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Series.Put;

internal static class Data
{
    /// <summary>The revision that stands there, if one does.</summary>
    public static async Task<int?> LockAsync(NpgsqlConnection connection, string slug, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<int?>(Sql.Command(
            "select revision from minutes.series where slug = @slug for update", new { slug }, cancellationToken));

    /// <summary>Writes the series, its public copy, and its body wherever names of units depend on it.</summary>
    public static async Task<int> SaveAsync(NpgsqlConnection connection, Request request, Caller caller, CancellationToken cancellationToken) =>
        await connection.QuerySingleAsync<int>(Sql.Command(
            """
            insert into minutes.series (slug, name, body, numbering, announce_pending)
            values (@slug, @name, @body, @numbering, @announcePending)
            on conflict (slug) do update
            set name = excluded.name, body = excluded.body, numbering = excluded.numbering, announce_pending = excluded.announce_pending,
                revision = series.revision + 1, updated_at = now();

            insert into public_site.series (slug, name, body, numbering, announce_pending)
            values (@slug, @name, @body, @numbering, @announcePending)
            on conflict (slug) do update
            set name = excluded.name, body = excluded.body, numbering = excluded.numbering, announce_pending = excluded.announce_pending;

            update minutes.record_units set body = @body
            where body <> @body and record in (select id from minutes.records where series = @slug);

            update public_site.appearances set body = @body where series = @slug and body <> @body;

            update public_site.figures set body = @body where series = @slug and body <> @body;

            insert into minutes.changes (kind, resource) values ('upsert', 'series/' || @slug);

            insert into minutes.audit (person, api_key, action, resource, revision, detail)
            select @person, @apiKey, 'series.put', 'series/' || slug, revision,
                   jsonb_build_object('name', name, 'body', body, 'numbering', numbering, 'announcePending', announce_pending)
            from minutes.series where slug = @slug
            returning revision;
            """,
            new
            {
                request.Slug,
                request.Body.Name,
                request.Body.Body,
                numbering = request.Body.Numbering.ToString().ToLowerInvariant(),
                request.Body.AnnouncePending,
                caller.Person,
                caller.ApiKey,
            },
            cancellationToken));
}
