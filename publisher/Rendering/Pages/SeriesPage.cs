using System.Globalization;
using OpenMinutes.Rendering.Text;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Rendering.Pages;

/// <summary>All meetings of a series by year, newest first.</summary>
internal sealed class SeriesPage : Page
{
    private SeriesPage(Site site, SeriesFacts series, IReadOnlyList<MeetingFacts> meetings)
        : base(site, UrlOf(series.Slug))
    {
        Title = series.Name;
        Body = series.Body;
        Breadcrumbs = [new("首頁", "/"), new(series.Name, null)];
        Description = $"{series.Body}{series.Name}的會議紀錄，依年度排列。";
        Meetings = Counts.Of(meetings.Count);
        Feed = FeedOf(series.Slug);
        Calendar = meetings.Any(static meeting => meeting.WithdrawnAt is null) ? MeetingCalendar.UrlOf(series.Slug) : null;
        var missing = MissingNumbers.Of(meetings, series.NumberedByYear);
        Complete = CompleteOf(meetings, missing.Values.All(static year => year.Count == 0));
        Years = [.. MeetingRow.NewestFirst(meetings)
            .GroupBy(static meeting => meeting.HeldOn.Year)
            .Select(year => new YearView(
                "y" + year.Key.ToString(CultureInfo.InvariantCulture),
                Dates.RocYear(year.Key),
                year.Key.ToString(CultureInfo.InvariantCulture),
                Counts.Of(year.Count()),
                missing.TryGetValue(year.Key, out var gaps) && gaps.Count > 0 ? string.Join('、', gaps) : null,
                [.. year.Select(meeting => MeetingRow.Of(site, meeting))]))];
    }

    public override string Template => "pages/series.html";

    public override string Title { get; }

    public override string Description { get; }

    public override IReadOnlyList<Crumb> Breadcrumbs { get; }

    public override string Feed { get; }

    public override IReadOnlyList<Alternate>? Alternates => Calendar is null ? null : [new(Calendar, "text/calendar", $"{Title}行事曆")];

    /// <summary>The meetings as a calendar; there is none without a meeting.</summary>
    public string? Calendar { get; }

    public string Body { get; }

    /// <summary>How many.</summary>
    public string Meetings { get; }

    /// <summary>第16–18次, where the minutes of all of them are public.</summary>
    public string? Complete { get; }

    public IReadOnlyList<YearView> Years { get; }

    public bool ManyYears => Years.Count > 1;

    /// <summary>Where a series is.</summary>
    public static string UrlOf(string series) => $"/meetings/{series}/";

    public static string FeedOf(string series) => $"/meetings/{series}/feed.atom";

    private static string? CompleteOf(IReadOnlyList<MeetingFacts> meetings, bool nothingMissing)
    {
        var numbers = meetings.Select(static meeting => meeting.Number).OfType<int>().Distinct().ToList();
        return nothingMissing && numbers.Count > 1 ? MissingNumbers.Range(numbers.Min(), numbers.Max()) : null;
    }

    public static SeriesPage Of(Site site, SeriesFacts series, IReadOnlyList<MeetingFacts> meetings) => new(site, series, meetings);
}

/// <param name="Id">The anchor.</param>
/// <param name="Roc">114年.</param>
/// <param name="Year">2025.</param>
/// <param name="Count">How many meetings.</param>
/// <param name="Missing">第3–5次、第7次: the meetings of which no minutes are public.</param>
/// <param name="Meetings">Newest first.</param>
internal sealed record YearView(string Id, string Roc, string Year, string Count, string? Missing, IReadOnlyList<MeetingRow> Meetings);
