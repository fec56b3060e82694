using System.Globalization;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Text;
using OpenMinutes.Rendering.Twins;

namespace OpenMinutes.Rendering.Pages;

/// <summary>開放資料: what of the site there is for machines, and where.</summary>
internal sealed class DataPage(Site site, IReadOnlyList<SeriesYear> years) : Page(site, "/data/")
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

    public IReadOnlyList<DataSeries> Series { get; } = [.. years
        .GroupBy(static year => year.Series)
        .Select(static series => new DataSeries(
            "s-" + series.Key.Slug,
            series.Key.Name,
            SeriesPage.UrlOf(series.Key.Slug),
            SeriesPage.FeedOf(series.Key.Slug),
            MeetingCalendar.UrlOf(series.Key.Slug),
            [.. series.Select(static year => new DataYear(
                string.Create(CultureInfo.InvariantCulture, $"{year.Year - 1911}年（{year.Year}）"),
                Counts.Of(year.Meetings),
                Dates.Day(year.Modified),
                year.CsvUrl,
                year.JsonLinesUrl))]))];

    public IReadOnlyList<Link> Twins { get; } = [.. MinutesTwins.All.Select(static twin => new Link($"{twin.Label}：{twin.File}", null))];
}

internal sealed record DataSeries(string Id, string Name, string Href, string Feed, string Calendar, IReadOnlyList<DataYear> Years);

internal sealed record DataYear(string Year, string Meetings, DateText Modified, string Csv, string JsonLines);
