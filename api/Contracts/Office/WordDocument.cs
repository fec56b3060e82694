using System.Globalization;
using System.Xml;

namespace OpenMinutes.Contracts;

/// <summary>Minutes as a WordprocessingML document (<c>minutes.docx</c>): the printed paragraphs with styles, numbers as text, and nothing in it that the edition does not say.</summary>
public static class WordDocument
{
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    private const string ContentTypes =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>
        """;

    private const string Relationships =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="document" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="properties" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>
        """;

    private const string DocumentRelationships =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="styles" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>
        """;

    private const string Styles =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-TW"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="80" w:line="360" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="120" w:after="240"/><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="280" w:after="120"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style><w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="160" w:after="60"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/></w:rPr></w:style></w:styles>
        """;

    /// <summary>Writes a public edition; the same edition gives the same bytes.</summary>
    public static byte[] Write(PublicEdition edition) => Write(edition, DocumentLayout.Lines(edition));

    /// <summary>Writes a public edition that is laid out already.</summary>
    public static byte[] Write(PublicEdition edition, IReadOnlyList<LayoutLine> lines)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(lines);

        using var package = new OfficePackage();
        package.Add("[Content_Types].xml", ContentTypes);
        package.Add("_rels/.rels", Relationships);
        package.Add("word/document.xml", writer => Document(writer, OfficeParagraph.Of(edition, lines)));
        package.Add("word/styles.xml", Styles);
        package.Add("word/_rels/document.xml.rels", DocumentRelationships);
        package.Add("docProps/core.xml", writer => Properties(writer, edition));
        return package.Close();
    }

    private static void Document(XmlWriter writer, IEnumerable<OfficeParagraph> paragraphs)
    {
        writer.WriteStartElement("w", "document", Word);
        writer.WriteStartElement("body", Word);
        foreach (var paragraph in paragraphs)
        {
            Paragraph(writer, paragraph);
        }

        writer.WriteEndDocument();
    }

    private static void Paragraph(XmlWriter writer, OfficeParagraph paragraph)
    {
        writer.WriteStartElement("p", Word);
        var style = paragraph.Style switch
        {
            ParagraphStyle.Title => "Title",
            ParagraphStyle.Section => "Heading1",
            ParagraphStyle.Item => "Heading2",
            _ => null,
        };
        if (style is not null)
        {
            writer.WriteStartElement("pPr", Word);
            writer.WriteStartElement("pStyle", Word);
            writer.WriteAttributeString("val", Word, style);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        foreach (var (text, bold) in paragraph.Runs)
        {
            writer.WriteStartElement("r", Word);
            if (bold || paragraph.NeedsRegular)
            {
                writer.WriteStartElement("rPr", Word);
                writer.WriteStartElement("b", Word);
                if (!bold)
                {
                    writer.WriteAttributeString("val", Word, "0");
                }

                writer.WriteEndElement();
                writer.WriteEndElement();
            }

            writer.WriteStartElement("t", Word);
            writer.WriteAttributeString("xml", "space", null, "preserve");
            writer.WriteString(text);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void Properties(XmlWriter writer, PublicEdition edition)
    {
        const string Core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
        const string DublinCore = "http://purl.org/dc/elements/1.1/";
        const string Terms = "http://purl.org/dc/terms/";
        const string Instance = "http://www.w3.org/2001/XMLSchema-instance";

        writer.WriteStartElement("cp", "coreProperties", Core);
        writer.WriteAttributeString("xmlns", "dc", null, DublinCore);
        writer.WriteAttributeString("xmlns", "dcterms", null, Terms);
        writer.WriteElementString("title", DublinCore, edition.Title);
        writer.WriteElementString("language", DublinCore, "zh-TW");
        if (edition.PublishedAt is { } published)
        {
            writer.WriteStartElement("created", Terms);
            writer.WriteAttributeString("xsi", "type", Instance, "dcterms:W3CDTF");
            writer.WriteString(published.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            writer.WriteEndElement();
        }

        writer.WriteEndDocument();
    }
}
