using System.Text;
using System.Text.RegularExpressions;
using OpenMinutes.Rendering.Engine;

namespace OpenMinutes.Rendering;

/// <summary>Stylesheets name other assets as their files are called, <c>url(seal.svg)</c>; on the site these have their hashes in their names.</summary>
internal static partial class Stylesheets
{
    /// <summary>The assets, with the addresses of others in the stylesheets.</summary>
    /// <exception cref="TemplateException">A stylesheet names an asset that is not there.</exception>
    public static IReadOnlyList<Asset> Linked(IReadOnlyList<Asset> assets)
    {
        var addresses = assets.Where(static asset => !IsStylesheet(asset)).ToDictionary(static asset => asset.Name, static asset => asset.Path, StringComparer.Ordinal);
        return [.. assets.Select(asset => IsStylesheet(asset) ? Linked(asset, addresses) : asset)];
    }

    /// <summary>The names of the assets that a stylesheet had before its addresses were put in: the addresses without their hashes.</summary>
    public static IEnumerable<string> NamesIn(Asset asset) =>
        IsStylesheet(asset) ? Address().Matches(Encoding.UTF8.GetString(asset.Content.Span)).Select(static match => match.Groups["name"].Value + match.Groups["end"].Value) : [];

    private static Asset Linked(Asset asset, Dictionary<string, string> addresses)
    {
        var text = Encoding.UTF8.GetString(asset.Content.Span);
        if (!Url().IsMatch(text))
        {
            return asset;
        }

        return new Asset(asset.Name, Encoding.UTF8.GetBytes(Url().Replace(text, match => addresses.TryGetValue(match.Groups["name"].Value, out var address)
            ? $"url(\"{address}\")"
            : throw new TemplateException($"{PlaceOf(asset, text, match.Index)}: There is no asset '{match.Groups["name"].Value}'."))));
    }

    private static bool IsStylesheet(Asset asset) => asset.Name.EndsWith(".css", StringComparison.Ordinal);

    private static string PlaceOf(Asset asset, string text, int at)
    {
        var before = text.AsSpan(0, at);
        return $"assets/{asset.Name}({before.Count('\n') + 1},{at - (before.LastIndexOf('\n') + 1) + 1})";
    }

    // A name alone: neither an address (/…, https:…, data:…) nor a part of the document (#…).
    [GeneratedRegex("""url\(\s*["']?(?<name>[^"'()\s:#/][^"'()\s:#]*)["']?\s*\)""")]
    private static partial Regex Url();

    [GeneratedRegex("""url\("/assets/(?<name>[^"]*)\.[0-9a-f]{10}(?<end>\.[a-z0-9]+)"\)""")]
    private static partial Regex Address();
}
