using System.Buffers;
using System.Globalization;
using System.Text.Json;
using OpenMinutes.Contracts;

namespace OpenMinutes.Rendering.Twins;

/// <summary>
/// The meetings of one series in one year: the piece in which texts are offered as data, so that a changed record changes the files of one year and no others.
/// </summary>
internal sealed record SeriesYear(SeriesFacts Series, int Year, int Meetings, DateTimeOffset Issued, DateTimeOffset Modified)
{
    /// <summary>How many files a year has.</summary>
    public const int Files = 2;

    public string CsvUrl => Url("csv");

    public string JsonLinesUrl => Url("jsonl");

    /// <summary>The years of every series, newest first. Withdrawn minutes are in none.</summary>
    public static IReadOnlyList<SeriesYear> Of(IEnumerable<SeriesFacts> series, IEnumerable<MeetingFacts> meetings)
    {
        var known = series.ToDictionary(static one => one.Slug, StringComparer.Ordinal);
        return [.. meetings.Where(meeting => meeting.WithdrawnAt is null && known.ContainsKey(meeting.Series))
            .GroupBy(static meeting => (meeting.Series, meeting.HeldOn.Year))
            .OrderBy(static year => year.Key.Series, StringComparer.Ordinal)
            .ThenByDescending(static year => year.Key.Year)
            .Select(year => new SeriesYear(
                known[year.Key.Series],
                year.Key.Year,
                year.Count(),
                year.Min(static meeting => meeting.FirstPublished),
                year.Max(static meeting => meeting.PublishedAt)))];
    }

    /// <summary>Draws the files of the year.</summary>
    /// <param name="site">The site.</param>
    /// <param name="documents">Its public editions as they are stored, oldest meeting first.</param>
    /// <param name="draw">Draws a file: where it is, and what writes it.</param>
    public void Draw(Site site, IReadOnlyList<byte[]> documents, Action<string, Action<IBufferWriter<byte>>> draw)
    {
        draw(JsonLinesUrl, output =>
        {
            foreach (var document in documents)
            {
                JsonLines.Append(document, output);
            }
        });
        draw(CsvUrl, output =>
        {
            Csv.Begin(output);
            foreach (var document in documents)
            {
                Csv.Append(site, JsonSerializer.Deserialize<PublicEdition>(document, MinutesJson.Options)!, output);
            }
        });
    }

    private string Url(string extension) => string.Create(CultureInfo.InvariantCulture, $"/data/{Series.Slug}/{Year}.{extension}");
}
