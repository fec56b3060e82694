namespace OpenMinutes.Search;

/// <summary>Lists of numbers one behind another in few large arrays, which the collector does not move and which serve again.</summary>
internal sealed class NumberStore
{
    private const int ChunkSize = 1 << 18;

    private readonly List<int[]> _chunks = [];
    private int _chunk = -1;
    private int _used;

    /// <summary>Keeps some numbers until <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<int> Keep(ReadOnlySpan<int> numbers)
    {
        if (_chunk < 0 || _chunks[_chunk].Length - _used < numbers.Length)
            Open(numbers.Length);
        var kept = _chunks[_chunk].AsMemory(_used, numbers.Length);
        numbers.CopyTo(kept.Span);
        _used += numbers.Length;
        return kept;
    }

    public void Clear() => (_chunk, _used) = (-1, 0);

    private void Open(int least)
    {
        (_chunk, _used) = (_chunk + 1, 0);
        if (_chunk == _chunks.Count)
            _chunks.Add([]);
        if (_chunks[_chunk].Length < Math.Max(1, least))
            _chunks[_chunk] = GC.AllocateUninitializedArray<int>(Math.Max(ChunkSize, least), pinned: true);
    }
}
