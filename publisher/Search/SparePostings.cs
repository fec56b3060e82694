using System.Collections.Concurrent;

namespace OpenMinutes.Search;

/// <summary>The postings of segments that are written, for segments that are to come.</summary>
/// <param name="segments">How many segments there are.</param>
internal sealed class SparePostings(int segments)
{
    private readonly ConcurrentBag<Postings> _spare = [];
    private int _toCome = segments;

    /// <summary>Empty ones, for one of the segments.</summary>
    public Postings Take()
    {
        var taken = _spare.TryTake(out var spare) ? spare : new Postings();
        if (Interlocked.Decrement(ref _toCome) == 0)
            _spare.Clear();
        return taken;
    }

    /// <summary>Takes those of a segment that is written; nobody keeps what no segment will need.</summary>
    public void Return(Postings postings)
    {
        if (Volatile.Read(ref _toCome) == 0)
            return;
        postings.Clear();
        _spare.Add(postings);
    }
}
