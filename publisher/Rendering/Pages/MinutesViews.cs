using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

// The parts of a minutes page as its templates see them. A list is null where it is empty, so that a template asks `if`.

internal static class Views
{
    /// <summary>A view of each part; null where there are none.</summary>
    public static TView[]? Of<TPart, TView>(IReadOnlyList<TPart>? parts, Func<TPart, TView> view)
    {
        if (parts is null or { Count: 0 })
        {
            return null;
        }

        var views = new TView[parts.Count];
        for (var i = 0; i < views.Length; i++)
        {
            views[i] = view(parts[i]);
        }

        return views;
    }
}

/// <summary>A line that the minutes open with.</summary>
/// <param name="Text">As written.</param>
/// <param name="IsTitle">Whether it is the title.</param>
/// <param name="IsVersion">Whether it says which version: 公告版.</param>
internal sealed record TitleLine(string Text, bool IsTitle, bool IsVersion);

/// <summary>A printed line of the head.</summary>
/// <param name="Id">The anchor of the person it names, if it names one.</param>
/// <param name="Label">日期, 地點, …, or null.</param>
/// <param name="Text">As written.</param>
/// <param name="Date">For machines, where the line is the meeting's date.</param>
/// <param name="Listed">Whether it is the line that the attendance table shows.</param>
/// <param name="Person">The page of the person it names.</param>
/// <param name="Note">What is said of the person besides.</param>
internal sealed record HeadLine(string? Id, string? Label, string Text, DateText? Date, bool Listed, string? Person, NoteView? Note);

/// <param name="Caption">出席人員.</param>
/// <param name="Tally">共20人：與會17人、代理2人、請假1人.</param>
/// <param name="Rows">A person a row.</param>
internal sealed record AttendanceTable(string Caption, string Tally, IReadOnlyList<AttendeeRow> Rows);

internal sealed record AttendeeRow(string Id, string? Name, string? Person, string? Title, Link? Unit, string? Status, string? StatusClass, string? Representative, NoteView? Note);

internal sealed record OutlineEntry(string Href, string Text, string? Tag, IReadOnlyList<OutlineEntry>? Children);

/// <summary>An item at a glance: what became of it, and what that asks of whom.</summary>
/// <param name="Href">Where the item is.</param>
/// <param name="Name">Its label and title.</param>
/// <param name="Verdict">洽悉, or in words as short of the minutes themselves.</param>
/// <param name="Tag">（略）, where the outcome or the whole item is withheld.</param>
/// <param name="Tasks">What the outcome says besides.</param>
/// <param name="HasOutcome">Whether the minutes tell what became of it.</param>
internal sealed record GlanceRow(string Href, string Name, string? Verdict, string? Tag, IReadOnlyList<GlanceTask>? Tasks, bool HasOutcome);

/// <param name="Href">Where the clause is.</param>
/// <param name="Text">How it begins.</param>
/// <param name="Units">The units it names.</param>
/// <param name="Tracked">The directives that began there.</param>
internal sealed record GlanceTask(string Href, string Text, IReadOnlyList<Link>? Units, IReadOnlyList<GlanceDirective>? Tracked);

/// <param name="Href">Where all of the directive is.</param>
/// <param name="Number">Its number.</param>
/// <param name="Due">The day by which it is to be done.</param>
internal sealed record GlanceDirective(string Href, string Number, DateText? Due);

/// <summary>What is said about a part besides its text.</summary>
/// <param name="Tag">（略）, where the part is withheld.</param>
/// <param name="Summary">（摘要：…）, where it is summarised.</param>
/// <param name="Reason">Why it is closed, in words.</param>
/// <param name="Errata">The corrections (附記), in place.</param>
/// <param name="Values">The measured values.</param>
internal sealed record NoteView(string? Tag, StoredText? Summary, string? Reason, IReadOnlyList<ErratumView>? Errata, IReadOnlyList<string>? Values);

/// <param name="Label">附記（114年12月20日）：.</param>
/// <param name="Iso">The day, for machines.</param>
/// <param name="Text">The correction.</param>
internal sealed record ErratumView(string Label, string Iso, StoredText Text);

/// <summary>The units of a part.</summary>
/// <param name="Inline">（報告單位：數位策略司）, in pieces of which the names may be links.</param>
/// <param name="Lines">Those printed without brackets, each a line.</param>
internal sealed record UnitsView(IReadOnlyList<Link>? Inline, IReadOnlyList<IReadOnlyList<Link>>? Lines);

internal sealed record SectionView(
    string Id, string Title, bool None, ClauseView? Lead, UnitsView? Units, IReadOnlyList<ClauseView>? Clauses, IReadOnlyList<ItemView>? Items, NoteView? Note);

/// <param name="Id">The anchor.</param>
/// <param name="Title">案由二：數位國際司施政重點，報請公鑒。</param>
/// <param name="Name">The same without the purpose, for the outline.</param>
/// <param name="Units">Its units.</param>
/// <param name="Explanation">說明 and the like.</param>
/// <param name="Outcome">What was decided.</param>
/// <param name="Note">What is said besides.</param>
/// <param name="Annexes">Where its annexes begin.</param>
internal sealed record ItemView(
    string Id, string Title, string Name, UnitsView? Units, IReadOnlyList<ClauseView>? Explanation, OutcomeView? Outcome, NoteView? Note, IReadOnlyList<Link>? Annexes);

/// <param name="Id">The anchor.</param>
/// <param name="Mark">決定：.</param>
/// <param name="Kind">The kind, where the source has no label.</param>
/// <param name="Result">What became of the item, in a word.</param>
/// <param name="Only">The clause on the same line.</param>
/// <param name="Clauses">The others.</param>
/// <param name="Note">What is said besides.</param>
internal sealed record OutcomeView(string Id, string? Mark, string Kind, string? Result, ClauseView? Only, IReadOnlyList<ClauseView>? Clauses, NoteView? Note);

/// <summary>A clause. A page has some hundreds: what is said of one is the clause's own.</summary>
/// <param name="clause">The clause.</param>
/// <param name="children">Those below it.</param>
/// <param name="note">What is said besides.</param>
internal sealed class ClauseView(PublicClause clause, IReadOnlyList<ClauseView>? children, NoteView? note)
{
    public string Id => clause.Id;

    public string? Mark { get; } = Printed.LabelBefore(clause.Label) is { Length: > 0 } mark ? mark : null;

    public StoredText? Heading => clause.StoredHeading;

    public StoredText? Text => clause.StoredText;

    public IReadOnlyList<ClauseView>? Children => children;

    public NoteView? Note => note;
}

internal sealed record AnnexView(
    string Id, string? Heading, string? Title, UnitsView? Units, IReadOnlyList<ClauseView>? Explanation, IReadOnlyList<ReportView>? Reports, NoteView? Note);

/// <param name="Id">The anchor.</param>
/// <param name="Title">一、數位策略司, in pieces of which the unit may be a link.</param>
/// <param name="Name">The same for the list of units.</param>
/// <param name="Clauses">The text.</param>
/// <param name="Note">What is said besides.</param>
internal sealed record ReportView(string Id, IReadOnlyList<Link> Title, string Name, IReadOnlyList<ClauseView>? Clauses, NoteView? Note);

internal sealed record AttachmentView(string Id, string? Name, string? Href, string? Detail, string? Sha256, NoteView? Note);
