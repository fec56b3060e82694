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
    private readonly OdtStyles _styles = new();
    private readonly OdtLists _lists;
    private readonly Stack<bool> _bold = new();
    private readonly Stack<List<IReadOnlyList<string>>> _rows = new();
    private readonly List<string> _notes = [];
    private bool _inNote;

    private OdtReader() => _lists = new OdtLists(_styles);

    public static IReadOnlyList<SourceLine> Lines(ReadOnlyMemory<byte> document)
    {
        try
        {
            using var package = new Package(document);
            return Lines(package);
        }
        catch (Exception exception) when (exception is XmlException or InvalidDataException)
        {
            throw Package.Malformed("A part of the document is damaged.");
        }
    }

    private static IReadOnlyList<SourceLine> Lines(Package package)
    {
        if (!package.Has("content.xml"))
        {
            throw Package.Malformed("The document is no OpenDocument text: it has no content.xml.");
        }

        RequireHarmless(package);
        var reader = new OdtReader();
        reader._styles.Read(package.Read("styles.xml"));
        reader._styles.Read(package.Read("content.xml"));
        foreach (var head in reader._styles.Heads)
        {
            reader._sink.Furniture(head);
        }

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
                    Words(Spaces(reader.Value));
                    break;
            }
        }
    }

    private bool IsHidden(XmlReader reader) =>
        (Skipped.Contains(reader.LocalName) && reader.NamespaceURI != Table)
        || (reader.LocalName == "hidden-paragraph")
        || (reader.LocalName is "span" or "p" or "h" && _styles.IsHidden(reader.GetAttribute("style-name", Text)));

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

    private void Words(string text)
    {
        if (_bold.TryPeek(out var bold) && bold)
        {
            _sink.Open?.Append(Weight.On).Append(text).Append(Weight.Off);
        }
        else
        {
            _sink.Open?.Append(text);
        }
    }

    private static string Spaces(string text) => text.ReplaceLineEndings(" ").Replace('\t', ' ');

    private void Start(XmlReader reader)
    {
        switch (reader.LocalName)
        {
            case "p" or "h" when reader.NamespaceURI == Text:
                _sink.StartParagraph();
                _bold.Push(_styles.IsBold(reader.GetAttribute("style-name", Text), inherited: false));
                break;
            case "span" when reader.NamespaceURI == Text:
                _bold.Push(_styles.IsBold(reader.GetAttribute("style-name", Text), _bold.TryPeek(out var outer) && outer));
                break;
            case "s":
                _ = int.TryParse(reader.GetAttribute("c", Text), CultureInfo.InvariantCulture, out var count);
                _sink.Open?.Append(' ', Math.Clamp(count, 1, 200));
                break;
            case "tab" when reader.NamespaceURI == Text:
                _sink.Open?.Append('\t');
                break;
            case "line-break":
                _sink.Open?.Append('\n');
                break;
            case "list" when reader.NamespaceURI == Text:
                _lists.Start(reader);
                break;
            case "list-item" or "list-header" when reader.NamespaceURI == Text:
                _lists.Item(reader);
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
            case "span" when space == Text && _bold.Count > 0:
                _bold.Pop();
                break;
            case "list" when space == Text:
                _lists.End();
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
        var text = Weight.Settle(_sink.EndParagraph());
        _bold.Pop();
        if (_inNote)
        {
            _notes.Add(text);
            return;
        }

        _sink.Paragraph(_lists.TakeLabel() is { } label ? ListLabels.Before(label, text) : text);
    }
}
