namespace OpenMinutes.Search;

/// <summary>
/// Lists of numbers one behind another in few large arrays: what so many small ones hold would be moved, and moved again, before anybody asks for it.
/// </summary>
/// <param name="spare">Arrays that nobody uses.</param>
internal sealed class NumberStore(SpareArrays spare)
{
    private readonly List<int[]> _chunks = [];
    private int _used;

    /// <summary>Keeps some numbers until <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<int> Keep(ReadOnlySpan<int> numbers)
    {
        if (_chunks.Count == 0 || _chunks[^1].Length - _used < numbers.Length)
        {
            _chunks.Add(spare.Take(numbers.Length));
            _used = 0;
        }

        var kept = _chunks[^1].AsMemory(_used, numbers.Length);
        numbers.CopyTo(kept.Span);
        _used += numbers.Length;
        return kept;
    }

    public void Clear()
    {
        foreach (var chunk in _chunks)
            spare.Return(chunk);
        _chunks.Clear();
    }
}
