using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Engine;

namespace OpenMinutes.Rendering.Twins;

/// <summary>What all parts of a document are written with: elements, headings, paragraphs, what stands in place of a closed part, and errata.</summary>
internal sealed class AkomaNtosoText(Utf8Writer xml, AkomaNtosoReferences references, ILookup<string, Erratum> errata)
{
    public void Raw(ReadOnlySpan<char> markup) => xml.Raw(markup);

    public void Escaped(ReadOnlySpan<char> text) => xml.Escaped(text);

    public bool HasErrata(string anchor) => errata.Contains(anchor);

    public void Element(string name, string attributes, string text)
    {
        xml.Raw($"<{name}{attributes}>");
        xml.Escaped(text);
        xml.Raw($"</{name}>");
    }

    public static string Id(string element, string? anchor) => anchor is null ? "" : $" eId=\"{element}_{anchor}\"";

    public static string References(params ReadOnlySpan<string?> references)
    {
        var joined = "";
        foreach (var reference in references)
        {
            if (reference is not null)
            {
                joined += joined.Length == 0 ? $" refersTo=\"#{reference}" : $" #{reference}";
            }
        }

        return joined.Length == 0 ? "" : joined + "\"";
    }

    public void Open(string name, string anchor, Disclosure? disclosure, params ReadOnlySpan<string?> references) =>
        xml.Raw($"<debateSection name=\"{name}\" eId=\"dbsect_{anchor}\"{References(references)}{Status(disclosure)}>\n");

    public void Close() => xml.Raw("</debateSection>\n");

    public static string Status(Disclosure? disclosure) =>
        !Printed.IsClosed(disclosure) ? "" : disclosure.Level == DisclosureLevel.Summary ? " status=\"edited\"" : " status=\"removed\"";

    /// <summary>A part's line: its mark as num, the rest as heading.</summary>
    public void Title(string? label, string line, Disclosure? disclosure, bool none = false)
    {
        var tag = none ? Printed.None : Printed.Closed(disclosure);
        var text = line.AsSpan(0, line.Length - (line.EndsWith(tag, StringComparison.Ordinal) ? tag.Length : 0));
        var mark = Printed.Label(label);
        if (mark.Length > 0 && text.StartsWith(mark, StringComparison.Ordinal))
        {
            Element("num", "", mark);
            text = text[mark.Length..].TrimStart();
        }

        if (text.Length == 0 && tag.Length == 0)
        {
            return;
        }

        xml.Raw("<heading>");
        xml.Escaped(text);
        if (none)
        {
            Element("remark", "", tag);
        }

        Tag(disclosure);
        xml.Raw("</heading>\n");
    }

    public void Heading(string text)
    {
        if (text.Length > 0)
        {
            Element("heading", "", text);
            xml.Raw("\n");
        }
    }

    public void Paragraph(string text, Disclosure? disclosure = null, bool prose = false)
    {
        xml.Raw("<p>");
        if (prose)
        {
            ProseOf(text);
        }
        else
        {
            xml.Escaped(text);
        }

        Tag(disclosure);
        xml.Raw("</p>\n");
    }

    /// <summary>What stands in place of a closed part.</summary>
    public void Tag(Disclosure? disclosure)
    {
        if (!Printed.IsClosed(disclosure))
        {
            return;
        }

        var element = disclosure.Summary is null ? "omissis" : "remark";
        xml.Raw($"<{element}{References(references.Ground(disclosure))}>");
        ProseOf(Printed.Closed(disclosure));
        xml.Raw($"</{element}>");
    }

    public void Errata(string anchor)
    {
        foreach (var erratum in errata[anchor])
        {
            xml.Raw($"<p{References(references.Erratum())}><remark>");
            ProseOf(Printed.Line(erratum));
            xml.Raw("</remark></p>\n");
        }
    }

    public void ProseOf(string text)
    {
        if (Prose.IsPlain(text))
        {
            xml.Escaped(text);
            return;
        }

        foreach (var run in Prose.Runs(text))
        {
            var piece = text.AsSpan(run.Place);

            // Not everything that looks like an address is one.
            var isUrl = run.IsUrl && Uri.TryCreate(piece.ToString(), UriKind.Absolute, out _);
            xml.Raw(run.OpensBold ? "<b>" : "");
            if (isUrl)
            {
                xml.Raw("<a href=\"");
                xml.Escaped(piece);
                xml.Raw("\">");
            }

            xml.Escaped(piece);
            xml.Raw(isUrl ? "</a>" : "");
            xml.Raw(run.ClosesBold ? "</b>" : "");
        }
    }
}
