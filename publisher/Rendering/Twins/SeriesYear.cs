using System.Buffers;
using System.Globalization;
using OpenMinutes.Contracts;

namespace OpenMinutes.Rendering.Twins;

/// <summary>
/// The meetings of one series in one year: the piece in which texts are offered as data, so that a changed record changes the files of one year and no others.
/// </summary>
internal sealed record SeriesYear(SeriesFacts Series, int Year, int Meetings, DateTimeOffset Issued, DateTimeOffset Modified)
{
    public string CsvUrl => UrlOf(Series.Slug, Year, "csv");

    public string JsonLinesUrl => UrlOf(Series.Slug, Year, "jsonl");

    /// <summary>The years of a series that have files, in the order given: in others, all minutes are withdrawn.</summary>
    public static IReadOnlyList<SeriesYear> Of(SeriesFacts series, IEnumerable<YearFacts> years) => [.. years
        .Where(static year => year.Meetings > 0)
        .Select(year => new SeriesYear(series, year.Year, year.Meetings, year.Issued!.Value, year.Modified!.Value))];

    public static string UrlOf(string series, int year, string extension) => string.Create(CultureInfo.InvariantCulture, $"/data/{series}/{year:0000}.{extension}");

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
                Csv.Append(site, StoredJson.Edition(document), output);
            }
        });
    }
}
