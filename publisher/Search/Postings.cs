using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OpenMinutes.Search;

/// <summary>
/// Which passages of a segment have which tokens. Records come in any order, each when its minutes are read; of each stay the numbers of its tokens until all are there, and
/// then the passages are sorted by token. Serves one segment after another.
/// </summary>
internal sealed class Postings
{
    private readonly TokenTable _tokens = new();

    // Filters and long words, which no number holds, have the lowest keys in the order in which they came; a packed token has a character in its highest bits.
    private readonly Dictionary<string, ulong> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ulong>.AlternateLookup<ReadOnlySpan<char>> _namesBySpan;
    private readonly NumberStore _store;
    private readonly SpareArrays _forSorting;
    private int[] _added = new int[1 << 13];
    private int _count;
    private int _passage;

    /// <param name="forNumbers">Arrays for the numbers of records' tokens.</param>
    /// <param name="forSorting">Arrays in which they are sorted.</param>
    public Postings(SpareArrays forNumbers, SpareArrays forSorting)
    {
        _namesBySpan = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        _store = new NumberStore(forNumbers);
        _forSorting = forSorting;
    }

    /// <summary>Adds the passages of a record.</summary>
    /// <returns>The numbers of their tokens, passage by passage; the first of each passage is complemented. They stay until they are sorted.</returns>
    public ReadOnlyMemory<int> Add(IndexedRecord record, IReadOnlyList<Passage> passages, TokenList tokens)
    {
        var filters = new Filters(this, record);
        _count = 0;
        for (var number = 0; number < passages.Count; number++)
        {
            _passage++;
            var start = _count;
            Add(filters.Of(passages[number]));
            Add(tokens.PackedOf(number));
            var (word, end) = tokens.LongWordsOf(number);
            for (; word < end; word++)
                Add([KeyOf(tokens.LongWord(word))]);
            _added[start] = ~_added[start];
        }

        return _store.Keep(_added.AsSpan(0, _count));
    }

    /// <summary>Forgets everything, for another segment.</summary>
    public void Clear()
    {
        _tokens.Clear();
        _names.Clear();
        _store.Clear();
        _passage = 0;
    }

    /// <summary>The tokens in their order, each with its passages.</summary>
    /// <param name="records">The tokens of the records, as they were returned, and the number of the first passage of each; in ascending order.</param>
    public IEnumerable<TokenPassages> InOrder(IReadOnlyList<(int First, ReadOnlyMemory<int> Tokens)> records)
    {
        var (tokens, counts, starts, count) = (TokensInOrder(), CountsOf(records), new int[_tokens.Count], 0);
        foreach (var (_, number) in tokens)
        {
            starts[number] = count;
            count += counts[number];
        }

        var sorted = _forSorting.Take(count);
        try
        {
            Sort(records, starts, sorted);
            // The next segment, which has begun, takes the room.
            _store.Clear();
            foreach (var (text, number) in tokens)
                yield return new TokenPassages(text, sorted.AsMemory(starts[number] - counts[number], counts[number]));
        }
        finally
        {
            _forSorting.Return(sorted);
        }
    }

    private ulong KeyOf(ReadOnlySpan<char> name)
    {
        ref var key = ref CollectionsMarshal.GetValueRefOrAddDefault(_namesBySpan, name, out var exists);
        if (!exists)
            key = (ulong)_names.Count;
        return key;
    }

    /// <summary>Adds tokens of a passage; those that it has already are not added again.</summary>
    // Runs for every character there is: it is not worth waiting until the runtime notices.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ReadOnlySpan<ulong> keys)
    {
        if (_count + keys.Length > _added.Length)
            Array.Resize(ref _added, Math.Max(_count + keys.Length, 2 * _added.Length));
        var (added, count, passage) = (_added, _count, _passage);
        foreach (var key in keys)
        {
            ref var token = ref _tokens.Find(key);
            if (token.Last == passage)
                continue;
            token.Last = passage;
            added[count++] = token.Number;
        }

        _count = count;
    }

    /// <summary>In how many passages each token is, by its number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int[] CountsOf(IReadOnlyList<(int First, ReadOnlyMemory<int> Tokens)> records)
    {
        var counts = new int[_tokens.Count];
        foreach (var (_, tokens) in records)
        {
            foreach (var token in tokens.Span)
                counts[token ^ (token >> 31)]++;
        }

        return counts;
    }

    /// <summary>Puts the passages of all tokens into one array.</summary>
    /// <param name="records">The tokens of the records.</param>
    /// <param name="ends">Where those of each token begin; at last, where they end.</param>
    /// <param name="passages">The array.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sort(IReadOnlyList<(int First, ReadOnlyMemory<int> Tokens)> records, int[] ends, int[] passages)
    {
        foreach (var (first, tokens) in records)
        {
            var passage = first - 1;
            foreach (var token in tokens.Span)
            {
                passage -= token >> 31;
                passages[ends[token ^ (token >> 31)]++] = passage;
            }
        }
    }

    /// <summary>The tokens by their UTF-16 units, and the number of each.</summary>
    private List<(string Text, int Number)> TokensInOrder()
    {
        var names = new string[_names.Count + 1];
        foreach (var (name, key) in _names)
            names[key] = name;
        var (keys, numbers) = _tokens.InOrder();
        var tokens = new List<(string Text, int Number)>(keys.Length);
        foreach (var (key, number) in keys.Zip(numbers))
            tokens.Add((key < (ulong)names.Length ? names[key] : Tokens.Unpack(key), number));

        // Long words belong among the packed ones; packed pairs are behind both, and in their order.
        var words = tokens.FindLastIndex(static token => token.Text[0] <= Tokens.Word) + 1;
        tokens.Sort(0, words, Comparer<(string Text, int Number)>.Create(static (one, other) => string.CompareOrdinal(one.Text, other.Text)));
        return tokens;
    }

    /// <summary>By what the passages of a record are filtered. Each filter is written and looked up once, not for every passage.</summary>
    private sealed class Filters(Postings postings, IndexedRecord record)
    {
        private static readonly string[] Kinds = [.. Enum.GetValues<PassageKind>().Select(static kind => $"{Tokens.Filter}kind:{SearchFormat.Word(kind)}")];

        private readonly ulong _series = postings.KeyOf($"{Tokens.Filter}series:{record.Series}");
        private readonly ulong _year = postings.KeyOf($"{Tokens.Filter}year:{record.HeldOn.Year}");
        private IReadOnlyList<string>? _units;
        private PassageKind _kind;
        private ulong[] _filters = [];

        public ReadOnlySpan<ulong> Of(Passage passage)
        {
            // Passages of one part, which come together, have one list.
            if (!ReferenceEquals(passage.Units, _units) || passage.Kind != _kind)
            {
                (_units, _kind) = (passage.Units, passage.Kind);
                _filters = [postings.KeyOf(Kinds[(int)_kind]), _series, _year, .. _units.Select(unit => postings.KeyOf($"{Tokens.Filter}unit:{unit}@{record.Body}"))];
            }

            return _filters;
        }
    }
}
