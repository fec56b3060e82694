using System.Collections.Concurrent;

namespace OpenMinutes.Search;

/// <summary>The postings of segments that are written, for segments that are to come.</summary>
internal sealed class SparePostings
{
    private readonly ConcurrentBag<Postings> _spare = [];
    private readonly SpareArrays _forNumbers = new();
    private readonly SpareArrays _forSorting = new();
    private int _toCome;
    private int _toGo;

    /// <summary>Says, before any are taken, that a segment will take some.</summary>
    public void Expect() => _toGo = ++_toCome;

    /// <summary>Empty ones, for one of the segments that were told of.</summary>
    public Postings Take()
    {
        var taken = _spare.TryTake(out var spare) ? spare : new Postings(_forNumbers, _forSorting);
        if (Interlocked.Decrement(ref _toCome) == 0)
            _spare.Clear();
        return taken;
    }

    /// <summary>Takes those of a segment that is written; nobody keeps what no segment will need.</summary>
    public void Return(Postings postings)
    {
        postings.Clear();
        if (Volatile.Read(ref _toCome) > 0)
            _spare.Add(postings);
        if (Interlocked.Decrement(ref _toGo) > 0)
            return;
        _forNumbers.Clear();
        _forSorting.Clear();
    }
}
