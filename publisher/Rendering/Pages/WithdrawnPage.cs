using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>What stands where withdrawn minutes stood: that they are withdrawn, since when and why.</summary>
internal sealed class WithdrawnPage : Page
{
    private WithdrawnPage(Site site, MeetingFacts meeting, DateTimeOffset since)
        : base(site, MinutesPage.UrlOf(meeting.Series, meeting.Key))
    {
        AlsoAt = [.. Addresses(meeting)];
        Title = meeting.Title;
        SeriesUrl = SeriesPage.UrlOf(meeting.Series);
        SeriesName = site.SeriesName(meeting.Series);
        Breadcrumbs = [site.Home, new(SeriesName, SeriesUrl), new(meeting.Title, null)];
        Date = Dates.Day(site.Texts, meeting.HeldOn);
        Since = Dates.Day(site.Texts, since);
        Reason = meeting.WithdrawalReason ?? "";
    }

    public override string Template => "pages/withdrawn.html";

    public override string Title { get; }

    public override IReadOnlyList<Crumb> Breadcrumbs { get; }

    public override bool NoIndex => true;

    /// <summary>Nothing says any more which editions were public; none was after the last.</summary>
    public override IReadOnlyList<string> AlsoAt { get; }

    public string SeriesUrl { get; }

    public string SeriesName { get; }

    public DateText Date { get; }

    public DateText Since { get; }

    public string Reason { get; }

    private static IEnumerable<string> Addresses(MeetingFacts meeting)
    {
        var editions = Enumerable.Range(1, meeting.Edition).ToList();
        return editions.Select(edition => MinutesPage.UrlOf(meeting.Series, meeting.Key, edition))
            .Concat(EditionPairs.Of(editions).Select(pair => DiffPage.UrlOf(meeting.Series, meeting.Key, pair.Before, pair.After)));
    }

    /// <exception cref="ArgumentException">The minutes are not withdrawn.</exception>
    public static WithdrawnPage Of(Site site, MeetingFacts meeting) =>
        new(site, meeting, meeting.WithdrawnAt ?? throw new ArgumentException("The minutes are not withdrawn.", nameof(meeting)));
}
