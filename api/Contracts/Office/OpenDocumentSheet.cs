using System.Globalization;
using System.Xml;

namespace OpenMinutes.Contracts;

/// <summary>A table as an OpenDocument spreadsheet (CNS 15251). Texts are texts: nothing in it is a formula.</summary>
public static class OpenDocumentSheet
{
    private const string Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private const string Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private const string Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    private const string Style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
    private const string Number = "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0";

    private const string Manifest =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>
        """;

    /// <summary>Writes the rows; the same rows give the same bytes.</summary>
    /// <param name="name">The name of the sheet.</param>
    /// <param name="rows">The rows, the heading first.</param>
    public static byte[] Write(string name, IReadOnlyList<IReadOnlyList<SheetCell>> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);

        using var package = new OfficePackage();
        package.Store("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
        package.Add("content.xml", writer => Content(writer, name, rows));
        package.Add("META-INF/manifest.xml", Manifest);
        return package.Close();
    }

    private static void Content(XmlWriter writer, string name, IReadOnlyList<IReadOnlyList<SheetCell>> rows)
    {
        writer.WriteStartElement("office", "document-content", Office);
        writer.WriteAttributeString("xmlns", "table", null, Table);
        writer.WriteAttributeString("xmlns", "text", null, Text);
        writer.WriteAttributeString("xmlns", "style", null, Style);
        writer.WriteAttributeString("xmlns", "number", null, Number);
        writer.WriteAttributeString("version", Office, "1.3");
        DayStyle(writer);
        writer.WriteStartElement("body", Office);
        writer.WriteStartElement("spreadsheet", Office);
        writer.WriteStartElement("table", Table);
        writer.WriteAttributeString("name", Table, name);
        writer.WriteStartElement("table-column", Table);
        writer.WriteAttributeString("number-columns-repeated", Table, rows[0].Count.ToString(CultureInfo.InvariantCulture));
        writer.WriteEndElement();
        writer.WriteStartElement("table-header-rows", Table);
        Row(writer, rows[0]);
        writer.WriteEndElement();
        foreach (var row in rows.Skip(1))
        {
            Row(writer, row);
        }

        writer.WriteEndDocument();
    }

    /// <summary>Without a style of its own a day shows as the number of days since 1899.</summary>
    private static void DayStyle(XmlWriter writer)
    {
        writer.WriteStartElement("automatic-styles", Office);
        writer.WriteStartElement("date-style", Number);
        writer.WriteAttributeString("name", Style, "day");
        Part("year", "long");
        Hyphen();
        Part("month", "long");
        Hyphen();
        Part("day", "long");
        writer.WriteEndElement();
        writer.WriteStartElement("style", Style);
        writer.WriteAttributeString("name", Style, "ce-day");
        writer.WriteAttributeString("family", Style, "table-cell");
        writer.WriteAttributeString("data-style-name", Style, "day");
        writer.WriteEndElement();
        writer.WriteEndElement();

        void Part(string part, string style)
        {
            writer.WriteStartElement(part, Number);
            writer.WriteAttributeString("style", Number, style);
            writer.WriteEndElement();
        }

        void Hyphen() => writer.WriteElementString("text", Number, "-");
    }

    private static void Row(XmlWriter writer, IReadOnlyList<SheetCell> row)
    {
        writer.WriteStartElement("table-row", Table);
        foreach (var cell in row)
        {
            writer.WriteStartElement("table-cell", Table);
            var (type, value, shown) = cell switch
            {
                { Number: { } number } => ("float", number.ToString(CultureInfo.InvariantCulture), number.ToString(CultureInfo.InvariantCulture)),
                { Day: { } day } => ("date", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                _ => ("string", null, cell.Text),
            };
            if (shown is { Length: > 0 })
            {
                writer.WriteAttributeString("value-type", Office, type);
                if (value is not null)
                {
                    writer.WriteAttributeString(type == "date" ? "date-value" : "value", Office, value);
                }

                if (type == "date")
                {
                    writer.WriteAttributeString("style-name", Table, "ce-day");
                }

                foreach (var line in shown.Split('\n'))
                {
                    writer.WriteElementString("p", Text, line);
                }
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }
}
