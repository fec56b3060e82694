using System.Buffers;
using Npgsql;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Search;

namespace OpenMinutes.Publisher.Source;

// Texts: public editions as they are stored.
internal sealed partial class PublicSite
{
    /// <summary>All public editions of the meetings that are named, those of one in ascending order. Of withdrawn minutes there are none.</summary>
    public async Task<ILookup<MeetingKey, StoredEdition>> EditionsAsync(IReadOnlyCollection<MeetingKey> meetings, CancellationToken cancellation) => (await ListAsync(
        """
        select e.series, e.key, e.edition, e.published_at, e.document
        from unnest(@series, @keys) asked (series, key)
          join public_site.editions e on e.series = asked.series and e.key = asked.key
        order by e.edition
        """,
        static row => new StoredEdition(new MeetingKey(Names.Of(row.GetString(0)), row.GetString(1)), row.GetInt32(2), row.GetFieldValue<DateTimeOffset>(3), Document.At(row, 4)),
        cancellation,
        Named(meetings))).ToLookup(static edition => edition.Meeting);

    /// <summary>The newest public editions of a series' meetings of a year that are not withdrawn, oldest meeting first.</summary>
    public Task<IReadOnlyList<byte[]>> DocumentsOfYearAsync(SeriesYearKey year, CancellationToken cancellation) => ListAsync(
        """
        select e.document
        from public_site.records r join public_site.editions e on e.series = r.series and e.key = r.key and e.edition = r.edition
        where r.series = @series and r.held_on between make_date(@year, 1, 1) and make_date(@year, 12, 31) and r.withdrawn_at is null
        order by r.start_at, r.key collate "C"
        """,
        static row => row.GetFieldValue<byte[]>(0),
        cancellation,
        new NpgsqlParameter<string>("series", year.Series),
        new NpgsqlParameter<int>("year", year.Year));

    /// <summary>The files that public editions of the meetings name. One after another: each may be of any size.</summary>
    public IAsyncEnumerable<PublicFile> FilesAsync(IReadOnlyCollection<MeetingKey> meetings, CancellationToken cancellation) => StreamAsync(
        """
        select a.series, a.key, a.attachment, encode(a.sha256, 'hex'), a.media_type, a.content
        from unnest(@series, @keys) asked (series, key) join public_site.attachments a on a.series = asked.series and a.key = asked.key
        """,
        static row => new PublicFile(new MeetingKey(row.GetString(0), row.GetString(1)), row.GetString(2), row.GetString(3), row.GetString(4), row.GetFieldValue<byte[]>(5)),
        cancellation,
        Named(meetings));

    /// <summary>The minutes that can be searched: all that are not withdrawn, of all days or of some.</summary>
    public Task<IReadOnlyList<IndexedRecord>> SearchableAsync(DateOnly from, DateOnly to, CancellationToken cancellation) => ListAsync(
        """
        select r.series, r.key, s.body, r.held_on
        from public_site.records r join public_site.series s on s.slug = r.series
        where r.withdrawn_at is null and r.held_on between @from and @to
        """,
        row => new IndexedRecord
        {
            Series = Names.Of(row.GetString(0)),
            Key = SharedKey(row.GetString(1)),
            Body = Names.Of(row.GetString(2)),
            HeldOn = row.GetFieldValue<DateOnly>(3),
        },
        cancellation,
        new NpgsqlParameter<DateOnly>("from", from),
        new NpgsqlParameter<DateOnly>("to", to));
}

/// <summary>A public edition as stored.</summary>
internal sealed record StoredEdition(MeetingKey Meeting, int Edition, DateTimeOffset PublishedAt, Document Document);

/// <summary>
/// The JSON of a public edition, in an array that serves the next one when this has been drawn: the garbage collector would copy each more than once, for some are always waiting to be drawn.
/// What is read of it may leave texts in it: to ask for one after that is an error, and never answered with the text of another.
/// </summary>
internal sealed class Document : MemoryManager<byte>
{
    private const int LargestKept = 1 << 17; // bytes; few documents have more
    private const int MostKept = 256; // of a size: more than are read and wait to be drawn, where each meeting has one edition

    // They are read many at once and given back one by one: the shared pool keeps 32 for each processor, and where these are few would drop the others. What is kept here stays, 64 MB at the very most.
    private static readonly ArrayPool<byte> Rooms = ArrayPool<byte>.Create(LargestKept, MostKept);

    private readonly int _length;
    private byte[]? _room;

    private Document(byte[] room, int length) => (_room, _length) = (room, length);

    /// <exception cref="ObjectDisposedException">The array serves another document by now.</exception>
    public ReadOnlyMemory<byte> Utf8 => Memory;

    /// <summary>Reads a text.</summary>
    public static Document At(NpgsqlDataReader row, int column)
    {
        var length = (int)row.GetBytes(column, 0, null, 0, 0);
        var room = Rooms.Rent(length);
        return new Document(room, (int)row.GetBytes(column, 0, room, 0, length));
    }

    /// <summary>Nobody may look at it any more.</summary>
    public void Dispose() => Dispose(disposing: true);

    /// <exception cref="ObjectDisposedException">The array serves another document by now.</exception>
    public override Span<byte> GetSpan() => (_room ?? throw new ObjectDisposedException(nameof(Document))).AsSpan(0, _length);

    public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

    public override void Unpin() => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _room, null) is { } room)
            Rooms.Return(room);
    }
}

/// <summary>The file of an attachment as stored.</summary>
internal sealed record PublicFile(MeetingKey Meeting, string Attachment, string Sha256, string MediaType, byte[] Content)
{
    public string Url => AttachmentFile.UrlOf(Meeting.Series, Meeting.Key, Attachment, Sha256, MediaType);
}
