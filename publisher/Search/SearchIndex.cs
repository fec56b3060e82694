using System.Collections.Concurrent;
using OpenMinutes.Contracts;

namespace OpenMinutes.Search;

/// <summary>
/// The search index of a release: which segments there are follows from which minutes are public; the files of a segment are written as soon as the last of
/// its public editions was added. Editions come in any order and on any thread; memory holds the segments that have begun, so newest first is cheapest.
/// </summary>
internal sealed class SearchIndex
{
    private readonly IIndexFiles _files;
    private readonly IReadOnlyList<SegmentDraft> _segments;

    // The same in the order of their stretches, and where these begin: a record's own day says in which it is, so that nothing is kept of each record.
    private readonly SegmentDraft[] _inOrder;
    private readonly UInt128[] _begins;
    private readonly IReadOnlyList<SegmentEntry> _kept;
    private readonly ConcurrentBag<RecordReader> _readers = [];

    /// <param name="records">All minutes that are public and not withdrawn.</param>
    /// <param name="files">Takes the files.</param>
    public SearchIndex(IEnumerable<IndexedRecord> records, IIndexFiles files)
        : this(Segment.Cut(records), [], [], static _ => true, files)
    {
    }

    /// <param name="anew">The segments that are made.</param>
    /// <param name="kept">Those that stay.</param>
    /// <param name="former">Those in whose place others are made; what of them is as it was goes over.</param>
    /// <param name="isChanged">Whether minutes are not as they were.</param>
    /// <param name="files">Takes the files.</param>
    public SearchIndex(IEnumerable<Segment> anew, IReadOnlyList<SegmentEntry> kept, IReadOnlyCollection<FormerSegment> former, Func<IndexedRecord, bool> isChanged, IIndexFiles files)
    {
        _files = files;
        _kept = kept;
        var had = former
            .SelectMany(static segment => segment.Records.Select((record, number) => KeyValuePair.Create((record.Series, record.Key), (segment, number))))
            .ToDictionary();
        var spare = new SparePostings();
        _segments = [.. anew.Select(segment => new SegmentDraft(segment, record => !isChanged(record) && had.TryGetValue((record.Series, record.Key), out var place) ? place : null, spare))];
        _inOrder = [.. _segments.OrderBy(static draft => draft.Segment.Stretch.Bits)];
        _begins = [.. _inOrder.Select(static draft => draft.Segment.Stretch.Bits)];
    }

    /// <summary>The minutes whose public editions are to be added, newest first.</summary>
    public IEnumerable<IndexedRecord> Missing => _segments.SelectMany(static draft => draft.Missing);

    /// <summary>Whether a record is one of a segment that is made.</summary>
    /// <param name="heldOn">The day the meeting began, where it was held.</param>
    /// <param name="series">The series.</param>
    /// <param name="key">The key in it.</param>
    public bool Has(DateOnly heldOn, string series, string key) => Find(heldOn, series, key) is not null;

    /// <summary>Indexes the newest public edition of one of the records.</summary>
    /// <param name="edition">The edition.</param>
    /// <param name="lines">The same, laid out.</param>
    /// <param name="directives">The public directives that name the minutes.</param>
    public void Add(PublicEdition edition, IReadOnlyList<LayoutLine> lines, IEnumerable<PublicDirective> directives)
    {
        var (draft, number) = Find(DateOnly.FromDateTime(edition.Start.DateTime), edition.Series, edition.Key)
            ?? throw new InvalidOperationException($"{edition.Series}/{edition.Key} is none of the minutes that are indexed.");
        var reader = _readers.TryTake(out var free) ? free : new RecordReader();
        reader.Read(draft.Segment.RecordAt(number), edition, lines, directives, _files);
        draft.Add(number, reader, _files);
        _readers.Add(reader);
    }

    private (SegmentDraft Draft, int Number)? Find(DateOnly heldOn, string series, string key)
    {
        var place = Stretch.PlaceOf(heldOn, series, key);
        var at = Array.BinarySearch(_begins, place);
        var draft = (at < 0 ? ~at - 1 : at) is >= 0 and var last && _inOrder[last].Segment.Stretch.Contains(place) ? _inOrder[last] : null;
        return draft?.Segment.NumberOf(series, key) is >= 0 and var number ? (draft, number) : null;
    }

    /// <summary>The one file that changes in place: which segments the release has.</summary>
    public void WriteRoot()
    {
        foreach (var draft in _segments)
            draft.WriteIfWhole(_files);
        _files.Write(IndexRoot.Path, IndexRoot.Write(
            _segments.Select(static draft => draft.Segment.Entry).Concat(_kept).OrderByDescending(static segment => segment.Stretch.ToString(), StringComparer.Ordinal)));
    }
}
