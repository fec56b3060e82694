using System.Text;
using OpenMinutes.Api.Features.Attachments.Cleaning;
using OpenMinutes.Contracts;
using OpenMinutes.Tests.Publisher;
using OpenMinutes.Tests.Support;
using PdfSharp.Pdf;

namespace OpenMinutes.Tests.Api;

/// <summary>What files say beside their content: it is taken away, or the file is refused.</summary>
public sealed class CleaningTests
{
    private const string Secret = "secret-author-0817";
    private const string Relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    [Fact]
    public void A_photograph_keeps_its_picture_its_colours_and_which_side_is_up()
    {
        var cleaned = FileKind.Jpeg.Clean(SampleFiles.Jpeg(Secret));

        Assert.DoesNotContain(Secret, Encoding.Latin1.GetString(cleaned), StringComparison.Ordinal);
        Assert.Contains("ICC_PROFILE", Encoding.Latin1.GetString(cleaned), StringComparison.Ordinal);
        Assert.Equal([0xFF, 0xD8, 0xFF, 0xE1], cleaned[..4]);
        Assert.Equal(6, cleaned[31]);
        Assert.Equal([0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x3F, 0xFF, 0xD9], cleaned[^13..]);
        Assert.Equal(cleaned, FileKind.Jpeg.Clean(cleaned));
    }

    [Fact]
    public void An_image_keeps_its_picture_alone()
    {
        var cleaned = FileKind.Png.Clean(SampleFiles.Png(Secret));

        Assert.DoesNotContain(Secret, Encoding.Latin1.GetString(cleaned), StringComparison.Ordinal);
        Assert.Matches("(?s)IHDR.*IDAT.*IEND", Encoding.Latin1.GetString(cleaned));
        Assert.DoesNotMatch("tEXt|iTXt|eXIf|tIME", Encoding.Latin1.GetString(cleaned));
        Assert.Equal(cleaned, FileKind.Png.Clean(cleaned));
    }

    [Fact]
    public void A_portable_document_keeps_its_pages_and_neither_its_author_nor_those_of_its_photographs()
    {
        var file = SampleFiles.Pdf(Secret);
        var cleaned = FileKind.Pdf.Clean(file);

        using var document = Opened(cleaned);
        Assert.Equal(1, document.NumberOfPages);
        Assert.Null(document.Information.Author);
        Assert.Null(document.Information.Title);
        Assert.DoesNotContain(Secret, Encoding.UTF8.GetString(cleaned), StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(Secret)), Encoding.UTF8.GetString(cleaned), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(UncleanPdfs))]
    public void A_portable_document_that_hides_or_does_something_is_refused(string fault, Action<PdfSharp.Pdf.PdfDocument> change) =>
        Assert.Equal(fault, Assert.Throws<UncleanFileException>(() => FileKind.Pdf.Clean(SampleFiles.Pdf(Secret, change))).Code);

    public static TheoryData<string, Action<PdfSharp.Pdf.PdfDocument>> UncleanPdfs => new()
    {
        { "active-content", document => document.Internals.Catalog.Elements["/OpenAction"] = Dictionary(document, ("/S", new PdfName("/JavaScript")), ("/JS", new PdfString("app.alert(1)"))) },
        { "hidden-content", document => document.Pages[0].Elements["/Annots"] = new PdfArray(document, Dictionary(document, ("/Type", new PdfName("/Annot")), ("/Subtype", new PdfName("/Text")))) },
        { "hidden-content", document => document.Internals.Catalog.Elements["/Names"] = Dictionary(document, ("/EmbeddedFiles", new PdfDictionary(document))) },
        { "signed", document => document.Internals.Catalog.Elements["/AcroForm"] = Dictionary(document, ("/Fields", new PdfArray(document, Dictionary(document, ("/FT", new PdfName("/Sig")), ("/V", new PdfDictionary(document)))))) },
        { "encrypted", document => document.SecuritySettings.UserPassword = "0817" },
    };

    [Fact]
    public void A_text_document_of_word_keeps_its_text_and_neither_author_template_nor_comments()
    {
        var file = SampleFiles.Package(
            WordDocument.Write(RenderingBed.Edition),
            ("docProps/core.xml", Encoding.UTF8.GetBytes($"<coreProperties xmlns=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"><creator>{Secret}</creator></coreProperties>")),
            ("docProps/custom.xml", Encoding.UTF8.GetBytes($"<Properties>{Secret}</Properties>")),
            ("customXml/item1.xml", Encoding.UTF8.GetBytes($"<p>{Secret}</p>")),
            ("word/people.xml", Encoding.UTF8.GetBytes($"<people>{Secret}</people>")),
            ("word/comments.xml", Encoding.UTF8.GetBytes($"<w:comments xmlns:w=\"{Word}\"/>")),
            ("word/media/image1.jpeg", SampleFiles.Jpeg(Secret)),
            ("word/settings.xml", Encoding.UTF8.GetBytes($"<w:settings xmlns:w=\"{Word}\" xmlns:r=\"{Office}\"><w:attachedTemplate r:id=\"rId1\"/><w:zoom w:percent=\"100\"/></w:settings>")),
            ("word/_rels/settings.xml.rels", Encoding.UTF8.GetBytes($"<Relationships xmlns=\"{Relations}\"><Relationship Id=\"rId1\" Type=\"{Office}/attachedTemplate\" Target=\"file:///C:/Users/{Secret}/t.dotx\" TargetMode=\"External\"/></Relationships>")),
            ("word/_rels/people.rels", Encoding.UTF8.GetBytes($"<Relationships xmlns=\"{Relations}\"><Relationship Id=\"rId9\" Type=\"{Office}/people\" Target=\"people.xml\"/></Relationships>")));
        Assert.Null(FileKind.Docx.Contradiction(file));

        var cleaned = FileKind.Docx.Clean(file);
        var text = SampleFiles.Unpacked(cleaned);

        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("docProps", text, StringComparison.Ordinal);
        Assert.DoesNotContain("people.xml", text, StringComparison.Ordinal);
        Assert.Contains("w:zoom", text, StringComparison.Ordinal);
        Assert.Null(FileKind.Docx.Contradiction(cleaned));
        using var document = DocumentFormat.OpenXml.Packaging.WordprocessingDocument.Open(new MemoryStream(cleaned), isEditable: false);
        Assert.Contains("洽悉", document.MainDocumentPart!.Document!.InnerText, StringComparison.Ordinal);
        Assert.Equal(cleaned, FileKind.Docx.Clean(cleaned));
    }

    [Fact]
    public void A_text_document_of_open_document_keeps_its_text_and_neither_author_nor_printer()
    {
        var file = SampleFiles.Package(
            OpenDocument.Write(RenderingBed.Edition),
            ("meta.xml", Encoding.UTF8.GetBytes($"<creator>{Secret}</creator>")),
            ("settings.xml", Encoding.UTF8.GetBytes($"<printer>{Secret}</printer>")),
            ("Thumbnails/thumbnail.png", SampleFiles.Png(Secret)),
            ("META-INF/documentsignatures.xml", Encoding.UTF8.GetBytes($"<s>{Secret}</s>")),
            ("Pictures/1.jpg", SampleFiles.Jpeg(Secret)));
        Assert.Null(FileKind.Odt.Contradiction(file));

        var cleaned = FileKind.Odt.Clean(file);
        var text = SampleFiles.Unpacked(cleaned);

        Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("meta.xml", text, StringComparison.Ordinal);
        Assert.Contains("洽悉", text, StringComparison.Ordinal);
        Assert.Equal("mimetype", new System.IO.Compression.ZipArchive(new MemoryStream(cleaned)).Entries[0].FullName);
        Assert.Null(FileKind.Odt.Contradiction(cleaned));
        Assert.Equal(cleaned, FileKind.Odt.Clean(cleaned));
    }

    [Theory]
    [InlineData("hidden-content", "word/document.xml", $"<w:document xmlns:w=\"{Word}\"><w:body><w:p><w:ins w:author=\"x\"/></w:p></w:body></w:document>")]
    [InlineData("hidden-content", "word/comments.xml", $"<w:comments xmlns:w=\"{Word}\"><w:comment w:author=\"x\"/></w:comments>")]
    [InlineData("hidden-content", "xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" state=\"veryHidden\"/></sheets></workbook>")]
    [InlineData("hidden-content", "ppt/slides/slide1.xml", "<p:sld xmlns:p=\"p\" show=\"0\"/>")]
    [InlineData("hidden-content", "ppt/notesSlides/notesSlide1.xml", "<p:notes xmlns:p=\"p\" xmlns:a=\"a\"><p:sp><p:nvPr><p:ph type=\"body\"/></p:nvPr><a:t>別說出去</a:t></p:sp></p:notes>")]
    [InlineData("hidden-content", "word/embeddings/oleObject1.bin", "x")]
    [InlineData("hidden-content", "word/media/image1.tiff", "II*\0")]
    [InlineData("active-content", "word/vbaProject.bin", "x")]
    [InlineData("active-content", "word/activeX/activeX1.xml", "x")]
    [InlineData("damaged-file", "../outside.xml", "x")]
    [InlineData("damaged-file", "word/document.xml", "<!DOCTYPE x [<!ENTITY y \"z\">]><x>&y;</x>")]
    public void An_office_document_that_hides_or_does_something_is_refused(string fault, string part, string content)
    {
        var file = SampleFiles.Package(WordDocument.Write(RenderingBed.Edition), (part, Encoding.UTF8.GetBytes(content)));

        Assert.Equal(fault, Assert.Throws<UncleanFileException>(() => FileKind.Docx.Clean(file)).Code);
    }

    [Theory]
    [InlineData("hidden-content", "content.xml", "<o:x xmlns:o=\"o\" xmlns:office=\"office\"><office:annotation/></o:x>")]
    [InlineData("hidden-content", "content.xml", "<x xmlns:text=\"text\"><text:tracked-changes><text:changed-region/></text:tracked-changes></x>")]
    [InlineData("hidden-content", "content.xml", "<x xmlns:draw=\"draw\" xmlns:presentation=\"presentation\"><draw:frame presentation:class=\"notes\">別說出去</draw:frame></x>")]
    [InlineData("hidden-content", "Versions/Version1", "x")]
    [InlineData("active-content", "Basic/Standard/Module1.xml", "<x/>")]
    [InlineData("encrypted", "META-INF/manifest.xml", "<m:manifest xmlns:m=\"m\"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>")]
    public void An_open_document_that_hides_or_does_something_is_refused(string fault, string part, string content)
    {
        var file = SampleFiles.Package(OpenDocument.Write(RenderingBed.Edition), (part, Encoding.UTF8.GetBytes(content)));

        Assert.Equal(fault, Assert.Throws<UncleanFileException>(() => FileKind.Odt.Clean(file)).Code);
    }

    [Fact]
    public void A_damaged_file_is_refused_wherever_it_is_cut_or_changed()
    {
        var samples = new (FileKind Kind, byte[] File)[]
        {
            (FileKind.Jpeg, SampleFiles.Jpeg(Secret)), (FileKind.Png, SampleFiles.Png(Secret)), (FileKind.Pdf, SampleFiles.Pdf(Secret)),
            (FileKind.Docx, WordDocument.Write(RenderingBed.Edition)), (FileKind.Odt, OpenDocument.Write(RenderingBed.Edition)),
        };
        var random = new Random(817);
        foreach (var (kind, file) in samples)
        {
            for (var at = 0; at < 60; at++)
            {
                var damaged = at % 2 == 0 ? file[..random.Next(8, file.Length)] : [.. file];
                if (at % 2 == 1)
                    damaged[random.Next(8, damaged.Length)] ^= (byte)random.Next(1, 256);
                try
                {
                    // What can still be read is cleaned all the same, or refused: nothing else happens.
                    kind.CleanHere(damaged);
                }
                catch (UncleanFileException)
                {
                }
            }
        }
    }

    [Fact]
    public void Nothing_is_lost_of_the_texts_of_real_documents()
    {
        foreach (var file in Directory.GetFiles(Corpus.Samples, "*.pdf"))
        {
            var before = File.ReadAllBytes(file);
            var after = FileKind.Pdf.Clean(before);
            using var cleaned = Opened(after);
            Assert.Null(cleaned.Information.Author);
            Assert.Null(cleaned.Information.Title);
        }
    }

    private static UglyToad.PdfPig.PdfDocument Opened(byte[] file) => UglyToad.PdfPig.PdfDocument.Open(file);

    private static PdfDictionary Dictionary(PdfSharp.Pdf.PdfDocument document, params (string Name, PdfItem Value)[] elements)
    {
        var dictionary = new PdfDictionary(document);
        foreach (var (name, value) in elements)
            dictionary.Elements[name] = value;
        return dictionary;
    }
}
