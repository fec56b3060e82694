using System.Collections.Concurrent;
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
}

/// <summary>Rows of meetings in one language, each made once: most units of a year name the same meetings. Any number of threads may ask.</summary>
internal sealed class MeetingRows(Site site)
{
    private readonly ConcurrentDictionary<MeetingFacts, MeetingRow> _rows = new(ReferenceEqualityComparer.Instance);

    public MeetingRow Of(MeetingFacts meeting) => _rows.GetOrAdd(meeting, static (meeting, site) => MeetingRow.Of(site, meeting), site);
}
