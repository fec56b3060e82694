using OpenMinutes.Publisher.Source;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;

namespace OpenMinutes.Publisher.Pages;

/// <summary>A year of the people whom the agency names. It reads the attendance of the year's meetings in all series, where it names one of them, and the names of series.</summary>
internal sealed class PeopleYearRoom(Frame frame, PublicSite source)
{
    public static readonly string[] Templates = ["pages/person-year.html"];

    /// <summary>The files of all people for a year.</summary>
    public IEnumerable<string> FilesOf(int year) => frame.Site.People.All.SelectMany(person => frame.FilesOf(PersonYearPage.UrlOf(person.Slug, year)));

    /// <summary>The meetings of the year by the slug of the person.</summary>
    public async Task<ILookup<string, PresenceFacts>> ReadAsync(int year, CancellationToken cancellation)
    {
        var people = frame.Site.People;
        return (await source.AttendingAsync(year, people.Names, cancellation))
            .SelectMany(one => new[] { (Name: one.Attendee.Name, IsDeputy: false), (Name: one.Attendee.RepresentedBy?.Name, IsDeputy: true) }
                .Select(named => (Person: people.Of(named.Name, frame.Registry.Of(one.Meeting.Series).Body), Facts: new PresenceFacts(one.Meeting, one.Attendee, named.IsDeputy))))
            .Where(static one => one.Person is not null)
            .ToLookup(static one => one.Person!.Slug, static one => one.Facts);
    }

    /// <summary>The page of a person's year.</summary>
    public Action<Desk> Draw(SitePerson person, int year, IReadOnlyList<PresenceFacts> presences) => desk =>
    {
        foreach (var site in frame.Languages)
            desk.Draw(new PersonYearPage(site, person, year, presences));
    };
}

/// <summary>A person whom the agency names. It reads in which years public minutes name the person, and the meetings of the newest of them.</summary>
internal sealed class PersonRoom(Frame frame)
{
    public static readonly string[] Templates = ["pages/person.html"];

    public Action<Desk> Draw(SitePerson person, IReadOnlyCollection<int> years, IReadOnlyList<PresenceFacts> newest) => desk =>
    {
        foreach (var site in frame.Languages)
            desk.Draw(new PersonPage(site, person, years, newest));
    };
}
