using System.Buffers;
using OpenMinutes.Contracts;

namespace OpenMinutes.Rendering.Pages;

/// <summary>The units that the minutes of a body name, as links to their pages where they have one; the same for all minutes of the body.</summary>
internal sealed class UnitLinks
{
    private const int OnesKnown = 1 << 8;

    public static readonly UnitLinks None = new(new Dictionary<string, string>());

    private readonly Dictionary<string, Link> _links;
    private readonly string[] _longestFirst;
    private readonly SearchValues<string> _anyName;

    // Most parts have one unit, and other parts have had it before: its view is made once, until another unit comes that has its place.
    private readonly OneUnit?[] _ones = new OneUnit?[OnesKnown];

    /// <param name="units">The units that have a page: printed name (or alias, in this body's minutes) to slug.</param>
    public UnitLinks(IReadOnlyDictionary<string, string> units)
    {
        _links = units.ToDictionary(static unit => unit.Key, static unit => new Link(unit.Key, UnitPage.UrlOf(unit.Value)), StringComparer.Ordinal);

        // A name of one character would be found in every word.
        _longestFirst = [.. units.Keys.Where(static name => name.Length > 1).OrderByDescending(static name => name.Length).ThenBy(static name => name, StringComparer.Ordinal)];
        _anyName = SearchValues.Create(_longestFirst, StringComparison.Ordinal);
    }

    /// <summary>A unit; a link if it has a page.</summary>
    public Link Of(string name) => Find(name) ?? new Link(name, null);

    /// <summary>The link to a unit's page, if it has one.</summary>
    public Link? Find(string? name) => name is null ? null : _links.GetValueOrDefault(name);

    /// <summary>A line in which a unit's name is a link to its page, if it has one.</summary>
    public Link[] Named(string line, string? unit)
    {
        var link = Find(unit);
        var at = link is null ? -1 : line.IndexOf(link.Text, StringComparison.Ordinal);
        if (at < 0)
        {
            return [new(line, null)];
        }

        var (before, after) = (line[..at], line[(at + link!.Text.Length)..]);
        return (before, after) switch
        {
            ("", "") => [link],
            ("", _) => [link, new(after, null)],
            (_, "") => [new(before, null), link],
            _ => [new(before, null), link, new(after, null)],
        };
    }

    /// <summary>The units that a text names, in its order; of names that overlap, the longest.</summary>
    public Link[] In(string text)
    {
        var first = text.AsSpan().IndexOfAny(_anyName);
        if (first < 0)
        {
            return [];
        }

        var found = new SortedList<int, Link>();
        foreach (var name in _longestFirst)
        {
            for (var at = text.IndexOf(name, first, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + name.Length, StringComparison.Ordinal))
            {
                if (IsFree(found, at, at + name.Length))
                {
                    found.Add(at, _links[name]);
                }
            }
        }

        return [.. found.Values.DistinctBy(static link => link.Href)];
    }

    public UnitsView? Units(IReadOnlyList<Unit> named) => named.Count switch
    {
        0 => null,
        1 => One(named[0]),
        _ => All(named),
    };

    private UnitsView One(Unit unit)
    {
        ref var place = ref _ones[unit.Name.GetHashCode(StringComparison.Ordinal) & (OnesKnown - 1)];
        if (place is not { } known || known.Unit != unit)
        {
            place = known = new OneUnit(unit, All([unit]));
        }

        return known.View;
    }

    private UnitsView All(IReadOnlyList<Unit> named)
    {
        List<Unit> bracketed = [], lines = [];
        foreach (var unit in named)
        {
            (Printed.IsBracketed(unit) ? bracketed : lines).Add(unit);
        }

        return new UnitsView(
            bracketed.Count == 0 ? null : Inline(bracketed),
            lines.Count == 0 ? null : [.. lines.Distinct().Select(unit => Named(unit.AsWritten!, unit.Name))]);
    }

    private static bool IsFree(SortedList<int, Link> found, int from, int to) => found.All(other => from >= other.Key + other.Value.Text.Length || to <= other.Key);

    private List<Link> Inline(List<Unit> bracketed)
    {
        var pieces = new List<Link>();
        var rest = Printed.Units(bracketed).AsSpan();
        foreach (var unit in bracketed)
        {
            var link = Find(unit.Name);
            var at = link is null ? -1 : rest.IndexOf(unit.Name, StringComparison.Ordinal);
            if (at >= 0)
            {
                pieces.Add(new Link(rest[..at].ToString(), null));
                pieces.Add(link!);
                rest = rest[(at + unit.Name.Length)..];
            }
        }

        if (rest.Length > 0)
        {
            pieces.Add(new Link(rest.ToString(), null));
        }

        return pieces;
    }

    private sealed record OneUnit(Unit Unit, UnitsView View);
}
