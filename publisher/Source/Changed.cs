using Npgsql;

namespace OpenMinutes.Publisher.Source;

// What changed since a release.
internal sealed partial class PublicSite
{
    private const string IsNew = "x.changed_in >= pg_snapshot_xmin(@content::pg_snapshot) and not pg_visible_in_snapshot(x.changed_in, @content::pg_snapshot)";

    /// <summary>
    /// The moment whose content a release holds; null if the release is not on record, or the record is of another cluster, whose transactions this one has not come to.
    /// </summary>
    /// <param name="manifest">SHA-256 of the release's root manifest.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<string?> ContentOfAsync(byte[] manifest, CancellationToken cancellation) => (await ListAsync(
        """
        select content::text from publishing.releases
        where manifest = @manifest and pg_snapshot_xmax(content) <= pg_snapshot_xmax(pg_current_snapshot())
        order by id desc limit 1
        """,
        static row => row.GetString(0),
        cancellation,
        new NpgsqlParameter<byte[]>("manifest", manifest))).SingleOrDefault();

    /// <summary>The meetings of which something is not in a release as it is now.</summary>
    /// <param name="content">The moment whose content the release holds.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<MeetingKey>> ChangedSinceAsync(string content, CancellationToken cancellation) => ListAsync(
        $"""
        select series, key from public_site.records x where {IsNew}
        union
        select series, key from public_site.editions x where {IsNew}
        union
        select series, key from public_site.attachments x where {IsNew}
        union
        select series, key from public_site.changes x where {IsNew}
        """,
        static row => new MeetingKey(row.GetString(0), row.GetString(1)),
        cancellation,
        new NpgsqlParameter<string>("content", content));

    /// <summary>The series whose register of directives is not in a release as it is now.</summary>
    /// <param name="content">The moment whose content the release holds.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<string>> RegistersChangedSinceAsync(string content, CancellationToken cancellation) => ListAsync(
        $"""
        select series from public_site.directives x where {IsNew}
        union
        select series from public_site.directive_registers x where {IsNew}
        """,
        static row => row.GetString(0),
        cancellation,
        new NpgsqlParameter<string>("content", content));

    /// <summary>The directives that are not in a release as they are now, each with the meetings that it names, and where it began.</summary>
    /// <param name="content">The moment whose content the release holds.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<(string Series, int Number, string[] Meetings, string? Begun)>> DirectivesChangedSinceAsync(string content, CancellationToken cancellation) => ListAsync(
        $"""
        select x.series, x.number, array(select m.key from public_site.directive_meetings m where m.series = x.series and m.number = x.number),
          (select m.key from public_site.directive_meetings m where m.series = x.series and m.number = x.number and m.relation = 'begun')
        from public_site.directives x where {IsNew}
        """,
        static row => (row.GetString(0), row.GetInt32(1), row.GetFieldValue<string[]>(2), row.IsDBNull(3) ? null : row.GetString(3)),
        cancellation,
        new NpgsqlParameter<string>("content", content));

    /// <summary>The meetings of which something was closed since a release: minutes withdrawn, or an edition rewritten that is not the newest, as a redaction does.</summary>
    /// <param name="content">The moment whose content the release holds.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<MeetingKey>> ClosedSinceAsync(string content, CancellationToken cancellation) => ListAsync(
        $"""
        select series, key from public_site.records x where {IsNew} and x.withdrawn_at is not null
        union
        select x.series, x.key from public_site.editions x join public_site.records r on r.series = x.series and r.key = x.key where {IsNew} and x.edition < r.edition
        """,
        static row => new MeetingKey(row.GetString(0), row.GetString(1)),
        cancellation,
        new NpgsqlParameter<string>("content", content));

    /// <summary>The series in whose register a directive was made public no more, or as a summary, since a release.</summary>
    /// <param name="content">The moment whose content the release holds.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<string>> RegistersClosedSinceAsync(string content, CancellationToken cancellation) => ListAsync(
        $"select distinct series from public_site.directives x where {IsNew} and (x.document is null or x.document::jsonb ? 'disclosure')",
        static row => row.GetString(0),
        cancellation,
        new NpgsqlParameter<string>("content", content));
}
