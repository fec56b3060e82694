using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Platform.Http;

/// <summary>A part of a list.</summary>
/// <typeparam name="T">What the list holds.</typeparam>
internal sealed record Page<T>
{
    /// <summary>The entries.</summary>
    public required IReadOnlyList<T> Data { get; init; }

    /// <summary>The cursor of what follows; absent at the end.</summary>
    /// <example>WyIyMDI1LTExLTIwVDE1OjMwOjAwKzA4OjAwIiwibW9kYS1zdXBlcnZpc29ycy0xOCJd</example>
    public string? Next { get; init; }

    /// <summary>A page of what was read with one row more than asked for, by which it is known whether more follows.</summary>
    public static Page<T> Of<TKey>(IReadOnlyList<T> rows, int limit, Func<T, TKey> key) =>
        rows.Count > limit
            ? new Page<T> { Data = [.. rows.Take(limit)], Next = Cursor.Of(key(rows[limit - 1])) }
            : new Page<T> { Data = rows };
}

/// <summary>
/// Where a page ended: the sort key of its last row, so that the next page begins right after it whatever was added meanwhile. Opaque to callers.
/// </summary>
internal static class Cursor
{
    public static string Of<TKey>(TKey key) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(key, MinutesJson.Options));

    public static TKey? Read<TKey>(string? cursor)
        where TKey : class
    {
        if (cursor is null)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<TKey>(Base64Url.DecodeFromChars(cursor), MinutesJson.Options) ?? throw Unknown();
        }
        catch (Exception exception) when (exception is FormatException or JsonException or DecoderFallbackException)
        {
            throw Unknown();
        }
    }

    private static ProblemException Unknown() =>
        ProblemException.Invalid(new Fault("/cursor", FaultCodes.InvalidValue, "is not a cursor that this list gave"));
}
