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
    public GlanceRow[]? Rows()
    {
        var rows = Items();
        return rows.Count(static row => row.HasOutcome) > 1 || Array.Exists(rows, static row => row.Tasks?.Any(static task => task.Tracked is not null) == true) ? rows : null;
    }

    /// <summary>The items at a glance.</summary>
    public GlanceRow[] Items() => [.. edition.Sections.SelectMany(static section => section.Items).Select(Row)];

    private GlanceRow Row(PublicItem item)
    {
        var name = MinutesParts.NameOf(item);
        if (item.Outcome is not { } outcome)
        {
            return new GlanceRow("#" + item.Id, name, null, TagOf(item.Disclosure), Tasks(item, []), false);
        }

        var verdict = outcome.Clauses is [{ Text: { Length: <= Verdict } text, Children.Count: 0 }, ..] ? text.TrimEnd('。') : null;
        var told = new List<PublicClause>();
        for (var i = verdict is null ? 0 : 1; i < outcome.Clauses.Count; i++)
        {
            Tell(outcome.Clauses[i], told);
        }

        return new GlanceRow("#" + item.Id, name, verdict ?? Words.Of(texts, outcome.Result), TagOf(outcome.Disclosure), Tasks(item, told), true);
    }

    private GlanceTask[]? Tasks(PublicItem item, List<PublicClause> told)
    {
        var tasks = new List<GlanceTask>();
        foreach (var clause in told)
        {
            if (TextOf(clause) is { Length: > 0 } text)
            {
                tasks.Add(Task(clause.Id, text));
            }
        }

        tasks.AddRange(Others(item, told));
        return OrNull([.. tasks]);
    }

    /// <summary>What is tracked of an item and began elsewhere in it than where a task does.</summary>
    private IEnumerable<GlanceTask> Others(PublicItem item, List<PublicClause> shown) => _begun.Count == 0 ? [] : AnchorsOf(item).Except(shown.Select(static clause => clause.Id), StringComparer.Ordinal)
        .SelectMany(anchor => _begun[anchor])
        .OrderBy(static directive => directive.Number)
        .Select(directive => new GlanceTask(
            "#" + directive.Origin!.Anchor,
            BeginningOf(directive.Text!),
            OrNull([.. directive.Units.Select(static unit => unit.Name).Distinct(StringComparer.Ordinal).Select(links.Find).OfType<Link>()]),
            [Tracked(directive)]));

    private static IEnumerable<string> AnchorsOf(PublicItem item) =>
        [item.Id, .. AnchorsOf(item.Explanation), .. item.Outcome is { } outcome ? AnchorsOf(outcome.Clauses).Prepend(outcome.Id) : []];

    private static IEnumerable<string> AnchorsOf(IEnumerable<PublicClause> clauses) => clauses.SelectMany(static clause => AnchorsOf(clause.Children).Prepend(clause.Id));

    /// <summary>Adds the clause; of one that only leads to those below it (…如下：), those.</summary>
    private static void Tell(PublicClause clause, List<PublicClause> told)
    {
        if (clause.Children.Count == 0 || TextOf(clause) is not [.., '：' or ':'])
        {
            told.Add(clause);
            return;
        }

        foreach (var child in clause.Children)
        {
            Tell(child, told);
        }
    }

    private static string TextOf(PublicClause clause) => PlainText.Of(clause.Heading ?? clause.Text ?? "");

    private GlanceTask Task(string clause, string text) =>
        new("#" + clause, BeginningOf(text), OrNull(links.In(text)), _begun.Count == 0 ? null : OrNull([.. _begun[clause].Select(Tracked)]));

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
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
    }

    /// <summary>（略）, where nothing but that is public.</summary>
    private static string? TagOf(Disclosure? disclosure) => Printed.IsClosed(disclosure) && disclosure.Summary is null ? Printed.Withheld : null;

    private static T[]? OrNull<T>(T[] list) => list.Length == 0 ? null : list;
}
