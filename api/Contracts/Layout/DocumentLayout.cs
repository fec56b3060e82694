namespace OpenMinutes.Contracts;

/// <summary>One paragraph of minutes as printed.</summary>
/// <param name="Anchor">The anchor of the part the paragraph belongs to; null in the head and for headings that are no part.</param>
/// <param name="Text">The paragraph, without line ends, with <c>**bold**</c> where the part has it.</param>
public sealed record LayoutLine(string? Anchor, string Text);

/// <summary>
/// The layout of the 公告版: a public edition as a sequence of paragraphs, in the order and with the labels of the printed minutes.
/// Every disclosed part has its paragraph; what is added to the data is listed at <see cref="Printed"/>.
/// </summary>
/// <remarks>
/// <para>The head is printed as its lines say. What it does not say is composed below it: the title, 日期, 地點, 主席, 紀錄 and the persons by role
/// (出席人員, 列席人員, 出席及列席人員), so that a record sent without printed lines loses nothing.</para>
/// <para>A text follows its label on the same line where it is unlabelled and the label ends in punctuation: 決定：洽悉。
/// 附錄 stands once above consecutive annexes that share it, and above an annex that is closed with its heading.</para>
/// <para>An erratum stands below the paragraph of the part it corrects. Public files follow under 附件：, and at last what this edition changed: 修正說明：….</para>
/// <para>What is there for programs is not printed: the result of an outcome whose clauses say it, the values of a clause, a ground,
/// a file's media type, size and hash, and what identifies the meeting and the edition.</para>
/// </remarks>
public sealed class DocumentLayout
{
    private static readonly char[] LineEnds = ['\n', '\r', '\u2028', '\u2029'];

    private readonly List<LayoutLine> _lines = [];
    private readonly ILookup<string, Erratum>? _errata;

    private DocumentLayout(PublicEdition edition) => _errata = edition.Errata.Count > 0 ? edition.Errata.ToLookup(erratum => erratum.Anchor) : null;

    /// <summary>The paragraphs of an edition.</summary>
    public static IReadOnlyList<LayoutLine> Lines(PublicEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);

        var layout = new DocumentLayout(edition);
        layout.Head(edition);
        foreach (var section in edition.Sections)
        {
            layout.Section(section);
        }

        layout.Annexes(edition.Annexes);
        layout.Attachments(edition.Attachments);
        layout.Add(null, edition.ChangeNote is { } note ? Printed.Line(Printed.ChangeNote, note) : "");
        return layout._lines;
    }

    /// <summary>The paragraphs of a text: nearly always it is one, and as it stands.</summary>
    public static IReadOnlyList<string> Paragraphs(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsOne(text) ? [text] : Split(text);
    }

    private void Head(PublicEdition edition)
    {
        foreach (var line in DocumentHead.Lines(edition))
        {
            Add(null, Printed.Line(line));
        }

        foreach (var attendee in edition.Attendance)
        {
            Errata(attendee.Id);
        }
    }

    private void Section(PublicSection section)
    {
        var line = Printed.Line(section);
        if (section.Clauses is not [{ Label: null } first, ..])
        {
            Part(section.Id, line, section.Units);
            Clauses(section.Clauses);
        }
        else if (Printed.Follows(first, line))
        {
            Part(section.Id, line + Printed.Line(first), section.Units);
            Below(first);
            Clauses(section.Clauses, from: 1);
        }
        else
        {
            Part(section.Id, line, []);
            Clause(first);
            Part(null, "", section.Units);
            Clauses(section.Clauses, from: 1);
        }

        foreach (var item in section.Items)
        {
            Item(item);
        }
    }

    private void Item(PublicItem item)
    {
        Part(item.Id, Printed.Line(item), item.Units);
        Clauses(item.Explanation);
        if (item.Outcome is { } outcome)
        {
            Outcome(outcome);
        }
    }

    private void Outcome(PublicOutcome outcome)
    {
        var line = Printed.Line(outcome);
        if (outcome.Clauses is [var first, ..] && Printed.Follows(first, line))
        {
            Part(outcome.Id, line + Printed.Line(first), []);
            Below(first);
            Clauses(outcome.Clauses, from: 1);
        }
        else
        {
            Part(outcome.Id, line, []);
            Clauses(outcome.Clauses);
        }
    }

    private void Annexes(IReadOnlyList<PublicAnnex> annexes)
    {
        string? printed = null;
        foreach (var annex in annexes)
        {
            // A closed annex has lost its heading; it stands under the one before it, or under the usual one.
            var heading = annex.Heading ?? (Printed.IsClosed(annex.Disclosure) ? printed ?? Printed.Annex : null);
            if (heading != printed)
            {
                Add(null, heading ?? "");
                printed = heading;
            }

            Part(annex.Id, Printed.Line(annex), annex.Units);
            Clauses(annex.Explanation);
            foreach (var report in annex.Reports)
            {
                Part(report.Id, Printed.Line(report), []);
                Clauses(report.Clauses);
            }
        }
    }

    private void Attachments(IReadOnlyList<PublicAttachment> attachments)
    {
        var listed = attachments.Where(file => file.Disclosure is not { Level: DisclosureLevel.Withheld }).ToList();
        if (listed.Count > 0)
        {
            Add(null, Printed.Attachments);
        }

        foreach (var file in listed)
        {
            Part(file.Id, file.FileName + Printed.Closed(file.Disclosure), []);
        }
    }

    private void Clauses(IReadOnlyList<PublicClause> clauses, int from = 0)
    {
        for (var at = from; at < clauses.Count; at++)
        {
            Clause(clauses[at]);
        }
    }

    private void Clause(PublicClause clause)
    {
        Add(clause.Id, Printed.Line(clause));
        Below(clause);
    }

    /// <summary>What stands below a clause's first line.</summary>
    private void Below(PublicClause clause)
    {
        if (clause.Heading is not null)
        {
            Add(clause.Id, clause.Text ?? "");
        }

        Errata(clause.Id);
        Clauses(clause.Children);
    }

    /// <summary>A part's own line with its units behind it; a unit printed without brackets has a line of its own.</summary>
    private void Part(string? anchor, string line, IReadOnlyList<Unit> units)
    {
        if (units.Count == 0)
        {
            Add(anchor, line);
        }
        else
        {
            AddWithUnits(anchor, line, units);
        }

        if (anchor is not null)
        {
            Errata(anchor);
        }
    }

    private void AddWithUnits(string? anchor, string line, IReadOnlyList<Unit> units)
    {
        var bracketed = units.Where(Printed.IsBracketed).ToList();
        Add(anchor, line + Printed.Units(bracketed));
        foreach (var unit in units.Where(unit => !Printed.IsBracketed(unit)))
        {
            Add(anchor, unit.AsWritten!);
        }
    }

    private void Errata(string anchor)
    {
        foreach (var erratum in _errata?[anchor] ?? [])
        {
            Add(anchor, Printed.Line(erratum));
        }
    }

    /// <summary>A text that came in several lines (only clauses may not) is several paragraphs of its part.</summary>
    private void Add(string? anchor, string text)
    {
        if (IsOne(text))
        {
            _lines.Add(new LayoutLine(anchor, text));
            return;
        }

        foreach (var paragraph in Split(text))
        {
            _lines.Add(new LayoutLine(anchor, paragraph));
        }
    }

    private static bool IsOne(string text) => text.Length > 0 && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1]) && text.AsSpan().IndexOfAny(LineEnds) < 0;

    private static string[] Split(string text) => text.Split(LineEnds, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
