namespace OpenMinutes.Search;

/// <summary>
/// Which part of an index is made anew when some records come, change or go: their segments, and where so few are left that a stretch needs no cut any more, its other
/// halves too. The rest stays, and nothing of it is read.
/// </summary>
internal sealed class IndexChange
{
    private IndexChange(IReadOnlyList<SegmentEntry> kept, IReadOnlyList<SegmentEntry> gone, IReadOnlyList<Stretch> stretches)
    {
        Kept = kept;
        Gone = gone;
        Stretches = stretches;
    }

    /// <summary>The segments that stay.</summary>
    public IReadOnlyList<SegmentEntry> Kept { get; }

    /// <summary>Those that are made anew, or have no records any more.</summary>
    public IReadOnlyList<SegmentEntry> Gone { get; }

    /// <summary>The stretches whose records are to be read and cut again.</summary>
    public IReadOnlyList<Stretch> Stretches { get; }

    /// <param name="former">The segments as they are.</param>
    /// <param name="left">The places of records that change or go, as they are in the index.</param>
    /// <param name="came">The places of those that come, and of those that change, as they will be.</param>
    public static IndexChange Of(IReadOnlyList<SegmentEntry> former, IReadOnlyCollection<UInt128> left, IReadOnlyCollection<UInt128> came)
    {
        var anew = new List<Stretch>();
        foreach (var place in left.Concat(came))
        {
            var stretch = AroundOf(former, place);
            while (stretch.Depth > 0 && CountIn(stretch.Parent) <= Segment.MostRecords)
            {
                stretch = stretch.Parent;
            }

            if (!anew.Exists(one => one.Contains(stretch)))
            {
                anew.RemoveAll(stretch.Contains);
                anew.Add(stretch);
            }
        }

        var sides = former.ToLookup(segment => anew.Exists(stretch => stretch.Contains(segment.Stretch)));
        return new IndexChange([.. sides[false]], [.. sides[true]], anew);

        int CountIn(Stretch stretch) =>
            former.Where(segment => stretch.Contains(segment.Stretch)).Sum(static segment => segment.Records) - left.Count(stretch.Contains) + came.Count(stretch.Contains);
    }

    /// <summary>The segment that has a place; else the largest stretch around it in which there is none.</summary>
    private static Stretch AroundOf(IReadOnlyList<SegmentEntry> former, UInt128 place)
    {
        foreach (var segment in former)
        {
            if (segment.Stretch.Contains(place))
                return segment.Stretch;
        }

        var depth = 0;
        while (former.Any(segment => Stretch.Of(place, depth).Contains(segment.Stretch)))
        {
            depth++;
        }

        return Stretch.Of(place, depth);
    }
}
