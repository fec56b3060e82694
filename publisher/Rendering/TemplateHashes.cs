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
        _hashes = files.Templates.Keys.Where(static name => name.StartsWith(Pages, StringComparison.Ordinal))
            .ToFrozenDictionary(static name => name, name => HashOf([name, .. IsHtml(name) ? layouts : []], files.Templates, assets), StringComparer.Ordinal);
    }

    /// <summary>The hashes of the templates that pages are made with, by name.</summary>
    public IReadOnlyDictionary<string, string> All => _hashes;

    public string Of(string template) => _hashes[template];

    /// <summary>Only pages in HTML stand in a layout.</summary>
    private static bool IsHtml(string name) => name.EndsWith(".html", StringComparison.Ordinal);

    private static string HashOf(IEnumerable<string> names, FrozenDictionary<string, string> templates, Dictionary<string, string?> assets)
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
                Collect(Include().Matches(text).Select(static match => match.Groups[1].Value), templates, all);
            }
        }
    }

    [GeneratedRegex("""include\s+['"]([^'"]+)['"]""")]
    private static partial Regex Include();

    [GeneratedRegex(@"\bsite\.([a-z_]+)")]
    private static partial Regex SiteMember();
}
