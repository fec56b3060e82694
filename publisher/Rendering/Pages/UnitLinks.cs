using OpenMinutes.Contracts;

namespace OpenMinutes.Rendering.Pages;

/// <summary>The units that minutes name, as links to their pages where they have one.</summary>
/// <param name="units">The units that have a page: printed name to slug.</param>
internal sealed class UnitLinks(IReadOnlyDictionary<string, string> units)
{
    public string? UrlOf(string? name) => name is not null && units.TryGetValue(name, out var slug) ? UnitPage.UrlOf(slug) : null;

    /// <summary>A line in which a unit's name is a link to its page, if it has one.</summary>
    public List<Link> Named(string line, string? unit)
    {
        var url = UrlOf(unit);
        var at = url is null ? -1 : line.IndexOf(unit!, StringComparison.Ordinal);
        if (at < 0)
        {
            return [new(line, null)];
        }

        var pieces = new List<Link>(3);
        if (at > 0)
        {
            pieces.Add(new(line[..at], null));
        }

        pieces.Add(new(unit!, url));
        if (at + unit!.Length < line.Length)
        {
            pieces.Add(new(line[(at + unit.Length)..], null));
        }

        return pieces;
    }

    /// <summary>The units that a text names, in its order; of names that overlap, the longest.</summary>
    public List<Link> In(string text)
    {
        List<string>? named = null;
        foreach (var name in units.Keys)
        {
            if (name.Length > 1 && text.Contains(name, StringComparison.Ordinal))
            {
                (named ??= []).Add(name);
            }
        }

        if (named is null)
        {
            return [];
        }

        var found = new SortedList<int, (int End, string Name)>();
        foreach (var name in named.OrderByDescending(static name => name.Length).ThenBy(static name => name, StringComparer.Ordinal))
        {
            for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + name.Length, StringComparison.Ordinal))
            {
                if (found.All(other => at >= other.Value.End || at + name.Length <= other.Key))
                {
                    found.Add(at, (at + name.Length, name));
                }
            }
        }

        return [.. found.Values.DistinctBy(unit => units[unit.Name]).Select(unit => new Link(unit.Name, UrlOf(unit.Name)))];
    }

    public UnitsView? Units(IReadOnlyList<Unit> named)
    {
        if (named.Count == 0)
        {
            return null;
        }

        var bracketed = named.Where(Printed.IsBracketed).ToList();
        if (bracketed.Count == named.Count)
        {
            return new UnitsView(Inline(bracketed), null);
        }

        var lines = named.Except(bracketed).Select(unit => (IReadOnlyList<Link>)Named(unit.AsWritten!, unit.Name)).ToList();
        return new UnitsView(bracketed.Count == 0 ? null : Inline(bracketed), lines.Count == 0 ? null : lines);
    }

    private List<Link> Inline(List<Unit> bracketed)
    {
        var pieces = new List<Link>();
        var rest = Printed.Units(bracketed).AsSpan();
        foreach (var unit in bracketed)
        {
            var at = UrlOf(unit.Name) is null ? -1 : rest.IndexOf(unit.Name, StringComparison.Ordinal);
            if (at >= 0)
            {
                pieces.Add(new Link(rest[..at].ToString(), null));
                pieces.Add(new Link(unit.Name, UrlOf(unit.Name)));
                rest = rest[(at + unit.Name.Length)..];
            }
        }

        if (rest.Length > 0)
        {
            pieces.Add(new Link(rest.ToString(), null));
        }

        return pieces;
    }
}
