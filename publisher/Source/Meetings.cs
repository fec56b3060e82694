using Npgsql;
using OpenMinutes.Rendering;

namespace OpenMinutes.Publisher.Source;

// Meetings and lists of them, without texts.
internal sealed partial class PublicSite
{
    private const string Columns =
        "r.series, r.key, r.number, r.title, r.start_at, r.held_on, r.edition, r.first_published, r.published_at, r.withdrawn_at, r.withdrawal_reason, r.end_at, r.location, r.decisions";

    private const int ColumnCount = 14;

    /// <summary>The meetings of a series in a year, oldest first, each with the number before its own.</summary>
    /// <remarks>Most numbers follow one of the same year; the others are asked for one by one.</remarks>
    public Task<IReadOnlyList<MeetingFacts>> MeetingsOfYearAsync(SeriesYearKey year, CancellationToken cancellation) => ListAsync(
        $"""
        select {Columns}, case lag(r.number) over (order by r.number)
          when r.number - 1 then r.number - 1
          else (select max(number) from public_site.records before where before.series = r.series and before.number < r.number) end
        from public_site.records r
        where r.series = @series and r.held_on between make_date(@year, 1, 1) and make_date(@year, 12, 31)
        order by r.start_at, r.key collate "C"
        """,
        static row => MeetingAt(row, 0) with { NumberBefore = row.IsDBNull(ColumnCount) ? null : row.GetInt32(ColumnCount) },
        cancellation,
        new NpgsqlParameter<string>("series", year.Series),
        new NpgsqlParameter<int>("year", year.Year));

    /// <summary>The meetings of a year in all series whose minutes are not withdrawn.</summary>
    public Task<IReadOnlyList<MeetingFacts>> ShownInYearAsync(int year, CancellationToken cancellation) => ListAsync(
        $"select {Columns} from public_site.records r where r.held_on between make_date(@year, 1, 1) and make_date(@year, 12, 31) and r.withdrawn_at is null",
        static row => MeetingAt(row, 0),
        cancellation,
        new NpgsqlParameter<int>("year", year));

    /// <summary>The newest meetings whose minutes are not withdrawn, newest first.</summary>
    public Task<IReadOnlyList<MeetingFacts>> NewestAsync(int count, CancellationToken cancellation) => ListAsync(
        $"""
        select {Columns} from public_site.records r where r.withdrawn_at is null
        order by r.start_at desc, r.series collate "C", r.key collate "C" desc
        limit @count
        """,
        static row => MeetingAt(row, 0),
        cancellation,
        new NpgsqlParameter<int>("count", count));

    /// <summary>The meetings whose minutes were published last and are not withdrawn, of all series or of one, the last first.</summary>
    public Task<IReadOnlyList<MeetingFacts>> LastPublishedAsync(string? series, int count, CancellationToken cancellation) => ListAsync(
        $"""
        select {Columns} from public_site.records r where r.withdrawn_at is null {(series is null ? "" : "and r.series = @series")}
        order by r.published_at desc, r.series collate "C", r.key collate "C" desc
        limit @count
        """,
        static row => MeetingAt(row, 0),
        cancellation,
        [new NpgsqlParameter<int>("count", count), .. series is null ? Array.Empty<NpgsqlParameter>() : [new NpgsqlParameter<string>("series", series)]]);

    /// <summary>The meetings that are named, each with those before and after it in its series and with what lists it. Names without a meeting have none here.</summary>
    public Task<IReadOnlyList<PlacedMeeting>> MeetingsAsync(IReadOnlyCollection<MeetingKey> meetings, CancellationToken cancellation) => ListAsync(
        $"""
        select {Columns}, previous.key, previous.title, next.key, next.title,
          array(select a.unit_name from public_site.appearances a where a.series = r.series and a.key = r.key),
          array(select distinct {MonthOfDay} from public_site.changes c where c.series = r.series and c.key = r.key)
        from unnest(@series, @keys) asked (series, key)
          join public_site.records r on r.series = asked.series and r.key = asked.key
          left join lateral (
            select key, title from public_site.records before
            where before.series = r.series and (before.start_at, before.key collate "C") < (r.start_at, r.key collate "C")
            order by before.start_at desc, before.key collate "C" desc limit 1) previous on true
          left join lateral (
            select key, title from public_site.records after
            where after.series = r.series and (after.start_at, after.key collate "C") > (r.start_at, r.key collate "C")
            order by after.start_at, after.key collate "C" limit 1) next on true
        """,
        static row => new PlacedMeeting(
            MeetingAt(row, 0),
            NeighbourAt(row, ColumnCount),
            NeighbourAt(row, ColumnCount + 2),
            row.GetFieldValue<string[]>(ColumnCount + 4),
            row.GetFieldValue<string[]>(ColumnCount + 5)),
        cancellation,
        Named(meetings));

    /// <summary>The years in which a series has meetings, newest first. An index is asked for one after the other.</summary>
    public Task<IReadOnlyList<int>> YearsAsync(string series, CancellationToken cancellation) => ListAsync(
        """
        with recursive years (first_day) as (
          select date_trunc('year', max(held_on))::date from public_site.records where series = @series
          union all
          select date_trunc('year', (select max(held_on) from public_site.records where series = @series and held_on < years.first_day))::date
          from years where years.first_day is not null
        )
        select extract(year from first_day)::int from years where first_day is not null
        """,
        static row => row.GetInt32(0),
        cancellation,
        new NpgsqlParameter<string>("series", series));

    /// <summary>The years that have the next higher number after each of some, in a series whose numbers go on.</summary>
    public Task<IReadOnlyList<SeriesYearKey>> YearsOfNumbersAfterAsync(string series, IReadOnlyCollection<int> numbers, CancellationToken cancellation) => ListAsync(
        """
        select distinct extract(year from next.held_on)::int
        from unnest(@numbers) asked (number)
          join lateral (select min(number) as number from public_site.records r where r.series = @series and r.number > asked.number) after on true
          join public_site.records next on next.series = @series and next.number = after.number
        """,
        row => new SeriesYearKey(series, row.GetInt32(0)),
        cancellation,
        new NpgsqlParameter<string>("series", series),
        new NpgsqlParameter<int[]>("numbers", [.. numbers]));

    /// <summary>The meetings of each series that announces them whose minutes are not public yet, newest first.</summary>
    public async Task<ILookup<string, PendingMeeting>> PendingAsync(CancellationToken cancellation) => (await ListAsync(
        "select series, number, held_on from public_site.pending order by held_on desc, number desc",
        static row => (Series: row.GetString(0), Meeting: new PendingMeeting { Number = row.IsDBNull(1) ? null : row.GetInt32(1), HeldOn = row.GetFieldValue<DateOnly>(2) }),
        cancellation)).ToLookup(static pending => pending.Series, static pending => pending.Meeting);

    /// <summary>Every meeting, or every one of some series, newest first.</summary>
    public Task<IReadOnlyList<MeetingKey>> KeysAsync(IReadOnlyCollection<string>? series, CancellationToken cancellation) => ListAsync(
        """select series, key from public_site.records where @all or series = any(@series) order by held_on desc, series collate "C", key collate "C" desc""",
        row => new MeetingKey(Names.Of(row.GetString(0)), SharedKey(row.GetString(1))),
        cancellation,
        new NpgsqlParameter<bool>("all", series is null),
        new NpgsqlParameter<string[]>("series", [.. series ?? []]));

    private static MeetingTitle? NeighbourAt(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : new(Names.Of(row.GetString(0)), row.GetString(at), row.GetString(at + 1));

    private static MeetingFacts MeetingAt(NpgsqlDataReader row, int at) => new()
    {
        Series = Names.Of(row.GetString(at)),
        Key = row.GetString(at + 1),
        Number = row.IsDBNull(at + 2) ? null : row.GetInt32(at + 2),
        Title = row.GetString(at + 3),
        Start = row.GetFieldValue<DateTimeOffset>(at + 4),
        HeldOn = row.GetFieldValue<DateOnly>(at + 5),
        Edition = row.GetInt32(at + 6),
        FirstPublished = row.GetFieldValue<DateTimeOffset>(at + 7),
        PublishedAt = row.GetFieldValue<DateTimeOffset>(at + 8),
        WithdrawnAt = row.IsDBNull(at + 9) ? null : row.GetFieldValue<DateTimeOffset>(at + 9),
        WithdrawalReason = row.IsDBNull(at + 10) ? null : row.GetString(at + 10),
        End = row.IsDBNull(at + 11) ? null : row.GetFieldValue<DateTimeOffset>(at + 11),
        Location = row.IsDBNull(at + 12) ? null : row.GetString(at + 12),
        Decisions = row.GetInt32(at + 13),
    };
}

/// <summary>A meeting in its places.</summary>
/// <param name="Meeting">The meeting.</param>
/// <param name="Previous">The one before it in its series.</param>
/// <param name="Next">The one after it.</param>
/// <param name="UnitNames">The units that appear in its minutes, as printed, each as often as it appears.</param>
/// <param name="Months">The months in which it changed.</param>
internal sealed record PlacedMeeting(MeetingFacts Meeting, MeetingTitle? Previous, MeetingTitle? Next, IReadOnlyList<string> UnitNames, IReadOnlyList<string> Months)
{
    public MeetingKey Key => new(Meeting.Series, Meeting.Key);

    public IEnumerable<MeetingTitle> Neighbours => new[] { Previous, Next }.OfType<MeetingTitle>();
}
