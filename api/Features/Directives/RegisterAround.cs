using Dapper;
using Npgsql;
using OpenMinutes.Api.Platform.Database;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Directives;

/// <summary>
/// The register as far as one meeting needs it: the directives that were open at it or at the one before, and those that either began or reviewed. What was released for good before that is not read,
/// so that a register which grows for years is as quick to compare with as a young one.
/// </summary>
internal static class RegisterAround
{
    // Of what is older one directive is taken along, which tells that the register had begun by then.
    private const string Select =
        """
        with meeting as (
          select id, start_at from minutes.records where id = @record
        ), before as (
          select r.id, r.start_at from minutes.records r, meeting m
          where r.series = @series and r.deleted_at is null and (r.start_at, r.id) < (m.start_at, m.id)
          order by r.start_at desc, r.id desc
          limit 1
        ), first as (
          select id, start_at from (select * from before union all select * from meeting) either order by start_at, id limit 1
        ), recent as (
          select r.id from minutes.records r, first where r.series = @series and r.deleted_at is null and (r.start_at, r.id) >= (first.start_at, first.id)
        ), near as (
          select d.id, d.origin_record
          from minutes.directives d
          where d.series = @series
            and (d.state <> 'released' or d.origin_record in (select id from recent)
                 or not exists (select from minutes.directive_units u where u.directive = d.id))
          union
          select d.id, d.origin_record
          from recent join minutes.directive_reviews v on v.record = recent.id join minutes.directives d on d.id = v.directive
          where d.series = @series
        ), older as (
          (select d.id
           from minutes.directives d join minutes.records o on o.id = d.origin_record, first
           where d.series = @series and o.series = @series and o.public_edition is not null and o.withdrawn_at is null and (o.start_at, o.id) < (first.start_at, first.id)
           limit 1)
          union
          (select d.id
           from minutes.directives d
           join minutes.directive_reviews v on v.directive = d.id
           join minutes.records r on r.id = v.record
           left join minutes.records o on o.id = d.origin_record and o.series = @series and o.deleted_at is null, first
           where d.series = @series and r.series = @series and r.withdrawn_at is null and v.verdict is not null
             and v.edition = (
               select max(newest.edition) from minutes.directive_reviews newest
               where newest.directive = v.directive and newest.record = v.record and newest.edition <= r.public_edition)
             and (o.id is null or (o.start_at, o.id) < (r.start_at, r.id)) and (r.start_at, r.id) < (first.start_at, first.id)
           limit 1)
        )
        select (select id from before) as before,
               array(
                 select near.id from near left join minutes.records o on o.id = near.origin_record and o.series = @series and o.deleted_at is null, meeting m
                 where o.id is null or (o.start_at, o.id) <= (m.start_at, m.id)
                 union
                 select id from older) as directives
        """;

    /// <summary>What the register tells of the meeting of a record and of the one before, as if the record's working edition were public. Meetings in which nothing near happened are left out.</summary>
    public static async Task<Register> ReadAsync(NpgsqlConnection connection, string series, string record, CancellationToken cancellationToken)
    {
        var near = await connection.QuerySingleAsync<Near>(Sql.Command(Select, new { series, record }, cancellationToken));
        var scope = new RegisterScope(series) { Counting = record, Directives = near.Directives, Meetings = near.Before is null ? [record] : [near.Before, record] };
        return await RegisterReading.ReadAsync(connection, scope, cancellationToken);
    }

    private sealed record Near
    {
        public string? Before { get; init; }
        public string[] Directives { get; init; } = [];
    }
}
