using OpenMinutes.Contracts;

namespace OpenMinutes.Tests.Contracts;

/// <summary>Attacks the counts by unit with all that a reader knows: the units, the sum, what is shown, and how it is decided what is shown.</summary>
public sealed class SuppressionTests
{
    [Theory]
    [InlineData(2, 12)]
    [InlineData(3, 9)]
    [InlineData(4, 6)]
    [InlineData(5, 5)]
    public void Nobody_can_reckon_a_hidden_count_that_is_not_nought(int units, int largest)
    {
        foreach (var (seen, worlds) in Everything(units, largest).GroupBy(Seen).Select(worlds => (worlds.Key, worlds.ToList())))
        {
            // What a reader cannot tell from the world as it is may have larger counts than were tried here.
            if (worlds[0].Sum() > largest)
                continue;
            var shown = Suppression.Of(Named(worlds[0]));
            for (var unit = 0; unit < units; unit++)
            {
                if (shown[$"u{unit}"] is not null)
                    continue;
                var possible = worlds.Select(world => world[unit]).Distinct().ToList();
                Assert.True(possible.Count > 1 || possible[0] == 0 || units == 1, $"{seen}: unit {unit} has {string.Join(" or ", possible)}");
            }
        }
    }

    [Fact]
    public void A_count_below_the_threshold_is_never_shown_and_all_are_hidden_where_one_would_tell_another()
    {
        Assert.Equal([(int?)null, 7, 9, null], Shown(1, 7, 9, 0));
        Assert.Equal([(int?)null, 7, 9, null], Shown(0, 7, 9, 0));
        Assert.Equal([(int?)null, null, null, null], Shown(1, 7, 9, 8));
        Assert.Equal([(int?)null, null, null, null], Shown(2, 7, 9, 2));
        Assert.Equal([(int?)3, 4, 5], Shown(3, 4, 5));
        Assert.Equal([(int?)null], Shown(1));
    }

    private static IEnumerable<int?> Shown(params int[] counts) => Suppression.Of(Named(counts)).OrderBy(unit => unit.Key, StringComparer.Ordinal).Select(unit => unit.Value);

    private static string Seen(int[] world)
    {
        var shown = Suppression.Of(Named(world));
        return $"{world.Sum()}: {string.Join(' ', world.Select((_, unit) => shown[$"u{unit}"] is { } count ? $"{count}" : "?"))}";
    }

    private static Dictionary<string, int> Named(int[] world) => world.Select((count, unit) => ($"u{unit}", count)).ToDictionary(unit => unit.Item1, unit => unit.count);

    private static IEnumerable<int[]> Everything(int units, int largest) => units == 0
        ? [[]]
        : from rest in Everything(units - 1, largest) from count in Enumerable.Range(0, largest + 1) select (int[])[.. rest, count];
}
