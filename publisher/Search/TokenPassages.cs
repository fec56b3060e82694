namespace OpenMinutes.Search;

/// <summary>A token, and the passages of a segment that have it.</summary>
/// <param name="Token">The token.</param>
/// <param name="Passages">The passages, in ascending order; valid until the next token is asked for.</param>
internal readonly record struct TokenPassages(string Token, ReadOnlyMemory<int> Passages)
{
    /// <summary>All tokens of two lists, each in the order of UTF-16 units, that share no passage.</summary>
    public static IEnumerable<TokenPassages> Merge(IEnumerable<TokenPassages> one, IEnumerable<TokenPassages> other)
    {
        using var first = one.GetEnumerator();
        using var second = other.GetEnumerator();
        var both = new List<int>();
        var (hasFirst, hasSecond) = (first.MoveNext(), second.MoveNext());
        while (hasFirst || hasSecond)
        {
            var order = !hasFirst ? 1 : !hasSecond ? -1 : string.CompareOrdinal(first.Current.Token, second.Current.Token);
            yield return order switch
            {
                < 0 => first.Current,
                > 0 => second.Current,
                _ => new TokenPassages(first.Current.Token, Union(first.Current.Passages.Span, second.Current.Passages.Span, both)),
            };
            if (order <= 0)
                hasFirst = first.MoveNext();
            if (order >= 0)
                hasSecond = second.MoveNext();
        }
    }

    private static ReadOnlyMemory<int> Union(ReadOnlySpan<int> one, ReadOnlySpan<int> other, List<int> into)
    {
        into.Clear();
        into.AddRange(one);
        into.AddRange(other);
        into.Sort();
        return into.ToArray();
    }
}
