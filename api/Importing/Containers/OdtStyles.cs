using System.Globalization;
using System.Text;
using System.Xml;

namespace OpenMinutes.Importing;

/// <summary>One level of a list's style in an OpenDocument text.</summary>
internal sealed record OdtLevel(string Prefix, string? Format, string Suffix, string? Bullet, int Start);

/// <summary>What the styles of an OpenDocument text say: which hide text or print it bold, how lists are numbered, and what stands in page heads.</summary>
internal sealed class OdtStyles
{
    private const string Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    private const string Style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
    private const string Format = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0";

    /// <summary>Styles have parents no deeper than this; who names himself is not followed.</summary>
    private const int Deepest = 20;

    private readonly HashSet<string> _hidden = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _bold = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _parents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OdtLevel[]> _lists = new(StringComparer.Ordinal);
    private readonly List<string> _heads = [];

    public IReadOnlyList<string> Heads => _heads;

    public bool IsHidden(string? style) => style is not null && _hidden.Contains(style);

    /// <summary>Whether a style prints bold; one that says nothing of it prints as what stands around.</summary>
    public bool IsBold(string? style, bool inherited)
    {
        for (var depth = 0; style is not null && depth < Deepest; depth++)
        {
            if (_bold.TryGetValue(style, out var bold))
            {
                return bold;
            }

            style = _parents.GetValueOrDefault(style);
        }

        return inherited;
    }

    public OdtLevel? Level(string list, int level) => _lists.GetValueOrDefault(list)?[level];

    public void Read(XmlReader? xml)
    {
        using var reader = xml;
        string? style = null, list = null;
        while (reader is not null && Package.Next(reader))
        {
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "body" })
            {
                return;
            }

            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "style" when reader.NamespaceURI == Style:
                    style = reader.GetAttribute("name", Style);
                    SetParent(style, reader.GetAttribute("parent-style-name", Style));
                    break;
                case "text-properties" when style is not null:
                    SetText(style, reader);
                    break;
                case "list-style":
                    list = reader.GetAttribute("name", Style);
                    _lists[list ?? ""] = new OdtLevel[11];
                    break;
                case "list-level-style-number" or "list-level-style-bullet" when list is not null:
                    SetLevel(reader, _lists[list]);
                    break;
                case "header" or "footer" or "header-first" or "footer-first" or "header-left" or "footer-left" when reader.NamespaceURI == Style && !reader.IsEmptyElement:
                    _heads.Add(PlainText(reader));
                    break;
            }
        }
    }

    private void SetParent(string? style, string? parent)
    {
        if (style is not null && parent is not null)
        {
            _parents[style] = parent;
        }
    }

    /// <summary>Han characters have a weight of their own.</summary>
    private void SetText(string style, XmlReader reader)
    {
        if (reader.GetAttribute("display", Text) == "none")
        {
            _hidden.Add(style);
        }

        if ((reader.GetAttribute("font-weight-asian", Style) ?? reader.GetAttribute("font-weight", Format)) is { } weight)
        {
            _bold[style] = weight == "bold" || (int.TryParse(weight, CultureInfo.InvariantCulture, out var figure) && figure >= 600);
        }
    }

    private static void SetLevel(XmlReader reader, OdtLevel[] levels)
    {
        if (int.TryParse(reader.GetAttribute("level", Text), CultureInfo.InvariantCulture, out var level) && level is >= 1 and <= 10)
        {
            _ = int.TryParse(reader.GetAttribute("start-value", Text), CultureInfo.InvariantCulture, out var start);
            levels[level] = new OdtLevel(
                reader.GetAttribute("num-prefix", Style) ?? "",
                reader.GetAttribute("num-format", Style),
                reader.GetAttribute("num-suffix", Style) ?? "",
                reader.GetAttribute("bullet-char", Text),
                Math.Max(start, 1));
        }
    }

    private static string PlainText(XmlReader reader)
    {
        var (depth, text) = (reader.Depth, new StringBuilder());
        while (Package.Next(reader) && reader.Depth > depth)
        {
            text.Append(reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA ? reader.Value : reader is { NodeType: XmlNodeType.EndElement, LocalName: "p" } ? "\n" : "");
        }

        return text.ToString().Trim();
    }
}
