namespace OpenMinutes.Contracts;

/// <summary>
/// Keeps counts by unit from telling of single cases. A count below <see cref="Threshold"/>, nought included, is hidden, so that a hidden count says nothing by being
/// hidden; and where their sum would give the hidden ones away, none is shown: whatever else were hidden with them, the choice of it would tell something.
/// </summary>
public static class Suppression
{
    /// <summary>The smallest count that is shown.</summary>
    public const int Threshold = 3;

    /// <summary>The counts that may be shown beside their sum; of the hidden ones null.</summary>
    /// <param name="counts">A count for each unit, of which those that read it know the units and the sum.</param>
    public static IReadOnlyDictionary<string, int?> Of(IReadOnlyDictionary<string, int> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);

        var small = counts.Values.Where(static count => count < Threshold).ToList();
        var areGivenAway = small is [_] || IsAsLargeAsCanBe(small.Sum(), small.Count) || IsAsLargeAsCanBe(counts.Values.Sum(), counts.Count);
        return counts.ToDictionary(static unit => unit.Key, unit => areGivenAway || unit.Value < Threshold ? (int?)null : unit.Value, StringComparer.Ordinal);
    }

    /// <summary>Whether so many small counts have a sum that only the largest of them have.</summary>
    private static bool IsAsLargeAsCanBe(int sum, int counts) => sum > 0 && sum == (Threshold - 1) * counts;
}
