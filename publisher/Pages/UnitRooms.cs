using OpenMinutes.Publisher.Source;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;

namespace OpenMinutes.Publisher.Pages;

/// <summary>A unit: its page and its feed. It reads its name, the years in which it has a page, its newest appearances and figures, those published last, and
/// whether anything of its directives is public.</summary>
internal sealed class UnitRoom(Frame frame, PublicSite source)
{
    private IReadOnlySet<string>? _directed;

    /// <param name="unit">The unit.</param>
    /// <param name="years">The years in which it has a page.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<Action<Desk>>> ReadAsync(UnitFacts unit, IEnumerable<int> years, CancellationToken cancellation)
    {
        _directed ??= await source.DirectedUnitsAsync(cancellation);
        var hasDirectives = _directed.Contains(unit.Slug);
        int[] newestFirst = [.. years.OrderDescending()];
        var newest = await source.NewestAppearancesAsync(unit.Slug, UnitPage.Newest, cancellation);
        var figures = await source.FiguresAsync(unit.Slug, cancellation);
        var published = await source.LastPublishedAppearancesAsync(unit.Slug, AtomFeed.Newest, cancellation);
        return
        [
            .. frame.Languages.Select<Rendering.Site, Action<Desk>>(site => desk => desk.Draw(UnitPage.Of(site, unit, newestFirst, newest, figures, hasDirectives))),
            desk => desk.Draw(AtomFeed.OfUnit(frame.Site, unit, published)),
        ];
    }
}

/// <summary>A year of units. It reads their names and their appearances of the year.</summary>
internal sealed class UnitYearRoom(Frame frame, PublicSite source)
{
    public static readonly string[] Templates = ["pages/unit-year.html"];

    public IEnumerable<string> FilesOf(UnitYearKey year) => frame.FilesOf(UnitYearPage.UrlOf(year.Unit, year.Year));

    /// <summary>Reads a year, and what there is to draw of each unit that appears in it.</summary>
    public async Task<IReadOnlyList<(string Unit, Action<Desk> Draw)>> ReadAsync(int year, IReadOnlyCollection<UnitFacts> units, CancellationToken cancellation)
    {
        var appearances = await source.AppearancesOfYearAsync(year, [.. units.Select(static unit => unit.Slug)], frame.Registry, cancellation);
        var languages = frame.Languages.Select(static site => (Site: site, Meetings: new MeetingRows(site))).ToList();
        return
        [
            .. from one in units.Zip(appearances, static (unit, appearances) => (Unit: unit, Appearances: appearances))
               where one.Appearances.Count > 0
               from language in languages
               select (one.Unit.Slug, new Action<Desk>(desk => desk.Draw(UnitYearPage.Of(language.Site, one.Unit, year, one.Appearances, language.Meetings)))),
        ];
    }
}
