using System.Buffers;
using System.Globalization;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Engine;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Twins;

/// <summary>
/// <c>minutes.akn.xml</c>: the minutes as an Akoma Ntoso 3.0 <c>debateReport</c>. Its text is that of <see cref="DocumentLayout"/>, in the same order.
/// </summary>
/// <remarks>
/// An <c>eId</c> is an abbreviation of the element, an underscore and the part's anchor; no anchor holds an underscore, so what follows the first is the fragment
/// that finds the part on the page. What is withheld is an <c>omissis</c> in a part of status <c>removed</c>, what is summarised a <c>remark</c> in one of status
/// <c>edited</c>; both refer to their ground.
/// </remarks>
internal sealed class AkomaNtoso
{
    private readonly Site _site;
    private readonly PublicEdition _edition;
    private readonly AkomaNtosoReferences _references;
    private readonly AkomaNtosoText _text;
    private readonly Utf8Writer _meta = new();
    private readonly Utf8Writer _xml = new();

    private AkomaNtoso(Site site, PublicEdition edition)
    {
        _site = site;
        _edition = edition;
        _references = new AkomaNtosoReferences(site, site.BaseUrl + MinutesPage.UrlOf(edition.Series, edition.Key));
        _text = new AkomaNtosoText(_xml, _references, edition.Errata.ToLookup(static erratum => erratum.Anchor, StringComparer.Ordinal));
    }

    public static void Write(Site site, PublicEdition edition, IBufferWriter<byte> output)
    {
        var document = new AkomaNtoso(site, edition);

        // What the text refers to stands before it, and is known behind it.
        document._xml.Begin(output);
        var body = document._references.Organization(document.BodyName());
        document.Text();
        document._meta.Begin(output);
        document.Meta(body);
        document._meta.End();
        document._xml.Raw("</debateReport>\n</akomaNtoso>\n");
        document._xml.End();
    }

    private string BodyName() =>
        _edition.Header.FirstOrDefault(static line => line.Key == HeaderKey.Body)?.AsWritten is { Length: > 0 } printed ? printed
        : _site.SeriesBody(_edition.Series) is { Length: > 0 } known ? known
        : _site.Name;

    private void Meta(string body)
    {
        var held = Dates.Iso(DateOnly.FromDateTime(_edition.Start.DateTime));
        var published = _edition.PublishedAt is { } at ? Dates.Iso(RocCalendar.DateOf(at)) : null;
        var work = $"/akn/tw/debateReport/minutes/{held}/{_edition.Series}_{_edition.Key}";
        var expression = $"{work}/zho@{published ?? held}";
        var (date, name) = published is null ? (held, "held") : (published, "published");

        _meta.Raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">\n");
        _meta.Raw($"<debateReport name=\"minutes\" contains=\"{(_edition.Edition == 1 ? "originalVersion" : "singleVersion")}\">\n");
        _meta.Raw($"<meta>\n<identification source=\"#{body}\">\n");

        _meta.Raw($"<FRBRWork><FRBRthis value=\"{work}/!main\"/><FRBRuri value=\"{work}\"/>");
        Valued("FRBRalias", _site.BaseUrl + MinutesPage.UrlOf(_edition.Series, _edition.Key), " name=\"url\"");
        _meta.Raw($"<FRBRdate date=\"{held}\" name=\"held\"/><FRBRauthor href=\"#{body}\"/><FRBRcountry value=\"tw\"/><FRBRsubtype value=\"minutes\"/>");
        _meta.Raw(_edition.Number is { } number ? string.Create(CultureInfo.InvariantCulture, $"<FRBRnumber value=\"{number}\"/>") : "");
        Valued("FRBRname", _edition.Title);
        _meta.Raw("</FRBRWork>\n");

        _meta.Raw($"<FRBRExpression><FRBRthis value=\"{expression}/!main\"/><FRBRuri value=\"{expression}\"/><FRBRdate date=\"{date}\" name=\"{name}\"/><FRBRauthor href=\"#{body}\"/>");
        _meta.Raw(string.Create(CultureInfo.InvariantCulture, $"<FRBRversionNumber value=\"{_edition.Edition}\"/><FRBRlanguage language=\"zho\"/></FRBRExpression>\n"));

        _meta.Raw($"<FRBRManifestation><FRBRthis value=\"{expression}/!main.xml\"/><FRBRuri value=\"{expression}.akn\"/><FRBRdate date=\"{date}\" name=\"{name}\"/><FRBRauthor href=\"#{body}\"/>");
        _meta.Raw("<FRBRformat value=\"application/akn+xml\"/></FRBRManifestation>\n</identification>\n");

        _meta.Raw($"<references source=\"#{body}\">\n");
        _references.WriteTo(_meta);
        _meta.Raw("</references>\n</meta>\n");
    }

    private void Valued(string element, string value, string more = "")
    {
        _meta.Raw($"<{element} value=\"");
        _meta.Escaped(value);
        _meta.Raw($"\"{more}/>");
    }

    private void Text()
    {
        var head = new AkomaNtosoHead(_edition, _references, _text);
        head.Preface();
        _xml.Raw("<mainBody>\n");
        head.RollCall();
        new AkomaNtosoBody(_edition, _references, _text).Write();
        if (!head.HasRollCall && _edition is { Sections.Count: 0, Annexes.Count: 0 })
        {
            _xml.Raw("<p/>");
        }

        _xml.Raw("</mainBody>\n");
        if (_edition.ChangeNote is { Length: > 0 } note)
        {
            _xml.Raw("<conclusions>\n");
            _text.Paragraph(Printed.Line(Printed.ChangeNote, note));
            _xml.Raw("</conclusions>\n");
        }
    }
}
