using System.Runtime.InteropServices;

namespace OpenMinutes.Search;

/// <summary>Which passages of a segment have which tokens. Passages are added in their order.</summary>
internal sealed class Postings : ITokenReader
{
    private readonly PairTable _pairs = new();
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _wordsBySpan;
    private readonly List<Token> _tokens = [];
    private readonly List<(int Token, int Passage)> _postings = [];
    private int _passage = -1;

    public Postings() => _wordsBySpan = _words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>All that follows belongs to a passage.</summary>
    /// <param name="number">Its number, which is larger than those before.</param>
    public void BeginPassage(int number) => _passage = number;

    public void Pair(ulong pair)
    {
        ref var known = ref _pairs.Find(pair);
        if (known.Pair == 0)
            known = new PairTable.Entry { Pair = pair, Token = NewToken(), Last = -1 };
        if (known.Last == _passage)
            return;
        known.Last = _passage;
        _postings.Add((known.Token, _passage));
    }

    public void Word(ReadOnlySpan<char> word) => Named(Tokens.Word, word);

    public void Filter(string name) => Named(Tokens.Filter, name);

    /// <summary>The tokens in their order.</summary>
    public IEnumerable<TokenPassages> InOrder()
    {
        var passages = ByToken();
        foreach (var (text, token) in TokensInOrder())
            yield return new TokenPassages(text, passages.AsMemory(_tokens[token].Start, _tokens[token].Count));
    }

    private void Named(char kind, ReadOnlySpan<char> name)
    {
        Span<char> text = name.Length < 256 ? stackalloc char[name.Length + 1] : new char[name.Length + 1];
        text[0] = kind;
        name.CopyTo(text[1..]);
        if (!_wordsBySpan.TryGetValue(text, out var token))
        {
            token = NewToken();
            _wordsBySpan[text] = token;
        }

        Add(token);
    }

    private int NewToken()
    {
        _tokens.Add(new Token { Last = -1 });
        return _tokens.Count - 1;
    }

    private void Add(int token)
    {
        ref var entry = ref CollectionsMarshal.AsSpan(_tokens)[token];
        if (entry.Last == _passage)
            return;
        entry.Last = _passage;
        _postings.Add((token, _passage));
    }

    /// <summary>The passages of all tokens in one array, each token's where it then says that they start.</summary>
    private int[] ByToken()
    {
        var tokens = CollectionsMarshal.AsSpan(_tokens);
        foreach (var (token, _) in CollectionsMarshal.AsSpan(_postings))
        {
            tokens[token].Count++;
        }

        var start = 0;
        foreach (ref var token in tokens)
        {
            token.Start = start;
            start += token.Count;
            token.Count = 0;
        }

        var passages = new int[start];
        foreach (var (token, passage) in CollectionsMarshal.AsSpan(_postings))
        {
            passages[tokens[token].Start + tokens[token].Count++] = passage;
        }

        return passages;
    }

    /// <summary>Words and filters come first: they begin with white space, of which no folded text has any.</summary>
    private IEnumerable<(string Text, int Token)> TokensInOrder()
    {
        foreach (var (word, token) in _words.OrderBy(static word => word.Key, StringComparer.Ordinal))
        {
            yield return (word, token);
        }

        foreach (var known in _pairs.InOrder())
        {
            yield return (Tokens.Unpack(known.Pair), known.Token);
        }
    }

    private struct Token
    {
        public int Last;
        public int Count;
        public int Start;
    }
}
