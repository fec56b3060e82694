namespace OpenMinutes.Contracts;

/// <summary>A folded text that remembers where it came from, so that what is found in it can be shown in the original.</summary>
public sealed class FoldedText
{
    private readonly int[] _starts;
    private readonly int[] _ends;
    private readonly bool[] _gaps;

    internal FoldedText(string text, int[] starts, int[] ends, bool[] gaps)
    {
        Text = text;
        _starts = starts;
        _ends = ends;
        _gaps = gaps;
    }

    /// <summary>What <see cref="Folding.Fold"/> makes of the original.</summary>
    public string Text { get; }

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
}
