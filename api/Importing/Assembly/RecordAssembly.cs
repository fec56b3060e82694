using OpenMinutes.Contracts;

namespace OpenMinutes.Importing;

/// <summary>Ninth step: the parts become a record; each gets its anchor, and what was derived its provenance.</summary>
internal sealed class RecordAssembly
{
    private readonly List<Provenance> _provenance = [];
    private readonly List<ImportWarning> _warnings = [];
    private readonly HashSet<Bold> _bold = [];
    private readonly HashSet<string> _anchors = new(StringComparer.Ordinal);

    public IReadOnlyList<Provenance> Provenance => _provenance;

    public IReadOnlyList<ImportWarning> Warnings => _warnings;

    /// <summary>The bold that the record has.</summary>
    public IReadOnlySet<Bold> Bold => _bold;

    public void Warn(string code, string detail, Place? place = null, string? pointer = null) =>
        _warnings.Add(new ImportWarning(code, detail, pointer, place?.Line, place?.Column));

    public void Trace(string pointer, Place place, Confidence confidence) => _provenance.Add(new Provenance(pointer, place.Line, place.Column, confidence));

    public IReadOnlyList<Attendee> Attendance(Head head)
    {
        var attendees = new List<Attendee>();
        foreach (var (role, written, person) in head.People.Where(listed => listed.AsWritten.Length <= Limits.Line))
        {
            var pointer = $"/attendance/{attendees.Count}";
            Trace(pointer, written.Place, Confidence.Printed);
            if (person.Name is not null)
            {
                Trace($"{pointer}/name", written.Place, person.Title is null ? Confidence.Derived : Confidence.Printed);
            }

            if (person.StandsForOthers)
            {
                Warn(WarningCodes.NamesNotListed, $"{written.Text} stands for persons who are not named.", written.Place, pointer);
            }

            attendees.Add(new Attendee
            {
                Id = $"a-{attendees.Count + 1}",
                Role = role,
                AsWritten = written.Text,
                Name = person.Name,
                Title = person.Title,
                Unit = person.Unit,
                Status = person.Status,
                Mode = person.Mode,
                RepresentedBy = person.RepresentedBy,
            });
        }

        foreach (var elsewhere in head.Elsewhere)
        {
            Warn(WarningCodes.NamesNotListed, $"{elsewhere.Text}: the persons are not named here.", elsewhere.Place);
        }

        foreach (var (count, listed, printed) in head.Counts.Where(counted => counted.Count != counted.Listed))
        {
            Warn(WarningCodes.CountDisagrees, $"{printed.Text}: {listed} are listed.", printed.Place);
        }

        return attendees;
    }

    public IReadOnlyList<Section> Sections(IReadOnlyList<SectionDraft> drafts)
    {
        Numbering(drafts.Select(draft => (draft.Ordinal, draft.Place)));
        return [.. drafts.Select((draft, index) => Section(draft, index))];
    }

    private Section Section(SectionDraft draft, int index)
    {
        var pointer = $"/sections/{index}";
        var id = Anchor(draft.Id ?? $"s-{index + 1}");
        Trace(pointer, draft.Place, draft.Label is not null ? Confidence.Printed : Confidence.Derived);
        Numbering(draft.Items.Select(item => (item.Ordinal, item.Place)));
        return new Section
        {
            Id = id,
            Label = draft.Label,
            Heading = draft.Heading,
            AsWritten = draft.AsWritten,
            Units = draft.Units,
            None = draft.None,
            Disclosure = Withheld(draft.Withheld),
            Clauses = Clauses(draft.Entries, id, $"{pointer}/clauses"),
            Items = [.. draft.Items.Select((item, at) => Item(item, $"{id}-{at + 1}", $"{pointer}/items/{at}"))],
        };
    }

    private Item Item(ItemDraft draft, string id, string pointer)
    {
        id = Anchor(id);
        var title = draft.Title?.Text ?? draft.Label ?? draft.OwnLine[0];
        Trace(pointer, draft.Place, draft.Label is not null ? Confidence.Printed : Confidence.Derived);
        Trace($"{pointer}/title", draft.Title?.Place ?? draft.Place, draft.Title is null ? Confidence.Guessed : Confidence.Derived);
        return new Item
        {
            Id = id,
            Label = draft.Label,
            Title = title,
            Purpose = draft.Purpose,
            AsWritten = ItemReader.AsWritten(draft, title),
            Units = draft.Units,
            Explanation = Clauses(draft.Explanation, $"{id}-e", $"{pointer}/explanation"),
            Outcome = draft.Outcome is { } outcome ? Outcome(outcome, Anchor($"{id}-o"), $"{pointer}/outcome") : null,
        };
    }

    private Outcome Outcome(OutcomeDraft draft, string id, string pointer)
    {
        var clauses = Clauses(draft.Entries, id, $"{pointer}/clauses");
        var result = Results.Of(PlainText.Of(FirstText(clauses)));
        Trace(pointer, draft.Place, Confidence.Printed);
        Trace($"{pointer}/result", draft.Place, result == OutcomeResult.Other ? Confidence.Guessed : Confidence.Derived);
        return new Outcome { Id = id, Kind = draft.Kind, Label = draft.Label, Result = result, Clauses = clauses, Disclosure = Withheld(draft.Withheld) };
    }

    private static string FirstText(IReadOnlyList<Clause> clauses) =>
        clauses is not [var first, ..] ? "" : first.Text ?? (first.Children.Count > 0 ? FirstText(first.Children) : first.Heading ?? "");

    public IReadOnlyList<Annex> Annexes(IReadOnlyList<AnnexDraft> drafts, IReadOnlyList<Section> sections)
    {
        var items = sections.SelectMany(section => section.Items).ToList();
        var reports = 0;
        return [.. drafts.Select((draft, index) => Annex(draft, index, items, ref reports))];
    }

    private Annex Annex(AnnexDraft draft, int index, List<Item> items, ref int reports)
    {
        var (pointer, id) = ($"/annexes/{index}", Anchor($"annex-{index + 1}"));
        var own = draft.Line?.Label is { } label ? items.Find(item => item.Label == label) : null;
        var item = own ?? items[^1];
        Trace(pointer, draft.Place, Confidence.Printed);
        Trace($"{pointer}/item", draft.Line?.Place ?? draft.Place, own is null ? Confidence.Guessed : Confidence.Derived);
        Numbering(draft.Reports.Select(report => (report.Ordinal, report.Place)));

        var written = new List<Report>();
        foreach (var report in draft.Reports)
        {
            var anchor = Anchor($"r-{++reports}");
            Trace($"{pointer}/reports/{written.Count}", report.Place, Confidence.Derived);
            written.Add(new Report { Id = anchor, Label = report.Label, Unit = report.Unit, Clauses = Clauses(report.Entries, anchor, $"{pointer}/reports/{written.Count}/clauses") });
        }

        return new Annex
        {
            Id = id,
            Item = item.Id,
            Heading = draft.Heading,
            Label = draft.Line?.Label,
            Title = draft.Line?.Title?.Text,
            Purpose = draft.Line?.Purpose,
            AsWritten = draft.Line is { } line ? ItemReader.AsWritten(line, line.Title?.Text ?? "") : null,
            Units = draft.Units,
            Explanation = Clauses(draft.Explanation, $"{id}-e", $"{pointer}/explanation"),
            Reports = written,
        };
    }

    private IReadOnlyList<Clause> Clauses(IReadOnlyList<Entry> entries, string prefix, string pointer) => Clauses(ClauseTree.Grow(entries), prefix, pointer);

    private IReadOnlyList<Clause> Clauses(IReadOnlyList<ClauseNode> nodes, string prefix, string pointer)
    {
        foreach (var style in nodes.Where(node => node.Ordinal > 0).GroupBy(node => node.Style))
        {
            Numbering(style.Select(node => (node.Ordinal, node.Place)));
        }

        return [.. nodes.Select((node, at) => Clause(node, $"{prefix}-{at + 1}", $"{pointer}/{at}"))];
    }

    private Clause Clause(ClauseNode node, string id, string pointer)
    {
        id = Anchor(id);
        Trace(pointer, node.Place, node.Label is not null ? Confidence.Printed : Confidence.Derived);
        return new Clause { Id = id, Label = node.Label, Heading = node.Heading, Text = node.Text is { } text ? Emphasis.Mark(text, bold => _bold.Add(bold)) : null, Children = Clauses(node.Children, id, $"{pointer}/children") };
    }

    private static Disclosure? Withheld(bool withheld) => withheld ? new Disclosure { Level = DisclosureLevel.Withheld } : null;

    /// <summary>The anchor, or one like it where it is taken.</summary>
    private string Anchor(string wanted)
    {
        var anchor = wanted;
        for (var copy = 2; !_anchors.Add(anchor); copy++)
        {
            anchor = $"{wanted}-{copy}";
        }

        return anchor;
    }

    /// <summary>Tells a number that is missing or printed twice among siblings.</summary>
    private void Numbering(IEnumerable<(int Ordinal, Place Place)> siblings)
    {
        var last = 0;
        foreach (var (ordinal, place) in siblings.Where(sibling => sibling.Ordinal > 0))
        {
            if (last > 0 && ordinal == last)
            {
                Warn(WarningCodes.NumberingRepeat, $"The number {ordinal} is printed twice.", place);
            }
            else if (last > 0 && ordinal != last + 1)
            {
                Warn(WarningCodes.NumberingGap, $"The number {ordinal} follows {last}.", place);
            }

            last = ordinal;
        }
    }
}
