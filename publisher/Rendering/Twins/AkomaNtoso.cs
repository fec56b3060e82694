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
    private readonly ILookup<string, Erratum> _errata;
    private readonly AkomaNtosoReferences _references;
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private readonly Utf8Writer _xml = new();

    private AkomaNtoso(Site site, PublicEdition edition)
    {
        _site = site;
        _edition = edition;
        _errata = edition.Errata.ToLookup(static erratum => erratum.Anchor, StringComparer.Ordinal);
        _references = new AkomaNtosoReferences(site, site.BaseUrl + MinutesPage.UrlOf(edition.Series, edition.Key));
    }

    public static void Write(Site site, PublicEdition edition, IBufferWriter<byte> output)
    {
        var document = new AkomaNtoso(site, edition);

        // What the text refers to stands before it, and is known behind it.
        var text = new ArrayBufferWriter<byte>(64 * 1024);
        document._xml.Begin(text);
        var body = document._references.Organization(document.BodyName());
        document.Text();
        document._xml.End();
        document._xml.Begin(output);
        document.Meta(body);
        document._xml.End();
        output.Write(text.WrittenSpan);
        output.Write("</debateReport>\n</akomaNtoso>\n"u8);
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

        _xml.Raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">\n");
        _xml.Raw($"<debateReport name=\"minutes\" contains=\"{(_edition.Edition == 1 ? "originalVersion" : "singleVersion")}\">\n");
        _xml.Raw($"<meta>\n<identification source=\"#{body}\">\n");

        _xml.Raw($"<FRBRWork><FRBRthis value=\"{work}/!main\"/><FRBRuri value=\"{work}\"/>");
        Valued("FRBRalias", _site.BaseUrl + MinutesPage.UrlOf(_edition.Series, _edition.Key), " name=\"url\"");
        _xml.Raw($"<FRBRdate date=\"{held}\" name=\"held\"/><FRBRauthor href=\"#{body}\"/><FRBRcountry value=\"tw\"/><FRBRsubtype value=\"minutes\"/>");
        _xml.Raw(_edition.Number is { } number ? string.Create(CultureInfo.InvariantCulture, $"<FRBRnumber value=\"{number}\"/>") : "");
        Valued("FRBRname", _edition.Title);
        _xml.Raw("</FRBRWork>\n");

        _xml.Raw($"<FRBRExpression><FRBRthis value=\"{expression}/!main\"/><FRBRuri value=\"{expression}\"/><FRBRdate date=\"{date}\" name=\"{name}\"/><FRBRauthor href=\"#{body}\"/>");
        _xml.Raw(string.Create(CultureInfo.InvariantCulture, $"<FRBRversionNumber value=\"{_edition.Edition}\"/><FRBRlanguage language=\"zho\"/></FRBRExpression>\n"));

        _xml.Raw($"<FRBRManifestation><FRBRthis value=\"{expression}/!main.xml\"/><FRBRuri value=\"{expression}.akn\"/><FRBRdate date=\"{date}\" name=\"{name}\"/><FRBRauthor href=\"#{body}\"/>");
        _xml.Raw("<FRBRformat value=\"application/akn+xml\"/></FRBRManifestation>\n</identification>\n");

        _xml.Raw($"<references source=\"#{body}\">\n");
        _references.WriteTo(_xml);
        _xml.Raw("</references>\n</meta>\n");
    }

    private void Valued(string element, string value, string more = "")
    {
        _xml.Raw($"<{element} value=\"");
        _xml.Escaped(value);
        _xml.Raw($"\"{more}/>");
    }

    private void Text()
    {
        var head = DocumentHead.Lines(_edition).ToList();
        var persons = head.FindIndex(static line => RolesOf(line.Key).Length > 0);
        var before = persons < 0 ? head : head[..persons];
        if (before.Count > 0)
        {
            _xml.Raw("<preface>\n");
            before.ForEach(HeadLine);
            _xml.Raw("</preface>\n");
        }

        _xml.Raw("<mainBody>\n");
        if (persons >= 0)
        {
            _xml.Raw("<rollCall>\n");
            head[persons..].ForEach(HeadLine);
            foreach (var attendee in _edition.Attendance)
            {
                Errata(attendee.Id);
            }

            _xml.Raw("</rollCall>\n");
        }

        foreach (var section in _edition.Sections)
        {
            Section(section);
        }

        Annexes();
        Attachments();
        if (persons < 0 && _edition is { Sections.Count: 0, Annexes.Count: 0 })
        {
            _xml.Raw("<p/>");
        }

        _xml.Raw("</mainBody>\n");
        if (_edition.ChangeNote is { Length: > 0 } note)
        {
            _xml.Raw("<conclusions>\n");
            Paragraph(Printed.Line("修正說明", note));
            _xml.Raw("</conclusions>\n");
        }
    }

    private static AttendeeRole[] RolesOf(HeaderKey key) => key switch
    {
        HeaderKey.Chair => [AttendeeRole.Chair],
        HeaderKey.Recorder => [AttendeeRole.Recorder],
        HeaderKey.Attendance => [AttendeeRole.Attendee, AttendeeRole.Observer, AttendeeRole.Unspecified],
        _ => [],
    };

    private void HeadLine(HeaderLine line)
    {
        var label = Printed.Line(line)[..^line.AsWritten.Length];
        _xml.Raw("<p>");
        _xml.Escaped(label);
        switch (line.Key)
        {
            case HeaderKey.Body:
                Element("docAuthority", "", line.AsWritten);
                break;
            case HeaderKey.Title:
                Element("docTitle", "", line.AsWritten);
                break;
            case HeaderKey.Version:
                Element("docStatus", "", line.AsWritten);
                break;
            case HeaderKey.Date:
                Element("docDate", $" date=\"{_edition.Start:yyyy-MM-dd'T'HH:mm:sszzz}\"", line.AsWritten);
                break;
            case HeaderKey.Location:
                Element("location", $" refersTo=\"#{_references.Location(_edition.Location ?? line.AsWritten)}\"", line.AsWritten);
                break;
            case HeaderKey.Chair or HeaderKey.Recorder or HeaderKey.Attendance:
                Persons(line);
                break;
            default:
                _xml.Escaped(line.AsWritten);
                break;
        }

        _xml.Raw("</p>\n");
    }

    private void Element(string name, string attributes, string text)
    {
        _xml.Raw($"<{name}{attributes}>");
        _xml.Escaped(text);
        _xml.Raw($"</{name}>");
    }

    /// <summary>A line with the persons it names marked where they stand in it.</summary>
    private void Persons(HeaderLine line)
    {
        var roles = RolesOf(line.Key);
        var position = 0;
        foreach (var (place, attendee) in NamedPersons.In(line.AsWritten, line.Key, [.. _edition.Attendance.Where(attendee => roles.Contains(attendee.Role))]))
        {
            var (start, length) = place.GetOffsetAndLength(line.AsWritten.Length);
            _xml.Escaped(line.AsWritten.AsSpan(position..start));
            Person(attendee, line.AsWritten.AsSpan(start, length));
            position = start + length;
        }

        _xml.Escaped(line.AsWritten.AsSpan(position));
    }

    private void Person(PublicAttendee attendee, ReadOnlySpan<char> written)
    {
        // A head may name somebody twice; only one place can have the id.
        var id = _named.Add(attendee.Id) ? attendee.Id : null;
        if (Printed.IsClosed(attendee.Disclosure))
        {
            var element = attendee.Disclosure.Summary is null ? "omissis" : "remark";
            _xml.Raw($"<{element}{Id(element, id)}{References(_references.Role(attendee.Role), _references.Ground(attendee.Disclosure))}>");
            _xml.Escaped(written);
            _xml.Raw($"</{element}>");
            return;
        }

        var deputy = attendee.RepresentedBy is { } representative ? _references.Deputy(attendee.Id, representative) : null;
        var references = References(_references.Person(attendee), _references.Status(attendee.Status), _references.Mode(attendee.Mode), deputy);
        _xml.Raw($"<person{Id("person", id)} as=\"#{_references.Role(attendee.Role)}\"{references}>");
        _xml.Escaped(written);
        _xml.Raw("</person>");
    }

    private static string Id(string element, string? anchor) => anchor is null ? "" : $" eId=\"{element}_{anchor}\"";

    private static string References(params ReadOnlySpan<string?> references)
    {
        var joined = string.Join(' ', references.ToArray().OfType<string>().Select(static reference => "#" + reference));
        return joined.Length == 0 ? "" : $" refersTo=\"{joined}\"";
    }

    private void Section(PublicSection section)
    {
        var line = Printed.Line(section);
        Open("section", section.Id, section.Disclosure, section.None ? _references.None() : null);
        Title(section.Label, line, section.Disclosure, section is { None: true, AsWritten: null });
        if (section.Clauses is not [{ Label: null } first, ..])
        {
            Units(section.Units);
            Errata(section.Id);
            Clauses(section.Clauses);
        }
        else if (Printed.Follows(first, line))
        {
            Following(first);
            Units(section.Units);
            Errata(section.Id);
            Below(first);
            Clauses(section.Clauses.Skip(1));
        }
        else
        {
            Errata(section.Id);
            Clauses([first]);
            Units(section.Units);
            Clauses(section.Clauses.Skip(1));
        }

        foreach (var item in section.Items)
        {
            Item(item);
        }

        Close();
    }

    private void Item(PublicItem item)
    {
        Open("item", item.Id, item.Disclosure);
        Title(item.Label, Printed.Line(item), item.Disclosure);
        Units(item.Units);
        Errata(item.Id);
        Clauses(item.Explanation);
        if (item.Outcome is { } outcome)
        {
            Outcome(outcome);
        }

        Close();
    }

    private void Outcome(PublicOutcome outcome)
    {
        var line = Printed.Line(outcome);
        var label = Printed.Label(outcome.Label ?? Printed.KindOf(outcome.Kind));
        Open("outcome", outcome.Id, outcome.Disclosure, _references.Outcome(outcome.Kind), _references.Result(outcome.Result));
        if (outcome.Clauses.Count > 0)
        {
            Heading(line);
        }
        else if (line.StartsWith(label, StringComparison.Ordinal))
        {
            Heading(label);
            var text = line.AsSpan(label.Length).Trim();
            if (Printed.IsClosed(outcome.Disclosure))
            {
                Paragraph("", outcome.Disclosure);
            }
            else if (text.Length > 0)
            {
                _xml.Raw("<p><outcome>");
                _xml.Escaped(text);
                _xml.Raw("</outcome></p>\n");
            }
        }

        if (outcome.Clauses is [var first, ..] && Printed.Follows(first, line))
        {
            Following(first);
            Errata(outcome.Id);
            Below(first);
            Clauses(outcome.Clauses.Skip(1));
        }
        else
        {
            Errata(outcome.Id);
            Clauses(outcome.Clauses);
        }

        Close();
    }

    private void Annexes()
    {
        string? printed = null;
        var open = false;
        foreach (var annex in _edition.Annexes)
        {
            var heading = annex.Heading ?? (Printed.IsClosed(annex.Disclosure) ? printed ?? "附錄" : null);
            if (heading != printed || !open)
            {
                _xml.Raw(open ? "</debateSection>\n" : "");
                _xml.Raw("<debateSection name=\"annexes\">\n");
                Heading(heading ?? "");
                printed = heading;
                open = true;
            }

            Annex(annex);
        }

        _xml.Raw(open ? "</debateSection>\n" : "");
    }

    private void Annex(PublicAnnex annex)
    {
        Open("annex", annex.Id, annex.Disclosure, annex.Item is { } item ? $"dbsect_{item}" : null);
        Title(annex.Label, Printed.Line(annex), annex.Disclosure);
        Units(annex.Units);
        Errata(annex.Id);
        Clauses(annex.Explanation);
        foreach (var report in annex.Reports)
        {
            Open("report", report.Id, report.Disclosure, report.Unit is { } unit ? _references.Organization(unit) : null);
            Title(report.Label, Printed.Line(report), report.Disclosure);
            Errata(report.Id);
            Clauses(report.Clauses);
            Close();
        }

        Close();
    }

    private void Attachments()
    {
        var listed = _edition.Attachments.Where(static file => file.Disclosure is not { Level: DisclosureLevel.Withheld }).ToList();
        if (listed.Count == 0)
        {
            return;
        }

        _xml.Raw("<debateSection name=\"attachments\">\n");
        Heading("附件：");
        foreach (var file in listed)
        {
            _xml.Raw($"<p eId=\"p_{file.Id}\"{Status(file.Disclosure)}>");
            _xml.Escaped(file.FileName);
            Tag(file.Disclosure);
            _xml.Raw("</p>\n");
            Errata(file.Id);
        }

        Close();
    }

    private void Clauses(IEnumerable<PublicClause> clauses)
    {
        var listed = false;
        foreach (var clause in clauses)
        {
            var isItem = clause.Label is not null || clause.Heading is not null || clause.Children.Count > 0;
            if (isItem != listed)
            {
                _xml.Raw(isItem ? "<blockList>\n" : "</blockList>\n");
                listed = isItem;
            }

            if (isItem)
            {
                ListItem(clause);
            }
            else
            {
                Following(clause);
                Errata(clause.Id);
            }
        }

        _xml.Raw(listed ? "</blockList>\n" : "");
    }

    private void ListItem(PublicClause clause)
    {
        _xml.Raw($"<item eId=\"item_{clause.Id}\"{Status(clause.Disclosure)}>");
        if (Printed.Label(clause.Label) is { Length: > 0 } mark)
        {
            Element("num", "", mark);
        }

        if (clause.Heading is { } heading)
        {
            _xml.Raw("<heading>");
            ProseOf(heading);
            Tag(clause.Disclosure);
            _xml.Raw("</heading>\n");
            if (clause.Text is { Length: > 0 } text)
            {
                Paragraph(text, prose: true);
            }
        }
        else if (clause.Text is { Length: > 0 } || Printed.IsClosed(clause.Disclosure))
        {
            Paragraph(clause.Text ?? "", clause.Disclosure, prose: true);
        }

        Below(clause);
        if (clause is { Heading: not null, Text: null or "", Children.Count: 0 } or { Heading: null, Text: null or "", Disclosure: null or { Level: DisclosureLevel.Public }, Children.Count: 0 }
            && !_errata.Contains(clause.Id))
        {
            _xml.Raw("<p/>");
        }

        _xml.Raw("</item>\n");
    }

    /// <summary>A clause that is one unnumbered paragraph.</summary>
    private void Following(PublicClause clause)
    {
        _xml.Raw($"<p eId=\"p_{clause.Id}\"{Status(clause.Disclosure)}>");
        ProseOf(clause.Text ?? "");
        Tag(clause.Disclosure);
        _xml.Raw("</p>\n");
    }

    private void Below(PublicClause clause)
    {
        Errata(clause.Id);
        Clauses(clause.Children);
    }

    private void Units(IReadOnlyList<Unit> units)
    {
        var bracketed = units.Where(Printed.IsBracketed).ToList();
        if (bracketed.Count > 0)
        {
            Units(Printed.Units(bracketed), bracketed);
        }

        foreach (var unit in units.Where(static unit => !Printed.IsBracketed(unit)))
        {
            Units(unit.AsWritten!, [unit]);
        }
    }

    private void Units(string line, List<Unit> units)
    {
        _xml.Raw("<p>");
        var rest = line.AsSpan();
        foreach (var unit in units)
        {
            var at = rest.IndexOf(unit.Name, StringComparison.Ordinal);
            if (at >= 0 && unit.Name.Length > 0)
            {
                _xml.Escaped(rest[..at]);
                Element("organization", References(_references.Organization(unit.Name), _references.Role(unit.Role)), unit.Name);
                rest = rest[(at + unit.Name.Length)..];
            }
        }

        _xml.Escaped(rest);
        _xml.Raw("</p>\n");
    }

    private void Open(string name, string anchor, Disclosure? disclosure, params ReadOnlySpan<string?> references) =>
        _xml.Raw($"<debateSection name=\"{name}\" eId=\"dbsect_{anchor}\"{References(references)}{Status(disclosure)}>\n");

    private void Close() => _xml.Raw("</debateSection>\n");

    private static string Status(Disclosure? disclosure) =>
        !Printed.IsClosed(disclosure) ? "" : disclosure.Level == DisclosureLevel.Summary ? " status=\"edited\"" : " status=\"removed\"";

    /// <summary>A part's line: its mark as num, the rest as heading.</summary>
    private void Title(string? label, string line, Disclosure? disclosure, bool none = false)
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

        _xml.Raw("<heading>");
        _xml.Escaped(text);
        if (none)
        {
            Element("remark", "", tag);
        }

        Tag(disclosure);
        _xml.Raw("</heading>\n");
    }

    private void Heading(string text)
    {
        if (text.Length > 0)
        {
            Element("heading", "", text);
            _xml.Raw("\n");
        }
    }

    private void Paragraph(string text, Disclosure? disclosure = null, bool prose = false)
    {
        _xml.Raw("<p>");
        if (prose)
        {
            ProseOf(text);
        }
        else
        {
            _xml.Escaped(text);
        }

        Tag(disclosure);
        _xml.Raw("</p>\n");
    }

    /// <summary>What stands in place of a closed part.</summary>
    private void Tag(Disclosure? disclosure)
    {
        if (!Printed.IsClosed(disclosure))
        {
            return;
        }

        var element = disclosure.Summary is null ? "omissis" : "remark";
        _xml.Raw($"<{element}{References(_references.Ground(disclosure))}>");
        ProseOf(Printed.Closed(disclosure));
        _xml.Raw($"</{element}>");
    }

    private void Errata(string anchor)
    {
        foreach (var erratum in _errata[anchor])
        {
            _xml.Raw($"<p{References(_references.Erratum())}><remark>");
            ProseOf(Printed.Line(erratum));
            _xml.Raw("</remark></p>\n");
        }
    }

    private void ProseOf(string text)
    {
        if (Prose.IsPlain(text))
        {
            _xml.Escaped(text);
            return;
        }

        foreach (var run in Prose.Runs(text))
        {
            var piece = text.AsSpan(run.Place);

            // Not everything that looks like an address is one.
            var isUrl = run.IsUrl && Uri.TryCreate(piece.ToString(), UriKind.Absolute, out _);
            _xml.Raw(run.OpensBold ? "<b>" : "");
            if (isUrl)
            {
                _xml.Raw("<a href=\"");
                _xml.Escaped(piece);
                _xml.Raw("\">");
            }

            _xml.Escaped(piece);
            _xml.Raw(isUrl ? "</a>" : "");
            _xml.Raw(run.ClosesBold ? "</b>" : "");
        }
    }
}
