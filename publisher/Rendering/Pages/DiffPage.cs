using System.Globalization;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Comparing;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>What changed between two public editions of the same minutes, each changed paragraph among its neighbours.</summary>
internal sealed class DiffPage : Page
{
    /// <summary>How many unchanged paragraphs stand before and after a changed one.</summary>
    private const int Context = 1;

    private DiffPage(Site site, PublicEdition before, PublicEdition after, IReadOnlyList<EditionFacts> editions)
        : base(site, UrlOf(after.Series, after.Key, before.Edition, after.Edition))
    {
        Before = SideOf(site, before);
        After = SideOf(site, after);
        Title = site.Texts.With("diff.title", ("before", Before.Number), ("after", After.Number));
        MinutesTitle = after.Title;
        var minutes = MinutesPage.UrlOf(after.Series, after.Key);
        Breadcrumbs = [site.Home, new(site.SeriesName(after.Series), SeriesPage.UrlOf(after.Series)), new(after.Title, minutes), new(Title, null)];
        Notes = [.. editions.Where(edition => edition.Edition > before.Edition && edition.Edition <= after.Edition && edition.ChangeNote is not null)
            .Select(static edition => new DiffNote(edition.Edition.ToString(CultureInfo.InvariantCulture), edition.ChangeNote!))];

        var changes = EditionDiff.Of(before, after);
        Altered = CountOf(changes, ChangeOf.Text);
        Added = CountOf(changes, ChangeOf.Added);
        Removed = CountOf(changes, ChangeOf.Removed);
        Rows = changes.All(static change => change.Change == ChangeOf.None) ? null : [.. RowsOf(changes)];
    }

    public override string Template => "pages/diff.html";

    public override string Title { get; }

    protected override string HeadTitle => Texts.With("diff.head", ("minutes", MinutesTitle), ("title", Title));

    public override IReadOnlyList<Crumb> Breadcrumbs { get; }

    /// <summary>Half of its text is superseded.</summary>
    public override bool NoIndex => true;

    public string MinutesTitle { get; }

    public DiffSide Before { get; }

    public DiffSide After { get; }

    /// <summary>What the editions themselves say of their changes.</summary>
    public IReadOnlyList<DiffNote> Notes { get; }

    public string Altered { get; }

    public string Added { get; }

    public string Removed { get; }

    /// <summary>null where both print the same text.</summary>
    public IReadOnlyList<DiffRow>? Rows { get; }

    public static string UrlOf(string series, string key, int before, int after) =>
        string.Create(CultureInfo.InvariantCulture, $"/meetings/{series}/{key}/diff/{before}..{after}/");

    /// <param name="site">The site.</param>
    /// <param name="before">The older edition.</param>
    /// <param name="after">The newer edition.</param>
    /// <param name="editions">All public editions of these minutes.</param>
    public static DiffPage Of(Site site, PublicEdition before, PublicEdition after, IReadOnlyList<EditionFacts> editions) => new(site, before, after, editions);

    private static DiffSide SideOf(Site site, PublicEdition edition) => new(
        edition.Edition.ToString(CultureInfo.InvariantCulture),
        MinutesPage.UrlOf(edition.Series, edition.Key, edition.Edition),
        edition.PublishedAt is { } at ? Dates.Day(site.Texts, at) : null);

    private static string CountOf(IReadOnlyList<ParagraphChange> changes, ChangeOf kind) => Counts.Of(changes.Count(change => change.Change == kind));

    private IEnumerable<DiffRow> RowsOf(IReadOnlyList<ParagraphChange> changes)
    {
        var skipped = 0;
        for (var i = 0; i < changes.Count; i++)
        {
            if (!IsNearChange(changes, i))
            {
                skipped++;
                continue;
            }

            if (skipped > 0)
            {
                yield return new DiffRow(null, null, null, null, Counts.Of(skipped));
            }

            skipped = 0;
            yield return RowOf(changes[i]);
        }

        if (skipped > 0)
        {
            yield return new DiffRow(null, null, null, null, Counts.Of(skipped));
        }
    }

    private static bool IsNearChange(IReadOnlyList<ParagraphChange> changes, int at)
    {
        for (var i = Math.Max(0, at - Context); i <= Math.Min(changes.Count - 1, at + Context); i++)
        {
            if (changes[i].Change != ChangeOf.None)
            {
                return true;
            }
        }

        return false;
    }

    private DiffRow RowOf(ParagraphChange paragraph)
    {
        var (word, css) = paragraph.Change switch
        {
            ChangeOf.Text => (Texts["diff.altered"], "altered"),
            ChangeOf.Added => (Texts["diff.added"], "added"),
            ChangeOf.Removed => (Texts["diff.removed"], "removed"),
            _ => (null, "same"),
        };
        var side = paragraph.Change == ChangeOf.Removed ? Before : After;
        return new DiffRow(
            word,
            css,
            paragraph.Anchor is null ? null : $"{side.Href}#{paragraph.Anchor}",
            [.. paragraph.Edits.Select(static edit => new DiffPiece(
                edit.Kind == EditKind.Delete ? edit.Text : null,
                edit.Kind == EditKind.Insert ? edit.Text : null,
                edit.Kind == EditKind.Keep ? edit.Text : null))],
            null);
    }
}

/// <param name="Number">The edition.</param>
/// <param name="Href">Where it is.</param>
/// <param name="Published">When it went public.</param>
internal sealed record DiffSide(string Number, string Href, DateText? Published);

internal sealed record DiffNote(string Edition, string Text);

/// <summary>A paragraph, or how many unchanged ones are left out.</summary>
/// <param name="Change">修改, 新增 or 刪除; null where it did not change.</param>
/// <param name="Css">The same for the stylesheet.</param>
/// <param name="Href">The part in the edition that has it.</param>
/// <param name="Pieces">The text.</param>
/// <param name="Skipped">How many paragraphs are left out here.</param>
internal sealed record DiffRow(string? Change, string? Css, string? Href, IReadOnlyList<DiffPiece>? Pieces, string? Skipped);

/// <summary>A piece of a paragraph: lost, gained, or kept.</summary>
internal sealed record DiffPiece(string? Deleted, string? Inserted, string? Kept);
