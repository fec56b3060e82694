using System.Text.Json;
using Dapper;
using Npgsql;
using OpenMinutes.Api.Domain;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Api.Platform.Security;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Records;

/// <summary>The copy of a record in <c>public_site</c>, and the request for a publication that takes it to the website.</summary>
internal static class PublicSite
{
    /// <summary>
    /// Copies every public edition that <c>minutes</c> keeps of the record. Rows that hold the same bytes already stay untouched. While the minutes are withdrawn, nothing is copied.
    /// </summary>
    public static async Task ShowAsync(NpgsqlConnection connection, string id, PublicEdition newest, CancellationToken cancellationToken)
    {
        var appearances = Appearance.In(newest);
        var figures = Figure.In(newest);
        await connection.ExecuteAsync(Sql.Command(
            """
            insert into public_site.records (series, key, number, title, start_at, held_on, end_at, location, decisions, edition, first_published, published_at)
            select r.series, r.key, @number, @title, @start, @heldOn, @end, @location, @decisions, r.public_edition,
                   (select min(e.published_at) from minutes.editions e where e.record = r.id), r.published_at
            from minutes.records r
            where r.id = @id and r.withdrawn_at is null
            on conflict (series, key) do update
            set number = excluded.number, title = excluded.title, start_at = excluded.start_at, held_on = excluded.held_on,
                end_at = excluded.end_at, location = excluded.location, decisions = excluded.decisions, edition = excluded.edition,
                published_at = excluded.published_at, withdrawn_at = null, withdrawal_reason = null;

            insert into public_site.editions as shown (series, key, edition, document, sha256, published_at)
            select r.series, r.key, e.edition, e.public_document, e.public_sha256, e.published_at
            from minutes.records r join minutes.editions e on e.record = r.id
            where r.id = @id and r.withdrawn_at is null and e.published_at is not null
            on conflict (series, key, edition) do update
            set document = excluded.document, sha256 = excluded.sha256
            where shown.sha256 <> excluded.sha256;

            delete from public_site.appearances a using minutes.records r where r.id = @id and a.series = r.series and a.key = r.key;

            insert into public_site.appearances (series, key, anchor, position, body, unit_name, kind, role, title)
            select r.series, r.key, a.anchor, a.position, s.body, a.unit, a.kind, a.role, a.title
            from minutes.records r
            join public_site.series s on s.slug = r.series,
                 unnest(@anchors::text[], @kinds::text[], @units::text[], @roles::text[], @titles::text[])
                   with ordinality a (anchor, kind, unit, role, title, position)
            where r.id = @id and r.withdrawn_at is null;

            delete from public_site.figures f using minutes.records r where r.id = @id and f.series = r.series and f.key = r.key;

            insert into public_site.figures (series, key, position, anchor, body, unit_name, name, value, unit, as_of)
            select r.series, r.key, f.position, f.anchor, s.body, f.unit_name, f.name, f.value, f.unit, coalesce(f.as_of, @heldOn)
            from minutes.records r
            join public_site.series s on s.slug = r.series,
                 unnest(@figureAnchors::text[], @figureUnits::text[], @figureNames::text[], @figureValues::numeric[], @figureMeasures::text[], @figureDays::date[])
                   with ordinality f (anchor, unit_name, name, value, unit, as_of, position)
            where r.id = @id and r.withdrawn_at is null;
            """,
            new
            {
                id,
                newest.Number,
                newest.Title,
                newest.Start,
                newest.End,
                newest.Location,
                decisions = newest.Sections.SelectMany(static section => section.Items).Count(static item => item.Outcome is { Disclosure: not { Level: DisclosureLevel.Withheld } }),
                heldOn = DateOnly.FromDateTime(newest.Start.DateTime),
                anchors = appearances.Select(static appearance => appearance.Anchor).ToArray(),
                kinds = appearances.Select(static appearance => appearance.Kind).ToArray(),
                units = appearances.Select(static appearance => appearance.Unit).ToArray(),
                roles = appearances.Select(static appearance => JsonNamingPolicy.KebabCaseLower.ConvertName(appearance.Role.ToString())).ToArray(),
                titles = appearances.Select(static appearance => appearance.Title).ToArray(),
                figureAnchors = figures.Select(static figure => figure.Anchor).ToArray(),
                figureUnits = figures.Select(static figure => figure.Unit).ToArray(),
                figureNames = figures.Select(static figure => figure.Value.Name).ToArray(),
                figureValues = figures.Select(static figure => figure.Value.Value).ToArray(),
                figureMeasures = figures.Select(static figure => figure.Value.Unit ?? "").ToArray(),
                figureDays = figures.Select(static figure => figure.Value.AsOf).ToArray(),
            },
            cancellationToken));
        await PublicFiles.ShowAsync(connection, id, cancellationToken);
        await PublicChanges.TellShownAsync(connection, id, cancellationToken);
    }

    /// <summary>Takes every edition and appearance away. What stays is the notice: that, since when and why the minutes are withdrawn.</summary>
    public static async Task HideAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(Sql.Command(
            """
            update public_site.records shown
            set withdrawn_at = r.withdrawn_at, withdrawal_reason = r.withdrawal_reason, end_at = null, location = null, decisions = 0
            from minutes.records r where r.id = @id and shown.series = r.series and shown.key = r.key;

            delete from public_site.editions shown using minutes.records r where r.id = @id and shown.series = r.series and shown.key = r.key;

            delete from public_site.appearances shown using minutes.records r where r.id = @id and shown.series = r.series and shown.key = r.key;

            delete from public_site.attachments shown using minutes.records r where r.id = @id and shown.series = r.series and shown.key = r.key;

            delete from public_site.figures shown using minutes.records r where r.id = @id and shown.series = r.series and shown.key = r.key;
            """,
            new { id },
            cancellationToken));
        await PublicChanges.TellWithdrawnAsync(connection, id, cancellationToken);
    }

    /// <summary>Asks for a publication of what has just changed.</summary>
    public static async Task PublishAsync(
        NpgsqlConnection connection, string id, string cause, string? reason, Caller caller, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(Sql.Command(
            """
            insert into minutes.publication_requests (publication, cause, resource, reason, person, api_key)
            values (publishing.request(@cause), @cause, 'records/' || @id, @reason, @person, @apiKey)
            """,
            new { id, cause, reason, caller.Person, caller.ApiKey },
            cancellationToken));
}
