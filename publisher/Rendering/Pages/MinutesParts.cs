using System.Globalization;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>
/// Turns sections, annexes and files of a public edition into what the templates of a minutes page see. What it prints it takes from <see cref="Printed"/>,
/// so that the page and the plain text say the same.
/// </summary>
internal sealed class MinutesParts(Messages texts, PublicEdition edition, UnitLinks links, MinutesNotes notes)
{
    private readonly ILookup<string?, PublicAnnex> _annexes = edition.Annexes.ToLookup(static annex => annex.Item, StringComparer.Ordinal);

    public SectionView[] Sections() => Views.Of(edition.Sections, Section) ?? [];

    public AnnexView[]? Annexes()
    {
        string? printed = null;
        return Views.Of(edition.Annexes, annex =>
        {
            var heading = annex.Heading ?? (Printed.IsClosed(annex.Disclosure) ? printed ?? Printed.Annex : printed);
            var view = new AnnexView(
                annex.Id,
                heading == printed ? null : heading,
                NullIfEmpty(Printed.Line(Printed.IsClosed(annex.Disclosure) ? annex with { Disclosure = null } : annex)),
                links.Units(annex.Units),
                Clauses(annex.Explanation),
                Views.Of(annex.Reports, Report),
                notes.Of(annex.Id, annex.Disclosure));
            printed = heading;
            return view;
        });
    }

    public AttachmentView[]? Attachments() => Views.Of(edition.Attachments, file => new AttachmentView(
        file.Id,
        file.FileName,
        AttachmentFile.UrlOf(edition, file),
        file.Size is { } size ? texts.With("minutes.file_size", ("type", file.MediaType ?? ""), ("size", size.ToString("N0", CultureInfo.InvariantCulture))).Trim() : file.MediaType,
        file.Sha256,
        notes.Of(file.Id, file.Disclosure)));

    /// <summary>Sections with their items, annexes with their reports.</summary>
    public static OutlineEntry[] Outline(IReadOnlyList<SectionView> sections, IReadOnlyList<AnnexView>? annexes) =>
    [
        .. sections.Select(static section => new OutlineEntry(
            "#" + section.Id,
            section.Title,
            section.None ? Printed.None : section.Note?.Tag,
            Views.Of(section.Items, static item => new OutlineEntry("#" + item.Id, item.Name, item.Note?.Tag, null)))),
        .. (annexes ?? []).Select(static annex => new OutlineEntry(
            "#" + annex.Id,
            annex.Heading ?? annex.Title ?? Printed.Annex,
            annex.Note?.Tag,
            Views.Of(annex.Reports, static report => new OutlineEntry("#" + report.Id, report.Name, report.Note?.Tag, null)))),
    ];

    /// <summary>An item by its label and title, without the purpose.</summary>
    public static string NameOf(PublicItem item) => item.Title is null ? Printed.Line(item with { Disclosure = null }) : Printed.Line(item.Label, item.Title);

    private SectionView Section(PublicSection section)
    {
        // In a section an unlabelled first clause stands before the units.
        var lead = section.Clauses is [{ Label: null } first, ..] ? first : null;
        var title = section.None || Printed.IsClosed(section.Disclosure) ? section with { None = false, Disclosure = null } : section;
        return new SectionView(
            section.Id,
            Printed.Line(title),
            section.None && section.AsWritten is null,
            lead is null ? null : Clause(lead),
            links.Units(section.Units),
            Clauses(section.Clauses, lead is null ? 0 : 1),
            Views.Of(section.Items, Item),
            notes.Of(section.Id, section.Disclosure));
    }

    private ItemView Item(PublicItem item) => new(
        item.Id,
        Printed.Line(Printed.IsClosed(item.Disclosure) ? item with { Disclosure = null } : item),
        NameOf(item),
        links.Units(item.Units),
        Clauses(item.Explanation),
        item.Outcome is { } outcome ? Outcome(outcome) : null,
        notes.Of(item.Id, item.Disclosure),
        Views.Of([.. _annexes[item.Id]], static annex => new Link(annex.Heading ?? Printed.Annex, "#" + annex.Id)));

    private OutcomeView Outcome(PublicOutcome outcome)
    {
        // 決定：洽悉。 stands on one line.
        var only = outcome.Clauses is [{ Label: null, Heading: null, Children.Count: 0 } first] ? first : null;
        var mark = Printed.Line(outcome.Disclosure is null ? outcome : outcome with { Disclosure = null, Label = outcome.Label ?? Printed.KindOf(outcome.Kind) });
        return new OutcomeView(
            outcome.Id,
            NullIfEmpty(mark),
            Printed.KindOf(outcome.Kind),
            Words.Of(texts, outcome.Result),
            only is null ? null : Clause(only),
            only is null ? Clauses(outcome.Clauses) : null,
            notes.Of(outcome.Id, outcome.Disclosure));
    }

    private ReportView Report(PublicReport report)
    {
        var line = Printed.Line(Printed.IsClosed(report.Disclosure) ? report with { Disclosure = null } : report);
        return new ReportView(report.Id, links.Named(line, report.Unit), line, Clauses(report.Clauses), notes.Of(report.Id, report.Disclosure));
    }

    private ClauseView[]? Clauses(IReadOnlyList<PublicClause> clauses, int first = 0)
    {
        if (clauses.Count <= first)
        {
            return null;
        }

        var views = new ClauseView[clauses.Count - first];
        for (var i = 0; i < views.Length; i++)
        {
            views[i] = Clause(clauses[first + i]);
        }

        return views;
    }

    private ClauseView Clause(PublicClause clause) => new(clause, Clauses(clause.Children), notes.Of(clause.Id, clause.Disclosure, clause.Values));

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
