using System.Buffers;
using System.Globalization;
using System.Text.Json;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Twins;

/// <summary>
/// <c>/meetings/{series}/index.json</c>: the years of a series, with what is in them and what is missing, and the meetings that it announces. It is also how a publication knows the years
/// that it does not ask about again, and what was announced.
/// </summary>
internal static class SeriesJson
{
    private static readonly JsonWriterOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string UrlOf(string series) => $"/meetings/{series}/index.json";

    /// <param name="site">The site.</param>
    /// <param name="series">The series.</param>
    /// <param name="years">Its years, newest first.</param>
    /// <param name="pending">The meetings whose minutes are not public yet, newest first; none where it does not announce them.</param>
    /// <param name="output">Takes the bytes.</param>
    public static void Write(Site site, SeriesFacts series, IReadOnlyList<YearFacts> years, IReadOnlyList<PendingMeeting> pending, IBufferWriter<byte> output)
    {
        using (var json = new Utf8JsonWriter(output, Json))
        {
            json.WriteStartObject();
            json.WriteString("series", series.Slug);
            json.WriteString("name", series.Name);
            json.WriteString("body", series.Body);
            json.WriteString("numbering", series.NumberedByYear ? "yearly" : "continuous");
            json.WriteString("html", site.BaseUrl + SeriesPage.UrlOf(series.Slug));
            json.WriteStartArray("years");
            foreach (var year in years)
            {
                Year(site, year, json);
            }

            json.WriteEndArray();
            if (pending.Count > 0)
            {
                Pending(pending, json);
            }

            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <summary>The years that a file tells of.</summary>
    /// <exception cref="JsonException">It is no such file.</exception>
    /// <exception cref="KeyNotFoundException">It is no such file.</exception>
    public static IReadOnlyList<YearFacts> Read(ReadOnlySpan<byte> file)
    {
        var reader = new Utf8JsonReader(file);
        using var document = JsonDocument.ParseValue(ref reader);
        var series = document.RootElement.GetProperty("series").GetString()!;
        return [.. document.RootElement.GetProperty("years").EnumerateArray().Select(year => new YearFacts
        {
            Series = series,
            Year = year.GetProperty("year").GetInt32(),
            Listed = year.GetProperty("listed").GetInt32(),
            Meetings = year.GetProperty("meetings").GetInt32(),
            Numbers = year.TryGetProperty("numbers", out var numbers) ? Range(numbers) : null,
            Missing = [.. year.GetProperty("missing").EnumerateArray().Select(Range)],
            Newest = year.TryGetProperty("newest", out var newest) ? DateOnly.ParseExact(newest.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            Issued = year.TryGetProperty("issued", out var issued) ? issued.GetDateTimeOffset() : null,
            Modified = year.TryGetProperty("modified", out var modified) ? modified.GetDateTimeOffset() : null,
        })];
    }

    /// <summary>The meetings that a file announces.</summary>
    /// <exception cref="JsonException">It is no such file.</exception>
    public static IReadOnlyList<PendingMeeting> ReadPending(ReadOnlySpan<byte> file)
    {
        // Mostly nothing is announced, and the years are many. In a text, no such name can stand: its quotes would be escaped.
        if (file.IndexOf("\"pending\":"u8) < 0)
            return [];
        var reader = new Utf8JsonReader(file);
        using var document = JsonDocument.ParseValue(ref reader);
        return !document.RootElement.TryGetProperty("pending", out var pending) ? [] :
        [
            .. pending.EnumerateArray().Select(static meeting => new PendingMeeting
            {
                Number = meeting.TryGetProperty("number", out var number) ? number.GetInt32() : null,
                HeldOn = DateOnly.ParseExact(meeting.GetProperty("date").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            }),
        ];
    }

    private static void Pending(IReadOnlyList<PendingMeeting> pending, Utf8JsonWriter json)
    {
        json.WriteStartArray("pending");
        foreach (var meeting in pending)
        {
            json.WriteStartObject();
            if (meeting.Number is { } number)
            {
                json.WriteNumber("number", number);
            }

            json.WriteString("date", Dates.Iso(meeting.HeldOn));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Year(Site site, YearFacts year, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("year", year.Year);
        json.WriteNumber("listed", year.Listed);
        json.WriteNumber("meetings", year.Meetings);
        if (year.Numbers is { } numbers)
        {
            json.WritePropertyName("numbers");
            Range(numbers, json);
        }

        json.WriteStartArray("missing");
        foreach (var gap in year.Missing)
        {
            Range(gap, json);
        }

        json.WriteEndArray();
        if (year.Newest is { } newest)
        {
            json.WriteString("newest", Dates.Iso(newest));
        }

        if (year.Issued is { } issued && year.Modified is { } modified)
        {
            json.WriteString("issued", Dates.Utc(issued));
            json.WriteString("modified", Dates.Utc(modified));
        }

        json.WriteString("html", site.BaseUrl + SeriesYearPage.UrlOf(year.Series, year.Year));
        if (year.Meetings > 0)
        {
            json.WriteString("calendar", site.BaseUrl + MeetingCalendar.UrlOf(year.Series, year.Year));
            json.WriteString("csv", site.BaseUrl + SeriesYear.UrlOf(year.Series, year.Year, "csv"));
            json.WriteString("jsonLines", site.BaseUrl + SeriesYear.UrlOf(year.Series, year.Year, "jsonl"));
        }

        json.WriteEndObject();
    }

    private static void Range(NumberRange range, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        json.WriteNumberValue(range.First);
        json.WriteNumberValue(range.Last);
        json.WriteEndArray();
    }

    private static NumberRange Range(JsonElement range) => new(range[0].GetInt32(), range[1].GetInt32());
}
