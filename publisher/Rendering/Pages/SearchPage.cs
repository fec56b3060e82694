using System.Globalization;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Pages;

/// <summary>The search: a form which the script answers on the reader's machine, and what to follow without it.</summary>
internal sealed class SearchPage : Page
{
    private SearchPage(Site site, IEnumerable<int> years, IReadOnlyList<UnitFacts> units, Func<string, IReadOnlyDictionary<string, string>> unitNames)
        : base(site, site.Root + "/search/")
    {
        Breadcrumbs = [site.Home, new(Title, null)];
        Series = [.. site.Series.Select(series => new SearchSeries(series.Slug, series.Name, site.Root + SeriesPage.UrlOf(series.Slug)))];
        Years = [.. years.Distinct().OrderDescending()
            .Select(year => new SearchYear(
                year.ToString(CultureInfo.InvariantCulture),
                Dates.Years(site.Texts, year)))];

        var printed = site.Series.DistinctBy(static series => series.Body)
            .SelectMany(series => unitNames(series.Slug).Select(name => (Unit: name.Value, Name: $"{name.Key}@{series.Body}")))
            .ToLookup(static name => name.Unit, static name => name.Name, StringComparer.Ordinal);
        Units = units.Count == 0 ? null : [.. units.Select(unit => new SearchUnit(
            unit.Slug, unit.Name, site.Root + UnitPage.UrlOf(unit.Slug), Quoted.List(printed[unit.Slug].Order(StringComparer.Ordinal))))];
    }

    public override string Template => "pages/search.html";

    public override bool IsTranslated => true;

    public override string Title => Texts["frame.find"];

    public override string Description => Texts.With("search.description", ("site", Site.Name));

    public override IReadOnlyList<Crumb> Breadcrumbs { get; }

    public override bool OffersSearch => false;

    public IReadOnlyList<SearchSeries> Series { get; }

    public bool ManySeries => Series.Count > 1;

    public IReadOnlyList<SearchYear> Years { get; }

    public IReadOnlyList<SearchUnit>? Units { get; }

    /// <param name="site">The site.</param>
    /// <param name="years">The years in which meetings were held whose minutes are not withdrawn.</param>
    /// <param name="units">The units with a page, in their order.</param>
    /// <param name="unitNames">By series: the names that its minutes print, and which unit each means.</param>
    public static SearchPage Of(Site site, IEnumerable<int> years, IReadOnlyList<UnitFacts> units, Func<string, IReadOnlyDictionary<string, string>> unitNames) =>
        new(site, years, units, unitNames);
}

internal sealed record SearchSeries(string Slug, string Name, string Href);

internal sealed record SearchYear(string Year, string Text);

/// <param name="Slug">The value in the address.</param>
/// <param name="Name">The present name.</param>
/// <param name="Href">Its page.</param>
/// <param name="Printed">For the script: a JSON array of the names as printed, each with the body in whose minutes it is.</param>
internal sealed record SearchUnit(string Slug, string Name, string Href, string Printed);
