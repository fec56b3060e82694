using Dapper;

namespace OpenMinutes.Api.Platform.Security;

/// <summary>
/// What an endpoint reads first, by the id in its address: it is asked for together with the caller's key, so that both take one round trip. Whoever turns out to be nobody, or to lack the scope,
/// never gets to the endpoint that could show it.
/// </summary>
/// <param name="Sql">The statement; its parameter is <c>@id</c>.</param>
/// <param name="ReadAsync">Reads its rows.</param>
internal sealed record Foresight(string Sql, Func<SqlMapper.GridReader, Task<object?>> ReadAsync)
{
    private static readonly object Key = new();

    public static Foresight Of<T>(string sql)
        where T : class =>
        new(sql, static async rows => await rows.ReadSingleOrDefaultAsync<T>());

    public static void Keep(HttpContext context, object? found) => context.Items[Key] = found;

    /// <summary>Whether it was asked for, and what was found.</summary>
    public static bool TryTake<T>(HttpContext context, out T? found)
        where T : class
    {
        var isThere = context.Items.Remove(Key, out var kept);
        found = kept as T;
        return isThere;
    }
}
