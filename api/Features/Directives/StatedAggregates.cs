using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives;

/// <summary>
/// Keeps the figures that public minutes state in their text, so that meetings have theirs whose cases are not in the register. What a system sent for a meeting stays.
/// </summary>
internal static class StatedAggregates
{
    public static async Task KeepAsync(NpgsqlConnection connection, string record, PublicEdition edition, CancellationToken cancellationToken)
    {
        var stated = DirectiveSentences.In(edition)
            .Where(static found => found.Figures.Total == found.Figures.Released + found.Figures.Continued)
            .DistinctBy(static found => found.Cohort)
            .ToList();
        await connection.ExecuteAsync(Sql.Command(
            """
            delete from minutes.directive_aggregates where record = @record and from_text and cohort <> all(@cohorts);

            insert into minutes.directive_aggregates as kept (record, cohort, total, released, continued, from_text)
            select @record, s.cohort, s.released + s.continued, s.released, s.continued, true
            from unnest(@cohorts, @released, @continued) s (cohort, released, continued)
            on conflict (record, cohort) do update
            set total = excluded.total, released = excluded.released, continued = excluded.continued, revision = kept.revision + 1, updated_at = now()
            where kept.from_text and (kept.released, kept.continued) is distinct from (excluded.released, excluded.continued);
            """,
            new
            {
                record,
                cohorts = stated.Select(static found => DirectiveProjection.Written(found.Cohort)).ToArray(),
                released = stated.Select(static found => found.Figures.Released).ToArray(),
                continued = stated.Select(static found => found.Figures.Continued).ToArray(),
            },
            cancellationToken));
    }
}
