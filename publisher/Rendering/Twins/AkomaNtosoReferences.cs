using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Engine;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Twins;

/// <summary>
/// The persons, organisations, roles and concepts that a document refers to, in the order in which it first does. A person's eId is the anchor itself;
/// those of all others hold an underscore, which no anchor does.
/// </summary>
internal sealed class AkomaNtosoReferences(Site site, string page)
{
    private readonly Dictionary<string, (string Element, string Href, string ShowAs)> _references = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _organizations = new(StringComparer.Ordinal);

    public string Organization(string name)
    {
        if (!_organizations.TryGetValue(name, out var id))
        {
            id = $"org_{_organizations.Count + 1}";
            _organizations.Add(name, id);
            var code = name == site.Body ? site.Settings.OrganisationCode : null;
            Add(id, "TLCOrganization", $"/akn/ontology/organization/tw/{Uri.EscapeDataString(code ?? name)}", name);
        }

        return id;
    }

    /// <summary>A person is known as who stood at this meeting; that two of one name are one is not said.</summary>
    public string Person(PublicAttendee attendee) =>
        Add(attendee.Id, "TLCPerson", $"{page}#{attendee.Id}", attendee.Name ?? Printed.Attendee(attendee));

    public string Deputy(string anchor, Representative deputy) =>
        Add($"deputy_{anchor}", "TLCPerson", $"{page}#{anchor}", deputy.Name);

    public string Location(string name) => Add("location_1", "TLCLocation", $"/akn/ontology/location/tw/{Uri.EscapeDataString(name)}", name);

    public string Role(AttendeeRole role) => Role(Named(role), Words.Of(site.Texts, role));

    public string Role(UnitRole role) => Role(Named(role), Printed.RoleOf(role));

    public string? Status(AttendanceStatus? status) => status is { } known ? Concept(Named(known), Words.Of(site.Texts, known)) : null;

    public string? Mode(AttendanceMode? mode) => mode == AttendanceMode.Remote ? Concept("remote", site.Texts["words.remote"]) : null;

    public string None() => Concept("none", Printed.None.Trim('（', '）'));

    public string Erratum() => Concept("erratum", Printed.Erratum);

    public string Outcome(OutcomeKind kind) => Concept(Named(kind), Printed.KindOf(kind));

    public string? Result(OutcomeResult? result) => result is { } known && Words.Of(site.Texts, known) is { } word ? Concept(Named(known), word) : null;

    public string? Ground(Disclosure? disclosure) =>
        disclosure?.Ground is { } ground ? Concept($"18-1-{(int)ground + 1}", Words.Of(site.Texts, ground)) : null;

    public void WriteTo(Utf8Writer xml)
    {
        foreach (var (id, (element, href, showAs)) in _references)
        {
            xml.Raw($"<{element} eId=\"{id}\" href=\"");
            xml.Escaped(href);
            xml.Raw("\" showAs=\"");
            xml.Escaped(showAs);
            xml.Raw("\"/>\n");
        }
    }

    private string Role(string name, string showAs) => Add($"role_{name}", "TLCRole", $"/akn/ontology/role/tw/{name}", showAs);

    private string Concept(string name, string showAs) => Add($"concept_{name}", "TLCConcept", $"/akn/ontology/concept/tw/{name}", showAs);

    private string Add(string id, string element, string href, string showAs)
    {
        _references.TryAdd(id, (element, href, showAs));
        return id;
    }

    private static string Named<T>(T value)
        where T : struct, Enum =>
        value.ToString().ToLowerInvariant();
}
