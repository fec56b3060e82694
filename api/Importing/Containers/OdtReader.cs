using System.Globalization;
using System.Xml;

namespace OpenMinutes.Importing;

/// <summary>OpenDocument text: content.xml, read in one pass. Annotations, tracked deletions and hidden text stay behind.</summary>
internal sealed class OdtReader
{
    private const string Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private const string Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    private const string Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private const string Style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";

    /// <summary>Elements whose whole content is no text of the minutes.</summary>
    private static readonly HashSet<string> Skipped =
    [
        "annotation", "annotation-end", "tracked-changes", "hidden-text", "ruby-text", "note-citation", "scripts", "forms", "settings", "meta",
        "table-of-content-source", "index-body-source", "binary-data", "title", "desc",
    ];

    private readonly LineSink _sink = new();
    private readonly HashSet<string> _hidden = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Level[]> _lists = new(StringComparer.Ordinal);
    private readonly Stack<OpenList> _open = new();
    private readonly Dictionary<string, int[]> _counters = new(StringComparer.Ordinal);
    private readonly Stack<List<IReadOnlyList<string>>> _rows = new();
    private readonly List<string> _notes = [];
    private bool _inNote;

    private OdtReader()
    {
    }

    public static IReadOnlyList<SourceLine> Lines(ReadOnlyMemory<byte> document)
    {
        using var package = new Package(document);
        if (!package.Has("content.xml"))
        {
            throw Package.Malformed("The document is no OpenDocument text: it has no content.xml.");
        }

        RequireHarmless(package);
        var reader = new OdtReader();
        reader.Styles(package.Read("styles.xml"));
        reader.Styles(package.Read("content.xml"));
        reader.Content(package.Read("content.xml")!);
        foreach (var note in reader._notes)
        {
            reader._sink.Paragraph(note);
        }

        return reader._sink.Lines;
    }

    private static void RequireHarmless(Package package)
    {
        if (package.HasUnder("Basic/") || package.HasUnder("Scripts/"))
        {
            throw new RefusedException(RefusalCodes.ActiveContent, "The document carries macros; save it without them.");
        }

        using var manifest = package.Read("META-INF/manifest.xml");
        while (manifest is not null && Package.Next(manifest))
        {
            if (manifest.LocalName == "encryption-data")
            {
                throw new RefusedException(RefusalCodes.Encrypted, "The document is encrypted; save it without a password.");
            }
        }
    }

    /// <summary>Which styles hide text, how lists are numbered, and what stands in page heads.</summary>
    private void Styles(XmlReader? xml)
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
                    break;
                case "text-properties" when style is not null && reader.GetAttribute("display", Text) == "none":
                    _hidden.Add(style);
                    break;
                case "list-style":
                    list = reader.GetAttribute("name", Style);
                    _lists[list ?? ""] = new Level[11];
                    break;
                case "list-level-style-number" or "list-level-style-bullet" when list is not null:
                    SetLevel(reader, _lists[list]);
                    break;
                case "header" or "footer" or "header-first" or "footer-first" or "header-left" or "footer-left" when reader.NamespaceURI == Style && !reader.IsEmptyElement:
                    _sink.Furniture(PlainText(reader));
                    break;
            }
        }
    }

    private static void SetLevel(XmlReader reader, Level[] levels)
    {
        if (int.TryParse(reader.GetAttribute("level", Text), CultureInfo.InvariantCulture, out var level) && level is >= 1 and <= 10)
        {
            _ = int.TryParse(reader.GetAttribute("start-value", Text), CultureInfo.InvariantCulture, out var start);
            levels[level] = new Level(
                reader.GetAttribute("num-prefix", Style) ?? "",
                reader.GetAttribute("num-format", Style),
                reader.GetAttribute("num-suffix", Style) ?? "",
                reader.GetAttribute("bullet-char", Text),
                Math.Max(start, 1));
        }
    }

    private static string PlainText(XmlReader reader)
    {
        var (depth, text) = (reader.Depth, new System.Text.StringBuilder());
        while (Package.Next(reader) && reader.Depth > depth)
        {
            text.Append(reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA ? reader.Value : reader is { NodeType: XmlNodeType.EndElement, LocalName: "p" } ? "\n" : "");
        }

        return text.ToString().Trim();
    }

    private void Content(XmlReader xml)
    {
        using var reader = xml;
        var inBody = false;
        while (Package.Next(reader))
        {
            inBody |= reader is { NodeType: XmlNodeType.Element, LocalName: "text" } && reader.NamespaceURI == Office;
            if (!inBody)
            {
                continue;
            }

            switch (reader.NodeType)
            {
                case XmlNodeType.Element when IsHidden(reader):
                    Skip(reader);
                    break;
                case XmlNodeType.Element:
                    Start(reader);
                    if (reader.IsEmptyElement)
                    {
                        End(reader.LocalName, reader.NamespaceURI);
                    }

                    break;
                case XmlNodeType.EndElement:
                    End(reader.LocalName, reader.NamespaceURI);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    _sink.Open?.Append(Spaces(reader.Value));
                    break;
            }
        }
    }

    private bool IsHidden(XmlReader reader) =>
        (Skipped.Contains(reader.LocalName) && reader.NamespaceURI != Table)
        || (reader.LocalName == "hidden-paragraph")
        || (reader.GetAttribute("style-name", Text) is { } style && reader.LocalName is "span" or "p" or "h" && _hidden.Contains(reader.GetAttribute("style-name", Text)!));

    private static void Skip(XmlReader reader)
    {
        var depth = reader.Depth;
        if (reader.IsEmptyElement)
        {
            return;
        }

        while (Package.Next(reader) && reader.Depth > depth)
        {
        }
    }

    private static string Spaces(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ');

    private void Start(XmlReader reader)
    {
        switch (reader.LocalName)
        {
            case "p" or "h" when reader.NamespaceURI == Text:
                _sink.StartParagraph();
                break;
            case "s":
                _ = int.TryParse(reader.GetAttribute("c", Text), CultureInfo.InvariantCulture, out var count);
                _sink.Open?.Append(' ', Math.Clamp(count, 1, 200));
                break;
            case "tab" when reader.NamespaceURI == Text:
                _sink.Open?.Append('　');
                break;
            case "line-break":
                _sink.Open?.Append('\n');
                break;
            case "list" when reader.NamespaceURI == Text:
                StartList(reader);
                break;
            case "list-item" or "list-header" when _open.TryPeek(out var list):
                list.Label = reader.LocalName == "list-item" ? Number(list, reader.GetAttribute("start-value", Text)) : null;
                break;
            case "note" when reader.NamespaceURI == Text:
                _inNote = true;
                break;
            case "table-row":
                _rows.Push([]);
                break;
            case "table-cell":
                _sink.StartCell();
                break;
        }
    }

    private void End(string name, string space)
    {
        switch (name)
        {
            case "p" or "h" when space == Text:
                EndParagraph();
                break;
            case "list" when space == Text && _open.Count > 0:
                _open.Pop();
                break;
            case "note" when space == Text:
                _inNote = false;
                break;
            case "table-cell" when _rows.Count > 0:
                _rows.Peek().Add(_sink.EndCell());
                break;
            case "table-row" when _rows.Count > 0:
                _sink.Row(_rows.Pop());
                break;
        }
    }

    private void EndParagraph()
    {
        var text = _sink.EndParagraph();
        if (_inNote)
        {
            _notes.Add(text);
            return;
        }

        if (_open.TryPeek(out var list) && list.Label is { } label)
        {
            text = ListLabels.Before(label, text);
            list.Label = null;
        }

        _sink.Paragraph(text);
    }

    private void StartList(XmlReader reader)
    {
        var parent = _open.TryPeek(out var outer) ? outer : null;
        var style = reader.GetAttribute("style-name", Text) ?? parent?.Style ?? "";
        var continues = parent is not null || reader.GetAttribute("continue-numbering", Text) == "true" || reader.GetAttribute("continue-list", Text) is not null;
        if (!continues || !_counters.TryGetValue(style, out var counters))
        {
            _counters[style] = counters = new int[12];
        }

        var level = Math.Min((parent?.Level ?? 0) + 1, 10);
        if (parent is not null)
        {
            Array.Clear(counters, level, counters.Length - level);
        }

        _open.Push(new OpenList(style, level));
    }

    private string? Number(OpenList list, string? startValue)
    {
        if (!_lists.TryGetValue(list.Style, out var levels) || levels[list.Level] is not { } level)
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

    private sealed record Level(string Prefix, string? Format, string Suffix, string? Bullet, int Start);

    private sealed record OpenList(string Style, int Level)
    {
        public string? Label { get; set; }
    }
}
