using System.Globalization;

namespace OpenMinutes.Search;

/// <summary>A segment in the making: some of its records come, the others go over from former segments.</summary>
internal sealed class SegmentDraft
{
    private readonly Lock _lock = new();
    private readonly Dictionary<FormerSegment, int[]> _takenOver = [];
    private ListedRecord?[] _listed;
    private readonly List<int> _missing = [];
    private readonly SparePostings _spare;
    private Postings? _postings;
    private ReadOnlyMemory<int>?[] _tokens = [];
    private int _awaited;

    /// <param name="segment">What it will be.</param>
    /// <param name="placeOf">Where a record that is as it was is in a former segment; null of one that is to come.</param>
    /// <param name="spare">Has postings, and takes them back.</param>
    public SegmentDraft(Segment segment, Func<IndexedRecord, (FormerSegment Segment, int Number)?> placeOf, SparePostings spare)
    {
        Segment = segment;
        _spare = spare;
        _listed = new ListedRecord?[segment.Records.Count];
        foreach (var (place, record) in segment.Records.Index())
        {
            // Counted from the oldest: most that come are the newest.
            var number = segment.Records.Count - 1 - place;
            if (placeOf(record) is { } former)
                TakeOver(former.Segment, former.Number, number);
            else
                _missing.Add(number);
        }

        _missing.TrimExcess();

        _awaited = _missing.Count;
        if (_awaited > 0)
            spare.Expect();
    }

    public Segment Segment { get; }

    /// <summary>The records that are to come, newest first.</summary>
    public IEnumerable<IndexedRecord> Missing => _missing.Select(Segment.RecordAt);

    /// <summary>Takes a record; writes the segment's files once the last has come.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="read">What was read of it.</param>
    /// <param name="files">Takes the files.</param>
    public void Add(int number, RecordReader read, IIndexFiles files)
    {
        lock (_lock)
        {
            if (_postings is null)
                (_postings, _tokens) = (_spare.Take(), new ReadOnlyMemory<int>?[_listed.Length]);
            if (_tokens[number] is not null)
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{read.Listed.Series}/{read.Listed.Key} was added twice."));
            _tokens[number] = _postings.Add(Segment.RecordAt(number), read.Passages, read.Tokens);
            _listed[number] = read.Listed;
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
        var came = _tokens.Index().Where(static one => one.Item is not null).Select(one => (one.Index * stride, one.Item!.Value)).ToList();
        var tokens = _takenOver.Aggregate(_postings?.InOrder(came) ?? [], (all, from) => TokenPassages.Merge(all, from.Key.Tokens(from.Value, stride)));
        var former = _takenOver.Keys.FirstOrDefault(from => from.Stretch == Segment.Stretch);
        Segment.Table = SegmentFiles.Write(Segment.Stretch, _listed!, stride, tokens, name => former?.Names.Contains(name) == true, files);
        if (_postings is not null)
            _spare.Return(_postings);
        // Until the release is complete there are all segments, however many.
        (_postings, _tokens, _listed) = (null, [], []);
        _takenOver.Clear();
    }
}
