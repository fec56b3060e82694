using System.Collections.Concurrent;

namespace OpenMinutes.Search;

/// <summary>Large arrays that serve again, on whatever thread: a pool of .NET's keeps one for every thread that ever gave one back. The collector leaves them where they are.</summary>
internal sealed class SpareArrays
{
    /// <summary>Arrays have so many numbers, or several times so many.</summary>
    private const int Unit = 1 << 18;

    private readonly ConcurrentBag<int[]> _spare = [];

    /// <param name="least">How many numbers it has to hold.</param>
    public int[] Take(int least) =>
        _spare.TryTake(out var array) && array.Length >= least ? array : GC.AllocateUninitializedArray<int>((least / Unit + 1) * Unit, pinned: true);

    public void Return(int[] array) => _spare.Add(array);

    /// <summary>Nobody will need one any more.</summary>
    public void Clear() => _spare.Clear();
}
