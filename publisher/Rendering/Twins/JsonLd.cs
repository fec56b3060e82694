using System.Buffers;
using System.Text.Json;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Twins;

/// <summary>
/// <c>minutes.jsonld</c>: what search engines and knowledge graphs read, in the words of schema.org: the report, the meeting it is about, the body that held it, and
/// corrections. A file beside the page, for pages carry no inline script.
/// </summary>
internal static class JsonLd
{
    private static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Site site, PublicEdition edition, IBufferWriter<byte> output)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            Report(json, site, edition);
        }

        output.Write("\n"u8);
    }

    private static void Report(Utf8JsonWriter json, Site site, PublicEdition edition)
    {
        var page = site.BaseUrl + MinutesPage.UrlOf(edition.Series, edition.Key);
        json.WriteStartObject();
        json.WriteString("@context", "https://schema.org");
        json.WriteString("@type", "Report");
        json.WriteString("@id", page);
        json.WriteString("url", page);
        json.WriteString("name", edition.Title);
        json.WriteString("inLanguage", "zh-Hant-TW");
        json.WriteNumber("version", edition.Edition);
        if (edition.PublishedAt is { } at)
        {
            json.WriteString("datePublished", Dates.Utc(at));
        }

        json.WriteString("license", site.LicenceUrl);
        json.WritePropertyName("publisher");
        Body(json, site, edition);
        json.WritePropertyName("isPartOf");
        Series(json, site, edition, "CreativeWorkSeries", "");
        json.WritePropertyName("about");
        Meeting(json, site, edition, page);
        Parts(json, edition, page);
        Corrections(json, edition, page);
        Encodings(json, page);
        json.WriteEndObject();
    }

    private static void Body(Utf8JsonWriter json, Site site, PublicEdition edition)
    {
        var name = site.SeriesBody(edition.Series);
        json.WriteStartObject();
        json.WriteString("@type", "GovernmentOrganization");
        json.WriteString("name", name.Length > 0 ? name : site.Name);
        if (name == site.Body && site.Settings.OrganisationCode is { } code)
        {
            json.WriteString("identifier", code);
        }

        json.WriteEndObject();
    }

    private static void Series(Utf8JsonWriter json, Site site, PublicEdition edition, string type, string fragment)
    {
        var url = site.BaseUrl + SeriesPage.UrlOf(edition.Series);
        json.WriteStartObject();
        json.WriteString("@type", type);
        json.WriteString("@id", url + fragment);
        json.WriteString("name", site.SeriesName(edition.Series));
        json.WriteString("url", url);
        json.WriteEndObject();
    }

    private static void Meeting(Utf8JsonWriter json, Site site, PublicEdition edition, string page)
    {
        json.WriteStartObject();
        json.WriteString("@type", "Event");
        json.WriteString("@id", page + "#meeting");
        json.WriteString("name", MeetingName.Of(edition.Title));
        json.WriteString("startDate", Dates.Iso(edition.Start));
        if (edition.End is { } end)
        {
            json.WriteString("endDate", Dates.Iso(end));
        }

        if (edition.Location is { Length: > 0 } location)
        {
            json.WriteStartObject("location");
            json.WriteString("@type", "Place");
            json.WriteString("name", location);
            json.WriteEndObject();
        }

        json.WritePropertyName("organizer");
        Body(json, site, edition);
        json.WritePropertyName("superEvent");
        Series(json, site, edition, "EventSeries", "#meetings");
        json.WriteStartArray("attendee");
        foreach (var attendee in edition.Attendance.Where(static attendee => !Printed.IsClosed(attendee.Disclosure)))
        {
            // Who was represented was not there; who represented was.
            if (attendee.Status == AttendanceStatus.Present)
            {
                Person(json, attendee.Name ?? Printed.Attendee(attendee), attendee.Title, attendee.Unit);
            }
            else if (attendee is { Status: AttendanceStatus.Represented, RepresentedBy: { } deputy })
            {
                Person(json, deputy.Name, deputy.Title, null);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Person(Utf8JsonWriter json, string name, string? title, string? unit)
    {
        json.WriteStartObject();
        json.WriteString("@type", "Person");
        json.WriteString("name", name);
        if (!string.IsNullOrEmpty(title))
        {
            json.WriteString("jobTitle", title);
        }

        if (!string.IsNullOrEmpty(unit))
        {
            json.WriteStartObject("affiliation");
            json.WriteString("@type", "Organization");
            json.WriteString("name", unit);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Parts(Utf8JsonWriter json, PublicEdition edition, string page)
    {
        json.WriteStartArray("hasPart");
        foreach (var section in edition.Sections)
        {
            foreach (var item in section.Items.Where(static item => item.Title is not null))
            {
                json.WriteStartObject();
                json.WriteString("@type", "CreativeWork");
                json.WriteString("@id", $"{page}#{item.Id}");
                json.WriteString("name", item.Title);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    private static void Corrections(Utf8JsonWriter json, PublicEdition edition, string page)
    {
        if (edition.Errata.Count == 0)
        {
            return;
        }

        json.WriteStartArray("correction");
        foreach (var erratum in edition.Errata)
        {
            json.WriteStartObject();
            json.WriteString("@type", "CorrectionComment");
            json.WriteString("text", erratum.Text);
            json.WriteString("datePublished", Dates.Iso(erratum.Date));
            json.WriteString("url", $"{page}#{erratum.Anchor}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Encodings(Utf8JsonWriter json, string page)
    {
        json.WriteStartArray("encoding");
        foreach (var twin in MinutesTwins.All)
        {
            json.WriteStartObject();
            json.WriteString("@type", "MediaObject");
            json.WriteString("contentUrl", page + twin.File);
            json.WriteString("encodingFormat", twin.MediaType);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
