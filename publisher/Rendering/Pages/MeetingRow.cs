using System.Globalization;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>A meeting in a list.</summary>
internal sealed record MeetingRow(string Href, string Title, DateText Date, DateText Published, string Series, string? Edition, bool Withdrawn)
{
    public static MeetingRow Of(Site site, MeetingFacts meeting) => new(
        MinutesPage.UrlOf(meeting.Series, meeting.Key),
        meeting.Title,
        Dates.Day(site.Texts, meeting.HeldOn),
        Dates.Day(site.Texts, meeting.PublishedAt),
        site.SeriesName(meeting.Series),
        meeting.Edition > 1 ? meeting.Edition.ToString(CultureInfo.InvariantCulture) : null,
        meeting.WithdrawnAt is not null);

    /// <summary>Newest first; on one day, by series and key.</summary>
    public static IEnumerable<MeetingFacts> NewestFirst(IEnumerable<MeetingFacts> meetings) => meetings
        .OrderByDescending(static meeting => meeting.Start)
        .ThenBy(static meeting => meeting.Series, StringComparer.Ordinal)
        .ThenByDescending(static meeting => meeting.Key, StringComparer.Ordinal);
}
