using System.Text.Json;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Platform.Http;

internal static class FlatJson
{
    /// <summary>The members of two objects in one: both are written once, and neither is looked into.</summary>
    public static byte[] Join<TFirst, TSecond>(TFirst first, TSecond second)
        where TFirst : class
        where TSecond : class
    {
        var head = JsonSerializer.SerializeToUtf8Bytes(first, MinutesJson.Options);
        var tail = JsonSerializer.SerializeToUtf8Bytes(second, MinutesJson.Options);
        return [.. head.AsSpan(0, head.Length - 1), (byte)',', .. tail.AsSpan(1)];
    }
}
