using System.Globalization;
using System.Xml;

namespace OpenMinutes.Importing;

/// <summary>Counts the items of the lists of an OpenDocument text as a word processor does when it prints them.</summary>
internal sealed class OdtLists(OdtStyles styles)
{
    private const string Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    private const int Deepest = 10;

    private readonly Stack<OpenList> _open = new();
    private readonly Dictionary<string, int[]> _counters = new(StringComparer.Ordinal);

    public void Start(XmlReader reader)
    {
        var parent = _open.TryPeek(out var outer) ? outer : null;
        var style = reader.GetAttribute("style-name", Text) ?? parent?.Style ?? "";
        var continues = parent is not null || reader.GetAttribute("continue-numbering", Text) == "true" || reader.GetAttribute("continue-list", Text) is not null;
        if (!continues || !_counters.TryGetValue(style, out var counters))
        {
            _counters[style] = counters = new int[Deepest + 2];
        }

        var level = Math.Min((parent?.Level ?? 0) + 1, Deepest);
        if (parent is not null)
        {
            Array.Clear(counters, level, counters.Length - level);
        }

        _open.Push(new OpenList(style, level));
    }

    public void Item(XmlReader reader)
    {
        if (_open.TryPeek(out var list))
        {
            list.Label = reader.LocalName == "list-item" ? Number(list, reader.GetAttribute("start-value", Text)) : null;
        }
    }

    public void End() => _open.TryPop(out _);

    /// <summary>The label of the paragraph that ends now: an item's first has one.</summary>
    public string? TakeLabel()
    {
        if (!_open.TryPeek(out var list))
        {
            return null;
        }

        (var label, list.Label) = (list.Label, null);
        return label;
    }

    private string? Number(OpenList list, string? startValue)
    {
        if (styles.Level(list.Style, list.Level) is not { } level)
        {
            return null;
        }

        if (level.Bullet is { } bullet)
        {
            return bullet;
        }

        var counter = _counters[list.Style];
        counter[list.Level] = int.TryParse(startValue, CultureInfo.InvariantCulture, out var start) ? start : counter[list.Level] == 0 ? level.Start : counter[list.Level] + 1;
        var number = ListLabels.OpenDocument(level.Format, counter[list.Level]);
        return number.Length == 0 ? null : level.Prefix + number + level.Suffix.TrimEnd();
    }

    private sealed record OpenList(string Style, int Level)
    {
        public string? Label { get; set; }
    }
}
