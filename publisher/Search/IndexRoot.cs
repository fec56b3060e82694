using System.Text.Json;

namespace OpenMinutes.Search;

/// <summary><c>root.json</c>: the segments of a release, newest first.</summary>
internal static class IndexRoot
{
    public const string Path = SearchFormat.Root + "root.json";

    public static byte[] Write(IEnumerable<Segment> segments) => SearchFormat.WriteJson(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", SearchFormat.Version);
        json.WriteStartArray("segments");
        foreach (var segment in segments)
        {
            json.WriteStartObject();
            json.WriteString("name", segment.Name ?? throw new InvalidOperationException($"Minutes of {segment.From} to {segment.To} were not added."));
            json.WriteString("source", segment.Source);
            json.WriteString("from", SearchFormat.Day(segment.From));
            json.WriteString("to", SearchFormat.Day(segment.To));
            json.WriteNumber("records", segment.Records.Count);
            json.WriteStartArray("series");
            foreach (var series in segment.Records.Select(static record => record.Series).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            {
                json.WriteStringValue(series);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>The names of the segments by what they were made from.</summary>
    public static Dictionary<string, string> Read(ReadOnlySpan<byte> root)
    {
        var reader = new Utf8JsonReader(root);
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.GetProperty("segments").EnumerateArray()
            .ToDictionary(static segment => segment.GetProperty("source").GetString()!, static segment => segment.GetProperty("name").GetString()!, StringComparer.Ordinal);
    }
}
