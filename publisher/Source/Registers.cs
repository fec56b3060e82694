using System.Text.Json;
using Npgsql;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering;

namespace OpenMinutes.Publisher.Source;

// The registers of directives. A row without a document was public once.
internal sealed partial class PublicSite
{
    /// <summary>The series that have a public directive or figures, by slug.</summary>
    public Task<IReadOnlyList<RegisterTotals>> RegistersAsync(CancellationToken cancellation) => ListAsync(
        """
        select s.slug, d.shown, r.document
        from public_site.series s
        left join public_site.directive_registers r on r.series = s.slug
        cross join lateral (select count(*)::int as shown from public_site.directives d where d.series = s.slug and d.document is not null) d
        where d.shown > 0 or r.document is not null
        order by s.slug collate "C"
        """,
        static row => new RegisterTotals(row.GetString(0), row.GetInt32(1), row.IsDBNull(2) ? null : FiguresIn(row.GetString(2))),
        cancellation);

    /// <summary>The public directives of a series, those that became public last first.</summary>
    public Task<IReadOnlyList<PublicDirective>> DirectivesAsync(string series, CancellationToken cancellation) => ListAsync(
        "select document from public_site.directives where series = @series and document is not null order by number desc",
        static row => JsonSerializer.Deserialize<PublicDirective>(row.GetString(0), MinutesJson.Options)!,
        cancellation,
        new NpgsqlParameter<string>("series", series));

    /// <summary>The figures of a series' register; null where there are none.</summary>
    public async Task<PublicRegister?> RegisterFiguresAsync(string series, CancellationToken cancellation) => (await ListAsync(
        "select document from public_site.directive_registers where series = @series and document is not null",
        static row => FiguresIn(row.GetString(0)),
        cancellation,
        new NpgsqlParameter<string>("series", series))).SingleOrDefault();

    /// <summary>Whether a series has a public directive or figures.</summary>
    public async Task<bool> HasRegisterAsync(string series, CancellationToken cancellation) => (await ListAsync(
        """
        select exists (select from public_site.directives where series = @series and document is not null)
            or exists (select from public_site.directive_registers where series = @series and document is not null)
        """,
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

    private static PublicRegister FiguresIn(string document) => JsonSerializer.Deserialize<PublicRegister>(document, MinutesJson.Options)!;
}
