using System.Globalization;

namespace OpenMinutes.Search;

/// <summary>A segment in the making: some of its records come, the others go over from former segments.</summary>
internal sealed class SegmentDraft
{
    private readonly Lock _lock = new();
    private readonly Dictionary<FormerSegment, int[]> _takenOver = [];
    private readonly ListedRecord?[] _listed;
    private readonly List<(IndexedRecord Record, int Number)> _missing = [];
    private RecordEntry?[]? _entries;
    private int _awaited;

    /// <param name="segment">What it will be.</param>
    /// <param name="placeOf">Where a record that is as it was is in a former segment; null of one that is to come.</param>
    public SegmentDraft(Segment segment, Func<IndexedRecord, (FormerSegment Segment, int Number)?> placeOf)
    {
        Segment = segment;
        _listed = new ListedRecord?[segment.Records.Count];
        foreach (var (place, record) in segment.Records.Index())
        {
            // Counted from the oldest: most that come are the newest.
            var number = segment.Records.Count - 1 - place;
            if (placeOf(record) is { } former)
                TakeOver(former.Segment, former.Number, number);
            else
                _missing.Add((record, number));
        }

        _awaited = _missing.Count;
    }

    public Segment Segment { get; }

    /// <summary>The records that are to come, newest first, and their numbers.</summary>
    public IReadOnlyList<(IndexedRecord Record, int Number)> Missing => _missing;

    /// <summary>Takes a record; writes the segment's files once the last has come.</summary>
    public void Add(int number, RecordEntry entry, IIndexFiles files)
    {
        lock (_lock)
        {
            _entries ??= new RecordEntry?[_listed.Length];
            if (_entries[number] is not null)
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{entry.Listed.Series}/{entry.Listed.Key} was added twice."));
            _entries[number] = entry;
            _listed[number] = entry.Listed;
            if (--_awaited > 0)
                return;
        }

        Write(files);
    }

    /// <summary>Writes the files of a segment of which all records were there before.</summary>
    public void WriteIfWhole(IIndexFiles files)
    {
        if (_awaited == 0 && Segment.Table is null)
            Write(files);
    }

    private void TakeOver(FormerSegment from, int formerNumber, int number)
    {
        if (!_takenOver.TryGetValue(from, out var numbers))
        {
            _takenOver.Add(from, numbers = new int[from.Records.Count]);
            Array.Fill(numbers, -1);
        }

        numbers[formerNumber] = number;
        _listed[number] = from.Records[formerNumber];
    }

    private void Write(IIndexFiles files)
    {
        var stride = SegmentFiles.StrideFor(_listed.Max(static record => record!.Passages));
        var postings = new Postings();
        foreach (var (number, entry) in (_entries ?? []).Index())
            entry?.AddTo(postings, number * stride);
        var tokens = _takenOver.Aggregate(postings.InOrder(), (all, from) => TokenPassages.Merge(all, from.Key.Tokens(from.Value, stride)));
        var former = _takenOver.Keys.FirstOrDefault(from => from.Stretch == Segment.Stretch);
        Segment.Table = SegmentFiles.Write(Segment.Stretch, _listed!, stride, tokens, name => former?.Names.Contains(name) == true, files);
        _entries = null;
    }
}
