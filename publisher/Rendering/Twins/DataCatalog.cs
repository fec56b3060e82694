using System.Buffers;
using System.Globalization;
using System.Text.Json;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Text;

namespace OpenMinutes.Rendering.Twins;

/// <summary>
/// The data of the site as DCAT 3 catalogues: <c>/data/catalog.jsonld</c> with the series, and for each series <c>/data/{series}/catalog.jsonld</c> with its years.
/// A series is a series of datasets, a year of it a dataset, each file a distribution.
/// </summary>
internal sealed class DataCatalog
{
    public const string Url = "/data/catalog.jsonld";
    public const string SchemaUrl = "/data/" + JsonSchemas.PublicEdition;

    private const string FileTypes = "http://publications.europa.eu/resource/authority/file-type/";
    private const string MediaTypes = "https://www.iana.org/assignments/media-types/";

    private static readonly JsonWriterOptions Options = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Site _site;
    private readonly Utf8JsonWriter _json;

    private DataCatalog(Site site, Utf8JsonWriter json)
    {
        _site = site;
        _json = json;
    }

    public static string UrlOf(string series) => $"/data/{series}/catalog.jsonld";

    /// <summary>The catalogue of the site.</summary>
    /// <param name="site">The site.</param>
    /// <param name="series">Its series that have data.</param>
    /// <param name="output">Takes the bytes.</param>
    public static void Write(Site site, IReadOnlyList<SeriesData> series, IBufferWriter<byte> output) => Document(site, output, catalog => catalog.Catalog(series));

    /// <summary>The catalogue of a series.</summary>
    /// <param name="site">The site.</param>
    /// <param name="years">The years of one series, newest first; one at least.</param>
    /// <param name="register">Its register of directives.</param>
    /// <param name="output">Takes the bytes.</param>
    public static void WriteSeries(Site site, IReadOnlyList<SeriesYear> years, RegisterData register, IBufferWriter<byte> output) =>
        Document(site, output, catalog => catalog.Catalog(years, register));

    private static void Document(Site site, IBufferWriter<byte> output, Action<DataCatalog> write)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            write(new DataCatalog(site, json));
        }

        output.Write("\n"u8);
    }

    private void Catalog(IReadOnlyList<SeriesData> series)
    {
        _json.WriteStartObject();
        Context();
        Node(_site.BaseUrl + Url, "dcat:Catalog");
        Text("dct:title", _site.Texts.With("catalogue.title", ("site", _site.Name)));
        Text("dct:description", _site.Texts["catalogue.description"]);
        Publisher();
        Reference("dct:license", _site.LicenceUrl, "dct:LicenseDocument");
        Language();
        Reference("foaf:homepage", _site.BaseUrl + "/data/", "foaf:Document");
        if (series.Count > 0)
        {
            Time("dct:issued", series.Min(static one => one.Issued));
            Time("dct:modified", series.Max(static one => one.Modified));
        }

        _json.WriteStartArray("dcat:dataset");
        foreach (var one in series)
        {
            Series(one);
        }

        _json.WriteEndArray();
        _json.WriteStartArray("dcat:catalog");
        foreach (var one in series)
        {
            _json.WriteStartObject();
            About(one.Series);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void Catalog(IReadOnlyList<SeriesYear> years, RegisterData register)
    {
        var series = SeriesData.Of(years);
        _json.WriteStartObject();
        Context();
        About(series.Series);
        Reference("dct:license", _site.LicenceUrl, "dct:LicenseDocument");
        Language();
        Reference("foaf:homepage", _site.BaseUrl + DataSeriesPage.UrlOf(series.Series.Slug), "foaf:Document");
        Time("dct:issued", series.Issued);
        Time("dct:modified", series.Modified);
        _json.WriteStartArray("dcat:dataset");
        Series(series);
        foreach (var year in years)
        {
            Year(year);
        }

        if (!register.IsEmpty)
        {
            Register(series.Series, register);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    /// <summary>What both catalogues say of that of a series.</summary>
    private void About(SeriesFacts series)
    {
        Node(_site.BaseUrl + UrlOf(series.Slug), "dcat:Catalog");
        Text("dct:title", Of("catalogue.series_catalogue", series));
        Text("dct:description", Of("catalogue.series_catalogue_description", series));
        Publisher();
    }

    private void Context()
    {
        _json.WriteStartObject("@context");
        _json.WriteString("dcat", "http://www.w3.org/ns/dcat#");
        _json.WriteString("dct", "http://purl.org/dc/terms/");
        _json.WriteString("foaf", "http://xmlns.com/foaf/0.1/");
        _json.WriteString("vcard", "http://www.w3.org/2006/vcard/ns#");
        _json.WriteString("rdfs", "http://www.w3.org/2000/01/rdf-schema#");
        _json.WriteString("xsd", "http://www.w3.org/2001/XMLSchema#");
        _json.WriteEndObject();
    }

    private void Series(SeriesData data)
    {
        var series = data.Series;
        _json.WriteStartObject();
        _json.WriteString("@id", IdOf(series));

        // Who does not know that a series of datasets is a dataset too is told.
        _json.WriteStartArray("@type");
        _json.WriteStringValue("dcat:DatasetSeries");
        _json.WriteStringValue("dcat:Dataset");
        _json.WriteEndArray();
        Text("dct:title", Of("catalogue.series", series));
        Text("dct:description", Of("catalogue.series_description", series));
        Publisher();
        Contact();
        Time("dct:issued", data.Issued);
        Time("dct:modified", data.Modified);
        Period(data.FirstYear, data.LastYear);
        _json.WriteEndObject();
    }

    private void Year(SeriesYear year)
    {
        var series = year.Series;
        _json.WriteStartObject();
        Node(string.Create(CultureInfo.InvariantCulture, $"{_site.BaseUrl}/data/{series.Slug}/{year.Year}"), "dcat:Dataset");
        Text("dct:title", Of("catalogue.year", series, year));
        Text("dct:description", Of("catalogue.year_description", series, year));
        Publisher();
        Contact();
        Language();
        Time("dct:issued", year.Issued);
        Time("dct:modified", year.Modified);
        Period(year.Year, year.Year);
        Text("dcat:keyword", _site.Texts["minutes.type"]);
        Reference("dcat:landingPage", _site.BaseUrl + SeriesPage.UrlOf(series.Slug), "foaf:Document");
        _json.WriteStartObject("dcat:inSeries");
        _json.WriteString("@id", IdOf(series));
        _json.WriteEndObject();
        _json.WriteStartArray("dcat:distribution");
        Distribution("CSV", year.CsvUrl, "text/csv", null, year);
        Distribution("JSON Lines", year.JsonLinesUrl, null, SchemaUrl, year);
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    /// <summary>The register of directives. When it last changed, no page says.</summary>
    private void Register(SeriesFacts series, RegisterData register)
    {
        _json.WriteStartObject();
        Node($"{_site.BaseUrl}/data/{series.Slug}/directives", "dcat:Dataset");
        Text("dct:title", Of("catalogue.register", series));
        Text("dct:description", Of("catalogue.register_description", series));
        Publisher();
        Contact();
        Language();
        Text("dcat:keyword", _site.Texts["directives.title"]);
        Reference("dcat:landingPage", _site.BaseUrl + RegisterPage.UrlOf(series.Slug), "foaf:Document");
        _json.WriteStartArray("dcat:distribution");
        foreach (var range in register.Cases)
        {
            Distribution("CSV", RegisterData.UrlOf(range, "csv"), "text/csv", null);
            Distribution("JSON Lines", RegisterData.UrlOf(range, "jsonl"), null, RegisterData.DirectiveSchemaUrl);
        }

        if (register.HasFigures)
        {
            Distribution("JSON", RegisterData.FiguresUrlOf(series.Slug), "application/json", RegisterData.FiguresSchemaUrl);
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void Distribution(string format, string url, string? mediaType, string? schema, SeriesYear? year = null)
    {
        _json.WriteStartObject();
        Node($"{_site.BaseUrl}{url}#distribution", "dcat:Distribution");
        Text("dct:title", format);
        Reference("dcat:accessURL", _site.BaseUrl + url, "rdfs:Resource");
        Reference("dcat:downloadURL", _site.BaseUrl + url, "rdfs:Resource");
        Reference("dct:license", _site.LicenceUrl, "dct:LicenseDocument");
        if (year is not null)
        {
            Time("dct:issued", year.Issued);
            Time("dct:modified", year.Modified);
        }

        if (mediaType is not null)
        {
            Reference("dcat:mediaType", MediaTypes + mediaType, "dct:MediaType");
            Reference("dct:format", FileTypes + format, "dct:MediaTypeOrExtent");
        }

        if (schema is not null)
        {
            Reference("dct:conformsTo", _site.BaseUrl + schema, "dct:Standard");
        }

        _json.WriteEndObject();
    }

    private string Of(string text, SeriesFacts series, SeriesYear? year = null) => _site.Texts.With(
        text,
        ("body", series.Body),
        ("series", series.Name),
        ("year", year is null ? "" : Dates.Year(_site.Texts, year.Year)),
        ("count", year is null ? "" : Counts.Of(year.Meetings)));

    private string IdOf(SeriesFacts series) => $"{_site.BaseUrl}/data/{series.Slug}";

    private void Node(string id, string type)
    {
        _json.WriteString("@id", id);
        _json.WriteString("@type", type);
    }

    private void Text(string property, string value)
    {
        _json.WriteStartObject(property);
        _json.WriteString("@value", value);
        _json.WriteString("@language", _site.Texts.Language);
        _json.WriteEndObject();
    }

    private void Reference(string property, string id, string type)
    {
        _json.WriteStartObject(property);
        Node(id, type);
        _json.WriteEndObject();
    }

    private void Typed(string property, string value, string type)
    {
        _json.WriteStartObject(property);
        _json.WriteString("@value", value);
        _json.WriteString("@type", type);
        _json.WriteEndObject();
    }

    private void Time(string property, DateTimeOffset value) => Typed(property, Dates.Utc(value), "xsd:dateTime");

    private void Language() => Reference("dct:language", "http://publications.europa.eu/resource/authority/language/ZHO", "dct:LinguisticSystem");

    private void Period(int first, int last)
    {
        _json.WriteStartObject("dct:temporal");
        _json.WriteString("@type", "dct:PeriodOfTime");
        Typed("dcat:startDate", string.Create(CultureInfo.InvariantCulture, $"{first}-01-01"), "xsd:date");
        Typed("dcat:endDate", string.Create(CultureInfo.InvariantCulture, $"{last}-12-31"), "xsd:date");
        _json.WriteEndObject();
    }

    private void Publisher()
    {
        _json.WriteStartObject("dct:publisher");
        Node(_site.BaseUrl + "/#publisher", "foaf:Agent");
        Text("foaf:name", _site.Body ?? _site.Name);
        _json.WriteEndObject();
    }

    private void Contact()
    {
        var contact = _site.Settings.Contact;
        if (contact.Name is null && contact.Email is null)
        {
            return;
        }

        _json.WriteStartObject("dcat:contactPoint");
        Node(_site.BaseUrl + "/#contact", "vcard:Kind");
        Text("vcard:fn", contact.Name ?? _site.Body ?? _site.Name);
        if (contact.Email is { } email)
        {
            Reference("vcard:hasEmail", $"mailto:{email}", "vcard:Email");
        }

        _json.WriteEndObject();
    }
}

/// <summary>The data of a series as a whole.</summary>
internal sealed record SeriesData(SeriesFacts Series, int FirstYear, int LastYear, DateTimeOffset Issued, DateTimeOffset Modified)
{
    /// <param name="years">The years of one series that have files; one at least.</param>
    public static SeriesData Of(IReadOnlyList<SeriesYear> years) => new(
        years[0].Series,
        years.Min(static year => year.Year),
        years.Max(static year => year.Year),
        years.Min(static year => year.Issued),
        years.Max(static year => year.Modified));
}
