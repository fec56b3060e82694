using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OpenMinutes.Search;

/// <summary>
/// Which passages of a segment have which tokens. Records come in any order, each when its minutes are read; of each stay the numbers of its tokens until all are there, and
/// then the passages are sorted by token.
/// </summary>
internal sealed class Postings
{
    private readonly PairTable _pairs = new();
    private readonly Dictionary<string, Named> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Named>.AlternateLookup<ReadOnlySpan<char>> _namesBySpan;
    private int[] _added = new int[1 << 13];
    private int _count;
    private int _tokens;
    private int _passage;

    public Postings() => _namesBySpan = _names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Adds the passages of a record.</summary>
    /// <returns>The numbers of their tokens, passage by passage; the first of each passage is complemented.</returns>
    public int[] Add(IndexedRecord record, IReadOnlyList<Passage> passages, TokenList tokens)
    {
        var filters = new Filters(this, record);
        _count = 0;
        for (var number = 0; number < passages.Count; number++)
        {
            _passage++;
            var start = _count;
            filters.AddOf(passages[number]);
            AddPairs(tokens.PairsOf(number));
            var (word, end) = tokens.WordsOf(number);
            for (; word < end; word++)
                AddWord(tokens.Word(word));
            _added[start] = ~_added[start];
        }

        return _added.AsSpan(0, _count).ToArray();
    }

    /// <summary>The tokens in their order, each with its passages.</summary>
    /// <param name="records">The tokens of the records, as they were returned, and the number of the first passage of each; in ascending order.</param>
    public IEnumerable<TokenPassages> InOrder(IReadOnlyList<(int First, int[] Tokens)> records)
    {
        var ends = new int[_tokens];
        var passages = ArrayPool<int>.Shared.Rent(records.Sum(static record => record.Tokens.Length));
        try
        {
            Sort(records, ends, passages);
            foreach (var (text, token) in TokensInOrder())
            {
                var start = token == 0 ? 0 : ends[token - 1];
                yield return new TokenPassages(text, passages.AsMemory(start, ends[token] - start));
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(passages);
        }
    }

    private ref Named Known(ReadOnlySpan<char> name)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_namesBySpan, name, out var exists);
        if (!exists)
            known.Token = _tokens++;
        return ref known;
    }

    private void AddWord(ReadOnlySpan<char> word)
    {
        ref var known = ref Known(word);
        if (known.Last == _passage)
            return;
        known.Last = _passage;
        Add(known.Token);
    }

    private void Add(int token)
    {
        MakeRoom(1);
        _added[_count++] = token;
    }

    // Runs for every character there is: it is not worth waiting until the runtime notices.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddPairs(ReadOnlySpan<ulong> pairs)
    {
        MakeRoom(pairs.Length);
        var (added, count, passage) = (_added, _count, _passage);
        foreach (var pair in pairs)
        {
            ref var known = ref _pairs.Find(pair);
            if (known.Last == passage)
                continue;
            if (known.Pair == 0)
                known = new PairTable.Entry { Pair = pair, Token = _tokens++ };
            known.Last = passage;
            added[count++] = known.Token;
        }

        _count = count;
    }

    private void MakeRoom(int more)
    {
        if (_count + more > _added.Length)
            Array.Resize(ref _added, Math.Max(_count + more, 2 * _added.Length));
    }

    /// <summary>Puts the passages of all tokens into one array, those of a token behind those of the one before.</summary>
    /// <param name="records">The tokens of the records.</param>
    /// <param name="ends">Where those of each token end.</param>
    /// <param name="passages">The array.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sort(IReadOnlyList<(int First, int[] Tokens)> records, int[] ends, int[] passages)
    {
        foreach (var (_, tokens) in records)
        {
            foreach (var token in tokens)
                ends[token < 0 ? ~token : token]++;
        }

        var start = 0;
        foreach (ref var end in ends.AsSpan())
            (end, start) = (start, start + end);

        foreach (var (first, tokens) in records)
        {
            var passage = first - 1;
            foreach (var token in tokens)
            {
                if (token < 0)
                    passages[ends[~token]++] = ++passage;
                else
                    passages[ends[token]++] = passage;
            }
        }
    }

    /// <summary>Words and filters come first: they begin with white space, of which no folded text has any.</summary>
    private IEnumerable<(string Text, int Token)> TokensInOrder()
    {
        var names = _names.Keys.ToArray();
        Array.Sort(names, StringComparer.Ordinal);
        foreach (var name in names)
            yield return (name, _names[name].Token);
        var (pairs, tokens) = _pairs.InOrder();
        for (var at = 0; at < pairs.Length; at++)
            yield return (Tokens.Unpack(pairs[at]), tokens[at]);
    }

    private struct Named
    {
        public int Token;

        /// <summary>The passage in which it was last, counted from 1.</summary>
        public int Last;
    }

    /// <summary>By what the passages of a record are filtered. Each filter is written and looked up once, not for every passage.</summary>
    private sealed class Filters(Postings postings, IndexedRecord record)
    {
        private static readonly string[] Kinds = [.. Enum.GetValues<PassageKind>().Select(static kind => $"{Tokens.Filter}kind:{SearchFormat.Word(kind)}")];

        private readonly int _series = postings.Known($"{Tokens.Filter}series:{record.Series}").Token;
        private readonly int _year = postings.Known($"{Tokens.Filter}year:{record.HeldOn.Year}").Token;
        private readonly int?[] _kinds = new int?[Kinds.Length];
        private IReadOnlyList<string> _units = [];
        private int[] _ofUnits = [];

        public void AddOf(Passage passage)
        {
            postings.Add(_kinds[(int)passage.Kind] ??= postings.Known(Kinds[(int)passage.Kind]).Token);
            postings.Add(_series);
            postings.Add(_year);

            // Passages of one part, which come together, have one list.
            if (!ReferenceEquals(passage.Units, _units))
                (_units, _ofUnits) = (passage.Units, [.. passage.Units.Distinct(StringComparer.Ordinal).Select(unit => postings.Known($"{Tokens.Filter}unit:{unit}@{record.Body}").Token)]);
            foreach (var unit in _ofUnits)
                postings.Add(unit);
        }
    }
}
