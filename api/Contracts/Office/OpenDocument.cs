using System.Globalization;
using System.Xml;

namespace OpenMinutes.Contracts;

/// <summary>Minutes as an OpenDocument text (<c>minutes.odt</c>, CNS 15251): the printed paragraphs with styles, numbers as text, and nothing in it that the edition does not say.</summary>
public static class OpenDocument
{
    private const string Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private const string Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    private const string Meta = "urn:oasis:names:tc:opendocument:xmlns:meta:1.0";
    private const string DublinCore = "http://purl.org/dc/elements/1.1/";

    private const string Manifest =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/></manifest:manifest>
        """;

    private const string Styles =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3"><office:styles><style:default-style style:family="paragraph"><style:paragraph-properties fo:line-height="150%"/><style:text-properties fo:font-size="12pt" style:font-size-asian="12pt" fo:language="zh" fo:country="TW" style:language-asian="zh" style:country-asian="TW"/></style:default-style><style:style style:name="Standard" style:family="paragraph" style:class="text"/><style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard" style:class="chapter"><style:paragraph-properties fo:text-align="center" fo:margin-top="0.2cm" fo:margin-bottom="0.4cm"/><style:text-properties fo:font-size="18pt" style:font-size-asian="18pt" fo:font-weight="bold" style:font-weight-asian="bold"/></style:style><style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="1"><style:paragraph-properties fo:margin-top="0.5cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/><style:text-properties fo:font-size="14pt" style:font-size-asian="14pt" fo:font-weight="bold" style:font-weight-asian="bold"/></style:style><style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="2"><style:paragraph-properties fo:margin-top="0.3cm" fo:margin-bottom="0.1cm" fo:keep-with-next="always"/><style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"/></style:style><style:style style:name="Text_20_body" style:display-name="Text body" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0.15cm"/></style:style><style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"/></style:style><style:style style:name="Regular" style:family="text"><style:text-properties fo:font-weight="normal" style:font-weight-asian="normal"/></style:style></office:styles></office:document-styles>
        """;

    /// <summary>Writes a public edition; the same edition gives the same bytes.</summary>
    public static byte[] Write(PublicEdition edition) => Write(edition, DocumentLayout.Lines(edition));

    /// <summary>Writes a public edition that is laid out already.</summary>
    public static byte[] Write(PublicEdition edition, IReadOnlyList<LayoutLine> lines)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(lines);

        using var package = new OfficePackage();
        package.Store("mimetype", "application/vnd.oasis.opendocument.text");
        package.Add("content.xml", writer => Content(writer, OfficeParagraph.Of(edition, lines)));
        package.Add("styles.xml", Styles);
        package.Add("meta.xml", writer => Metadata(writer, edition));
        package.Add("META-INF/manifest.xml", Manifest);
        return package.Close();
    }

    private static void Content(XmlWriter writer, IEnumerable<OfficeParagraph> paragraphs)
    {
        writer.WriteStartElement("office", "document-content", Office);
        writer.WriteAttributeString("xmlns", "text", null, Text);
        writer.WriteAttributeString("version", Office, "1.3");
        writer.WriteStartElement("body", Office);
        writer.WriteStartElement("text", Office);
        foreach (var paragraph in paragraphs)
        {
            Paragraph(writer, paragraph);
        }

        writer.WriteEndDocument();
    }

    private static void Paragraph(XmlWriter writer, OfficeParagraph paragraph)
    {
        var (style, level) = paragraph.Style switch
        {
            ParagraphStyle.Title => ("Title", 0),
            ParagraphStyle.Section => ("Heading_20_1", 1),
            ParagraphStyle.Item => ("Heading_20_2", 2),
            _ => ("Text_20_body", 0),
        };
        writer.WriteStartElement(level > 0 ? "h" : "p", Text);
        writer.WriteAttributeString("style-name", Text, style);
        if (level > 0)
        {
            writer.WriteAttributeString("outline-level", Text, level.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var (text, bold) in paragraph.Runs)
        {
            if (bold || paragraph.NeedsRegular)
            {
                writer.WriteStartElement("span", Text);
                writer.WriteAttributeString("style-name", Text, bold ? "Strong" : "Regular");
            }

            Words(writer, text);
            if (bold || paragraph.NeedsRegular)
            {
                writer.WriteEndElement();
            }
        }

        writer.WriteEndElement();
    }

    /// <summary>White space in OpenDocument collapses; what does not is an element.</summary>
    private static void Words(XmlWriter writer, string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var spaces = text.AsSpan(at).IndexOfAnyExcept(' ') is var count and >= 0 ? count : text.Length - at;
            if (spaces > 0)
            {
                writer.WriteStartElement("s", Text);
                writer.WriteAttributeString("c", Text, spaces.ToString(CultureInfo.InvariantCulture));
                writer.WriteEndElement();
                at += spaces;
                continue;
            }

            var words = text.AsSpan(at).IndexOf("  ", StringComparison.Ordinal) is >= 0 and var gap ? gap : text.Length - at;
            var end = at + words == text.Length ? text.AsSpan(at, words).TrimEnd(' ').Length : words;
            writer.WriteString(text.Substring(at, end));
            at += end;
        }
    }

    private static void Metadata(XmlWriter writer, PublicEdition edition)
    {
        writer.WriteStartElement("office", "document-meta", Office);
        writer.WriteAttributeString("xmlns", "dc", null, DublinCore);
        writer.WriteAttributeString("xmlns", "meta", null, Meta);
        writer.WriteAttributeString("version", Office, "1.3");
        writer.WriteStartElement("meta", Office);
        writer.WriteElementString("generator", Meta, "OpenMinutes");
        writer.WriteElementString("title", DublinCore, edition.Title);
        writer.WriteElementString("language", DublinCore, "zh-TW");
        if (edition.PublishedAt is { } published)
        {
            writer.WriteElementString("date", DublinCore, published.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        }

        writer.WriteEndDocument();
    }
}
