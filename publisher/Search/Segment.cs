using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OpenMinutes.Search;

/// <summary>A stretch of time and the minutes of its meetings, newest first: what is indexed, fetched and replaced together.</summary>
internal sealed class Segment
{
    /// <summary>A segment has no more records; few enough that one which changes is rewritten in a moment.</summary>
    public const int MostRecords = 256;

    // All days from year 1 to 2870 have numbers of so many bits.
    private const int DayBits = 20;

    private Segment(IReadOnlyList<IndexedRecord> records)
    {
        Records = records;
        Source = SearchFormat.NameOf(records
            .Select(static record => $"{record.Series}/{record.Key} {record.Body} {SearchFormat.Day(record.HeldOn)} {record.Sha256}\n")
            .Prepend(SearchFormat.Version.ToString(CultureInfo.InvariantCulture))
            .Select(Encoding.UTF8.GetBytes));
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<IndexedRecord> Records { get; }

    /// <summary>A hash of all that its files are made from: segments with one source are the same.</summary>
    public string Source { get; }

    /// <summary>The name of the folder with its files, a hash of what they hold; null until they are written.</summary>
    public string? Name { get; set; }

    public DateOnly From => Records[^1].HeldOn;

    public DateOnly To => Records[0].HeldOn;

    /// <summary>
    /// Cuts by halving: all days there are, then each half with too many records, down to a day, then that day's by a hash. Where a record falls depends on
    /// nothing but how many share its stretch, so one that comes, changes or goes concerns the segment it is in.
    /// </summary>
    public static IReadOnlyList<Segment> Cut(IEnumerable<IndexedRecord> records)
    {
        var segments = new List<Segment>();
        Cut([.. records.Select(static record => (record, PlaceOf(record)))], depth: 0, segments);
        return segments;
    }

    private static void Cut(List<(IndexedRecord Record, UInt128 Place)> stretch, int depth, List<Segment> segments)
    {
        if (stretch.Count > MostRecords)
        {
            var halves = stretch.ToLookup(one => ((one.Place << depth) >> 127) == UInt128.One);
            Cut([.. halves[true]], depth + 1, segments);
            Cut([.. halves[false]], depth + 1, segments);
        }
        else if (stretch.Count > 0)
        {
            segments.Add(new Segment([.. stretch.Select(static one => one.Record)
                .OrderByDescending(static record => record.HeldOn)
                .ThenBy(static record => record.Series, StringComparer.Ordinal)
                .ThenByDescending(static record => record.Key, StringComparer.Ordinal)]));
        }
    }

    /// <summary>The day, then a hash of the identity.</summary>
    private static UInt128 PlaceOf(IndexedRecord record)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{record.Series}/{record.Key}"));
        return ((UInt128)(uint)record.HeldOn.DayNumber << (128 - DayBits)) | (new UInt128(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash, 8)) >> DayBits);
    }
}
