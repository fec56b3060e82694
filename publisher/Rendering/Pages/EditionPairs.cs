namespace OpenMinutes.Rendering.Pages;

/// <summary>
/// Which editions are compared: each with the one before it, and each with the first. A pair that is compared once stays so, however many editions follow.
/// </summary>
internal static class EditionPairs
{
    /// <param name="editions">The public editions of a meeting's minutes, in ascending order.</param>
    public static IEnumerable<(int Before, int After)> Of(IReadOnlyList<int> editions)
    {
        for (var i = 1; i < editions.Count; i++)
        {
            yield return (editions[i - 1], editions[i]);
            if (i > 1)
            {
                yield return (editions[0], editions[i]);
            }
        }
    }

    /// <summary>How many pairs so many editions make.</summary>
    public static int Count(int editions) => editions < 2 ? 0 : (2 * editions) - 3;
}
