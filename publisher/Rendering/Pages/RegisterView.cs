using System.Globalization;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Charts;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>The figures of a register: counts of all directives, those that are not public too.</summary>
/// <param name="Meeting">The newest meeting, for whose day they hold.</param>
/// <param name="Day">That day.</param>
/// <param name="Open">How many go on.</param>
/// <param name="Overdue">How many of them are overdue.</param>
/// <param name="NotPublic">How many of them are not public.</param>
/// <param name="OnTime">How many were released by their due date; null where none was released that had one.</param>
/// <param name="WithDue">Of how many.</param>
/// <param name="Chart">The meetings as a chart.</param>
/// <param name="Meetings">What the newest meetings did, newest first.</param>
/// <param name="Ages">How old those are that go on.</param>
/// <param name="Units">How many that are not public each unit leads.</param>
internal sealed record RegisterView(
    Link Meeting,
    DateText Day,
    string Open,
    string Overdue,
    string NotPublic,
    string? OnTime,
    string WithDue,
    RegisterChart? Chart,
    IReadOnlyList<RegisterMeetingView> Meetings,
    IReadOnlyList<FigureRow>? Ages,
    IReadOnlyList<FigureRow>? Units)
{
    /// <summary>How many meetings are newest.</summary>
    public const int Newest = 12;

    public static RegisterView Of(Site site, RegisterFacts register, PublicRegister figures) => new(
        register.Names.Meeting(figures.AsOf, null),
        Dates.Day(site.Texts, figures.Day),
        Counts.Of(figures.Open),
        Counts.Of(figures.Overdue),
        Counts.Of(figures.OpenNotPublic),
        figures.ReleasedWithDue == 0 ? null : Counts.Of(figures.ReleasedOnTime),
        Counts.Of(figures.ReleasedWithDue),
        RegisterChart.Of(site.Texts, figures.Meetings),
        RegisterMeetingView.NewestFirst(site, register.Names, figures.Meetings.TakeLast(Newest)),
        figures.Open == 0 ? null : [.. figures.Ages.Select((age, at) => new FigureRow(new Link(AgeOf(site.Texts, age, figures.Ages.ElementAtOrDefault(at + 1)), null), Counts.Of(age.Count)))],
        figures.Units.Count == 0 ? null : [.. figures.Units.Select(unit => new FigureRow(UnitOf(site, register, unit.Unit), unit.Count is { } count ? Counts.Of(count) : null))]);

    private static string AgeOf(Messages texts, AgeGroup age, AgeGroup? next) => (age.Months, next?.Months) switch
    {
        (null, _) => texts["directives.age_older"],
        (0, { } to) => texts.With("directives.age_under", ("to", Number(to))),
        ({ } from, { } to) => texts.With("directives.age", ("from", Number(from)), ("to", Number(to))),
        ({ } from, null) => texts.With("directives.age_from", ("from", Number(from))),
    };

    private static Link UnitOf(Site site, RegisterFacts register, string slug) => register.Units.FirstOrDefault(unit => unit.Slug == slug) is { } known
        ? new Link(known.Name, site.Root + UnitPage.UrlOf(slug))
        : new Link(slug, null);

    private static string Number(int months) => months.ToString(CultureInfo.InvariantCulture);
}

/// <param name="Name">What is counted.</param>
/// <param name="Count">How many; null where it is not told, since it could tell of single cases.</param>
internal sealed record FigureRow(Link Name, string? Count);

/// <summary>What a meeting did to the directives.</summary>
/// <param name="Meeting">The minutes.</param>
/// <param name="Day">The day of the meeting.</param>
/// <param name="Rows">Its lines.</param>
internal sealed record RegisterMeetingView(Link Meeting, DateText Day, IReadOnlyList<CohortRow> Rows)
{
    private const string Nothing = "—";

    public static IReadOnlyList<RegisterMeetingView> NewestFirst(Site site, RegisterNames names, IEnumerable<RegisterMeeting> meetings) =>
        [.. meetings.Reverse().Select(meeting => Of(site, names, meeting))];

    private static RegisterMeetingView Of(Site site, RegisterNames names, RegisterMeeting meeting) =>
        new(names.Meeting(meeting.Key, null), Dates.Day(site.Texts, meeting.Day), [.. RowsOf(site.Texts, meeting)]);

    private static IEnumerable<CohortRow> RowsOf(Messages texts, RegisterMeeting meeting)
    {
        if (meeting.Previous is { } previous)
            yield return RowOf(texts, texts["directives.previous"], previous);
        if (meeting.Earlier is { } earlier)
            yield return RowOf(texts, texts["directives.earlier"], earlier);
        if (meeting is { Previous: { } one, Earlier: { } other })
        {
            yield return RowOf(texts, texts["directives.total"], new CohortCount
            {
                Total = one.Total + other.Total, Released = one.Released + other.Released, Continued = one.Continued + other.Continued,
            });
        }

        if (meeting.Begun > 0)
            yield return new CohortRow(texts["directives.begun"], Counts.Of(meeting.Begun), Nothing, Nothing);
        if (meeting.Reopened > 0)
            yield return new CohortRow(texts["directives.reopened"], Counts.Of(meeting.Reopened), Nothing, Nothing);
    }

    private static CohortRow RowOf(Messages texts, string name, CohortCount count) => new(
        count.Stated ? texts.With("directives.stated", ("name", name)) : name, Counts.Of(count.Total), Counts.Of(count.Released), Counts.Of(count.Continued));
}

/// <param name="Name">Which directives.</param>
/// <param name="Total">How many.</param>
/// <param name="Released">How many of them were released.</param>
/// <param name="Continued">How many go on.</param>
internal sealed record CohortRow(string Name, string Total, string Released, string Continued);
