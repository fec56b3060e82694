using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace OpenMinutes.Rendering;

/// <summary>
/// What each template stands for, as a hash: its text, the texts of all that it includes, and the addresses of the assets that any of them links. Two sites in which a
/// template has the same hash make the same page of the same data with it.
/// </summary>
internal sealed partial class TemplateHashes
{
    private const string Layouts = "layouts/";
    private const string Pages = "pages/";

    private readonly FrozenDictionary<string, string> _hashes;

    public TemplateHashes(SiteFiles files, Site site)
    {
        var assets = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["stylesheet"] = site.Stylesheet, ["script"] = site.Script, ["search_script"] = site.SearchScript, ["icon"] = site.Icon,
        };
        var layouts = files.Templates.Keys.Where(static name => name.StartsWith(Layouts, StringComparison.Ordinal)).ToList();
        var named = files.Assets.ToDictionary(static asset => asset.Name, static asset => asset.Path, StringComparer.Ordinal);
        _hashes = files.Templates.Keys.Where(static name => name.StartsWith(Pages, StringComparison.Ordinal))
            .ToFrozenDictionary(static name => name, name => HashOf([name, .. IsHtml(name) ? layouts : []], files.Templates, assets, named), StringComparer.Ordinal);
    }

    /// <summary>The hashes of the templates that pages are made with, by name.</summary>
    public IReadOnlyDictionary<string, string> All => _hashes;

    public string Of(string template) => _hashes[template];

    /// <summary>The templates that a template's text includes.</summary>
    public static IEnumerable<string> IncludesOf(string text) => Include().Matches(text).Select(static match => match.Groups[1].Value);

    /// <summary>The assets that it names: <c>asset.seal.svg</c>.</summary>
    public static IEnumerable<string> AssetsOf(string text) => NamedAsset().Matches(text).Select(static match => match.Groups[1].Value);

    /// <summary>Only pages in HTML stand in a layout.</summary>
    private static bool IsHtml(string name) => name.EndsWith(".html", StringComparison.Ordinal);

    private static string HashOf(IEnumerable<string> names, FrozenDictionary<string, string> templates, Dictionary<string, string?> assets, Dictionary<string, string> named)
    {
        var all = new SortedSet<string>(StringComparer.Ordinal);
        Collect(names, templates, all);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in all)
        {
            Append(name);
            Append(templates[name]);
        }

        foreach (var member in all.SelectMany(name => SiteMember().Matches(templates[name])).Select(static match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal))
        {
            Append(assets.GetValueOrDefault(member) ?? "");
        }

        foreach (var name in all.SelectMany(name => AssetsOf(templates[name])).Distinct().Order(StringComparer.Ordinal))
        {
            Append(named.GetValueOrDefault(name) ?? "");
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];

        void Append(string text)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            hash.AppendData("\0"u8);
        }
    }

    private static void Collect(IEnumerable<string> names, FrozenDictionary<string, string> templates, SortedSet<string> all)
    {
        foreach (var name in names)
        {
            if (templates.TryGetValue(name, out var text) && all.Add(name))
            {
                Collect(IncludesOf(text), templates, all);
            }
        }
    }

    [GeneratedRegex("""include\s+['"]([^'"]+)['"]""")]
    private static partial Regex Include();

    [GeneratedRegex(@"\basset\.([A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)")]
    private static partial Regex NamedAsset();

    [GeneratedRegex(@"\bsite\.([a-z_]+)")]
    private static partial Regex SiteMember();
}
