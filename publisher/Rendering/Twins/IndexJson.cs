using System.Buffers;
using System.Text.Json;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Twins;

/// <summary><c>index.json</c>: the public edition as it is stored, with links.</summary>
internal static class IndexJson
{
    private static readonly JsonWriterOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the public edition's bytes, and behind its members <c>links</c>.</summary>
    /// <param name="site">The site.</param>
    /// <param name="series">The series.</param>
    /// <param name="key">The meeting's key.</param>
    /// <param name="document">The public edition, one JSON object in UTF-8.</param>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="files">Where the files of its attachments are, by attachment.</param>
    public static void Write(Site site, string series, string key, ReadOnlySpan<byte> document, IBufferWriter<byte> output, IReadOnlyList<KeyValuePair<string, string>> files)
    {
        var body = document.TrimEnd("\r\n\t "u8);
        if (body is not [.., (byte)'}'])
        {
            throw new ArgumentException("A public edition is one JSON object.", nameof(document));
        }

        output.Write(body[..^1]);
        output.Write(body[..^1].TrimEnd("\r\n\t "u8) is [.., (byte)'{'] ? "\"links\":"u8 : ",\"links\":"u8);
        using (var links = new Utf8JsonWriter(output, Json))
        {
            var url = site.BaseUrl + MinutesPage.UrlOf(series, key);
            links.WriteStartObject();
            links.WriteString("self", url + "index.json");
            links.WriteString("html", url);
            foreach (var twin in MinutesTwins.All.Skip(1))
            {
                links.WriteString(twin.Link, url + twin.File);
            }

            if (files.Count > 0)
            {
                links.WriteStartObject("files");
                foreach (var (attachment, file) in files)
                {
                    links.WriteString(attachment, site.BaseUrl + file);
                }

                links.WriteEndObject();
            }

            links.WriteString("series", site.BaseUrl + SeriesPage.UrlOf(series));
            links.WriteString("license", site.LicenceUrl);
            links.WriteEndObject();
        }

        output.Write("}\n"u8);
    }

    /// <summary>Writes what stands where the public edition of withdrawn minutes stood: since when and why.</summary>
    /// <exception cref="ArgumentException">The minutes are not withdrawn.</exception>
    public static void WriteWithdrawn(Site site, MeetingFacts meeting, IBufferWriter<byte> output)
    {
        var since = meeting.WithdrawnAt ?? throw new ArgumentException("The minutes are not withdrawn.", nameof(meeting));
        using (var json = new Utf8JsonWriter(output, Json))
        {
            json.WriteStartObject();
            json.WriteStartObject("withdrawn");
            json.WriteString("at", Dates.Utc(since));
            json.WriteString("reason", meeting.WithdrawalReason);
            json.WriteEndObject();
            json.WriteStartObject("links");
            var url = site.BaseUrl + MinutesPage.UrlOf(meeting.Series, meeting.Key);
            json.WriteString("self", url + "index.json");
            json.WriteString("html", url);
            json.WriteString("series", site.BaseUrl + SeriesPage.UrlOf(meeting.Series));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }
}
