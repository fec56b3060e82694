using System.Text.RegularExpressions;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Pages;

namespace OpenMinutes.Rendering;

/// <summary>A person whom the agency gives a page.</summary>
internal sealed record SitePerson
{
    /// <summary>Part of the address: lower-case letters, digits and hyphens.</summary>
    public required string Slug { get; init; }

    /// <summary>The name, as the minutes print it.</summary>
    public required string Name { get; init; }

    /// <summary>Other names that the minutes print.</summary>
    public IReadOnlyList<string> Aliases { get => field ?? []; init; }

    /// <summary>The body in whose minutes the names mean this person; if absent, in those of all.</summary>
    public string? Body { get; init; }

    internal IEnumerable<string> Names => Aliases.Prepend(Name);
}

/// <summary>The people who have a page, by the names that minutes print. Spaces in a name do not matter: 薛　凌.</summary>
internal sealed partial class NamedPeople(IReadOnlyList<SitePerson> people)
{
    /// <summary>The spaces that names are padded with.</summary>
    public const string Spaces = " \t\u3000";

    private readonly ILookup<string, SitePerson> _named = people
        .SelectMany(static person => person.Names.Select(static name => Unspaced(name)).Distinct(StringComparer.Ordinal).Select(name => (name, person)))
        .ToLookup(static one => one.name, static one => one.person, StringComparer.Ordinal);

    public IReadOnlyList<SitePerson> All => people;

    /// <summary>Their names, without spaces.</summary>
    public IEnumerable<string> Names => _named.Select(static name => name.Key);

    /// <summary>Whom a name means in the minutes of a body: of those who share it, one of the body comes before one of all bodies.</summary>
    public SitePerson? Of(string? name, string body)
    {
        if (name is null || _named.Count == 0)
        {
            return null;
        }

        var named = _named[Unspaced(name)].Where(person => person.Body is null || person.Body == body).ToList();
        return named.Find(static person => person.Body is not null) ?? named.FirstOrDefault();
    }

    /// <summary>The page of an attendee of a body's meeting, if there is one.</summary>
    public string? UrlOf(PublicAttendee? attendee, string body) => Of(attendee?.Name, body) is { } person ? PersonPage.UrlOf(person.Slug) : null;

    /// <summary>What is wrong with the people of a site; null if nothing is.</summary>
    public static string? FaultOf(IReadOnlyList<SitePerson> people)
    {
        if (people.FirstOrDefault(static person => !Slug().IsMatch(person.Slug)) is { } unnamed)
        {
            return $"'{unnamed.Slug}' is no slug of a person: lower-case letters, digits and hyphens.";
        }

        if (people.FirstOrDefault(static person => person.Names.Any(static name => Unspaced(name).Length == 0)) is { } nameless)
        {
            return $"The person '{nameless.Slug}' has an empty name.";
        }

        if (people.GroupBy(static person => person.Slug).FirstOrDefault(static one => one.Count() > 1) is { } twice)
        {
            return $"Two people have the slug '{twice.Key}'.";
        }

        return people.SelectMany(static person => person.Names.Select(static name => Unspaced(name)).Distinct(StringComparer.Ordinal).Select(name => (name, person.Body)))
            .GroupBy(static one => one).FirstOrDefault(static one => one.Count() > 1) is { } shared
            ? $"Two people have the name '{shared.Key.name}': say in the minutes of which body each is meant."
            : null;
    }

    private static string Unspaced(string name) =>
        name.AsSpan().IndexOfAny(Spaces) < 0 ? name : string.Concat(name.Where(static character => !Spaces.Contains(character, StringComparison.Ordinal)));

    [GeneratedRegex("^[a-z0-9-]+$")]
    private static partial Regex Slug();
}

/// <summary>A person at a meeting, as the newest public edition of its minutes tells.</summary>
/// <param name="Meeting">The meeting.</param>
/// <param name="Attendee">The person, or whom the person stood in for.</param>
/// <param name="IsDeputy">Whether the person stood in for another.</param>
internal sealed record PresenceFacts(MeetingFacts Meeting, PublicAttendee Attendee, bool IsDeputy);
