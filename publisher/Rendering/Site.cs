namespace OpenMinutes.Rendering;

/// <summary>What every page of a site shares, as templates see it (<c>site</c>).</summary>
internal sealed class Site
{
    private readonly Dictionary<string, SeriesFacts> _series;

    public Site(SiteSettings settings, SiteFiles files, IReadOnlyList<SeriesFacts> series)
    {
        Settings = settings;
        Series = series;
        _series = series.ToDictionary(static one => one.Slug, StringComparer.Ordinal);
        Body = settings.Body ?? (series.Count > 0 ? series[0].Body : null);
        Name = Body is null ? "會議紀錄" : $"{Body}會議紀錄";
        BaseUrl = settings.BaseUrl;
        LicenceName = settings.Licence.Name;
        LicenceUrl = settings.Licence.Url;
        Declares = settings.OpenDataDeclaration.Count > 0;
        ContactName = settings.Contact.Name;
        ContactPhone = settings.Contact.Phone;
        ContactEmail = settings.Contact.Email;
        ContactMailto = settings.Contact.Email is { } email ? $"mailto:{email}" : null;
        ContactUrl = settings.Contact.Url;
        Stylesheet = files.Assets.FirstOrDefault(static asset => asset.Name == "site.css")?.Path;
        SearchScript = files.Assets.FirstOrDefault(static asset => asset.Name == "search.js")?.Path;
        Script = files.Assets.FirstOrDefault(static asset => asset.Name == "site.js")?.Path;
        Icon = files.Assets.FirstOrDefault(static asset => asset.Name == "icon.svg")?.Path;
    }

    public SiteSettings Settings { get; }

    public IReadOnlyList<SeriesFacts> Series { get; }

    public string? Body { get; }

    public string Name { get; }

    public string BaseUrl { get; }

    public string LicenceName { get; }

    public string LicenceUrl { get; }

    public bool Declares { get; }

    public string? ContactName { get; }

    public string? ContactPhone { get; }

    public string? ContactEmail { get; }

    public string? ContactMailto { get; }

    public string? ContactUrl { get; }

    public string? Stylesheet { get; }

    public string? SearchScript { get; }

    /// <summary>What makes minutes easier to read; nothing depends on it.</summary>
    public string? Script { get; }

    public string? Icon { get; }

    public string SeriesName(string slug) => _series.TryGetValue(slug, out var series) ? series.Name : slug;

    public string SeriesBody(string slug) => _series.TryGetValue(slug, out var series) ? series.Body : Body ?? "";
}
