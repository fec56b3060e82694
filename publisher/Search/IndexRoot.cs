using System.Text.Json;

namespace OpenMinutes.Search;

/// <summary><c>root.json</c>: the segments of a release, newest first.</summary>
internal static class IndexRoot
{
    public const string Path = SearchFormat.Root + "root.json";

    public static byte[] Write(IEnumerable<SegmentEntry> segments) => SearchFormat.WriteJson(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", SearchFormat.Version);
        json.WriteStartArray("segments");
        foreach (var segment in segments)
        {
            json.WriteStartObject();
            json.WriteString("stretch", segment.Stretch.ToString());
            json.WriteString("table", segment.Table);
            json.WriteString("from", SearchFormat.Day(segment.From));
            json.WriteString("to", SearchFormat.Day(segment.To));
            json.WriteNumber("records", segment.Records);
            json.WriteStartArray("series");
            foreach (var series in segment.Series)
            {
                json.WriteStringValue(series);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>The segments that a root tells of; none if it is of another version.</summary>
    public static IReadOnlyList<SegmentEntry> Read(ReadOnlySpan<byte> root)
    {
        var reader = new Utf8JsonReader(root);
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.GetProperty("version").GetInt32() != SearchFormat.Version
            ? []
            : [.. document.RootElement.GetProperty("segments").EnumerateArray().Select(static segment => new SegmentEntry(
                Stretch.Parse(segment.GetProperty("stretch").GetString()!),
                segment.GetProperty("table").GetString()!,
                Day(segment, "from"),
                Day(segment, "to"),
                segment.GetProperty("records").GetInt32(),
                [.. segment.GetProperty("series").EnumerateArray().Select(static series => series.GetString()!)]))];
    }

    private static DateOnly Day(JsonElement segment, string member) => SearchFormat.ReadDay(segment.GetProperty(member).GetString()!);
}

/// <summary>A segment as the root tells of it.</summary>
/// <param name="Stretch">The places that are its.</param>
/// <param name="Table">The name of its table.</param>
/// <param name="From">The day of its oldest meeting.</param>
/// <param name="To">The day of its newest.</param>
/// <param name="Records">How many records it has.</param>
/// <param name="Series">Their series.</param>
internal sealed record SegmentEntry(Stretch Stretch, string Table, DateOnly From, DateOnly To, int Records, IReadOnlyList<string> Series)
{
    /// <summary>Where its files are.</summary>
    public string Folder => $"{SearchFormat.Root}s{Stretch}/";
}
