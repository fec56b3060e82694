using System.Globalization;
using System.Text.Json;

namespace OpenMinutes.Contracts;

/// <summary>One thing that differs between two editions.</summary>
public sealed record Difference
{
    /// <summary>What happened to it.</summary>
    public required DifferenceKind Kind { get; init; }

    /// <summary>The anchor of the part that it is, or that it belongs to; absent for what belongs to the record itself.</summary>
    /// <example>reports-2-o-2</example>
    public string? Anchor { get; init; }

    /// <summary>Where it stood in the former edition, as a JSON pointer; absent if it is new.</summary>
    /// <example>/sections/1/items/1/outcome/clauses/1/text</example>
    public string? FromPointer { get; init; }

    /// <summary>Where it stands in the later edition; absent if it is gone.</summary>
    /// <example>/sections/1/items/1/outcome/clauses/1/text</example>
    public string? ToPointer { get; init; }

    /// <summary>What it was.</summary>
    public JsonElement? From { get; init; }

    /// <summary>What it is.</summary>
    public JsonElement? To { get; init; }
}

/// <summary>What happened to a part or member between two editions.</summary>
public enum DifferenceKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>Its value is another.</summary>
    Changed,

    /// <summary>It is the same part at another place among its siblings, or under another part.</summary>
    Moved,
}

/// <summary>Compares two editions of one record, or two of its public editions: parts by their anchors, whatever their place.</summary>
public static class EditionDifference
{
    /// <summary>What differs, in the order of the later edition, what is gone at the place where it was.</summary>
    /// <param name="from">The former edition as JSON.</param>
    /// <param name="to">The later edition as JSON.</param>
    public static IReadOnlyList<Difference> Between(JsonElement from, JsonElement to)
    {
        var (former, later) = (new Place(from, "", null), new Place(to, "", null));
        var comparison = new Comparison(Parts(former), Parts(later));
        comparison.Objects(former, later);
        return comparison.Found;
    }

    private static Dictionary<string, Place> Parts(Place edition) =>
        Under(edition).Where(static place => AnchorOf(place.Value) is not null).ToDictionary(static place => place.Anchor!, StringComparer.Ordinal);

    private static IEnumerable<Place> Under(Place place) =>
        place.Children().SelectMany(static child => Under(child).Prepend(child));

    // A record's source has an id too, and is no part.
    private static string? AnchorOf(JsonElement node) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty("id", out var id) && !node.TryGetProperty("system", out _) ? id.GetString() : null;

    /// <summary>A value, where it stands, and the part it belongs to.</summary>
    private readonly record struct Place(JsonElement Value, string Pointer, string? Anchor)
    {
        public bool IsAbsent => Value.ValueKind == JsonValueKind.Undefined;

        public Place Member(JsonProperty member) => At(member.Name, member.Value);

        public Place Entry(JsonElement entry, int at) => At(at.ToString(CultureInfo.InvariantCulture), entry);

        public IEnumerable<Place> Children()
        {
            var place = this;
            return Value.ValueKind switch
            {
                JsonValueKind.Object => Value.EnumerateObject().Select(member => place.Member(member)),
                JsonValueKind.Array => Value.EnumerateArray().Select((entry, at) => place.Entry(entry, at)),
                _ => [],
            };
        }

        private Place At(string step, JsonElement value) => new(value, $"{Pointer}/{step}", AnchorOf(value) ?? Anchor);
    }

    private sealed class Comparison(Dictionary<string, Place> before, Dictionary<string, Place> after)
    {
        public List<Difference> Found { get; } = [];

        public void Objects(Place from, Place to)
        {
            var former = from.Value.EnumerateObject().ToDictionary(static member => member.Name, from.Member, StringComparer.Ordinal);
            var later = to.Value.EnumerateObject().ToDictionary(static member => member.Name, to.Member, StringComparer.Ordinal);
            foreach (var name in later.Keys.Union(former.Keys))
            {
                Values(former.GetValueOrDefault(name), later.GetValueOrDefault(name));
            }
        }

        private void Values(Place from, Place to)
        {
            if (HoldsParts(from) || HoldsParts(to))
            {
                Siblings(from, to);
            }
            else if (from.IsAbsent)
            {
                Added(to);
            }
            else if (to.IsAbsent)
            {
                Removed(from);
            }
            else if (from.Value.ValueKind == JsonValueKind.Object && to.Value.ValueKind == JsonValueKind.Object && AnchorOf(from.Value) == AnchorOf(to.Value))
            {
                Objects(from, to);
            }
            else if (!JsonElement.DeepEquals(from.Value, to.Value))
            {
                Add(DifferenceKind.Changed, from, to);
            }
        }

        private void Siblings(Place from, Place to)
        {
            var former = from.Children().ToDictionary(static place => place.Anchor!, StringComparer.Ordinal);
            var later = to.Children().ToDictionary(static place => place.Anchor!, StringComparer.Ordinal);
            foreach (var place in former.Values)
            {
                Removed(place);
            }

            var moved = OutOfOrder([.. former.Keys.Where(later.ContainsKey)], [.. later.Keys.Where(former.ContainsKey)]);
            foreach (var place in later.Values)
            {
                if (!former.ContainsKey(place.Anchor!))
                {
                    Added(place);
                }
                else
                {
                    Staying(place, moved.Contains(place.Anchor!));
                }
            }
        }

        private void Staying(Place place, bool isMoved)
        {
            var former = before[place.Anchor!];
            if (isMoved)
            {
                Add(DifferenceKind.Moved, former with { Value = default }, place with { Value = default });
            }

            Values(former, place);
        }

        /// <summary>The fewest parts that must have moved: those outside the longest run that kept its order.</summary>
        private static HashSet<string> OutOfOrder(IReadOnlyList<string> before, IReadOnlyList<string> after)
        {
            var rank = before.Select(static (anchor, at) => (anchor, at)).ToDictionary(static entry => entry.anchor, static entry => entry.at, StringComparer.Ordinal);

            // ends[n]: where the run of n + 1 parts ends that ends with the lowest rank; former[i]: what stands before part i in its run.
            var ends = new List<int>();
            var former = new int[after.Count];
            for (var here = 0; here < after.Count; here++)
            {
                var run = ~ends.BinarySearch(here, Comparer<int>.Create((one, other) => rank[after[one]].CompareTo(rank[after[other]])));
                former[here] = run > 0 ? ends[run - 1] : -1;
                if (run == ends.Count)
                {
                    ends.Add(here);
                }
                else
                {
                    ends[run] = here;
                }
            }

            var moved = after.ToHashSet(StringComparer.Ordinal);
            for (var stays = ends.Count > 0 ? ends[^1] : -1; stays >= 0; stays = former[stays])
            {
                moved.Remove(after[stays]);
            }

            return moved;
        }

        // A part that went under another is told there, and not as gone here and new there.
        private void Removed(Place place)
        {
            if (AnchorOf(place.Value) is not { } anchor || !after.ContainsKey(anchor))
            {
                Add(DifferenceKind.Removed, place, null);
            }
        }

        private void Added(Place place)
        {
            if (AnchorOf(place.Value) is { } anchor && before.ContainsKey(anchor))
            {
                Staying(place, isMoved: true);
            }
            else
            {
                Add(DifferenceKind.Added, null, place);
            }
        }

        private void Add(DifferenceKind kind, Place? from, Place? to) => Found.Add(new Difference
        {
            Kind = kind,
            Anchor = (to ?? from)?.Anchor,
            FromPointer = from?.Pointer,
            ToPointer = to?.Pointer,
            From = ValueOf(from),
            To = ValueOf(to),
        });

        private static JsonElement? ValueOf(Place? place) => place is { IsAbsent: false } there ? there.Value : null;

        private static bool HoldsParts(Place list) =>
            list.Value.ValueKind == JsonValueKind.Array && list.Value.GetArrayLength() > 0 && AnchorOf(list.Value[0]) is not null;
    }
}
