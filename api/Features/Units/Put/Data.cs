using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;

namespace OpenMinutes.Api.Features.Units.Put;

internal static class Data
{
    /// <summary>The revision that stands there, if one does.</summary>
    public static async Task<int?> LockAsync(NpgsqlConnection connection, string slug, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<int?>(Sql.Command(
            "select revision from minutes.units where slug = @slug for update", new { slug }, cancellationToken));

    /// <summary>Writes the unit with its names, and the public copy of both.</summary>
    public static async Task<int> SaveAsync(NpgsqlConnection connection, Request request, Caller caller, CancellationToken cancellationToken) =>
        await connection.QuerySingleAsync<int>(Sql.Command(
            """
            insert into minutes.units (slug, name, aliases, body, parent, sort_order)
            values (@slug, @name, @aliases, @body, @parent, @order)
            on conflict (slug) do update
            set name = excluded.name, aliases = excluded.aliases, body = excluded.body, parent = excluded.parent, sort_order = excluded.sort_order,
                revision = units.revision + 1, updated_at = now();

            delete from minutes.unit_names where unit = @slug;

            insert into minutes.unit_names (body, name, unit) select coalesce(@body, ''), name, @slug from unnest(@names) name;

            insert into public_site.units (slug, name, aliases, body, parent, sort_order)
            values (@slug, @name, @aliases, @body, @parent, @order)
            on conflict (slug) do update
            set name = excluded.name, aliases = excluded.aliases, body = excluded.body, parent = excluded.parent, sort_order = excluded.sort_order;

            delete from public_site.unit_names where unit = @slug;

            insert into public_site.unit_names (body, name, unit) select coalesce(@body, ''), name, @slug from unnest(@names) name;

            insert into minutes.changes (kind, resource) values ('upsert', 'units/' || @slug);

            insert into minutes.audit (person, api_key, action, resource, revision, detail)
            select @person, @apiKey, 'unit.put', 'units/' || slug, revision,
                   jsonb_build_object('name', name, 'aliases', aliases, 'body', body, 'parent', parent, 'order', sort_order)
            from minutes.units where slug = @slug
            returning revision;
            """,
            new
            {
                request.Slug,
                request.Body.Name,
                aliases = request.Body.Aliases.ToArray(),
                request.Body.Body,
                request.Body.Parent,
                request.Body.Order,
                names = request.Body.Aliases.Prepend(request.Body.Name).Distinct().ToArray(),
                caller.Person,
                caller.ApiKey,
            },
            cancellationToken));
}
