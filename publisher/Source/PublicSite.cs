using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Charts;
using OpenMinutes.Search;

namespace OpenMinutes.Publisher.Source;

/// <summary>
/// Schema <c>public_site</c> as it is at one moment: everything is read in one snapshot, so that a release never mixes two states.
/// Rows are streamed; the one connection gives one answer at a time.
/// </summary>
internal sealed class PublicSite : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private PublicSite(NpgsqlConnection connection, NpgsqlTransaction transaction, string snapshot)
    {
        _connection = connection;
        _transaction = transaction;
        Snapshot = snapshot;
    }

    /// <summary>PostgreSQL's name of the moment (<c>pg_snapshot</c>): says of each transaction whether it is in the release.</summary>
    public string Snapshot { get; }

    public static async Task<PublicSite> OpenAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            await using var first = new NpgsqlCommand("set transaction read only; select pg_current_snapshot()::text", connection, transaction);
            return new PublicSite(connection, transaction, (string)(await first.ExecuteScalarAsync(cancellation))!);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    public async Task<Catalogue> ReadCatalogueAsync(CancellationToken cancellation) => new(
        await ListAsync(
            "select slug, name, body, numbering = 'yearly' from public_site.series order by slug",
            static row => (row.GetString(0), row.GetString(1), row.GetString(2), row.GetBoolean(3)),
            cancellation),
        await ListAsync(
            """
            select slug, name, body from public_site.units order by sort_order, slug
            """,
            static row => new UnitFacts { Slug = row.GetString(0), Name = row.GetString(1), Body = row.IsDBNull(2) ? null : row.GetString(2) },
            cancellation),
        await ListAsync("select body, name, unit from public_site.unit_names", static row => (row.GetString(0), row.GetString(1), row.GetString(2)), cancellation),
        await ListAsync(
            """
            select series, key, number, title, start_at, held_on, edition, first_published, published_at, withdrawn_at, withdrawal_reason,
                   end_at, location, decisions, (select max(before.number) from public_site.records before where before.series = r.series and before.number < r.number)
            from public_site.records r
            order by series, start_at, key collate "C"
            """,
            static row => new MeetingFacts
            {
                Series = string.Intern(row.GetString(0)),
                Key = row.GetString(1),
                Number = row.IsDBNull(2) ? null : row.GetInt32(2),
                Title = row.GetString(3),
                Start = row.GetFieldValue<DateTimeOffset>(4),
                HeldOn = row.GetFieldValue<DateOnly>(5),
                Edition = row.GetInt32(6),
                FirstPublished = row.GetFieldValue<DateTimeOffset>(7),
                PublishedAt = row.GetFieldValue<DateTimeOffset>(8),
                WithdrawnAt = row.IsDBNull(9) ? null : row.GetFieldValue<DateTimeOffset>(9),
                WithdrawalReason = row.IsDBNull(10) ? null : row.GetString(10),
                End = row.IsDBNull(11) ? null : row.GetFieldValue<DateTimeOffset>(11),
                Location = row.IsDBNull(12) ? null : row.GetString(12),
                Decisions = row.GetInt32(13),
                NumberBefore = row.IsDBNull(14) ? null : row.GetInt32(14),
            },
            cancellation),
        await ListAsync(
            "select series, key, edition, published_at, case when edition > 1 then document::json ->> 'changeNote' end from public_site.editions",
            static row => new EditionFacts
            {
                Series = string.Intern(row.GetString(0)),
                Key = row.GetString(1),
                Edition = row.GetInt32(2),
                PublishedAt = row.GetFieldValue<DateTimeOffset>(3),
                ChangeNote = row.IsDBNull(4) ? null : row.GetString(4),
            },
            cancellation));

    /// <summary>
    /// Whether something was closed since a release: minutes withdrawn, or an edition rewritten that is not the newest, as a redaction does. A release that is not on
    /// record may hold anything.
    /// </summary>
    /// <param name="manifest">SHA-256 of the release's root manifest.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<bool> ClosesSinceAsync(byte[] manifest, CancellationToken cancellation) => (await ListAsync(
        """
        select coalesce((
          select exists (
                   select from public_site.records r
                   where r.changed_in >= pg_snapshot_xmin(live.content) and not pg_visible_in_snapshot(r.changed_in, live.content) and r.withdrawn_at is not null)
              or exists (
                   select from public_site.editions e join public_site.records r on r.series = e.series and r.key = e.key
                   where e.changed_in >= pg_snapshot_xmin(live.content) and not pg_visible_in_snapshot(e.changed_in, live.content) and e.edition < r.edition)
          from (select content from publishing.releases where manifest = @manifest order by id desc limit 1) live), true)
        """,
        static row => row.GetBoolean(0),
        cancellation,
        new NpgsqlParameter<byte[]>("manifest", manifest))).Single();

    /// <summary>The minutes that can be searched: all that are not withdrawn.</summary>
    public Task<IReadOnlyList<IndexedRecord>> ReadIndexedAsync(CancellationToken cancellation) => ListAsync(
        """
        select r.series, r.key, s.body, r.held_on, encode(e.sha256, 'hex')
        from public_site.records r
          join public_site.series s on s.slug = r.series
          join public_site.editions e on e.series = r.series and e.key = r.key and e.edition = r.edition
        where r.withdrawn_at is null
        """,
        static row => new IndexedRecord
        {
            Series = row.GetString(0),
            Key = row.GetString(1),
            Body = row.GetString(2),
            HeldOn = row.GetFieldValue<DateOnly>(3),
            Sha256 = row.GetString(4),
        },
        cancellation);

    /// <summary>The newest public edition of every meeting whose minutes are not withdrawn, newest meeting first. The text is the stored bytes.</summary>
    public async IAsyncEnumerable<StoredEdition> EditionsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var rows = await _connection.BeginBinaryExportAsync(
            """
            copy (
              select e.series, e.key, e.document
              from public_site.editions e join public_site.records r on r.series = e.series and r.key = e.key and r.edition = e.edition
              where r.withdrawn_at is null
              order by r.held_on desc
            ) to stdout (format binary)
            """,
            cancellation);
        while (await rows.StartRowAsync(cancellation) >= 0)
        {
            yield return new StoredEdition(
                await rows.ReadAsync<string>(cancellation),
                await rows.ReadAsync<string>(cancellation),
                await rows.ReadAsync<byte[]>(NpgsqlDbType.Text, cancellation));
        }
    }

    /// <summary>One public edition: the stored bytes.</summary>
    public async Task<byte[]> ReadEditionAsync(MeetingFacts meeting, CancellationToken cancellation) => (await ListAsync(
        "select document from public_site.editions where series = @series and key = @key and edition = @edition",
        static row => row.GetFieldValue<byte[]>(0),
        cancellation,
        new NpgsqlParameter<string>("series", meeting.Series),
        new NpgsqlParameter<string>("key", meeting.Key),
        new NpgsqlParameter<int>("edition", meeting.Edition))).Single();

    /// <summary>All public editions, in ascending order, of the minutes that have more than one and are not withdrawn. The texts are the stored bytes.</summary>
    public async IAsyncEnumerable<IReadOnlyList<StoredEdition>> HistoriesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var rows = await _connection.BeginBinaryExportAsync(
            """
            copy (
              select e.series, e.key, e.document
              from public_site.editions e join public_site.records r on r.series = e.series and r.key = e.key
              where r.withdrawn_at is null
                and exists (select from public_site.editions other where other.series = e.series and other.key = e.key and other.edition <> e.edition)
              order by e.series, e.key, e.edition
            ) to stdout (format binary)
            """,
            cancellation);
        var history = new List<StoredEdition>();
        while (await rows.StartRowAsync(cancellation) >= 0)
        {
            var edition = new StoredEdition(
                await rows.ReadAsync<string>(cancellation),
                await rows.ReadAsync<string>(cancellation),
                await rows.ReadAsync<byte[]>(NpgsqlDbType.Text, cancellation));
            if (history is [.., var last] && (last.Series, last.Key) != (edition.Series, edition.Key))
            {
                yield return history;
                history = [];
            }

            history.Add(edition);
        }

        if (history.Count > 0)
            yield return history;
    }

    /// <summary>Every file that a public edition names. One after another: each may be of any size.</summary>
    public async IAsyncEnumerable<PublicFile> FilesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var rows = await _connection.BeginBinaryExportAsync(
            """
            copy (
              select series, key, attachment, encode(sha256, 'hex'), media_type, content
              from public_site.attachments
              order by series, key, attachment, sha256
            ) to stdout (format binary)
            """,
            cancellation);
        while (await rows.StartRowAsync(cancellation) >= 0)
        {
            yield return new PublicFile(
                await rows.ReadAsync<string>(cancellation),
                await rows.ReadAsync<string>(cancellation),
                await rows.ReadAsync<string>(cancellation),
                await rows.ReadAsync<string>(cancellation),
                await rows.ReadAsync<string>(cancellation),
                await rows.ReadAsync<byte[]>(cancellation));
        }
    }

    /// <summary>The newest public editions of a series' meetings of one year that are not withdrawn, oldest meeting first. The text is the stored bytes.</summary>
    public Task<IReadOnlyList<byte[]>> ReadYearAsync(string series, int year, CancellationToken cancellation) => ListAsync(
        """
        select e.document
        from public_site.records r join public_site.editions e on e.series = r.series and e.key = r.key and e.edition = r.edition
        where r.series = @series and r.held_on >= make_date(@year, 1, 1) and r.held_on < make_date(@year + 1, 1, 1) and r.withdrawn_at is null
        order by r.start_at, r.key collate "C"
        """,
        static row => row.GetFieldValue<byte[]>(0),
        cancellation,
        new NpgsqlParameter<string>("series", series),
        new NpgsqlParameter<int>("year", year));

    /// <summary>Where a unit appears, those of one meeting in the order of the minutes.</summary>
    public Task<IReadOnlyList<AppearanceFacts>> ReadAppearancesAsync(string unit, Catalogue catalogue, CancellationToken cancellation) => ListAsync(
        """
        select a.series, a.key, a.anchor, a.kind, a.role, a.title
        from public_site.unit_names n
          join public_site.appearances a
            on a.unit_name = n.name
            and (a.body = n.body
                 or n.body = '' and not exists (select from public_site.unit_names own where own.body = a.body and own.name = a.unit_name))
          join public_site.records r on r.series = a.series and r.key = a.key and r.withdrawn_at is null
        where n.unit = @unit
        order by a.series, a.key, a.position
        """,
        row => new AppearanceFacts
        {
            Meeting = catalogue.Meeting(row.GetString(0), row.GetString(1)),
            Anchor = row.GetString(2),
            Kind = row.GetString(3),
            Role = row.GetString(4),
            Title = row.GetString(5),
        },
        cancellation,
        new NpgsqlParameter<string>("unit", unit));

    /// <summary>The figures that a unit reported last: as many of each as its page draws.</summary>
    public Task<IReadOnlyList<FigureFacts>> ReadFiguresAsync(string unit, CancellationToken cancellation) => ListAsync(
        """
        select series, key, held_on, position, anchor, name, value, unit, as_of
        from (
          select f.*, r.held_on, dense_rank() over (partition by f.name, f.unit order by f.as_of desc) as recency
          from public_site.unit_names n
            join public_site.figures f
              on f.unit_name = n.name
              and (f.body = n.body
                   or n.body = '' and not exists (select from public_site.unit_names own where own.body = f.body and own.name = f.unit_name))
            join public_site.records r on r.series = f.series and r.key = f.key and r.withdrawn_at is null
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
        new NpgsqlParameter<int>("newest", FigureChart.Newest));

    private async Task<IReadOnlyList<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, _connection, _transaction);
        command.Parameters.AddRange(parameters);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var list = new List<T>();
        while (await rows.ReadAsync(cancellation))
            list.Add(read(rows));
        return list;
    }
}

/// <summary>The file of an attachment as stored.</summary>
internal sealed record PublicFile(string Series, string Key, string Attachment, string Sha256, string MediaType, byte[] Content);

/// <summary>A public edition as stored.</summary>
internal sealed record StoredEdition(string Series, string Key, byte[] Document);
