using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using OpenMinutes.Rendering.Engine;

namespace OpenMinutes.Rendering;

/// <summary>What an agency says about its site, in <c>site.json</c>. Without the file the demo's site is made.</summary>
/// <remarks>What the file leaves out each member says itself: the reader, made by the compiler, sets all of them.</remarks>
internal sealed partial record SiteSettings
{
    private static readonly string[] Usual = ["zh-Hant-TW", "en"];

    private static readonly SettingsTypes Json = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    });

    /// <summary>Where the site is served, without a slash at the end; feeds, the sitemap and canonical links are absolute.</summary>
    public string BaseUrl { get => field ?? "http://127.0.0.1:8081"; init; }

    /// <summary>The body (機關) whose site it is; if absent, that of the first series.</summary>
    public string? Body { get; init; }

    /// <summary>The body's code (機關代碼 or OID), part of DC.Identifier.</summary>
    public string? OrganisationCode { get; init; }

    public SiteContact Contact { get => field ?? SiteContact.None; init; }

    public SiteLicence Licence { get => field ?? SiteLicence.Usual; init; }

    /// <summary>Where the minutes stand in the government's three classifications.</summary>
    public SiteCategory Category { get => field ?? SiteCategory.None; init; }

    /// <summary>The agency's 政府網站資料開放宣告, a paragraph an entry; it is the agency's own statement, so there is none unless it makes one.</summary>
    public IReadOnlyList<string> OpenDataDeclaration { get => field ?? []; init; }

    /// <summary>The languages of the site's own texts, each a file of <c>messages/</c>. The pages of the first stand at the root, those of another under its tag: <c>/en/</c>.</summary>
    public IReadOnlyList<string> Languages { get => field ?? Usual; init; }

    /// <summary>The body's name in other languages than the minutes', by language.</summary>
    public IReadOnlyDictionary<string, string> BodyNames { get => field ?? ReadOnlyDictionary<string, string>.Empty; init; }

    /// <summary>In which codings files are packed beforehand for web servers that send them so: <c>br</c>, <c>gzip</c>; by default none.</summary>
    public IReadOnlyList<string> Precompress { get => field ?? []; init; }

    /// <summary>The people who have a page of the meetings that they chaired and attended; nobody, unless the agency names them.</summary>
    public IReadOnlyList<SitePerson> People { get => field ?? []; init; }

    /// <summary>Reads <c>site.json</c>.</summary>
    /// <exception cref="JsonException">It is no JSON, has a member nobody knows, or an address no page may link to.</exception>
    public static SiteSettings Parse(ReadOnlySpan<byte> utf8)
    {
        var settings = JsonSerializer.Deserialize(utf8, Json.SiteSettings) ?? throw new JsonException("The site's settings are null.");
        if (!Uri.TryCreate(settings.BaseUrl, UriKind.Absolute, out var baseUrl) || baseUrl.Scheme is not ("http" or "https"))
        {
            throw new JsonException($"baseUrl '{settings.BaseUrl}' is no http or https address.");
        }

        if (settings.Languages.Count == 0 || settings.Languages.Distinct(StringComparer.Ordinal).Count() < settings.Languages.Count || !settings.Languages.All(static language => LanguageTag().IsMatch(language)))
        {
            throw new JsonException("languages is a list of different language tags, one at least, such as zh-Hant-TW and en.");
        }

        if (settings.Precompress.Distinct(StringComparer.Ordinal).Count() < settings.Precompress.Count || settings.Precompress.Any(static coding => coding is not ("br" or "gzip")))
        {
            throw new JsonException("precompress is a list of br, gzip or both.");
        }

        if (NamedPeople.FaultOf(settings.People) is { } fault)
        {
            throw new JsonException(fault);
        }

        foreach (var url in new[] { settings.Contact.Url, settings.Licence.Url })
        {
            if (!SafeUrl.IsSafe(url))
            {
                throw new JsonException($"'{url}' is no address a page may link to.");
            }
        }

        return settings with { BaseUrl = settings.BaseUrl.TrimEnd('/') };
    }

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    private static partial Regex LanguageTag();
}

/// <summary>Whom a reader may ask.</summary>
internal sealed record SiteContact
{
    public static readonly SiteContact None = new();

    public string? Name { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? Url { get; init; }
}

/// <summary>Under what the texts may be reused.</summary>
internal sealed record SiteLicence
{
    public static readonly SiteLicence Usual = new();

    /// <summary>The SPDX identifier.</summary>
    public string Id { get => field ?? "OGDL-Taiwan-1.0"; init; }

    public string Name { get => field ?? "政府資料開放授權條款－第1版"; init; }

    public string Url { get => field ?? "https://data.gov.tw/license"; init; }
}

/// <summary>The codes of 行政機關電子資料流通詮釋資料及分類檢索規範; none is written that the agency does not give.</summary>
internal sealed record SiteCategory
{
    public static readonly SiteCategory None = new();

    /// <summary>主題分類.</summary>
    public string? Theme { get; init; }

    /// <summary>施政分類.</summary>
    public string? Cake { get; init; }

    /// <summary>服務分類.</summary>
    public string? Service { get; init; }
}

/// <summary>What the compiler makes a reader and a writer of.</summary>
[JsonSerializable(typeof(SiteSettings))]
internal sealed partial class SettingsTypes : JsonSerializerContext;
