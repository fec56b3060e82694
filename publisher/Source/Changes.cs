using System.Globalization;
using Npgsql;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Publisher.Source;

// What the public could see change. Months are of Taiwan's calendar, which is eight hours before UTC.
internal sealed partial class PublicSite
{
    private const string ChangeColumns = "c.kind, c.series, c.key, r.title, c.edition, c.at";
    private const string MonthOfDay = "to_char(c.at at time zone interval '08:00', 'YYYY-MM')";

    private static readonly TimeSpan Taiwan = TimeSpan.FromHours(8);

    /// <summary>The last changes, newest first.</summary>
    public Task<IReadOnlyList<Change>> LastChangesAsync(int count, CancellationToken cancellation) => ListAsync(
        $"""
        select {ChangeColumns} from public_site.changes c join public_site.records r on r.series = c.series and r.key = c.key
        order by c.at desc, c.id desc limit @count
        """,
        ChangeAt,
        cancellation,
        new NpgsqlParameter<int>("count", count));

    /// <summary>The last changes of what was public already, newest first.</summary>
    public Task<IReadOnlyList<Change>> LastAmendmentsAsync(int count, CancellationToken cancellation) => ListAsync(
        $"""
        select {ChangeColumns} from public_site.changes c join public_site.records r on r.series = c.series and r.key = c.key
        where c.kind <> 'publish'
        order by c.at desc, c.id desc limit @count
        """,
        ChangeAt,
        cancellation,
        new NpgsqlParameter<int>("count", count));

    /// <summary>Some changes of a month that follow each other, newest first. An index counts those that are newer.</summary>
    /// <param name="month">The month.</param>
    /// <param name="first">The first of them, counted from 1, the oldest of the month.</param>
    /// <param name="last">The last of them.</param>
    /// <param name="cancellation">Gives up.</param>
    public IAsyncEnumerable<Change> ChangesOfMonthAsync(MonthCut month, int first, int last, CancellationToken cancellation)
    {
        var begin = new DateTimeOffset(DateTime.ParseExact(month.Name, "yyyy-MM", CultureInfo.InvariantCulture), Taiwan);
        return StreamAsync(
            $"""
            select {ChangeColumns}
            from (select id from public_site.changes where at >= @from and at < @to order by at desc, id desc offset @skip limit @count) place
              join public_site.changes c on c.id = place.id
              join public_site.records r on r.series = c.series and r.key = c.key
            order by c.at desc, c.id desc
            """,
            ChangeAt,
            cancellation,
            new NpgsqlParameter<DateTimeOffset>("from", begin.ToUniversalTime()),
            new NpgsqlParameter<DateTimeOffset>("to", begin.AddMonths(1).ToUniversalTime()),
            new NpgsqlParameter<int>("skip", month.Changes - last),
            new NpgsqlParameter<int>("count", last - first + 1));
    }

    /// <summary>The months in which anything changed, newest first, each with how many changes it has. An index is asked for one after the other.</summary>
    public Task<IReadOnlyList<(string Month, int Changes)>> MonthsAsync(CancellationToken cancellation) => ListAsync(
        """
        with recursive months (first_day) as (
          select date_trunc('month', max(at) at time zone interval '08:00') from public_site.changes
          union all
          select date_trunc('month', (select max(at) from public_site.changes where at < months.first_day at time zone interval '08:00') at time zone interval '08:00')
          from months where months.first_day is not null
        )
        select to_char(first_day, 'YYYY-MM'), (
          select count(*) from public_site.changes
          where at >= first_day at time zone interval '08:00' and at < (first_day + interval '1 month') at time zone interval '08:00')::int
        from months where first_day is not null
        """,
        static row => (row.GetString(0), row.GetInt32(1)),
        cancellation);

    /// <summary>
    /// The changes of some meetings, each with its number in its month, and behind those of a month a line without a meeting, whose number is how many changes there are. From one to the next an index counts
    /// what is between them, so that a month is gone through once, however many are asked for.
    /// </summary>
    /// <param name="meetings">The meetings.</param>
    /// <param name="months">Months that are counted in any case.</param>
    /// <param name="content">The moment whose content a release holds.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<NumberedChange>> NumberedChangesAsync(
        IReadOnlyCollection<MeetingKey> meetings, IReadOnlyCollection<string> months, string content, CancellationToken cancellation) => ListAsync(
        $"""
        with asked as (
          select x.id, x.at, x.series, x.key, {IsNew} as is_new, date_trunc('month', x.at at time zone interval '08:00') as month
          from unnest(@series, @keys) named (series, key) join public_site.changes x on x.series = named.series and x.key = named.key
        ), months as (
          select month, month at time zone interval '08:00' as begin, (month + interval '1 month') at time zone interval '08:00' as end
          from (select month from asked union select to_timestamp(name, 'YYYY-MM')::timestamp from unnest(@months) name) named
        ), marks as (
          select month, at, id, series, key, is_new from asked
          union all
          select month, "end", 0, null, null, false from months
        ), steps as (
          select marks.*, lag(at, 1, begin) over before as after_at, lag(id, 1, 0::bigint) over before as after_id
          from marks join months using (month)
          window before as (partition by month order by at, id)
        )
        select to_char(month, 'YYYY-MM'), series, key, is_new, (sum(step) over (partition by month order by at, id))::int
        from steps cross join lateral (
          select count(*) as step from public_site.changes c where (c.at, c.id) > (steps.after_at, steps.after_id) and (c.at, c.id) <= (steps.at, steps.id)) counted
        order by month, at, id
        """,
        static row => new NumberedChange(
            Names.Of(row.GetString(0)), row.GetInt32(4), row.IsDBNull(1) ? null : new MeetingKey(Names.Of(row.GetString(1)), row.GetString(2)), row.GetBoolean(3)),
        cancellation,
        [.. Named(meetings), new NpgsqlParameter<string[]>("months", [.. months]), new NpgsqlParameter<string>("content", content)]);

    private static Change ChangeAt(NpgsqlDataReader row)
    {
        var kind = Enum.Parse<ChangeKind>(row.GetString(0), ignoreCase: true);
        return new Change(
            kind,
            Names.Of(row.GetString(1)),
            row.GetString(2),
            row.GetString(3),
            kind is ChangeKind.Withdraw or ChangeKind.Reinstate ? null : row.GetInt32(4),
            row.GetFieldValue<DateTimeOffset>(5));
    }
}

/// <summary>A change in its month.</summary>
/// <param name="Month">2025-12.</param>
/// <param name="Number">Which it is, counted from 1, the oldest of the month.</param>
/// <param name="Meeting">What changed; null of the line that tells how many changes the month has.</param>
/// <param name="IsNew">Whether it has been added, or touched, since the release.</param>
internal sealed record NumberedChange(string Month, int Number, MeetingKey? Meeting, bool IsNew);
