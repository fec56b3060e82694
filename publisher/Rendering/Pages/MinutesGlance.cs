using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>決議一覽: what became of each item of the minutes, and what that asks of whom.</summary>
internal sealed class MinutesGlance(Messages texts, PublicEdition edition, UnitLinks links)
{
    /// <summary>A clause of so few characters says what became of the item, and is shown whole: 洽悉。 照案通過。</summary>
    private const int Verdict = 12;

    /// <summary>How much of a clause is shown at a glance.</summary>
    private const int Beginning = 64;

    /// <summary>決議一覽: what became of each item; null where a single item needs no such list.</summary>
    public List<GlanceRow>? Rows()
    {
        var rows = Items();
        return rows.Count(static row => row.HasOutcome) > 1 ? rows : null;
    }

    /// <summary>The items at a glance.</summary>
    public List<GlanceRow> Items() => [.. edition.Sections.SelectMany(static section => section.Items).Select(Row)];

    private GlanceRow Row(PublicItem item)
    {
        var name = item.Title is null ? Printed.Line(item with { Disclosure = null }) : Printed.Line(item.Label, item.Title);
        if (item.Outcome is not { } outcome)
        {
            return new GlanceRow("#" + item.Id, name, null, TagOf(item.Disclosure), null, false);
        }

        var verdict = outcome.Clauses is [{ Text: { Length: <= Verdict } text, Children.Count: 0 }, ..] ? text.TrimEnd('。') : null;
        return new GlanceRow(
            "#" + item.Id,
            name,
            verdict ?? Words.Of(texts, outcome.Result),
            TagOf(outcome.Disclosure),
            OrNull(outcome.Clauses.Skip(verdict is null ? 0 : 1).Select(Task).OfType<GlanceTask>().ToList()),
            true);
    }

    private GlanceTask? Task(PublicClause clause)
    {
        var text = PlainText.Of(clause.Heading ?? clause.Text ?? "");
        return text.Length == 0 ? null : new GlanceTask("#" + clause.Id, BeginningOf(text), OrNull(links.In(text)));
    }

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
