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

    /// <summary>The changes of a month, newest first.</summary>
    /// <param name="month">2025-12.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<Change>> ChangesOfMonthAsync(string month, CancellationToken cancellation)
    {
        var first = new DateTimeOffset(DateTime.ParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture), Taiwan).ToUniversalTime();
        return ListAsync(
            $"""
            select {ChangeColumns} from public_site.changes c join public_site.records r on r.series = c.series and r.key = c.key
            where c.at >= @from and c.at < @to
            order by c.at desc, c.id desc
            """,
            ChangeAt,
            cancellation,
            new NpgsqlParameter<DateTimeOffset>("from", first),
            new NpgsqlParameter<DateTimeOffset>("to", first.ToOffset(Taiwan).AddMonths(1).ToUniversalTime()));
    }

    /// <summary>The months in which anything changed, newest first. An index is asked for one after the other.</summary>
    public Task<IReadOnlyList<string>> MonthsAsync(CancellationToken cancellation) => ListAsync(
        """
        with recursive months (first_day) as (
          select date_trunc('month', max(at) at time zone interval '08:00') from public_site.changes
          union all
          select date_trunc('month', (select max(at) from public_site.changes where at < months.first_day at time zone interval '08:00') at time zone interval '08:00')
          from months where months.first_day is not null
        )
        select to_char(first_day, 'YYYY-MM') from months where first_day is not null
        """,
        static row => row.GetString(0),
        cancellation);

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
