namespace OpenMinutes.Rendering.Comparing;

/// <summary>The shortest way from one sequence to another (E. Myers, An O(ND) Difference Algorithm and Its Variations, 1986).</summary>
internal static class Myers
{
    /// <summary>Sequences that are farther apart than this are taken to have nothing in common: nobody could read the difference, and finding it costs the square.</summary>
    private const int MostEdits = 1_000;

    /// <summary>What to keep, delete and insert, in order; what is kept and deleted makes the first sequence, what is kept and inserted the second.</summary>
    public static List<Edit> Edits<T>(ReadOnlySpan<T> before, ReadOnlySpan<T> after)
        where T : IEquatable<T>
    {
        var prefix = before.CommonPrefixLength(after);
        before = before[prefix..];
        after = after[prefix..];
        var suffix = 0;
        while (suffix < before.Length && suffix < after.Length && before[^(suffix + 1)].Equals(after[^(suffix + 1)]))
        {
            suffix++;
        }

        before = before[..^suffix];
        after = after[..^suffix];
        var edits = new EditList();
        edits.Add(EditKind.Keep, prefix);
        if (Trace(before, after) is { } trace)
        {
            foreach (var kind in Steps(trace, before.Length, after.Length))
            {
                edits.Add(kind, 1);
            }
        }
        else
        {
            edits.Add(EditKind.Delete, before.Length);
            edits.Add(EditKind.Insert, after.Length);
        }

        edits.Add(EditKind.Keep, suffix);
        return edits.Finished();
    }

    /// <summary>How far one gets on each diagonal (from -d to d) with 0, 1, 2, … edits; null where the end is out of reach.</summary>
    private static List<int[]>? Trace<T>(ReadOnlySpan<T> before, ReadOnlySpan<T> after)
        where T : IEquatable<T>
    {
        var most = Math.Min(before.Length + after.Length, MostEdits);
        var furthest = new int[(2 * most) + 3];
        var zero = most + 1;
        var trace = new List<int[]>();
        for (var d = 0; d <= most; d++)
        {
            for (var diagonal = -d; diagonal <= d; diagonal += 2)
            {
                var at = zero + diagonal;
                var x = Inserts(diagonal, d, furthest, zero) ? furthest[at + 1] : furthest[at - 1] + 1;
                while (x < before.Length && x - diagonal < after.Length && before[x].Equals(after[x - diagonal]))
                {
                    x++;
                }

                furthest[at] = x;
                if (x >= before.Length && x - diagonal >= after.Length)
                {
                    return trace;
                }
            }

            trace.Add(furthest[(zero - d)..(zero + d + 1)]);
        }

        return null;
    }

    /// <summary>Whether the way to a diagonal comes from the one above, by an insertion, rather than from the one below, by a deletion.</summary>
    private static bool Inserts(int diagonal, int d, int[] furthest, int zero) =>
        diagonal == -d || (diagonal != d && furthest[zero + diagonal - 1] < furthest[zero + diagonal + 1]);

    /// <summary>The way, found from its end.</summary>
    private static Stack<EditKind> Steps(List<int[]> trace, int x, int y)
    {
        var steps = new Stack<EditKind>();
        for (var d = trace.Count; d > 0; d--)
        {
            var former = trace[d - 1];
            var zero = d - 1;
            var diagonal = x - y;
            var inserts = Inserts(diagonal, d, former, zero);
            var from = inserts ? diagonal + 1 : diagonal - 1;
            var fromX = former[zero + from];
            var fromY = fromX - from;
            while (x > fromX && y > fromY)
            {
                steps.Push(EditKind.Keep);
                x--;
                y--;
            }

            steps.Push(inserts ? EditKind.Insert : EditKind.Delete);
            x = fromX;
            y = fromY;
        }

        for (; x > 0; x--)
        {
            steps.Push(EditKind.Keep);
        }

        return steps;
    }

    /// <summary>Puts steps together; between two kept pieces what is deleted comes before what is inserted.</summary>
    private sealed class EditList
    {
        private readonly List<Edit> _edits = [];
        private int _deleted;
        private int _inserted;

        public void Add(EditKind kind, int length)
        {
            switch (kind)
            {
                case EditKind.Delete:
                    _deleted += length;
                    break;
                case EditKind.Insert:
                    _inserted += length;
                    break;
                default:
                    Keep(length);
                    break;
            }
        }

        public List<Edit> Finished()
        {
            Settle();
            return _edits;
        }

        private void Keep(int length)
        {
            if (length == 0)
            {
                return;
            }

            Settle();
            if (_edits is [.., { Kind: EditKind.Keep } last])
            {
                _edits[^1] = last with { Length = last.Length + length };
            }
            else
            {
                _edits.Add(new Edit(EditKind.Keep, length));
            }
        }

        private void Settle()
        {
            if (_deleted > 0)
            {
                _edits.Add(new Edit(EditKind.Delete, _deleted));
            }

            if (_inserted > 0)
            {
                _edits.Add(new Edit(EditKind.Insert, _inserted));
            }

            _deleted = 0;
            _inserted = 0;
        }
    }
}

internal enum EditKind
{
    Keep,
    Delete,
    Insert,
}

/// <param name="Kind">What to do.</param>
/// <param name="Length">With how many elements.</param>
internal readonly record struct Edit(EditKind Kind, int Length);
