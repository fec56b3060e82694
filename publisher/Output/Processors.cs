namespace OpenMinutes.Publisher.Output;

/// <summary>Work that all processors share.</summary>
internal static class Processors
{
    /// <summary>Makes something of each of many, in their order. A few are made at a time, so that what they are made into need not fit into memory together.</summary>
    /// <exception cref="Exception">The first failure, as it was thrown.</exception>
    public static IEnumerable<TMade> SelectOnAll<TItem, TMade>(this IEnumerable<TItem> items, Func<TItem, TMade> make) => items
        .Chunk(2 * Environment.ProcessorCount)
        .SelectMany(some => Task.WhenAll(some.Select(item => Task.Run(() => make(item)))).GetAwaiter().GetResult());
}
