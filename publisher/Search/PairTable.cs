namespace OpenMinutes.Search;

/// <summary>
/// The pairs of a segment, and in which passage each was last: what indexing asks more often than anything else. An entry is where its pair says, or the next free place behind,
/// so that a question costs one look into memory.
/// </summary>
internal sealed class PairTable
{
    private Entry[] _entries = new Entry[1 << 14];
    private int _shift = 64 - 14;
    private int _free = 1 << 13;

    /// <summary>The entry of a pair. Where it is empty the caller fills it in.</summary>
    public ref Entry Find(ulong pair)
    {
        ref var entry = ref Place(pair);
        if (entry.Pair != 0 || --_free > 0)
            return ref entry;
        Grow();
        return ref Place(pair);
    }

    public IEnumerable<Entry> InOrder() => _entries.Where(static entry => entry.Pair != 0).OrderBy(static entry => entry.Pair);

    private ref Entry Place(ulong pair)
    {
        for (var at = (int)(pair * 0x9e37_79b9_7f4a_7c15 >> _shift); ; at = (at + 1) & (_entries.Length - 1))
        {
            ref var entry = ref _entries[at];
            if (entry.Pair == pair || entry.Pair == 0)
                return ref entry;
        }
    }

    /// <summary>Half of the places stay free.</summary>
    private void Grow()
    {
        var former = _entries;
        _free = former.Length / 2;
        _entries = new Entry[2 * former.Length];
        _shift--;
        foreach (var entry in former.Where(static entry => entry.Pair != 0))
        {
            Place(entry.Pair) = entry;
        }
    }

    internal struct Entry
    {
        /// <summary>Two characters, packed; 0 is none.</summary>
        public ulong Pair;

        public int Token;

        /// <summary>The passage in which it was last.</summary>
        public int Last;
    }
}
