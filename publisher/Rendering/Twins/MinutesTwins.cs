using System.Buffers;
using System.Text;
using OpenMinutes.Contracts;

namespace OpenMinutes.Rendering.Twins;

/// <summary>The files beside the page of a meeting's minutes that say the same to machines. Withdrawn minutes have none of them.</summary>
internal static class MinutesTwins
{
    /// <summary>Every twin, in the order in which pages offer them; <c>index.json</c> first.</summary>
    public static IReadOnlyList<Twin> All { get; } =
    [
        new("index.json", "application/json", "json", "資料檔（JSON）",
            static (site, edition, document, output) => IndexJson.Write(site, edition.Series, edition.Key, document.Span, output)),
        new("minutes.txt", "text/plain; charset=utf-8", "text", "純文字檔（TXT）",
            static (_, edition, _, output) => Encoding.UTF8.GetBytes(PlainText.Write(edition), output)),
        new("minutes.md", "text/markdown; charset=utf-8", "markdown", "Markdown 文件（MD）",
            static (site, edition, _, output) => Markdown.Write(site, edition, output)),
        new("minutes.akn.xml", "application/akn+xml", "akomaNtoso", "Akoma Ntoso 3.0（XML）",
            static (site, edition, _, output) => AkomaNtoso.Write(site, edition, output)),
        new("minutes.jsonld", "application/ld+json", "jsonLd", "schema.org 鏈結資料（JSON-LD）",
            static (site, edition, _, output) => JsonLd.Write(site, edition, output)),
    ];
}

/// <param name="File">Its name beside the page.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Link">Its name among the links of <c>index.json</c>.</param>
/// <param name="Label">What the page's list of downloads calls it.</param>
/// <param name="Write">Writes it: the site, the public edition, its stored bytes, and where to.</param>
internal sealed record Twin(string File, string MediaType, string Link, string Label, Action<Site, PublicEdition, ReadOnlyMemory<byte>, IBufferWriter<byte>> Write);
