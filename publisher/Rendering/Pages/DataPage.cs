using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Text;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Rendering.Pages;

/// <summary>開放資料: what of the site there is for machines, and where.</summary>
internal sealed class DataPage(Site site, IReadOnlyList<SeriesData> series) : Page(site, site.Root + "/data/")
{
    public override string Template => "pages/data.html";

    public override bool IsTranslated => true;

    public override string Title => Texts["frame.data"];

    public override string Description => Texts["data.description"];

    public override IReadOnlyList<Crumb> Breadcrumbs => [Site.Home, new(Title, null)];

    public override IReadOnlyList<Alternate> Alternates => [new(DataCatalog.Url, "application/ld+json", Texts["data.catalogue_file"])];

    public string CatalogUrl { get; } = DataCatalog.Url;

    public string SchemaUrl { get; } = DataCatalog.SchemaUrl;

    public string SchemaName { get; } = JsonSchemas.PublicEdition;

    public string DirectiveSchema { get; } = RegisterData.DirectiveSchemaUrl;

    public string RegisterSchema { get; } = RegisterData.FiguresSchemaUrl;

    public string ChangesUrl { get; } = ChangeFeed.IndexUrl;

    public string ChangesPage { get; } = site.Root + "/changes/";

    public IReadOnlyList<DataSeries>? Series { get; } = series.Count == 0 ? null : [.. series.Select(one => new DataSeries(
        site.Root + DataSeriesPage.UrlOf(one.Series.Slug),
        one.Series.Name,
        one.FirstYear == one.LastYear ? Dates.Year(site.Texts, one.LastYear) : site.Texts.With("data.range", ("first", Dates.Year(site.Texts, one.FirstYear)), ("last", Dates.Year(site.Texts, one.LastYear))),
        Dates.Day(site.Texts, one.Modified)))];

    public IReadOnlyList<Link> Twins { get; } = [.. MinutesTwins.All.Select(twin => new Link(site.Texts.With("data.twin", ("label", site.Texts[twin.Text]), ("file", twin.File)), null))];
}

/// <summary>The files of a series by year.</summary>
/// <param name="site">The site.</param>
/// <param name="years">The years of the series; one at least.</param>
/// <param name="register">Its register of directives.</param>
internal sealed class DataSeriesPage(Site site, IReadOnlyList<SeriesYear> years, RegisterData register) : Page(site, site.Root + UrlOf(years[0].Series.Slug))
{
    public override string Template => "pages/data-series.html";

    public override bool IsTranslated => true;

    public override string Title { get; } = site.Texts.With("data.series_title", ("series", years[0].Series.Name));

    public override string Description { get; } = site.Texts.With("data.series_description", ("body", years[0].Series.Body), ("series", years[0].Series.Name));

    public override IReadOnlyList<Crumb> Breadcrumbs { get; } = [site.Home, new(site.Texts["frame.data"], site.Root + "/data/"), new(years[0].Series.Name, null, site.MinutesLanguage)];

    public override IReadOnlyList<Alternate> Alternates { get; } = [new(DataCatalog.UrlOf(years[0].Series.Slug), "application/ld+json", site.Texts["data.catalogue_file"])];

    public override string Feed { get; } = SeriesPage.FeedOf(years[0].Series.Slug);

    public string SeriesUrl { get; } = site.Root + SeriesPage.UrlOf(years[0].Series.Slug);

    public string SeriesName { get; } = years[0].Series.Name;

    public string Calendar { get; } = MeetingCalendar.UrlOf(years[0].Series.Slug);

    public string CatalogUrl { get; } = DataCatalog.UrlOf(years[0].Series.Slug);

    public IReadOnlyList<DataYear> Years { get; } = [.. years.Select(year => new DataYear(
        Dates.Years(site.Texts, year.Year),
        Counts.Of(year.Meetings),
        Dates.Day(site.Texts, year.Modified),
        year.CsvUrl,
        year.JsonLinesUrl))];

    /// <summary>The files of its public directives.</summary>
    public IReadOnlyList<DataCases>? Cases { get; } = register.Cases.Count == 0 ? null : [.. register.Cases.Reverse().Select(range => new DataCases(
        CasesPage.NameOf(site, range),
        RegisterData.UrlOf(range, "csv"),
        RegisterData.UrlOf(range, "jsonl")))];

    /// <summary>The figures of its register.</summary>
    public string? Figures { get; } = register.HasFigures ? RegisterData.FiguresUrlOf(register.Series) : null;

    public static string UrlOf(string series) => $"/data/{series}/";
}

internal sealed record DataSeries(string Href, string Name, string Years, DateText Modified);

internal sealed record DataCases(string Cases, string Csv, string JsonLines);

internal sealed record DataYear(string Year, string Meetings, DateText Modified, string Csv, string JsonLines);
