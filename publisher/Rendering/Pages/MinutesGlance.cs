using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>決議一覽: what became of each item of the minutes, and what that asks of whom, by when where it is tracked.</summary>
/// <param name="texts">The site's own texts.</param>
/// <param name="edition">The minutes.</param>
/// <param name="links">The units that have a page.</param>
/// <param name="begun">The public directives that began in the minutes.</param>
internal sealed class MinutesGlance(Messages texts, PublicEdition edition, UnitLinks links, IReadOnlyList<PublicDirective> begun)
{
    /// <summary>A clause of so few characters says what became of the item, and is shown whole: 洽悉。 照案通過。</summary>
    private const int Verdict = 12;

    /// <summary>How much of a clause is shown at a glance.</summary>
    private const int Beginning = 64;

    private readonly ILookup<string, PublicDirective> _begun = begun.Where(static directive => directive.Text is not null).ToLookup(static directive => directive.Origin!.Anchor, StringComparer.Ordinal);

    /// <summary>決議一覽: what became of each item; null where a single item needs no such list.</summary>
    public List<GlanceRow>? Rows()
    {
        var rows = Items();
        return rows.Count(static row => row.HasOutcome) > 1 || rows.Exists(static row => row.Tasks?.Any(static task => task.Tracked is not null) == true) ? rows : null;
    }

    /// <summary>The items at a glance.</summary>
    public List<GlanceRow> Items() => [.. edition.Sections.SelectMany(static section => section.Items).Select(Row)];

    private GlanceRow Row(PublicItem item)
    {
        var name = item.Title is null ? Printed.Line(item with { Disclosure = null }) : Printed.Line(item.Label, item.Title);
        if (item.Outcome is not { } outcome)
        {
            return new GlanceRow("#" + item.Id, name, null, TagOf(item.Disclosure), OrNull(Others(item, []).ToList()), false);
        }

        var verdict = outcome.Clauses is [{ Text: { Length: <= Verdict } text, Children.Count: 0 }, ..] ? text.TrimEnd('。') : null;
        var clauses = outcome.Clauses.Skip(verdict is null ? 0 : 1).SelectMany(Told).ToList();
        return new GlanceRow(
            "#" + item.Id,
            name,
            verdict ?? Words.Of(texts, outcome.Result),
            TagOf(outcome.Disclosure),
            OrNull([.. clauses.Select(Task).OfType<GlanceTask>(), .. Others(item, clauses.Select(static clause => clause.Id))]),
            true);
    }

    /// <summary>What is tracked of an item and began elsewhere in it than where a task does.</summary>
    private IEnumerable<GlanceTask> Others(PublicItem item, IEnumerable<string> shown) => _begun.Count == 0 ? [] : AnchorsOf(item).Except(shown, StringComparer.Ordinal)
        .SelectMany(anchor => _begun[anchor])
        .OrderBy(static directive => directive.Number)
        .Select(directive => new GlanceTask(
            "#" + directive.Origin!.Anchor,
            BeginningOf(directive.Text!),
            OrNull(directive.Units.Select(static unit => unit.Name).Distinct(StringComparer.Ordinal).Where(name => links.UrlOf(name) is not null).Select(name => new Link(name, links.UrlOf(name))).ToList()),
            [Tracked(directive)]));

    private static IEnumerable<string> AnchorsOf(PublicItem item) =>
        [item.Id, .. AnchorsOf(item.Explanation), .. item.Outcome is { } outcome ? AnchorsOf(outcome.Clauses).Prepend(outcome.Id) : []];

    private static IEnumerable<string> AnchorsOf(IEnumerable<PublicClause> clauses) => clauses.SelectMany(static clause => AnchorsOf(clause.Children).Prepend(clause.Id));

    /// <summary>The clause; of one that only leads to those below it (…如下：), those.</summary>
    private static IEnumerable<PublicClause> Told(PublicClause clause) =>
        clause.Children.Count > 0 && TextOf(clause) is [.., '：' or ':'] ? clause.Children.SelectMany(Told) : [clause];

    private static string TextOf(PublicClause clause) => PlainText.Of(clause.Heading ?? clause.Text ?? "");

    private GlanceTask? Task(PublicClause clause)
    {
        var text = TextOf(clause);
        return text.Length == 0 ? null : new GlanceTask("#" + clause.Id, BeginningOf(text), OrNull(links.In(text)), _begun.Count == 0 ? null : OrNull(_begun[clause.Id].Select(Tracked).ToList()));
    }

    private GlanceDirective Tracked(PublicDirective directive) => new(
        CasesPage.UrlOf(directive.Series, directive.Number),
        Counts.Of(directive.Number),
        (directive.CurrentDue ?? directive.Due) is { } due ? Dates.Day(texts, due) : null);

    /// <summary>The text, or as much of it as ends where the text itself pauses.</summary>
    public static string BeginningOf(string text)
    {
        if (text.Length <= Beginning)
        {
            return text;
        }

        var pause = text.AsSpan(0, Beginning).LastIndexOfAny("，；。、");
        var end = pause > Beginning / 3 ? pause : Beginning;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }

    /// <summary>（略）, where nothing but that is public.</summary>
    private static string? TagOf(Disclosure? disclosure) => Printed.IsClosed(disclosure) && disclosure.Summary is null ? Printed.Withheld : null;

    private static List<T>? OrNull<T>(List<T> list) => list.Count == 0 ? null : list;
}
