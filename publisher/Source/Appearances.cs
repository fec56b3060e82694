using System.Text.Encodings.Web;
using Npgsql;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Charts;

namespace OpenMinutes.Publisher.Source;

// Units, and where they appear.
internal sealed partial class PublicSite
{
    /// <summary>Which printed name means which unit in the minutes of which body: a name of the body's own comes before one that holds for every body.</summary>
    private const string PrintedNames =
        """
        select body.name as body, n.name, n.unit
        from (select distinct body as name from public_site.series) body
          join public_site.unit_names n
            on n.body = body.name
            or n.body = '' and not exists (select from public_site.unit_names own where own.body = body.name and own.name = n.name)
        """;

    private const string AppearanceColumns = "a.anchor, case a.kind when 'report' then 'report' else a.role end, a.title";

    public async Task<Registry> RegistryAsync(CancellationToken cancellation) => new(
        await ListAsync(
            "select slug, name, body, numbering = 'yearly' from public_site.series order by slug",
            static row => new SeriesFacts { Slug = row.GetString(0), Name = row.GetString(1), Body = row.GetString(2), NumberedByYear = row.GetBoolean(3), Meetings = 0 },
            cancellation),
        await ListAsync(
            "select slug, name, body from public_site.units order by sort_order, slug",
            static row => new UnitFacts { Slug = row.GetString(0), Name = row.GetString(1), Body = row.IsDBNull(2) ? null : row.GetString(2) },
            cancellation),
        await ListAsync(PrintedNames, static row => new PrintedName(row.GetString(0), row.GetString(1), row.GetString(2)), cancellation));

    /// <summary>Where a unit appears in the newest meetings, newest first.</summary>
    /// <remarks>The index of records is in the database's own order: names in that of bytes would be compared with all records.</remarks>
    /// <param name="unit">The unit.</param>
    /// <param name="meetings">How many meetings.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<AppearanceFacts>> NewestAppearancesAsync(string unit, int meetings, CancellationToken cancellation) => await AppearancesAsync(
        $"""
        with newest as (
          select distinct a.start_at, a.series, a.key
          from ({PrintedNames}) n
            cross join lateral (
              select start_at, series collate "C" as series, key collate "C" as key
              from public_site.appearances
              where unit_name = n.name and body = n.body
              group by 1, 2, 3
              order by 1 desc, 2, 3 desc limit @count) a
          where n.unit = @unit
          order by a.start_at desc, a.series, a.key desc limit @count
        )
        select {Columns}, {AppearanceColumns}
        from newest
          join public_site.records r on r.series = newest.series collate "default" and r.key = newest.key collate "default" and r.withdrawn_at is null
          join public_site.appearances a on a.series = r.series and a.key = r.key
          join ({PrintedNames}) n on n.body = a.body and n.name = a.unit_name and n.unit = @unit
        order by r.start_at desc, r.series collate "C", r.key collate "C" desc, a.position
        """,
        cancellation,
        new NpgsqlParameter<string>("unit", unit),
        new NpgsqlParameter<int>("count", meetings));

    /// <summary>Where a unit appears in the minutes that were published last, the last first.</summary>
    public async Task<IReadOnlyList<AppearanceFacts>> LastPublishedAppearancesAsync(string unit, int count, CancellationToken cancellation) => await AppearancesAsync(
        $"""
        select {Columns}, {AppearanceColumns}
        from ({PrintedNames}) n
          cross join lateral (
            select * from public_site.appearances
            where unit_name = n.name and body = n.body
            order by published_at desc, series collate "C", key collate "C" desc, position limit @count) a
          join public_site.records r on r.series = a.series and r.key = a.key and r.withdrawn_at is null
        where n.unit = @unit
        order by a.published_at desc, a.series collate "C", a.key collate "C" desc, a.position
        limit @count
        """,
        cancellation,
        new NpgsqlParameter<string>("unit", unit),
        new NpgsqlParameter<int>("count", count));

    /// <summary>Where some units appear in the meetings of a year: of each unit, as they are named, the newest meeting first, what is of one meeting in the order of the minutes.</summary>
    /// <remarks>
    /// It goes from meeting to meeting (<c>offset 0</c>): of a year among some tens, the planner would rather read the appearances of all. They are put in order here, where it takes a tenth of the time, and
    /// here it is known which unit a name means: to ask the database of each took as long as to read it.
    /// </remarks>
    public async Task<IReadOnlyList<IReadOnlyList<AppearanceFacts>>> AppearancesOfYearAsync(int year, IReadOnlyCollection<string> units, Registry registry, CancellationToken cancellation)
    {
        var meetings = MeetingFacts.NewestFirst(await ShownInYearAsync(year, cancellation)).ToList();
        var ofUnits = units.ToDictionary(static unit => unit, static _ => new List<(int Meeting, int Position, AppearanceFacts Facts)>(), StringComparer.Ordinal);
        var appearances = StreamAsync(
            $"""
            select asked.place::int - 1, a.unit_name, a.position, {AppearanceColumns}
            from unnest(@series, @keys) with ordinality asked (series, key, place)
              cross join lateral (select * from public_site.appearances of where of.series = asked.series and of.key = asked.key offset 0) a
            """,
            At,
            cancellation,
            Named([.. meetings.Select(static meeting => new MeetingKey(meeting.Series, meeting.Key))]));
        await foreach (var (ofUnit, row) in appearances)
            ofUnit?.Add(row);
        return [.. units.Select(unit => ofUnits[unit].OrderBy(static row => row.Meeting).ThenBy(static row => row.Position).Select(static row => row.Facts).ToList())];

        // Of a unit that was not asked for, the name alone is read.
        (List<(int Meeting, int Position, AppearanceFacts Facts)>? OfUnit, (int Meeting, int Position, AppearanceFacts Facts) Row) At(NpgsqlDataReader row)
        {
            var meeting = row.GetInt32(0);
            return registry.UnitNames(meetings[meeting].Series).GetValueOrDefault(row.GetString(1)) is { } unit && ofUnits.TryGetValue(unit, out var ofUnit)
                ? (ofUnit, (meeting, row.GetInt32(2), AppearanceAt(row, 3, meetings[meeting])))
                : default;
        }
    }

    /// <summary>The years in which a unit appears, newest first. An index is asked for one after the other.</summary>
    public async Task<IReadOnlyList<int>> YearsOfUnitAsync(string unit, CancellationToken cancellation) => [.. (await ListAsync(
        $"""
        with recursive names as (
          select body, name from ({PrintedNames}) n where n.unit = @unit
        ), years (body, name, first_day) as (
          select body, name, date_trunc('year', (
            select max(held_on) from public_site.appearances a where a.unit_name = names.name and a.body = names.body))::date
          from names
          union all
          select body, name, date_trunc('year', (
            select max(held_on) from public_site.appearances a where a.unit_name = years.name and a.body = years.body and a.held_on < years.first_day))::date
          from years where years.first_day is not null
        )
        select distinct extract(year from first_day)::int as year from years where first_day is not null order by year desc
        """,
        static row => row.GetInt32(0),
        cancellation,
        new NpgsqlParameter<string>("unit", unit)))];

    /// <summary>The figures that a unit reported last: as many of each as its page draws, among the newest of all.</summary>
    /// <remarks>It goes from figure to figure (<c>offset 0</c>): the planner would rather read all records.</remarks>
    public Task<IReadOnlyList<FigureFacts>> FiguresAsync(string unit, CancellationToken cancellation) => ListAsync(
        $"""
        select series, key, held_on, position, anchor, name, value, unit, as_of
        from (
          select f.*, r.held_on, dense_rank() over (partition by f.name, f.unit order by f.as_of desc) as recency
          from ({PrintedNames}) n
            cross join lateral (
              select * from public_site.figures
              where unit_name = n.name and body = n.body
              order by as_of desc, series collate "C", key collate "C", position limit @looked_at) f
            cross join lateral (
              select held_on from public_site.records of where of.series = f.series and of.key = f.key and of.withdrawn_at is null offset 0) r
          where n.unit = @unit) known
        where recency <= @newest
        order by as_of, series, key, position
        """,
        static row => new FigureFacts
        {
            Series = row.GetString(0),
            Key = row.GetString(1),
            HeldOn = row.GetFieldValue<DateOnly>(2),
            Position = row.GetInt32(3),
            Anchor = row.GetString(4),
            Name = row.GetString(5),
            Value = row.GetDecimal(6),
            Unit = row.GetString(7),
            AsOf = row.GetFieldValue<DateOnly>(8),
        },
        cancellation,
        new NpgsqlParameter<string>("unit", unit),
        new NpgsqlParameter<int>("newest", FigureChart.Newest),
        new NpgsqlParameter<int>("looked_at", FigureChart.LookedAt));

    /// <summary>The meetings of some bodies whose public editions hold one of some names: the pages on which the name may be a link. Bold is no part of a name.</summary>
    public Task<IReadOnlyList<MeetingKey>> NamingAsync(IReadOnlyCollection<PrintedName> names, CancellationToken cancellation) => ListAsync(
        """
        select distinct e.series, e.key
        from unnest(@bodies, @names) asked (body, name)
          join public_site.series s on s.body = asked.body
          join public_site.editions e on e.series = s.slug and strpos(replace(e.document, '**', ''), asked.name) > 0
        """,
        static row => new MeetingKey(row.GetString(0), row.GetString(1)),
        cancellation,
        new NpgsqlParameter<string[]>("bodies", [.. names.Select(static name => name.Body)]),
        new NpgsqlParameter<string[]>("names", [.. names.Select(static name => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(name.Name))]));

    private Task<IReadOnlyList<AppearanceFacts>> AppearancesAsync(string sql, CancellationToken cancellation, params NpgsqlParameter[] parameters) => ListAsync(
        sql,
        static row => AppearanceAt(row, ColumnCount, MeetingAt(row, 0)),
        cancellation,
        parameters);

    private static AppearanceFacts AppearanceAt(NpgsqlDataReader row, int at, MeetingFacts meeting) => new()
    {
        Meeting = meeting,
        Anchor = row.GetString(at),
        As = Names.Of(row.GetString(at + 1)),
        Title = row.GetString(at + 2),
    };
}
