using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenMinutes.Contracts;

namespace OpenMinutes.Benchmarks.Publishing;

/// <summary>As many minutes as are asked for, each the reference document with its own number, day and figures, spread over weekly series. The same every time.</summary>
internal static class Meetings
{
    private const int SeriesCount = 8;
    private static readonly DateTimeOffset First = new(2001, 1, 4, 15, 30, 0, TimeSpan.FromHours(8));

    private static readonly ConcurrentDictionary<int, byte[]> References = new();

    public static IEnumerable<(string Slug, byte[] Json)> Series() => Enumerable.Range(0, SeriesCount)
        .Select(static one => (SlugOf(one), ReferenceRecord.Json(new JsonObject { ["name"] = $"主管會議{ChineseNumerals.Format(one + 1)}", ["body"] = "數位發展部", ["numbering"] = "continuous" })));

    public static IEnumerable<(string Slug, byte[] Json)> Units() => Directory.EnumerateFiles(Checkout.PathOf("docs", "demo", "units")).Order(StringComparer.Ordinal)
        .Select(static file => (Path.GetFileNameWithoutExtension(file), File.ReadAllBytes(file)));

    public static string IdOf(int meeting) => $"meeting-{meeting}";

    /// <summary>The minutes of a meeting.</summary>
    /// <param name="meeting">Which.</param>
    /// <param name="text">How long the text of the document is, in bytes: without the last reports where the reference document is longer.</param>
    public static byte[] Record(int meeting, int text = int.MaxValue)
    {
        var number = meeting / SeriesCount + 1;
        var start = First.AddDays(7 * (number - 1));
        var title = $"第{number.ToString(CultureInfo.InvariantCulture)}次主管會議紀錄";
        var record = JsonNode.Parse(References.GetOrAdd(text, CutTo))!.AsObject();
        Vary(record, meeting);
        record["id"] = IdOf(meeting);
        record["series"] = SlugOf(meeting % SeriesCount);
        record["number"] = number;
        record["title"] = title;
        record["start"] = JsonSerializer.SerializeToNode(start, MinutesJson.Options);
        record["end"] = JsonSerializer.SerializeToNode(start.AddMinutes(69), MinutesJson.Options);
        foreach (var line in record["header"]!.AsArray())
        {
            line!["asWritten"] = (string)line["key"]! switch
            {
                "title" => title,
                "date" => $"{RocCalendar.FormatWithWeekday(DateOnly.FromDateTime(start.DateTime))}下午3時30分",
                _ => (string)line["asWritten"]!,
            };
        }
        return ReferenceRecord.Json(record);
    }

    private static byte[] CutTo(int text)
    {
        var record = ReferenceRecord.Read();
        ReferenceRecord.Cut(record, text, ReferenceRecord.TextLength);
        return ReferenceRecord.Json(record);
    }

    private static string SlugOf(int series) => $"supervisors-{series + 1}";

    /// <summary>Turns every digit of a clause's text into another one.</summary>
    private static void Vary(JsonNode node, int meeting)
    {
        if (node is JsonArray list)
        {
            foreach (var child in list)
                Vary(child!, meeting);
        }
        else if (node is JsonObject part)
        {
            if (part["text"] is JsonValue text)
                part["text"] = Shifted((string)text!, meeting);
            foreach (var child in part.Select(static member => member.Value).OfType<JsonNode>().Where(static child => child is not JsonValue).ToList())
                Vary(child, meeting);
        }
    }

    private static string Shifted(string text, int by)
    {
        var shifted = new StringBuilder(text);
        for (var at = 0; at < shifted.Length; at++)
        {
            if (char.IsAsciiDigit(shifted[at]))
                shifted[at] = (char)('0' + (shifted[at] - '0' + by) % 10);
        }
        return shifted.ToString();
    }
}
