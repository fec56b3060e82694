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
        var counts = new Counts(former, left, came);
        var anew = new List<Stretch>();
        foreach (var place in left.Concat(came))
        {
            // Around what is made anew already there are too many for one segment.
            if (anew.Exists(one => one.Contains(place)))
                continue;
            var stretch = counts.Around(place);
            while (stretch.Depth > 0 && counts.In(stretch.Parent) <= Segment.MostRecords)
            {
                stretch = stretch.Parent;
            }

            anew.RemoveAll(stretch.Contains);
            anew.Add(stretch);
        }

        var sides = former.ToLookup(segment => anew.Exists(stretch => stretch.Contains(segment.Stretch)));
        return new IndexChange([.. sides[false]], [.. sides[true]], anew);
    }

    /// <summary>How many records a stretch will have, by places in order: a stretch is a piece of each list.</summary>
    private sealed class Counts
    {
        private readonly UInt128[] _segments;
        private readonly Stretch[] _stretches;
        private readonly int[] _before;
        private readonly UInt128[] _left;
        private readonly UInt128[] _came;

        public Counts(IEnumerable<SegmentEntry> former, IEnumerable<UInt128> left, IEnumerable<UInt128> came)
        {
            var sorted = former.OrderBy(static segment => segment.Stretch.Bits).ToList();
            _segments = [.. sorted.Select(static segment => segment.Stretch.Bits)];
            _stretches = [.. sorted.Select(static segment => segment.Stretch)];
            _before = new int[sorted.Count + 1];
            for (var i = 0; i < sorted.Count; i++)
            {
                _before[i + 1] = _before[i] + sorted[i].Records;
            }

            _left = [.. left.Order()];
            _came = [.. came.Order()];
        }

        public int In(Stretch stretch)
        {
            var (first, end) = Piece(_segments, stretch);
            return _before[end] - _before[first] - Length(_left, stretch) + Length(_came, stretch);
        }

        /// <summary>The segment that has a place; else the largest stretch around it in which there is none.</summary>
        public Stretch Around(UInt128 place)
        {
            var end = Below(_segments, place, orEqual: true);
            if (end > 0 && _stretches[end - 1].Contains(place))
                return _stretches[end - 1];
            var depth = 0;
            while (Length(_segments, Stretch.Of(place, depth)) > 0)
            {
                depth++;
            }

            return Stretch.Of(place, depth);
        }

        private static int Length(UInt128[] places, Stretch stretch)
        {
            var (first, end) = Piece(places, stretch);
            return end - first;
        }

        private static (int First, int End) Piece(UInt128[] places, Stretch stretch) => (Below(places, stretch.Bits, orEqual: false), Below(places, stretch.LastPlace, orEqual: true));

        /// <summary>How many places lie below one, or below it and on it.</summary>
        private static int Below(UInt128[] places, UInt128 place, bool orEqual)
        {
            var (low, high) = (0, places.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (places[middle] < place || (orEqual && places[middle] == place))
                    low = middle + 1;
                else
                    high = middle;
            }

            return low;
        }
    }
}
