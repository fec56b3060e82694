using Npgsql;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering;

namespace OpenMinutes.Publisher.Source;

// The registers of directives. A row without a document was public once.
internal sealed partial class PublicSite
{
    /// <summary>The series that have a public directive or figures, by slug.</summary>
    public async Task<IReadOnlyList<RegisterTotals>> RegistersAsync(CancellationToken cancellation)
    {
        var rows = await ListAsync(
            """
            select s.slug, d.shown, r.document
            from public_site.series s
            left join public_site.directive_registers r on r.series = s.slug
            cross join lateral (select count(*)::int as shown from public_site.directives d where d.series = s.slug and d.document is not null) d
            where d.shown > 0 or r.document is not null
            order by s.slug collate "C"
            """,
            static row => (Series: row.GetString(0), Shown: row.GetInt32(1), Figures: row.IsDBNull(2) ? null : StoredJson.Register(row.GetFieldValue<byte[]>(2))),
            cancellation);
        var cases = (await CasesOfAsync([.. rows.Select(static row => row.Series)], cancellation)).ToLookup(static range => range.Series);
        return [.. rows.Select(row => new RegisterTotals(row.Series, row.Shown, [.. cases[row.Series]], row.Figures))];
    }

    /// <summary>The pages of public directives of some series, in the order of their numbers.</summary>
    public Task<IReadOnlyList<CaseRange>> CasesOfAsync(IReadOnlyCollection<string> series, CancellationToken cancellation) => ListAsync(
        """
        select distinct series, (number - 1) / @size * @size + 1 as first from public_site.directives
        where series = any(@series) and document is not null
        order by series, first
        """,
        static row => new CaseRange(row.GetString(0), row.GetInt32(1)),
        cancellation,
        new NpgsqlParameter<int>("size", CaseRange.Size),
        new NpgsqlParameter<string[]>("series", [.. series]));

    /// <summary>The pages of the public directives that began in some meetings or were reviewed there.</summary>
    public Task<IReadOnlyList<CaseRange>> CasesNamingAsync(IReadOnlyCollection<MeetingKey> meetings, CancellationToken cancellation) => ListAsync(
        """
        select distinct m.series, (m.number - 1) / @size * @size + 1
        from unnest(@series, @keys) asked (series, key) join public_site.directive_meetings m on m.series = asked.series and m.key = asked.key
        """,
        static row => new CaseRange(row.GetString(0), row.GetInt32(1)),
        cancellation,
        [new NpgsqlParameter<int>("size", CaseRange.Size), .. Named(meetings)]);

    /// <summary>The public directives of a page, in the order of their numbers.</summary>
    public Task<IReadOnlyList<PublicDirective>> DirectivesAsync(CaseRange range, CancellationToken cancellation) => ListAsync(
        "select document from public_site.directives where series = @series and number between @first and @last and document is not null order by number",
        static row => StoredJson.Directive(row.GetFieldValue<byte[]>(0)),
        cancellation,
        new NpgsqlParameter<string>("series", range.Series),
        new NpgsqlParameter<int>("first", range.First),
        new NpgsqlParameter<int>("last", range.Last));

    /// <summary>The public directives of a series that are not released.</summary>
    public Task<IReadOnlyList<PublicDirective>> OpenDirectivesAsync(string series, CancellationToken cancellation) => ListAsync(
        "select document from public_site.directives where series = @series and document::json ->> 'state' <> 'released' order by number",
        static row => StoredJson.Directive(row.GetFieldValue<byte[]>(0)),
        cancellation,
        new NpgsqlParameter<string>("series", series));

    /// <summary>Of each register the public directives that are not released: as many of them as asked for, what is due first before the others.</summary>
    public async Task<ILookup<string, PublicDirective>> DueFirstAsync(int most, CancellationToken cancellation) => (await ListAsync(
        """
        select document
        from (
          select
            series, document,
            row_number() over (partition by series order by coalesce(document::json ->> 'currentDue', document::json ->> 'due') collate "C" nulls last, number) as place
          from public_site.directives
          where document::json ->> 'state' <> 'released') d
        where place <= @most
        order by series, place
        """,
        static row => StoredJson.Directive(row.GetFieldValue<byte[]>(0)),
        cancellation,
        new NpgsqlParameter<int>("most", most))).ToLookup(static directive => directive.Series);

    /// <summary>The public directives that began in some meetings or were reviewed there, those of a meeting in the order of their numbers.</summary>
    public async Task<ILookup<MeetingKey, PublicDirective>> DirectivesOfAsync(IReadOnlyCollection<MeetingKey> meetings, CancellationToken cancellation) => (await ListAsync(
        """
        select m.series, m.key, d.document
        from (
          select distinct m.series, m.key, m.number
          from unnest(@series, @keys) asked (series, key) join public_site.directive_meetings m on m.series = asked.series and m.key = asked.key) m
        join public_site.directives d on d.series = m.series and d.number = m.number and d.document is not null
        order by d.series, d.number
        """,
        static row => (Meeting: new MeetingKey(row.GetString(0), row.GetString(1)), Directive: StoredJson.Directive(row.GetFieldValue<byte[]>(2))),
        cancellation,
        Named(meetings))).ToLookup(static one => one.Meeting, static one => one.Directive);

    /// <summary>The public directives that were given to a unit: all that are not released, and of each register those released with the highest numbers.</summary>
    public async Task<ILookup<string, PublicDirective>> DirectivesOfUnitAsync(string unit, int released, CancellationToken cancellation) => (await ListAsync(
        $"""
        select series, document
        from (
          select d.*, row_number() over (partition by d.series, d.released order by d.number desc) as place
          from (
            select d.series, d.number, d.document, d.document::json ->> 'state' = 'released' as released
            from public_site.directives d
            where d.document is not null and (d.series, d.number) in (
              select u.series, u.number from ({PrintedNames}) n join public_site.directive_units u on u.unit_name = n.name and u.body = n.body where n.unit = @unit)) d) d
        where not released or place <= @newest
        order by series, number
        """,
        static row => StoredJson.Directive(row.GetFieldValue<byte[]>(1)),
        cancellation,
        new NpgsqlParameter<string>("unit", unit),
        new NpgsqlParameter<int>("newest", released))).ToLookup(static directive => directive.Series);

    /// <summary>The units of whose directives anything is public: a directive, or whether and how many are not.</summary>
    public async Task<IReadOnlySet<string>> DirectedUnitsAsync(CancellationToken cancellation) => (await ListAsync(
        $"""
        select n.unit
        from ({PrintedNames}) n
          join public_site.directive_units u on u.unit_name = n.name and u.body = n.body
          join public_site.directives d on d.series = u.series and d.number = u.number and d.document is not null
        union
        select counted ->> 'unit' from public_site.directive_registers r cross join json_array_elements(r.document::json -> 'units') counted
        """,
        static row => row.GetString(0),
        cancellation)).ToHashSet(StringComparer.Ordinal);

    /// <summary>The figures of a series' register; null where there are none.</summary>
    public async Task<PublicRegister?> RegisterFiguresAsync(string series, CancellationToken cancellation) => (await ListAsync(
        "select document from public_site.directive_registers where series = @series and document is not null",
        static row => StoredJson.Register(row.GetFieldValue<byte[]>(0)),
        cancellation,
        new NpgsqlParameter<string>("series", series))).SingleOrDefault();

    /// <summary>Whether there are figures of a series' register.</summary>
    public async Task<bool> HasFiguresAsync(string series, CancellationToken cancellation) => (await ListAsync(
        "select exists (select from public_site.directive_registers where series = @series and document is not null)",
        static row => row.GetBoolean(0),
        cancellation,
        new NpgsqlParameter<string>("series", series))).Single();

    /// <summary>The titles of some meetings of a series, by their keys.</summary>
    public async Task<IReadOnlyDictionary<string, string>> TitlesAsync(string series, IEnumerable<string> keys, CancellationToken cancellation) => (await ListAsync(
        "select key, title from public_site.records where series = @series and key = any(@keys)",
        static row => (Key: row.GetString(0), Title: row.GetString(1)),
        cancellation,
        new NpgsqlParameter<string>("series", series),
        new NpgsqlParameter<string[]>("keys", [.. keys.Distinct()]))).ToDictionary(static meeting => meeting.Key, static meeting => meeting.Title, StringComparer.Ordinal);
}
