using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using WordBody = DocumentFormat.OpenXml.Wordprocessing.Body;
using WordParagraph = DocumentFormat.OpenXml.Wordprocessing.Paragraph;

namespace OpenMinutes.Importing;

/// <summary>WordprocessingML: the body, paragraph by paragraph. Comments, tracked deletions and hidden text stay behind; numbers that Word only prints are written out.</summary>
internal sealed partial class DocxReader
{
    private static readonly string[] ReadParts = ["[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/endnotes.xml"];

    private readonly LineSink _sink = new();
    private readonly HashSet<string> _hiddenStyles;
    private readonly Dictionary<string, (int NumberingId, int Level)> _styleNumbering;
    private readonly Numbering? _numbering;
    private readonly Dictionary<int, int[]> _counters = [];

    private DocxReader(MainDocumentPart main)
    {
        _numbering = main.NumberingDefinitionsPart?.Numbering;
        var styles = main.StyleDefinitionsPart?.Styles?.Elements<Style>().Where(style => style.StyleId?.Value is not null).DistinctBy(style => style.StyleId!.Value).ToList() ?? [];
        _hiddenStyles = [.. styles.Where(style => IsOn(style.StyleRunProperties?.Vanish)).Select(style => style.StyleId!.Value!)];
        _styleNumbering = styles.Where(style => style.StyleParagraphProperties?.NumberingProperties?.NumberingId?.Val is not null)
            .ToDictionary(style => style.StyleId!.Value!, style => NumberOf(style.StyleParagraphProperties!.NumberingProperties!));
    }

    public static IReadOnlyList<SourceLine> Lines(ReadOnlyMemory<byte> document)
    {
        RequireHarmless(document);
        try
        {
            using var stream = new MemoryStream(document.ToArray(), writable: false);
            using var word = WordprocessingDocument.Open(stream, isEditable: false, new OpenSettings { MaxCharactersInPart = 60_000_000 });
            if (word.MainDocumentPart is not { } main)
            {
                throw Package.Malformed("The document has no text.");
            }

            var reader = new DocxReader(main);
            reader.Heads(main);
            reader.Body(main);
            reader.Notes(main.FootnotesPart?.Footnotes);
            reader.Notes(main.EndnotesPart?.Endnotes);
            return reader._sink.Lines;
        }
        catch (Exception exception) when (exception is OpenXmlPackageException or System.Xml.XmlException or InvalidDataException or FileFormatException or FormatException or ArgumentException or InvalidOperationException or KeyNotFoundException)
        {
            throw Package.Malformed("The document is not the DOCX it should be.");
        }
    }

    private static void RequireHarmless(ReadOnlyMemory<byte> document)
    {
        using var package = new Package(document);
        if (package.HasNamed("vbaProject.bin") || package.HasUnder("word/activeX/"))
        {
            throw new RefusedException(RefusalCodes.ActiveContent, "The document carries macros or controls; save it without them as DOCX.");
        }

        // The library below keeps what it reads in memory and walks it by recursion.
        foreach (var part in ReadParts)
        {
            package.Require(part);
        }

        for (var number = 0; number < 20; number++)
        {
            package.Require($"word/header{number}.xml");
            package.Require($"word/footer{number}.xml");
        }
    }

    private void Heads(MainDocumentPart main)
    {
        foreach (var text in main.HeaderParts.Select(part => (OpenXmlElement?)part.Header).Concat(main.FooterParts.Select(part => (OpenXmlElement?)part.Footer))
            .Where(head => head is not null).Select(head => string.Join('\n', head!.Descendants<WordParagraph>().Select(TextOf))).Where(text => text.Trim().Length > 0).Distinct())
        {
            _sink.Furniture(text);
        }
    }

    /// <summary>One block at a time: a long document is never in memory as a whole.</summary>
    private void Body(MainDocumentPart main)
    {
        using var reader = OpenXmlReader.Create(main);
        var body = false;
        while (reader.Read())
        {
            if (!body)
            {
                body = reader.ElementType == typeof(WordBody) && reader.IsStartElement;
                continue;
            }

            while (reader.IsStartElement && reader.ElementType != typeof(SdtBlock) && reader.ElementType != typeof(SdtContentBlock) && reader.LoadCurrentElement() is { } block)
            {
                Block(block);
            }
        }
    }

    private void Notes(OpenXmlElement? notes)
    {
        foreach (var paragraph in notes?.Descendants<WordParagraph>() ?? [])
        {
            if (TextOf(paragraph) is var text && text.Trim().Length > 0)
            {
                _sink.Paragraph(text);
            }
        }
    }

    private void Block(OpenXmlElement block)
    {
        switch (block)
        {
            case WordParagraph paragraph:
                Paragraph(paragraph);
                break;
            case Table table:
                foreach (var row in table.Elements<TableRow>())
                {
                    Row(row);
                }

                break;
            case DeletedRun or MoveFromRun or SectionProperties:
                break;
            default:
                foreach (var child in block.ChildElements)
                {
                    Block(child);
                }

                break;
        }
    }

    private void Row(TableRow row)
    {
        var cells = new List<IReadOnlyList<string>>();
        foreach (var cell in row.Descendants<TableCell>().Where(cell => cell.Ancestors<TableRow>().First() == row))
        {
            _sink.StartCell();
            foreach (var block in cell.ChildElements)
            {
                Block(block);
            }

            cells.Add(_sink.EndCell());
        }

        _sink.Row(cells);
    }

    private void Paragraph(WordParagraph paragraph)
    {
        if (IsOn(paragraph.ParagraphProperties?.ParagraphMarkRunProperties?.GetFirstChild<Vanish>()) && TextOf(paragraph).Length == 0)
        {
            return;
        }

        var text = TextOf(paragraph);
        _sink.Paragraph(LabelOf(paragraph) is { } label ? ListLabels.Before(label, text) : text);
        foreach (var box in Boxes(paragraph))
        {
            Block(box);
        }
    }

    /// <summary>Text boxes stand beside the paragraph; of two renderings of one box the first is read.</summary>
    private static IEnumerable<OpenXmlElement> Boxes(OpenXmlElement element) =>
        element.ChildElements.SelectMany(child => child switch
        {
            TextBoxContent box => [box],
            AlternateContent { FirstChild: { } first } => Boxes(first),
            DeletedRun or MoveFromRun => [],
            _ => Boxes(child),
        });

    private string TextOf(OpenXmlElement element)
    {
        var text = new StringBuilder();
        Write(element, text);
        return text.ToString();
    }

    private void Write(OpenXmlElement element, StringBuilder text)
    {
        foreach (var child in element.ChildElements)
        {
            switch (child)
            {
                case Text words:
                    text.Append(words.Text);
                    break;
                case TabChar:
                    text.Append('　');
                    break;
                case Break or CarriageReturn:
                    text.Append('\n');
                    break;
                case NoBreakHyphen:
                    text.Append('-');
                    break;
                case Run run when IsHidden(run):
                case DeletedRun or MoveFromRun or DeletedText or FieldCode or DeletedFieldCode or RubyContent { Parent: Ruby } and { LocalName: "rt" } or RunProperties or ParagraphProperties or TextBoxContent or AlternateContent:
                    break;
                default:
                    Write(child, text);
                    break;
            }
        }
    }

    private bool IsHidden(Run run) =>
        IsOn(run.RunProperties?.Vanish) || (run.RunProperties?.RunStyle?.Val?.Value is { } style && _hiddenStyles.Contains(style) && run.RunProperties.Vanish is null);

    private static bool IsOn(OnOffType? property) => property is not null && property.Val?.Value != false;

    private string? LabelOf(WordParagraph paragraph)
    {
        var properties = paragraph.ParagraphProperties;
        var (number, level) = properties?.NumberingProperties is { NumberingId.Val: not null } own ? NumberOf(own)
            : properties?.ParagraphStyleId?.Val?.Value is { } style ? _styleNumbering.GetValueOrDefault(style)
            : default;
        if (number == 0 || level is < 0 or > 8 || AbstractOf(number) is not { } definition || LevelOf(definition, level) is not { } printed)
        {
            return null;
        }

        var counters = CountersOf(definition);
        counters[level] = counters[level] == 0 ? StartOf(printed) : counters[level] + 1;
        Array.Clear(counters, level + 1, counters.Length - level - 1);
        return Placeholder().Replace(printed.LevelText?.Val?.Value ?? "", match => Printed(definition, counters, match.Value[1] - '1'));
    }

    private static string Printed(AbstractNum definition, int[] counters, int level) =>
        LevelOf(definition, level) is { } printed ? ListLabels.Word(printed.NumberingFormat?.Val?.InnerText, counters[level] == 0 ? StartOf(printed) : counters[level]) : "";

    private int[] CountersOf(AbstractNum definition)
    {
        var id = definition.AbstractNumberId?.Value ?? 0;
        if (!_counters.TryGetValue(id, out var counters))
        {
            _counters.Add(id, counters = new int[10]);
        }

        return counters;
    }

    private AbstractNum? AbstractOf(int number)
    {
        var id = _numbering?.Elements<NumberingInstance>().FirstOrDefault(instance => instance.NumberID?.Value == number)?.AbstractNumId?.Val?.Value;
        return id is null ? null : _numbering!.Elements<AbstractNum>().FirstOrDefault(definition => definition.AbstractNumberId?.Value == id);
    }

    private static Level? LevelOf(AbstractNum definition, int level) => definition.Elements<Level>().FirstOrDefault(printed => printed.LevelIndex?.Value == level);

    private static int StartOf(Level level) => level.StartNumberingValue?.Val?.Value ?? 1;

    private static (int NumberingId, int Level) NumberOf(NumberingProperties properties) =>
        (properties.NumberingId?.Val?.Value ?? 0, properties.NumberingLevelReference?.Val?.Value ?? 0);

    [GeneratedRegex("%[1-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
