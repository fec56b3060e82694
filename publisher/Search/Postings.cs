using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace OpenMinutes.Search;

/// <summary>Which passages of a segment have which tokens. Passages are added in their order.</summary>
internal sealed class Postings : ITokenReader
{
    /// <summary>A shard is closed once it has so many bytes, before it is deflated to some two thirds.</summary>
    private const int ShardSize = 6 * 1024;

    private readonly PairTable _pairs = new();
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _wordsBySpan;
    private readonly List<Token> _tokens = [];
    private readonly List<(int Token, int Passage)> _postings = [];
    private int _passage = -1;

    public Postings() => _wordsBySpan = _words.GetAlternateLookup<ReadOnlySpan<char>>();

    public int Passages => _passage + 1;

    /// <summary>All that follows belongs to the next passage.</summary>
    public void BeginPassage() => _passage++;

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

    /// <summary>The shards in the order of their tokens, and with which token each begins.</summary>
    public IEnumerable<(string First, byte[] Content)> Shards()
    {
        var passages = ByToken();
        var shard = new ArrayBufferWriter<byte>(2 * ShardSize);
        var first = "";
        var before = "";
        foreach (var (text, token) in InOrder())
        {
            if (shard.WrittenCount == 0)
                (first, before) = (text, "");

            var shared = CommonPrefix(before, text);
            WriteNumber(shard, shared);
            WriteNumber(shard, Encoding.UTF8.GetByteCount(text.AsSpan(shared)));
            Encoding.UTF8.GetBytes(text.AsSpan(shared), shard);
            WriteNumber(shard, _tokens[token].Count);
            var last = -1;
            foreach (var passage in passages.AsSpan(_tokens[token].Start, _tokens[token].Count))
            {
                WriteNumber(shard, passage - last - 1);
                last = passage;
            }

            before = text;
            if (shard.WrittenCount >= ShardSize)
            {
                yield return (first, SearchFormat.Deflate(shard.WrittenSpan));
                shard.ResetWrittenCount();
            }
        }

        if (shard.WrittenCount > 0)
            yield return (first, SearchFormat.Deflate(shard.WrittenSpan));
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
    private IEnumerable<(string Text, int Token)> InOrder()
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

    /// <summary>In UTF-16 units, never ending within a character.</summary>
    private static int CommonPrefix(string before, string text)
    {
        var length = before.AsSpan().CommonPrefixLength(text);
        return length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
    }

    /// <summary>Seven bits a byte, the lowest first; all bytes but the last have the eighth.</summary>
    private static void WriteNumber(ArrayBufferWriter<byte> output, int number)
    {
        var bytes = output.GetSpan(5);
        var length = 0;
        var rest = (uint)number;
        for (; rest >= 0x80; rest >>= 7)
        {
            bytes[length++] = (byte)(rest | 0x80);
        }

        bytes[length++] = (byte)rest;
        output.Advance(length);
    }

    private struct Token
    {
        public int Last;
        public int Count;
        public int Start;
    }
}
