using System.Globalization;
using System.Text;

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
        Source = SearchFormat.NameOf(records
            .Select(static record => $"{record.Series}/{record.Key} {record.Body} {SearchFormat.Day(record.HeldOn)} {record.Sha256} {record.Directives}".TrimEnd() + "\n")
            .Prepend(SearchFormat.Version.ToString(CultureInfo.InvariantCulture))
            .Select(Encoding.UTF8.GetBytes));
    }

    /// <summary>The places that are its.</summary>
    public Stretch Stretch { get; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<IndexedRecord> Records { get; }

    /// <summary>A hash of all that its files are made from: segments with one source are the same.</summary>
    public string Source { get; }

    /// <summary>The name of the folder with its files, a hash of what they hold; null until they are written.</summary>
    public string? Name { get; set; }

    public DateOnly From => Records[^1].HeldOn;

    public DateOnly To => Records[0].HeldOn;

    /// <summary>What the root says of it.</summary>
    public SegmentEntry Entry => new(
        Name ?? throw new InvalidOperationException($"Minutes of {From} to {To} were not added."),
        Source,
        Stretch,
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
        Cut([.. records.Select(static record => (record, record.Place)).Where(one => stretch.Contains(one.Place))], stretch, segments);
        return segments;
    }

    private static void Cut(List<(IndexedRecord Record, UInt128 Place)> records, Stretch stretch, List<Segment> segments)
    {
        if (records.Count > MostRecords)
        {
            var (later, earlier) = stretch.Halves();
            var halves = records.ToLookup(one => later.Contains(one.Place));
            Cut([.. halves[true]], later, segments);
            Cut([.. halves[false]], earlier, segments);
        }
        else if (records.Count > 0)
        {
            segments.Add(new Segment(stretch, [.. records.Select(static one => one.Record)
                .OrderByDescending(static record => record.HeldOn)
                .ThenBy(static record => record.Series, StringComparer.Ordinal)
                .ThenByDescending(static record => record.Key, StringComparer.Ordinal)]));
        }
    }
}
