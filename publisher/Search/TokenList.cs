namespace OpenMinutes.Search;

/// <summary>The tokens of a record's passages, in arrays that serve one record after another. Those that occur twice in a passage are here twice.</summary>
internal sealed class TokenList
{
    private readonly List<int> _pairEnds = [];
    private readonly List<int> _wordEnds = [];
    private readonly List<int> _passageWords = [];
    private ulong[] _pairs = new ulong[1 << 14];
    private char[] _words = new char[1 << 12];
    private int _wordLength;

    /// <summary>How many passages there are.</summary>
    public int Passages => _pairEnds.Count;

    public void Clear()
    {
        _pairEnds.Clear();
        _wordEnds.Clear();
        _passageWords.Clear();
        _wordLength = 0;
    }

    /// <summary>Where the pairs of the next passage go.</summary>
    /// <param name="count">How many there may be.</param>
    public Span<ulong> RoomForPairs(int count)
    {
        var start = Start(_pairEnds, Passages);
        if (start + count > _pairs.Length)
            Array.Resize(ref _pairs, Math.Max(start + count, 2 * _pairs.Length));
        return _pairs.AsSpan(start, count);
    }

    /// <summary>Adds a word of the next passage.</summary>
    public void AddWord(ReadOnlySpan<char> word)
    {
        var end = _wordLength + word.Length + 1;
        if (end > _words.Length)
            Array.Resize(ref _words, Math.Max(end, 2 * _words.Length));
        _words[_wordLength] = Tokens.Word;
        word.CopyTo(_words.AsSpan(_wordLength + 1));
        _wordEnds.Add(_wordLength = end);
    }

    /// <summary>What was added is a passage.</summary>
    /// <param name="pairs">How many pairs it has.</param>
    public void EndPassage(int pairs)
    {
        _pairEnds.Add(Start(_pairEnds, Passages) + pairs);
        _passageWords.Add(_wordEnds.Count);
    }

    public ReadOnlySpan<ulong> PairsOf(int passage) => _pairs.AsSpan(Start(_pairEnds, passage).._pairEnds[passage]);

    /// <summary>Which of the words are a passage's.</summary>
    public (int Start, int End) WordsOf(int passage) => (Start(_passageWords, passage), _passageWords[passage]);

    /// <summary>A word as it is a token, behind a space.</summary>
    public ReadOnlySpan<char> Word(int number) => _words.AsSpan(Start(_wordEnds, number).._wordEnds[number]);

    private static int Start(List<int> ends, int number) => number == 0 ? 0 : ends[number - 1];
}
