namespace OpenMinutes.Search;

/// <summary>A segment of a former release, whose records go over into new segments without anybody reading their minutes again.</summary>
internal sealed class FormerSegment
{
    private readonly SegmentTable _table;
    private readonly Func<string, byte[]> _read;

    private FormerSegment(SegmentEntry entry, SegmentTable table, Func<string, byte[]> read)
    {
        Stretch = entry.Stretch;
        _table = table;
        _read = read;
        Names = [entry.Table, table.Records, .. table.Names];
        Records = SegmentFiles.ReadRecords(Inflated(table.Records));
    }

    /// <summary>The places that are its.</summary>
    public Stretch Stretch { get; }

    /// <summary>The names of its files.</summary>
    public HashSet<string> Names { get; }

    /// <summary>Its records, oldest first.</summary>
    public IReadOnlyList<ListedRecord> Records { get; }

    /// <summary>Opens a segment. All its files are read once, so that one which is not there, or not as it was written, shows now; none stays in memory.</summary>
    /// <param name="entry">The segment.</param>
    /// <param name="read">Reads a file, as it was written.</param>
    public static FormerSegment Open(SegmentEntry entry, Func<string, byte[]> read)
    {
        var table = SegmentTable.Read(SearchFormat.Inflate(read(SegmentFiles.PathOf(entry.Stretch, entry.Table))));
        foreach (var name in table.Names)
            _ = read(SegmentFiles.PathOf(entry.Stretch, name));
        return new FormerSegment(entry, table, read);
    }

    /// <summary>Its tokens with the passages of some records, as a new segment numbers them.</summary>
    /// <param name="numbers">Of each record here, its number there; −1 of those that do not go over.</param>
    /// <param name="stride">How many numbers each record has there.</param>
    public IEnumerable<TokenPassages> Tokens(IReadOnlyList<int> numbers, int stride)
    {
        var there = new List<int>();
        foreach (var (token, passages) in _table.Names.SelectMany(name => ShardFile.Read(Inflated(name))))
        {
            there.Clear();
            foreach (var passage in passages.Span)
            {
                var (record, ofRecord) = (passage / _table.Stride, passage % _table.Stride);
                if (numbers[record] >= 0)
                    there.Add(numbers[record] * stride + ofRecord);
            }

            if (there.Count > 0)
                yield return new TokenPassages(token, there.ToArray());
        }
    }

    private byte[] Inflated(string name) => SearchFormat.Inflate(_read(SegmentFiles.PathOf(Stretch, name)));
}
