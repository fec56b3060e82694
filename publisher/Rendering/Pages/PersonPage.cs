using System.Globalization;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>The meetings of a person by role: those of the newest year, and the way to every other.</summary>
internal sealed class PersonPage : Page
{
    /// <param name="site">The site.</param>
    /// <param name="person">The person.</param>
    /// <param name="years">The years in which public minutes name the person.</param>
    /// <param name="newest">The meetings of the newest of them, newest first.</param>
    public PersonPage(Site site, SitePerson person, IEnumerable<int> years, IReadOnlyList<PresenceFacts> newest)
        : base(site, site.Root + UrlOf(person.Slug))
    {
        Title = person.Name;
        Description = site.Texts.With("person.description", ("person", person.Name), ("site", site.Name));
        Breadcrumbs = [.. Above(site), new(person.Name, null, site.MinutesLanguage)];
        int[] all = [.. years.OrderDescending()];
        Year = all.Length == 0 ? null : Dates.Year(site.Texts, all[0]);
        Roles = PresenceRole.All(site, newest);
        Years = all.Length < 2 ? null : [.. all.Select(year => new Link(Dates.Year(site.Texts, year), site.Root + PersonYearPage.UrlOf(person.Slug, year)))];
    }

    public override string Template => "pages/person.html";

    public override bool IsTranslated => true;

    public override string Title { get; }

    public override string Description { get; }

    public override IReadOnlyList<Crumb> Breadcrumbs { get; }

    /// <summary>114年, the newest year; null where no public minutes name the person.</summary>
    public string? Year { get; }

    /// <summary>The meetings of that year by role.</summary>
    public IReadOnlyList<PresenceRole> Roles { get; }

    /// <summary>All years, newest first, where there are several.</summary>
    public IReadOnlyList<Link>? Years { get; }

    /// <summary>Where a person is.</summary>
    public static string UrlOf(string slug) => $"/people/{slug}/";

    internal static IReadOnlyList<Crumb> Above(Site site) => [site.Home, new(site.Texts["frame.people"], site.Root + "/sitemap/#people")];
}

/// <summary>The meetings of a person in a year by role.</summary>
internal sealed class PersonYearPage : Page
{
    public PersonYearPage(Site site, SitePerson person, int year, IReadOnlyList<PresenceFacts> presences)
        : base(site, site.Root + UrlOf(person.Slug, year))
    {
        var name = Dates.Year(site.Texts, year);
        Title = site.Texts.With("common.of_year", ("name", person.Name), ("year", name));
        Description = site.Texts.With("person.year_description", ("person", person.Name), ("site", site.Name), ("year", name));
        PersonName = person.Name;
        PersonUrl = site.Root + PersonPage.UrlOf(person.Slug);
        Breadcrumbs = [.. PersonPage.Above(site), new(person.Name, PersonUrl, site.MinutesLanguage), new(name, null)];
        Roles = PresenceRole.All(site, presences);
    }

    public override string Template => "pages/person-year.html";

    public override bool IsTranslated => true;

    public override string Title { get; }

    public override string Description { get; }

    public override IReadOnlyList<Crumb> Breadcrumbs { get; }

    public string PersonName { get; }

    public string PersonUrl { get; }

    public IReadOnlyList<PresenceRole> Roles { get; }

    public static string UrlOf(string slug, int year) => string.Create(CultureInfo.InvariantCulture, $"/people/{slug}/{year:0000}/");
}

/// <summary>The meetings in which a person had one role.</summary>
/// <param name="Id">Names its heading.</param>
/// <param name="Role">主席.</param>
/// <param name="Count">How many.</param>
/// <param name="Rows">The meetings, newest first.</param>
internal sealed record PresenceRole(string Id, string Role, string Count, IReadOnlyList<PresenceRow> Rows)
{
    /// <summary>The roles in their order, those of a deputy last.</summary>
    public static IReadOnlyList<PresenceRole> All(Site site, IReadOnlyList<PresenceFacts> presences) =>
    [
        .. presences
            .GroupBy(static one => (one.IsDeputy, Role: one.IsDeputy ? AttendeeRole.Attendee : one.Attendee.Role))
            .OrderBy(static role => role.Key.IsDeputy)
            .ThenBy(static role => role.Key.Role)
            .Select(role => new PresenceRole(
                role.Key.IsDeputy ? "deputy" : $"role_{(int)role.Key.Role}",
                role.Key.IsDeputy ? site.Texts["person.deputy"] : Words.Of(site.Texts, role.Key.Role),
                Counts.Of(role.Count()),
                [.. role.Select(one => PresenceRow.Of(site, one))])),
    ];
}

/// <param name="Href">Where the person stands in the minutes.</param>
/// <param name="Meeting">The title of the minutes.</param>
/// <param name="Series">The series.</param>
/// <param name="Date">The day of the meeting.</param>
/// <param name="As">Unit and title of the person, or whom the person stood in for.</param>
/// <param name="Status">Whether and how the person was there, where the minutes say so.</param>
internal sealed record PresenceRow(string Href, string Meeting, string Series, DateText Date, string? As, string? Status)
{
    public static PresenceRow Of(Site site, PresenceFacts presence)
    {
        var (meeting, attendee) = (presence.Meeting, presence.Attendee);
        var position = presence.IsDeputy
            ? site.Texts.With("person.for", ("person", string.Concat(attendee.Unit, attendee.Name, attendee.Title)))
            : string.Join(' ', new[] { attendee.Unit, attendee.Title }.OfType<string>());
        return new PresenceRow(
            $"{MinutesPage.UrlOf(meeting.Series, meeting.Key)}#{attendee.Id}",
            meeting.Title,
            site.SeriesName(meeting.Series),
            Dates.Day(site.Texts, meeting.HeldOn),
            position.Length == 0 ? null : position,
            presence.IsDeputy ? null : Words.Of(site.Texts, attendee));
    }
}
