using System.Text.Json;

namespace OpenMinutes.Search;

/// <summary>The table of a segment: how its passages are numbered, and the names of its other files.</summary>
/// <param name="Stride">How many numbers each record has for its passages.</param>
/// <param name="Records">The name of the list of its records.</param>
/// <param name="Shards">With which token each shard begins.</param>
/// <param name="Names">The shards' names.</param>
internal sealed record SegmentTable(int Stride, string Records, IReadOnlyList<string> Shards, IReadOnlyList<string> Names)
{
    public byte[] Write() => SearchFormat.WriteJson(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("stride", Stride);
        json.WriteString("records", Records);
        Write(json, "shards", Shards);
        Write(json, "names", Names);
        json.WriteEndObject();
    });

    public static SegmentTable Read(ReadOnlyMemory<byte> table)
    {
        using var document = JsonDocument.Parse(table);
        var root = document.RootElement;
        return new SegmentTable(root.GetProperty("stride").GetInt32(), root.GetProperty("records").GetString()!, Strings(root, "shards"), Strings(root, "names"));
    }

    private static void Write(Utf8JsonWriter json, string member, IReadOnlyList<string> strings)
    {
        json.WriteStartArray(member);
        foreach (var text in strings)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static string[] Strings(JsonElement parent, string member) => [.. parent.GetProperty(member).EnumerateArray().Select(static text => text.GetString()!)];
}
