using System.Buffers;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Pages;

namespace OpenMinutes.Rendering.Twins;

/// <summary>The files beside the page of a meeting's minutes that say the same to machines. Withdrawn minutes have none of them.</summary>
internal static class MinutesTwins
{
    /// <summary>Every twin, in the order in which pages offer them; <c>index.json</c> first.</summary>
    public static IReadOnlyList<Twin> All { get; } =
    [
        new("index.json", "application/json", "json",
            static (minutes, output) => IndexJson.Write(minutes.Site, minutes.Edition.Series, minutes.Edition.Key, minutes.Document.Span, output, minutes.Files)),
        new("minutes.txt", "text/plain; charset=utf-8", "text",
            static (minutes, output) => PlainText.Write(minutes.Lines, output)),
        new("minutes.md", "text/markdown; charset=utf-8", "markdown",
            static (minutes, output) => Markdown.Write(minutes.Site, minutes.Edition, minutes.Lines, output)),
        new("minutes.odt", "application/vnd.oasis.opendocument.text", "openDocument",
            static (minutes, output) => output.Write(OpenDocument.Write(minutes.Edition, minutes.Lines))),
        new("minutes.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "wordDocument",
            static (minutes, output) => output.Write(WordDocument.Write(minutes.Edition, minutes.Lines))),
        new("minutes.akn.xml", "application/akn+xml", "akomaNtoso",
            static (minutes, output) => AkomaNtoso.Write(minutes.Site, minutes.Edition, output)),
        new("minutes.jsonld", "application/ld+json", "jsonLd",
            static (minutes, output) => JsonLd.Write(minutes.Site, minutes.Edition, output)),
    ];
}

/// <param name="File">Its name beside the page.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Link">Its name among the links of <c>index.json</c>.</param>
/// <param name="Write">Writes it.</param>
internal sealed record Twin(string File, string MediaType, string Link, Action<Minutes, IBufferWriter<byte>> Write)
{
    /// <summary>Which of the site's texts names it.</summary>
    public string Text { get; } = "twins." + Link;
}

/// <summary>What the twins of one meeting's minutes are made of.</summary>
/// <param name="site">The site.</param>
/// <param name="edition">The public edition.</param>
/// <param name="document">The same as it is stored.</param>
internal sealed class Minutes(Site site, PublicEdition edition, ReadOnlyMemory<byte> document)
{
    public Site Site => site;

    public PublicEdition Edition => edition;

    public ReadOnlyMemory<byte> Document => document;

    /// <summary>Where the files of its attachments are, by attachment.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Files =>
        [.. edition.Attachments.Select(file => KeyValuePair.Create(file.Id, AttachmentFile.UrlOf(edition, file))).Where(static file => file.Value is not null).Select(static file => KeyValuePair.Create(file.Key, file.Value!))];

    /// <summary>The printed paragraphs, laid out once for all.</summary>
    public IReadOnlyList<LayoutLine> Lines => field ??= DocumentLayout.Lines(edition);
}
