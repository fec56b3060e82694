namespace OpenMinutes.Search;

/// <summary>A stretch of time and the minutes of its meetings, newest first: what is indexed, fetched and replaced together.</summary>
internal sealed class Segment
{
    /// <summary>A segment has no more records; few enough that one which changes is rewritten in a moment.</summary>
    public const int MostRecords = 256;

    private Segment(Stretch stretch, IReadOnlyList<IndexedRecord> records)
    {
        Stretch = stretch;
        Records = records;
    }

    /// <summary>The places that are its.</summary>
    public Stretch Stretch { get; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<IndexedRecord> Records { get; }

    /// <param name="number">Counted from the oldest.</param>
    public IndexedRecord RecordAt(int number) => Records[^(number + 1)];

    /// <summary>The number of a record; -1 if the segment does not have it.</summary>
    public int NumberOf(string series, string key)
    {
        for (var place = 0; place < Records.Count; place++)
        {
            if (Records[place].Key == key && Records[place].Series == series)
                return Records.Count - 1 - place;
        }

        return -1;
    }

    /// <summary>The name of its table, a hash of what that holds; null until it is written.</summary>
    public string? Table { get; set; }

    public DateOnly From => Records[^1].HeldOn;

    public DateOnly To => Records[0].HeldOn;

    /// <summary>What the root says of it.</summary>
    public SegmentEntry Entry => new(
        Stretch,
        Table ?? throw new InvalidOperationException($"Minutes of {From} to {To} were not added."),
        From,
        To,
        Records.Count,
        [.. Records.Select(static record => record.Series).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    /// <summary>
    /// Cuts by halving: all days there are, then each half with too many records, down to a day, then that day's by a hash. Where a record falls depends on
    /// nothing but how many share its stretch, so one that comes, changes or goes concerns the segment it is in.
    /// </summary>
    public static IReadOnlyList<Segment> Cut(IEnumerable<IndexedRecord> records) => Cut(records, Stretch.All);

    /// <summary>Cuts the records of a stretch in the same way.</summary>
    public static IReadOnlyList<Segment> Cut(IEnumerable<IndexedRecord> records, Stretch stretch)
    {
        var segments = new List<Segment>();
        IndexedRecord[] inOrder = [.. records];
        UInt128[] places = [.. inOrder.Select(static record => record.Place)];
        Array.Sort(places, inOrder);
        var own = CountBefore(places, stretch.Bits)..CountTo(places, stretch.LastPlace);
        Cut(inOrder.AsSpan(own), places.AsSpan(own), stretch, segments);
        return segments;
    }

    /// <param name="records">The records of the stretch, in the order of their places.</param>
    /// <param name="places">The places.</param>
    /// <param name="stretch">The stretch.</param>
    /// <param name="segments">Takes the segments, the latest first.</param>
    private static void Cut(ReadOnlySpan<IndexedRecord> records, ReadOnlySpan<UInt128> places, Stretch stretch, List<Segment> segments)
    {
        if (records.Length > MostRecords)
        {
            var (later, earlier) = stretch.Halves();
            var half = CountBefore(places, later.Bits);
            Cut(records[half..], places[half..], later, segments);
            Cut(records[..half], places[..half], earlier, segments);
        }
        else if (records.Length > 0)
        {
            segments.Add(new Segment(stretch, [.. records.ToArray()
                .OrderByDescending(static record => record.HeldOn)
                .ThenBy(static record => record.Series, StringComparer.Ordinal)
                .ThenByDescending(static record => record.Key, StringComparer.Ordinal)]));
        }
    }

    /// <summary>How many of the places, which are in order, come before one.</summary>
    private static int CountBefore(ReadOnlySpan<UInt128> places, UInt128 place) => places.BinarySearch(place) is var at && at < 0 ? ~at : at;

    /// <summary>The same, that one included.</summary>
    private static int CountTo(ReadOnlySpan<UInt128> places, UInt128 place) => places.BinarySearch(place) is var at && at < 0 ? ~at : at + 1;
}
