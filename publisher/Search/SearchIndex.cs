using System.Collections.Frozen;
using System.Globalization;
using OpenMinutes.Contracts;

namespace OpenMinutes.Search;

/// <summary>
/// The search index of a release: which segments there are follows from which minutes are public; the files of a segment are written as soon as the last of
/// its public editions was added. Editions come in any order and on any thread; memory holds the segments that have begun, so newest first is cheapest.
/// </summary>
internal sealed class SearchIndex
{
    private readonly Action<string, ReadOnlyMemory<byte>> _write;
    private readonly FrozenDictionary<(string Series, string Key), (PendingSegment Segment, int Position)> _places;
    private readonly IReadOnlyList<PendingSegment> _segments;

    private readonly IReadOnlyList<SegmentEntry> _kept;

    /// <param name="records">All minutes that are public and not withdrawn.</param>
    /// <param name="write">Takes the files: a path of the site and the content.</param>
    /// <param name="former">The root of a release whose files are kept: what it has need not be made again.</param>
    public SearchIndex(IEnumerable<IndexedRecord> records, Action<string, ReadOnlyMemory<byte>> write, ReadOnlyMemory<byte> former = default)
        : this(Segment.Cut(records), [], write)
    {
        var known = (former.IsEmpty ? [] : IndexRoot.Read(former.Span)).ToDictionary(static segment => segment.Source, static segment => segment.Name, StringComparer.Ordinal);
        foreach (var pending in _segments)
        {
            pending.Segment.Name = known.GetValueOrDefault(pending.Segment.Source);
        }
    }

    /// <param name="anew">The segments that are made.</param>
    /// <param name="kept">Those that stay.</param>
    /// <param name="write">Takes the files: a path of the site and the content.</param>
    public SearchIndex(IEnumerable<Segment> anew, IReadOnlyList<SegmentEntry> kept, Action<string, ReadOnlyMemory<byte>> write)
    {
        _write = write;
        _kept = kept;
        _segments = [.. anew.Select(static segment => new PendingSegment(segment))];
        _places = _segments
            .SelectMany(static pending => pending.Segment.Records.Select((record, position) => KeyValuePair.Create((record.Series, record.Key), (pending, position))))
            .ToFrozenDictionary();
    }

    /// <summary>The minutes whose public editions are still to be added, newest first.</summary>
    public IEnumerable<IndexedRecord> Missing => _segments.Where(static pending => pending.Segment.Name is null).SelectMany(static pending => pending.Segment.Records);

    /// <summary>Indexes the newest public edition of one of the records.</summary>
    /// <param name="edition">The edition.</param>
    /// <param name="lines">The same, laid out.</param>
    /// <param name="directives">The public directives that name the minutes.</param>
    public void Add(PublicEdition edition, IReadOnlyList<LayoutLine> lines, IEnumerable<PublicDirective> directives)
    {
        var (pending, position) = _places[(edition.Series, edition.Key)];
        var entry = RecordEntry.Read(pending.Segment.Records[position], edition, lines, directives, _write);
        if (pending.Complete(position, entry) is { } entries)
            pending.Segment.Name = SegmentFiles.Write(entries, _write);
    }

    /// <summary>Whether minutes are among those that are indexed here.</summary>
    public bool Takes(string series, string key) => _places.ContainsKey((series, key));

    /// <summary>The one file that changes in place: which segments the release has.</summary>
    public void WriteRoot() => _write(IndexRoot.Path, IndexRoot.Write(
        _segments.Select(static pending => pending.Segment.Entry).Concat(_kept).OrderByDescending(static segment => segment.Stretch.ToString(), StringComparer.Ordinal)));

    private sealed class PendingSegment(Segment segment)
    {
        private readonly Lock _lock = new();
        private RecordEntry?[]? _entries;
        private int _missing = segment.Records.Count;

        public Segment Segment => segment;

        /// <summary>All entries, in order, once the last has come.</summary>
        public RecordEntry[]? Complete(int position, RecordEntry entry)
        {
            lock (_lock)
            {
                _entries ??= new RecordEntry?[segment.Records.Count];
                if (_entries[position] is not null)
                    throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{entry.Record.Series}/{entry.Record.Key} was added twice."));
                _entries[position] = entry;
                if (--_missing > 0)
                    return null;
                var entries = _entries;
                _entries = null;
                return entries!;
            }
        }
    }
}
