using System.Globalization;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Text;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Rendering.Pages;

/// <summary>開放資料: what of the site there is for machines, and where.</summary>
internal sealed class DataPage(Site site, IReadOnlyList<SeriesData> series) : Page(site, "/data/")
{
    public override string Template => "pages/data.html";

    public override string Title => "開放資料";

    public override string Description => "會議紀錄的機器可讀檔案：逐年的 CSV 與 JSON Lines、結構描述、資料目錄、異動清單、訂閱與行事曆。";

    public override IReadOnlyList<Crumb> Breadcrumbs { get; } = [new("首頁", "/"), new("開放資料", null)];

    public override IReadOnlyList<Alternate> Alternates { get; } = [new(DataCatalog.Url, "application/ld+json", "資料目錄（DCAT）")];

    public string CatalogUrl { get; } = DataCatalog.Url;

    public string SchemaUrl { get; } = DataCatalog.SchemaUrl;

    public string SchemaName { get; } = JsonSchemas.PublicEdition;

    public string ChangesUrl { get; } = ChangeFeed.IndexUrl;

    public IReadOnlyList<DataSeries>? Series { get; } = series.Count == 0 ? null : [.. series.Select(static one => new DataSeries(
        DataSeriesPage.UrlOf(one.Series.Slug),
        one.Series.Name,
        one.FirstYear == one.LastYear ? Dates.RocYear(one.LastYear) : $"{Dates.RocYear(one.FirstYear)}至{Dates.RocYear(one.LastYear)}",
        Dates.Day(one.Modified)))];

    public IReadOnlyList<Link> Twins { get; } = [.. MinutesTwins.All.Select(static twin => new Link($"{twin.Label}：{twin.File}", null))];
}

/// <summary>The files of a series by year.</summary>
internal sealed class DataSeriesPage(Site site, IReadOnlyList<SeriesYear> years) : Page(site, UrlOf(years[0].Series.Slug))
{
    public override string Template => "pages/data-series.html";

    public override string Title { get; } = $"{years[0].Series.Name}開放資料";

    public override string Description { get; } = $"{years[0].Series.Body}{years[0].Series.Name}逐年的 CSV 與 JSON Lines 檔案。";

    public override IReadOnlyList<Crumb> Breadcrumbs { get; } = [new("首頁", "/"), new("開放資料", "/data/"), new(years[0].Series.Name, null)];

    public override IReadOnlyList<Alternate> Alternates { get; } = [new(DataCatalog.UrlOf(years[0].Series.Slug), "application/ld+json", "資料目錄（DCAT）")];

    public override string Feed { get; } = SeriesPage.FeedOf(years[0].Series.Slug);

    public string SeriesUrl { get; } = SeriesPage.UrlOf(years[0].Series.Slug);

    public string SeriesName { get; } = years[0].Series.Name;

    public string Calendar { get; } = MeetingCalendar.UrlOf(years[0].Series.Slug);

    public string CatalogUrl { get; } = DataCatalog.UrlOf(years[0].Series.Slug);

    public IReadOnlyList<DataYear> Years { get; } = [.. years.Select(static year => new DataYear(
        string.Create(CultureInfo.InvariantCulture, $"{year.Year - 1911}年（{year.Year}）"),
        Counts.Of(year.Meetings),
        Dates.Day(year.Modified),
        year.CsvUrl,
        year.JsonLinesUrl))];

    public static string UrlOf(string series) => $"/data/{series}/";
}

internal sealed record DataSeries(string Href, string Name, string Years, DateText Modified);

internal sealed record DataYear(string Year, string Meetings, DateText Modified, string Csv, string JsonLines);
