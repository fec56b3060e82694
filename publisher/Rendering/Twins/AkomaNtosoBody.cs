using OpenMinutes.Contracts;

namespace OpenMinutes.Rendering.Twins;

/// <summary>The body of a document: sections with their items and outcomes, annexes with their reports, the list of files.</summary>
internal sealed class AkomaNtosoBody(PublicEdition edition, AkomaNtosoReferences references, AkomaNtosoText text)
{
    public void Write()
    {
        foreach (var section in edition.Sections)
        {
            Section(section);
        }

        Annexes();
        Attachments();
    }

    private void Section(PublicSection section)
    {
        var line = Printed.Line(section);
        text.Open("section", section.Id, section.Disclosure, section.None ? references.None() : null);
        text.Title(section.Label, line, section.Disclosure, section is { None: true, AsWritten: null });
        if (section.Clauses is not [{ Label: null } first, ..])
        {
            Units(section.Units);
            text.Errata(section.Id);
            Clauses(section.Clauses);
        }
        else if (Printed.Follows(first, line))
        {
            Following(first);
            Units(section.Units);
            text.Errata(section.Id);
            Below(first);
            Clauses(section.Clauses.Skip(1));
        }
        else
        {
            text.Errata(section.Id);
            Clauses([first]);
            Units(section.Units);
            Clauses(section.Clauses.Skip(1));
        }

        foreach (var item in section.Items)
        {
            Item(item);
        }

        text.Close();
    }

    private void Item(PublicItem item)
    {
        text.Open("item", item.Id, item.Disclosure);
        text.Title(item.Label, Printed.Line(item), item.Disclosure);
        Units(item.Units);
        text.Errata(item.Id);
        Clauses(item.Explanation);
        if (item.Outcome is { } outcome)
        {
            Outcome(outcome);
        }

        text.Close();
    }

    private void Outcome(PublicOutcome outcome)
    {
        var line = Printed.Line(outcome);
        var label = Printed.Label(outcome.Label ?? Printed.KindOf(outcome.Kind));
        text.Open("outcome", outcome.Id, outcome.Disclosure, references.Outcome(outcome.Kind), references.Result(outcome.Result));
        if (outcome.Clauses.Count > 0)
        {
            text.Heading(line);
        }
        else if (line.StartsWith(label, StringComparison.Ordinal))
        {
            text.Heading(label);
            var result = line.AsSpan(label.Length).Trim();
            if (Printed.IsClosed(outcome.Disclosure))
            {
                text.Paragraph("", outcome.Disclosure);
            }
            else if (result.Length > 0)
            {
                text.Raw("<p><outcome>");
                text.Escaped(result);
                text.Raw("</outcome></p>\n");
            }
        }

        if (outcome.Clauses is [var first, ..] && Printed.Follows(first, line))
        {
            Following(first);
            text.Errata(outcome.Id);
            Below(first);
            Clauses(outcome.Clauses.Skip(1));
        }
        else
        {
            text.Errata(outcome.Id);
            Clauses(outcome.Clauses);
        }

        text.Close();
    }

    private void Annexes()
    {
        string? printed = null;
        var open = false;
        foreach (var annex in edition.Annexes)
        {
            var heading = annex.Heading ?? (Printed.IsClosed(annex.Disclosure) ? printed ?? Printed.Annex : null);
            if (heading != printed || !open)
            {
                text.Raw(open ? "</debateSection>\n" : "");
                text.Raw("<debateSection name=\"annexes\">\n");
                text.Heading(heading ?? "");
                printed = heading;
                open = true;
            }

            Annex(annex);
        }

        text.Raw(open ? "</debateSection>\n" : "");
    }

    private void Annex(PublicAnnex annex)
    {
        text.Open("annex", annex.Id, annex.Disclosure, annex.Item is { } item ? $"dbsect_{item}" : null);
        text.Title(annex.Label, Printed.Line(annex), annex.Disclosure);
        Units(annex.Units);
        text.Errata(annex.Id);
        Clauses(annex.Explanation);
        foreach (var report in annex.Reports)
        {
            text.Open("report", report.Id, report.Disclosure, report.Unit is { } unit ? references.Organization(unit) : null);
            text.Title(report.Label, Printed.Line(report), report.Disclosure);
            text.Errata(report.Id);
            Clauses(report.Clauses);
            text.Close();
        }

        text.Close();
    }

    private void Attachments()
    {
        var listed = edition.Attachments.Where(static file => file.Disclosure is not { Level: DisclosureLevel.Withheld }).ToList();
        if (listed.Count == 0)
        {
            return;
        }

        text.Raw("<debateSection name=\"attachments\">\n");
        text.Heading(Printed.Attachments);
        foreach (var file in listed)
        {
            text.Raw($"<p eId=\"p_{file.Id}\"{AkomaNtosoText.Status(file.Disclosure)}>");
            text.Escaped(file.FileName);
            text.Tag(file.Disclosure);
            text.Raw("</p>\n");
            text.Errata(file.Id);
        }

        text.Close();
    }

    private void Clauses(IEnumerable<PublicClause> clauses)
    {
        var listed = false;
        foreach (var clause in clauses)
        {
            var isItem = clause.Label is not null || clause.Heading is not null || clause.Children.Count > 0;
            if (isItem != listed)
            {
                text.Raw(isItem ? "<blockList>\n" : "</blockList>\n");
                listed = isItem;
            }

            if (isItem)
            {
                ListItem(clause);
            }
            else
            {
                Following(clause);
                text.Errata(clause.Id);
            }
        }

        text.Raw(listed ? "</blockList>\n" : "");
    }

    private void ListItem(PublicClause clause)
    {
        text.Raw($"<item eId=\"item_{clause.Id}\"{AkomaNtosoText.Status(clause.Disclosure)}>");
        if (Printed.Label(clause.Label) is { Length: > 0 } mark)
        {
            text.Element("num", "", mark);
        }

        if (clause.Heading is { } heading)
        {
            text.Raw("<heading>");
            text.ProseOf(heading);
            text.Tag(clause.Disclosure);
            text.Raw("</heading>\n");
            if (clause.Text is { Length: > 0 } paragraph)
            {
                text.Paragraph(paragraph, prose: true);
            }
        }
        else if (clause.Text is { Length: > 0 } || Printed.IsClosed(clause.Disclosure))
        {
            text.Paragraph(clause.Text ?? "", clause.Disclosure, prose: true);
        }

        Below(clause);
        if (clause is { Heading: not null, Text: null or "", Children.Count: 0 } or { Heading: null, Text: null or "", Disclosure: null or { Level: DisclosureLevel.Public }, Children.Count: 0 }
            && !text.HasErrata(clause.Id))
        {
            text.Raw("<p/>");
        }

        text.Raw("</item>\n");
    }

    /// <summary>A clause that is one unnumbered paragraph.</summary>
    private void Following(PublicClause clause)
    {
        text.Raw($"<p eId=\"p_{clause.Id}\"{AkomaNtosoText.Status(clause.Disclosure)}>");
        text.ProseOf(clause.Text ?? "");
        text.Tag(clause.Disclosure);
        text.Raw("</p>\n");
    }

    private void Below(PublicClause clause)
    {
        text.Errata(clause.Id);
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
        text.Raw("<p>");
        var rest = line.AsSpan();
        foreach (var unit in units)
        {
            var at = rest.IndexOf(unit.Name, StringComparison.Ordinal);
            if (at >= 0 && unit.Name.Length > 0)
            {
                text.Escaped(rest[..at]);
                text.Element("organization", AkomaNtosoText.References(references.Organization(unit.Name), references.Role(unit.Role)), unit.Name);
                rest = rest[(at + unit.Name.Length)..];
            }
        }

        text.Escaped(rest);
        text.Raw("</p>\n");
    }
}
