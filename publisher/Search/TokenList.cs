namespace OpenMinutes.Search;

/// <summary>The tokens of a record's passages, in arrays that serve one record after another. Those that occur twice in a passage are here twice.</summary>
internal sealed class TokenList
{
    private readonly List<int> _packedEnds = [];
    private readonly List<int> _wordEnds = [];
    private readonly List<int> _passageWords = [];
    private ulong[] _packed = new ulong[1 << 14];
    private char[] _words = new char[1 << 12];
    private int _wordLength;

    /// <summary>How many passages there are.</summary>
    public int Passages => _packedEnds.Count;

    public void Clear()
    {
        _packedEnds.Clear();
        _wordEnds.Clear();
        _passageWords.Clear();
        _wordLength = 0;
    }

    /// <summary>Where the packed tokens of the next passage go.</summary>
    /// <param name="count">How many there may be.</param>
    public Span<ulong> RoomForPacked(int count)
    {
        var start = Start(_packedEnds, Passages);
        if (start + count > _packed.Length)
            Array.Resize(ref _packed, Math.Max(start + count, 2 * _packed.Length));
        return _packed.AsSpan(start, count);
    }

    /// <summary>Adds a word of the next passage that is too long to be packed, and returns where it is to be written.</summary>
    public Span<char> RoomForLongWord(int length)
    {
        var end = _wordLength + length + 1;
        if (end > _words.Length)
            Array.Resize(ref _words, Math.Max(end, 2 * _words.Length));
        _words[_wordLength] = Tokens.Word;
        var word = _words.AsSpan(_wordLength + 1, length);
        _wordEnds.Add(_wordLength = end);
        return word;
    }

    /// <summary>Forgets what was added of the next passage.</summary>
    public void ForgetPassage()
    {
        var words = Start(_passageWords, Passages);
        _wordEnds.RemoveRange(words, _wordEnds.Count - words);
        _wordLength = Start(_wordEnds, words);
    }

    /// <summary>What was added is a passage.</summary>
    /// <param name="packed">How many packed tokens it has.</param>
    public void EndPassage(int packed)
    {
        _packedEnds.Add(Start(_packedEnds, Passages) + packed);
        _passageWords.Add(_wordEnds.Count);
    }

    public ReadOnlySpan<ulong> PackedOf(int passage) => _packed.AsSpan(Start(_packedEnds, passage).._packedEnds[passage]);

    /// <summary>Which of the long words are a passage's.</summary>
    public (int Start, int End) LongWordsOf(int passage) => (Start(_passageWords, passage), _passageWords[passage]);

    /// <summary>A word as it is a token, behind a space.</summary>
    public ReadOnlySpan<char> LongWord(int number) => _words.AsSpan(Start(_wordEnds, number).._wordEnds[number]);

    private static int Start(List<int> ends, int number) => number == 0 ? 0 : ends[number - 1];
}
