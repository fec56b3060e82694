using System.Globalization;

namespace OpenMinutes.Rendering.Twins;

/// <summary>
/// The meetings of one series in one year: the piece in which texts are offered as data, so that a changed record changes the files of one year and no others.
/// </summary>
internal sealed record SeriesYear(SeriesFacts Series, int Year, int Meetings, DateTimeOffset Issued, DateTimeOffset Modified)
{
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

    private string Url(string extension) => string.Create(CultureInfo.InvariantCulture, $"/data/{Series.Slug}/{Year}.{extension}");
}
