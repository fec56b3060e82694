using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using WordBody = DocumentFormat.OpenXml.Wordprocessing.Body;
using WordParagraph = DocumentFormat.OpenXml.Wordprocessing.Paragraph;

namespace OpenMinutes.Importing;

/// <summary>WordprocessingML: the body, paragraph by paragraph. Comments, tracked deletions and hidden text stay behind; numbers that Word only prints are written out.</summary>
internal sealed class DocxReader
{
    private static readonly string[] ReadParts = ["[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml", "word/numbering.xml", "word/footnotes.xml", "word/endnotes.xml"];

    private readonly LineSink _sink = new();
    private readonly DocxStyles _styles;
    private readonly DocxNumbering _numbering;

    private DocxReader(MainDocumentPart main)
    {
        _styles = new DocxStyles(main.StyleDefinitionsPart?.Styles);
        _numbering = new DocxNumbering(main.NumberingDefinitionsPart?.Numbering, _styles);
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
        if (DocxStyles.IsOn(paragraph.ParagraphProperties?.ParagraphMarkRunProperties?.GetFirstChild<Vanish>()) && TextOf(paragraph).Length == 0)
        {
            return;
        }

        var text = TextOf(paragraph);
        _sink.Paragraph(_numbering.LabelOf(paragraph) is { } label ? ListLabels.Before(label, text) : text);
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
        Write(element, text, _styles.IsBold(element as WordParagraph));
        return Weight.Settle(text.ToString());
    }

    private void Write(OpenXmlElement element, StringBuilder text, bool bold)
    {
        foreach (var child in element.ChildElements)
        {
            switch (child)
            {
                case Text words:
                    text.Append(words.Text);
                    break;
                case TabChar:
                    text.Append('\t');
                    break;
                case Break or CarriageReturn:
                    text.Append('\n');
                    break;
                case NoBreakHyphen:
                    text.Append('-');
                    break;
                case Run run when !_styles.IsHidden(run):
                    var isBold = _styles.IsBold(run, bold);
                    text.Append(isBold ? Weight.On.ToString() : "");
                    Write(run, text, bold);
                    text.Append(isBold ? Weight.Off.ToString() : "");
                    break;
                case Run:
                case DeletedRun or MoveFromRun or DeletedText or FieldCode or DeletedFieldCode or RubyContent { Parent: Ruby } and { LocalName: "rt" } or RunProperties or ParagraphProperties or TextBoxContent or AlternateContent:
                    break;
                default:
                    Write(child, text, bold);
                    break;
            }
        }
    }
}
