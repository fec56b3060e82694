using System.Runtime.CompilerServices;

namespace OpenMinutes.Contracts;

/// <summary>A folded text that remembers where it came from, so that what is found in it can be shown in the original.</summary>
public sealed class FoldedText
{
    private char[] _text = [];
    private int[] _starts = [];
    private int[] _ends = [];
    private bool[] _gaps = [];
    private int _length;
    private string? _string;

    /// <summary>What <see cref="Folding.Fold(string)"/> makes of the original.</summary>
    public string Text => _string ??= Characters.ToString();

    /// <summary>The same, until another text is folded here.</summary>
    public ReadOnlySpan<char> Characters => _text.AsSpan(0, _length);

    /// <summary>The part of the original that a part of the folded text came from; whole characters, even where one became several (㈠ is folded to (一)).</summary>
    /// <param name="start">The first folded character.</param>
    /// <param name="length">How many, at least 1.</param>
    /// <returns>The range in the original.</returns>
    public Range Origin(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        return _starts[start].._ends[start + length - 1];
    }

    /// <summary>Whether white space was dropped between this folded character and the one before it.</summary>
    /// <param name="at">The folded character.</param>
    /// <returns>True after white space.</returns>
    public bool FollowsWhiteSpace(int at) => _gaps[at];

    internal void Clear() => (_length, _string) = (0, null);

    /// <summary>Makes room, so that so many characters can be appended.</summary>
    internal void MakeRoom(int more)
    {
        if (_length + more <= _text.Length)
        {
            return;
        }

        var room = Math.Max(_length + more, 2 * _text.Length);
        Array.Resize(ref _text, room);
        Array.Resize(ref _starts, room);
        Array.Resize(ref _ends, room);
        Array.Resize(ref _gaps, room);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Append(char c, int start, int end, bool gap)
    {
        var at = _length++;
        _text[at] = c;
        _starts[at] = start;
        _ends[at] = end;
        _gaps[at] = gap;
    }
}
