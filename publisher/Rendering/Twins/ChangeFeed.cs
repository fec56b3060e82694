using System.Buffers;
using System.Globalization;
using System.Text.Json;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Twins;

/// <summary>
/// The change feed as static pages, by months of Taiwan's calendar, which are cut where they are long: what the public could see change, when and where, without any text.
/// </summary>
internal static class ChangeFeed
{
    public const string IndexUrl = "/changes/index.json";

    private static readonly JsonWriterOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteIndex(Site site, IReadOnlyList<MonthFacts> months, IBufferWriter<byte> output) => Document(output, json =>
    {
        json.WriteStartArray("data");
        foreach (var month in months)
        {
            json.WriteStartObject();
            json.WriteString("month", month.Name);
            json.WriteNumber("changes", month.Changes);
            json.WriteString("last", Dates.Utc(month.Last));
            json.WriteString("html", site.BaseUrl + ChangePlace.OfMonth(month.Name).Url);
            json.WriteString("href", site.BaseUrl + ChangePlace.OfMonth(month.Name).JsonUrl);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static void WritePart(Site site, ChangePart part, IBufferWriter<byte> output) => Document(output, json =>
    {
        json.WriteString("month", part.Month.Name);
        json.WriteString("index", site.BaseUrl + IndexUrl);
        if (part.Month.IsCut)
        {
            WritePlace(site, part, json);
        }

        json.WriteStartArray("data");
        foreach (var change in part.Changes)
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

    /// <summary>Which changes of the month these are, and where the others before and after them are.</summary>
    private static void WritePlace(Site site, ChangePart part, Utf8JsonWriter json)
    {
        json.WriteStartArray("entries");
        json.WriteNumberValue(part.Range.First);
        json.WriteNumberValue(part.Range.Last);
        json.WriteEndArray();
        if (part.Previous is { } previous)
        {
            json.WriteString("previous", site.BaseUrl + part.Month.PlaceOf(previous).JsonUrl);
        }

        if (part.Next is { } next)
        {
            json.WriteString("next", site.BaseUrl + part.Month.PlaceOf(next).JsonUrl);
            json.WriteString("current", site.BaseUrl + ChangePlace.OfMonth(part.Month.Name).JsonUrl);
        }
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
internal sealed record Change(ChangeKind Kind, string Series, string Key, string Title, int? Edition, DateTimeOffset At);

/// <summary>
/// How the changes of a month are cut: counted from its oldest, each part has the same number, and what is in a full part stays there. The newest part stands at the month's own address
/// and has the last full one with it, so that the address never shows next to nothing; it moves to one of its own when the next one is full.
/// </summary>
/// <param name="Name">2025-12.</param>
/// <param name="Changes">How many there are.</param>
/// <param name="Size">How many a part has.</param>
internal readonly record struct MonthCut(string Name, int Changes, int Size)
{
    /// <summary>How many changes a part of a month has.</summary>
    public const int UsualSize = 250;

    /// <summary>How many parts have an address of their own: 1, 2, …</summary>
    public int Parts => Math.Max(0, (Changes / Size) - 1);

    /// <summary>The part at the month's own address.</summary>
    public int Newest => Parts + 1;

    /// <summary>Whether there is more than the month's own address shows.</summary>
    public bool IsCut => Parts > 0;

    /// <summary>The changes of a part.</summary>
    public ChangeRange this[int part] => part == Newest ? new ChangeRange(Name, (Parts * Size) + 1, Changes) : FullAt(part);

    /// <summary>The part in which a change stands.</summary>
    /// <param name="number">Counted from 1, the oldest of the month.</param>
    public int PartOf(int number) => Math.Min((number - 1) / Size, Parts) + 1;

    /// <summary>The changes of a part with an address of its own, whether it has come to that or not.</summary>
    public ChangeRange FullAt(int part) => new(Name, ((part - 1) * Size) + 1, part * Size);

    public ChangePlace PlaceOf(int part) => part == Newest ? ChangePlace.OfMonth(Name) : ChangePlace.Of(this[part]);
}

/// <summary>Changes of a month that follow each other.</summary>
/// <param name="Month">2025-12.</param>
/// <param name="First">The first of them, counted from 1, the oldest of the month.</param>
/// <param name="Last">The last of them.</param>
internal readonly record struct ChangeRange(string Month, int First, int Last)
{
    public int Count => Last - First + 1;
}

/// <summary>Where changes stand.</summary>
/// <param name="Url">The address of the page.</param>
/// <param name="JsonUrl">The address of the file.</param>
internal readonly record struct ChangePlace(string Url, string JsonUrl)
{
    public static ChangePlace OfMonth(string month) => new($"/changes/{month}/", $"/changes/{month}.json");

    /// <summary>1-250, as pages of directives are named.</summary>
    public static ChangePlace Of(ChangeRange range)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"/changes/{range.Month}/{range.First}-{range.Last}");
        return new ChangePlace(place + "/", place + ".json");
    }
}

/// <summary>A part of a month's changes.</summary>
/// <param name="Month">How the month is cut.</param>
/// <param name="Number">Which part it is.</param>
/// <param name="Changes">Newest first.</param>
internal sealed record ChangePart(MonthCut Month, int Number, IReadOnlyList<Change> Changes)
{
    public bool IsNewest => Number == Month.Newest;

    public ChangeRange Range => Month[Number];

    public ChangePlace Place => Month.PlaceOf(Number);

    /// <summary>The part before it; null for the oldest.</summary>
    public int? Previous => Number == 1 ? null : Number - 1;

    /// <summary>The part after it; null for the newest.</summary>
    public int? Next => IsNewest ? null : Number + 1;

    /// <summary>What the newest part tells of its month.</summary>
    public MonthFacts Facts => new(Month.Name, Month.Changes, Changes[0].At);
}

/// <param name="Name">2025-12.</param>
/// <param name="Changes">How many.</param>
/// <param name="Last">When the last one was.</param>
internal sealed record MonthFacts(string Name, int Changes, DateTimeOffset Last);
