using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;

namespace OpenMinutes.Api.Features.Records;

/// <summary>What the public could see change of a record (<c>public_site.changes</c>): facts without text, written in the transaction that makes the change public.</summary>
internal static class PublicChanges
{
    /// <summary>
    /// Tells of every edition and erratum that is shown now and was not told of before, and forgets the anchor of an erratum whose part is withheld now.
    /// While the minutes are withdrawn, nothing is shown.
    /// </summary>
    public static async Task TellShownAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(Sql.Command(
            """
            insert into public_site.changes (series, key, kind, edition, at)
            select r.series, r.key,
                   case when not exists (select from minutes.editions former where former.record = r.id and former.edition < e.edition and former.published_at is not null) then 'publish'
                        when exists (select from minutes.redactions x where x.record = r.id and x.edition = e.edition) then 'redact'
                        else 'correct' end,
                   e.edition, date_trunc('second', now())
            from minutes.records r join minutes.editions e on e.record = r.id and e.published_at is not null
            where r.id = @id and r.withdrawn_at is null
              and not exists (
                select from public_site.changes told
                where told.series = r.series and told.key = r.key and told.edition = e.edition and told.kind in ('publish', 'correct', 'redact'))
            order by e.edition;

            with errata as (
              select r.series, r.key, r.public_edition, x.anchor, row_number() over (order by x.id)::integer as number,
                     exists (
                       select from minutes.editions e, jsonb_array_elements(e.public_document::jsonb -> 'errata') shown
                       where e.record = r.id and e.published_at is not null and shown ->> 'anchor' = x.anchor) as is_shown
              from minutes.records r join minutes.errata x on x.record = r.id
              where r.id = @id and r.withdrawn_at is null
            ), forgotten as (
              update public_site.changes told set anchor = null
              from errata x
              where told.series = x.series and told.key = x.key and told.erratum = x.number and told.anchor is not null and not x.is_shown
            )
            insert into public_site.changes (series, key, kind, edition, anchor, erratum, at)
            select x.series, x.key, 'erratum', x.public_edition, x.anchor, x.number, date_trunc('second', now())
            from errata x
            where x.is_shown
              and not exists (select from public_site.changes told where told.series = x.series and told.key = x.key and told.erratum = x.number)
            order by x.number;
            """,
            new { id },
            cancellationToken));

    /// <summary>Tells that every edition gave way to the notice.</summary>
    public static async Task TellWithdrawnAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(Sql.Command(
            """
            insert into public_site.changes (series, key, kind, edition, reason, at)
            select series, key, 'withdraw', public_edition, withdrawal_reason, withdrawn_at from minutes.records where id = @id
            """,
            new { id },
            cancellationToken));

    /// <summary>Tells that the editions came back. What was approved or added meanwhile is told after it.</summary>
    public static async Task TellReinstatedAsync(NpgsqlConnection connection, string id, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(Sql.Command(
            """
            insert into public_site.changes (series, key, kind, edition, at)
            select p.series, p.key, 'reinstate', p.edition, date_trunc('second', now())
            from minutes.records r join public_site.records p on p.series = r.series and p.key = r.key
            where r.id = @id
            """,
            new { id },
            cancellationToken));
}
