using System.Runtime.CompilerServices;

namespace OpenMinutes.Search;

/// <summary>
/// The pairs of a segment, and in which passage each was last: what indexing asks more often than anything else. An entry is where its pair says, or the next free place behind,
/// so that a question costs one look into memory.
/// </summary>
internal sealed class PairTable
{
    private Entry[] _entries = new Entry[1 << 14];
    private int _shift = 64 - 14;
    private int _count;

    /// <summary>The entry of a pair. Where it is empty the caller fills it in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref Entry Find(ulong pair)
    {
        ref var entry = ref Place(pair);
        if (entry.Pair == 0)
            return ref Free(pair);
        return ref entry;
    }

    /// <summary>The pairs in their order, and the token of each.</summary>
    public (ulong[] Pairs, int[] Tokens) InOrder()
    {
        var (pairs, tokens, at) = (new ulong[_count], new int[_count], 0);
        foreach (ref var entry in _entries.AsSpan())
        {
            if (entry.Pair == 0)
                continue;
            (pairs[at], tokens[at]) = (entry.Pair, entry.Token);
            at++;
        }

        Array.Sort(pairs, tokens);
        return (pairs, tokens);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Entry Place(ulong pair)
    {
        var entries = _entries;
        for (var at = (int)(pair * 0x9e37_79b9_7f4a_7c15 >> _shift); ; at = (at + 1) & (entries.Length - 1))
        {
            ref var entry = ref entries[at];
            if (entry.Pair == pair || entry.Pair == 0)
                return ref entry;
        }
    }

    /// <summary>A free place for a pair; half of all places stay free.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref Entry Free(ulong pair)
    {
        if (2 * ++_count > _entries.Length)
            Grow();
        return ref Place(pair);
    }

    private void Grow()
    {
        var former = _entries;
        _entries = new Entry[2 * former.Length];
        _shift--;
        foreach (ref var entry in former.AsSpan())
        {
            if (entry.Pair != 0)
                Place(entry.Pair) = entry;
        }
    }

    internal struct Entry
    {
        /// <summary>Two characters, packed; 0 is none.</summary>
        public ulong Pair;

        public int Token;

        /// <summary>The passage in which it was last, counted from 1.</summary>
        public int Last;
    }
}
