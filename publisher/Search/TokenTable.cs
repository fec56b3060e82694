using System.Runtime.CompilerServices;

namespace OpenMinutes.Search;

/// <summary>
/// The tokens of a segment, and in which passage each was last: what indexing asks more often than anything else. An entry is where its key says, or the next free place behind,
/// so that a question costs one look into memory.
/// </summary>
internal sealed class TokenTable
{
    private Entry[] _entries = new Entry[1 << 14];
    private int _shift = 64 - 14;

    /// <summary>How many tokens there are.</summary>
    public int Count { get; private set; }

    /// <summary>The entry of a token; the next number is given to one that is new.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Entry Find(ulong key)
    {
        ref var entry = ref Place(key);
        if (entry.Key == 0)
            return ref Add(key);
        return ref entry;
    }

    /// <summary>The keys in their order, and the number of each.</summary>
    public (ulong[] Keys, int[] Numbers) InOrder()
    {
        var (keys, numbers, at) = (new ulong[Count], new int[Count], 0);
        foreach (ref var entry in _entries.AsSpan())
        {
            if (entry.Key == 0)
                continue;
            (keys[at], numbers[at]) = (entry.Key, entry.Number);
            at++;
        }

        Array.Sort(keys, numbers);
        return (keys, numbers);
    }

    /// <summary>Forgets the tokens, and keeps the room.</summary>
    public void Clear()
    {
        Array.Clear(_entries);
        Count = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Entry Place(ulong key)
    {
        var entries = _entries;
        for (var at = (int)(key * 0x9e37_79b9_7f4a_7c15 >> _shift); ; at = (at + 1) & (entries.Length - 1))
        {
            ref var entry = ref entries[at];
            if (entry.Key == key || entry.Key == 0)
                return ref entry;
        }
    }

    /// <summary>Adds a token; half of all places stay free.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref Entry Add(ulong key)
    {
        if (2 * (Count + 1) > _entries.Length)
            Grow();
        ref var entry = ref Place(key);
        (entry.Key, entry.Number) = (key, Count++);
        return ref entry;
    }

    private void Grow()
    {
        var former = _entries;
        _entries = new Entry[2 * former.Length];
        _shift--;
        foreach (ref var entry in former.AsSpan())
        {
            if (entry.Key != 0)
                Place(entry.Key) = entry;
        }
    }

    internal struct Entry
    {
        /// <summary>The token; 0 is none.</summary>
        public ulong Key;

        /// <summary>Counted from 0, in the order in which tokens came.</summary>
        public int Number;

        /// <summary>The passage in which it was last, counted from 1.</summary>
        public int Last;
    }
}
