using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpenMinutes.Contracts;
using OpenMinutes.Publisher.Pages;
using OpenMinutes.Publisher.Source;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Text;
using OpenMinutes.Rendering.Twins;
using OpenMinutes.Search;

namespace OpenMinutes.Publisher.Planning;

/// <summary>
/// <c>release.json</c>: what a release was made with that is the same for many pages. A publication that finds it in the live tree knows what is different now, and the
/// totals of what it does not ask about again.
/// </summary>
internal sealed record ReleaseNotes
{
    public const string Path = "release.json";

    private static readonly PublisherTypes Json = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new Seconds() },
    });

    /// <summary>The program, as a hash: another one may make other pages of everything.</summary>
    public required string Program { get; init; }

    /// <summary>The agency's settings, the name of the body, and the site's own texts, as a hash.</summary>
    public required string Settings { get; init; }

    /// <summary>The templates of pages, as hashes.</summary>
    public required SortedDictionary<string, string> Templates { get; init; }

    /// <summary>The assets by their addresses, which hold their hashes.</summary>
    public required IReadOnlyList<string> Assets { get; init; }

    public required IReadOnlyList<SeriesNote> Series { get; init; }

    public required IReadOnlyList<UnitFacts> Units { get; init; }

    /// <summary>Which printed name means which unit in the minutes of which body.</summary>
    public required IReadOnlyList<PrintedName> Names { get; init; }

    /// <summary>The sitemaps of minutes, newest first.</summary>
    public required IReadOnlyList<SitemapFacts> Sitemaps { get; init; }

    /// <summary>What a release would be made with now; without totals.</summary>
    public static ReleaseNotes Of(Frame frame) => new()
    {
        Program = Hash(new[] { typeof(ReleaseNotes), typeof(Renderer), typeof(SearchIndex), typeof(PublicEdition) }.Select(static type => type.Module.ModuleVersionId.ToString())),
        Settings = Hash([JsonSerializer.Serialize(frame.Settings, Json.SiteSettings), .. frame.Languages.SelectMany(static site => new[] { site.Name, site.Texts.Version })]),
        Templates = new SortedDictionary<string, string>(frame.Templates.All.ToDictionary(), StringComparer.Ordinal),
        Assets = [.. frame.Files.Assets.Select(static asset => asset.Path)],
        Series = [.. frame.Registry.Series.Select(static series => new SeriesNote(series, null))],
        Units = frame.Registry.Units,
        Names = [.. frame.Registry.Names.OrderBy(static name => name.Body, StringComparer.Ordinal).ThenBy(static name => name.Name, StringComparer.Ordinal)],
        Sitemaps = [],
    };

    /// <exception cref="JsonException">It is no such file.</exception>
    public static ReleaseNotes Read(ReadOnlySpan<byte> file) => JsonSerializer.Deserialize(file, Json.ReleaseNotes) ?? throw new JsonException("The notes are null.");

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Json.ReleaseNotes);

    private static string Hash(IEnumerable<string> texts) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\0', texts))))[..16];

    /// <summary>Times of publication are whole seconds, and other files say them so.</summary>
    private sealed class Seconds : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            DateTimeOffset.Parse(reader.GetString()!, CultureInfo.InvariantCulture);

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Dates.Utc(value));
    }
}

/// <summary>A series with its totals.</summary>
/// <param name="Facts">What it is, how many minutes it has, and which are the newest.</param>
/// <param name="Data">The years that have data; null where none has.</param>
internal sealed record SeriesNote(SeriesFacts Facts, DataNote? Data)
{
    /// <param name="series">The series.</param>
    /// <param name="years">Its years, newest first.</param>
    public static SeriesNote Of(SeriesFacts series, IReadOnlyList<YearFacts> years)
    {
        var shown = years.Where(static year => year.Meetings > 0).ToList();
        var data = SeriesYear.Of(series, years);
        return new SeriesNote(
            series with { Meetings = shown.Sum(static year => year.Meetings), Newest = shown.Count == 0 ? null : shown[0].Newest },
            data.Count == 0 ? null : DataNote.Of(SeriesData.Of(data)));
    }
}

/// <summary>The data of a series as a whole.</summary>
internal sealed record DataNote(int FirstYear, int LastYear, DateTimeOffset Issued, DateTimeOffset Modified)
{
    public static DataNote Of(SeriesData data) => new(data.FirstYear, data.LastYear, data.Issued, data.Modified);

    public SeriesData With(SeriesFacts series) => new(series, FirstYear, LastYear, Issued, Modified);
}
