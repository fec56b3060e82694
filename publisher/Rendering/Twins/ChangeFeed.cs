using System.Buffers;
using System.Globalization;
using System.Text.Json;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Twins;

/// <summary>
/// The change feed as static pages, one a month of Taiwan's calendar: what the public could see change, when and where, without any text.
/// </summary>
internal static class ChangeFeed
{
    public const string IndexUrl = "/changes/index.json";

    private static readonly JsonWriterOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The months in which something changed, newest first.</summary>
    public static IReadOnlyList<ChangeMonth> Months(IReadOnlyList<Change> changes) =>
        [.. changes.GroupBy(static change => change.Month).Select(static month => new ChangeMonth(month.Key, [.. month]))];

    public static void WriteIndex(Site site, IReadOnlyList<MonthFacts> months, IBufferWriter<byte> output) => Document(output, json =>
    {
        json.WriteStartArray("data");
        foreach (var month in months)
        {
            json.WriteStartObject();
            json.WriteString("month", month.Name);
            json.WriteNumber("changes", month.Changes);
            json.WriteString("last", Dates.Utc(month.Last));
            json.WriteString("html", site.BaseUrl + ChangesMonthPage.UrlOf(month.Name));
            json.WriteString("href", site.BaseUrl + ChangeMonth.UrlOf(month.Name));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static void WriteMonth(Site site, ChangeMonth month, IBufferWriter<byte> output) => Document(output, json =>
    {
        json.WriteString("month", month.Name);
        json.WriteString("index", site.BaseUrl + IndexUrl);
        json.WriteStartArray("data");
        foreach (var change in month.Changes)
        {
            var url = site.BaseUrl + MinutesPage.UrlOf(change.Series, change.Key);
            json.WriteStartObject();
            json.WriteString("at", Dates.Utc(change.At));
            json.WriteString("kind", change.Kind.ToString().ToLowerInvariant());
            json.WriteString("series", change.Series);
            json.WriteString("key", change.Key);
            if (change.Edition is { } edition)
            {
                json.WriteNumber("edition", edition);
            }

            json.WriteString("html", url);
            json.WriteString("json", url + "index.json");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>The months that the index tells of.</summary>
    /// <exception cref="JsonException">It is no index.</exception>
    public static IReadOnlyList<MonthFacts> ReadIndex(ReadOnlySpan<byte> index)
    {
        var reader = new Utf8JsonReader(index);
        using var document = JsonDocument.ParseValue(ref reader);
        return [.. document.RootElement.GetProperty("data").EnumerateArray().Select(static month => new MonthFacts(
            month.GetProperty("month").GetString()!,
            month.GetProperty("changes").GetInt32(),
            month.GetProperty("last").GetDateTimeOffset()))];
    }

    private static void Document(IBufferWriter<byte> output, Action<Utf8JsonWriter> members)
    {
        using (var json = new Utf8JsonWriter(output, Json))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }
}

internal enum ChangeKind
{
    Publish,
    Correct,
    Redact,
    Erratum,
    Withdraw,
    Reinstate,
}

/// <param name="Kind">What was done.</param>
/// <param name="Series">The series.</param>
/// <param name="Key">The meeting's key.</param>
/// <param name="Title">The title of the minutes now; the feed does not have it.</param>
/// <param name="Edition">The edition that went public, or the newest then; none of a withdrawal and a reinstatement, which are of all.</param>
/// <param name="At">When.</param>
internal sealed record Change(ChangeKind Kind, string Series, string Key, string Title, int? Edition, DateTimeOffset At)
{
    public string Month => RocCalendar.DateOf(At).ToString("yyyy-MM", CultureInfo.InvariantCulture);
}

/// <param name="Name">2025-12.</param>
/// <param name="Changes">Newest first.</param>
internal sealed record ChangeMonth(string Name, IReadOnlyList<Change> Changes)
{
    public string Url => UrlOf(Name);

    public MonthFacts Facts => new(Name, Changes.Count, Changes[0].At);

    public static string UrlOf(string month) => $"/changes/{month}.json";
}

/// <param name="Name">2025-12.</param>
/// <param name="Changes">How many.</param>
/// <param name="Last">When the last one was.</param>
internal sealed record MonthFacts(string Name, int Changes, DateTimeOffset Last);
