using System.Diagnostics;
using OpenMinutes.Importing;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Importing;

/// <summary>DOCX, ODT and PDF: the text that a reader sees, and nothing that was hidden from one.</summary>
public sealed class ContainerTests
{
    private static readonly TimeSpan LongestOfHostile = TimeSpan.FromSeconds(10);

    private static readonly string[] Minutes = ["數位發展部", "第19次主管會議紀錄", "日期：114年12月18日（星期四）下午3時", "主席：林部長宜敬", "壹、報告事項", "案由一：施政重點，報請公鑒。"];

    [Theory]
    [InlineData("docx", MediaTypes.Docx)]
    [InlineData("odt", MediaTypes.Odt)]
    public void What_LibreOffice_saves_of_a_sample_imports_as_the_sample_does(string format, string mediaType)
    {
        var names = Expected.Samples.Where(name => Expected.Of(name).Refused is null).ToList();
        var folder = Converted(names, format);

        foreach (var name in names)
        {
            var outcome = Sample.Import(File.ReadAllBytes(Path.Combine(folder, $"{name}.{format}")), mediaType, name, Expected.Of(name));
            Assert.True(outcome.Refusal is null, $"{name}: {outcome.Refusal}");
            Assert.Equal(Laws.Indented(Sample.Read(name).Result.Record with { Id = "x" }), Laws.Indented(outcome.Result!.Record with { Id = "x" }));
        }
    }

    /// <summary>pandoc takes the text for Markdown; where it is told to, it keeps the ends of lines.</summary>
    [Theory]
    [InlineData("docx")]
    [InlineData("odt")]
    public void What_pandoc_makes_of_a_sample_has_what_a_reader_finds_in_it(string format)
    {
        var folder = Directory.CreateTempSubdirectory("openminutes-import-").FullName;
        foreach (var name in Expected.Samples.Where(name => Expected.Of(name).Refused is null))
        {
            var file = Path.Combine(folder, $"{name}.{format}");
            Run("pandoc", "--from=gfm+hard_line_breaks", "--output=" + file, Path.Combine(Corpus.Samples, $"{name}.txt"));
            var (expected, document) = (Expected.Of(name), File.ReadAllBytes(file));
            var sample = new Sample(name, expected, document, Sample.Import(document, MediaTypes.OfFile(file)!, name, expected));

            Assert.All(sample.Header(), field => Assert.True(field.Right, $"{name}: {field.Field}"));
            sample.AssertRight();
        }
    }

    [Theory]
    [InlineData("16_asroc-general-assembly_2001")]
    [InlineData("19_asroc-council_2011-10-01")]
    [InlineData("22_asroc-council_2019-04-27")]
    public void A_PDF_with_a_text_layer_has_what_a_reader_finds_in_its_text(string name)
    {
        var expected = Expected.Of(name);
        var document = File.ReadAllBytes(Path.Combine(Corpus.Samples, $"{name}.pdf"));
        var sample = new Sample(name, expected, document, Sample.Import(document, MediaTypes.Pdf, name, expected));

        Assert.All(sample.Header(), field => Assert.True(field.Right, field.Field));
        Assert.Equal(expected.Items, sample.Items.Count);
        Assert.Equal(expected.Outcomes, sample.Outcomes);
        Assert.Equal(expected.Attendance, expected.Attendance.Keys.ToDictionary(key => key, sample.AttendanceBy));
    }

    [Fact]
    public void A_PDF_whose_text_layer_is_damaged_is_refused() => Assert.Equal(
        RefusalCodes.TextUnreadable,
        Import(File.ReadAllBytes(Path.Combine(Corpus.Samples, "24_asroc-council_2021-09-29_garbled.pdf")), MediaTypes.Pdf).Refusal?.Code);

    [Fact]
    public void Hidden_text_comments_and_tracked_deletions_of_a_DOCX_stay_behind()
    {
        var document = Containers.Docx(Containers.WordParagraphs(Minutes) + """
            <w:p><w:r><w:t>決定：</w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>祕密刪除</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>祕密隱藏</w:t></w:r>
              <w:commentRangeStart w:id="2"/><w:ins w:id="3" w:author="a"><w:r><w:t>洽悉。</w:t></w:r></w:ins><w:commentRangeEnd w:id="2"/><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>祕密欄位</w:instrText></w:r></w:p>
            """, ("word/comments.xml", $"<w:comments xmlns:w=\"{Containers.Word}\"><w:comment w:id=\"2\"><w:p><w:r><w:t>祕密註解</w:t></w:r></w:p></w:comment></w:comments>"));

        OnlyTheVisible(Import(document, MediaTypes.Docx));
    }

    [Fact]
    public void Hidden_text_annotations_and_tracked_deletions_of_an_ODT_stay_behind()
    {
        var document = Containers.Odt(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>祕密刪除</text:p></text:deletion></text:changed-region></text:tracked-changes>" + Containers.OdtParagraphs(Minutes)
            + "<text:p>決定：<text:span text:style-name=\"T1\">祕密隱藏</text:span><office:annotation><text:p>祕密註解</text:p></office:annotation><text:hidden-text>祕密欄位</text:hidden-text>洽悉。</text:p>",
            "<style:style style:name=\"T1\"><style:text-properties text:display=\"none\"/></style:style>");

        OnlyTheVisible(Import(document, MediaTypes.Odt));
    }

    private static void OnlyTheVisible(ImportOutcome outcome)
    {
        Assert.Null(outcome.Refusal);
        var record = Laws.Indented(outcome.Result!.Record);
        Assert.DoesNotContain("祕密", record, StringComparison.Ordinal);
        Assert.Equal("洽悉。", Assert.Single(outcome.Result.Record.Sections[0].Items[0].Outcome!.Clauses).Text);
    }

    [Fact]
    public void Numbers_that_Word_only_prints_are_in_the_record()
    {
        var numbering = $"""
            <w:numbering xmlns:w="{Containers.Word}"><w:abstractNum w:abstractNumId="1">
              <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="taiwaneseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
              <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="taiwaneseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>
            </w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num></w:numbering>
            """;
        var document = Containers.Docx(Containers.WordParagraphs([.. Minutes, "決定："]) + Numbered(0, "洽悉。") + Numbered(0, "請辦理：") + Numbered(1, "甲案。") + Numbered(1, "乙案。") + Numbered(0, "散發。"), ("word/numbering.xml", numbering));

        var clauses = Import(document, MediaTypes.Docx).Result!.Record.Sections[0].Items[0].Outcome!.Clauses;

        Assert.Equal(["一", "二", "三"], clauses.Select(clause => clause.Label));
        Assert.Equal(["（一）", "（二）"], clauses[1].Children.Select(clause => clause.Label));

        static string Numbered(int level, string text) => $"<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"5\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>";
    }

    [Fact]
    public void A_head_in_a_table_is_a_head()
    {
        var document = Containers.Docx(Containers.WordParagraphs(Minutes[..3]) + $"<w:tbl><w:tr><w:tc>{Containers.WordParagraphs("主席")}</w:tc><w:tc>{Containers.WordParagraphs("林部長宜敬")}</w:tc></w:tr></w:tbl>" + Containers.WordParagraphs(Minutes[4..]));

        Assert.Equal("林宜敬", Assert.Single(Import(document, MediaTypes.Docx).Result!.Record.Attendance).Name);
    }

    public static TheoryData<string, string, byte[], string> Hostile => new()
    {
        { "a zip bomb", MediaTypes.Odt, Containers.Zip(("content.xml", "<a>" + new string(' ', 80_000_000) + "</a>")), RefusalCodes.TooLarge },
        { "a bomb in DOCX", MediaTypes.Docx, Containers.Docx(Containers.WordParagraphs(new string('會', 70_000_000))), RefusalCodes.TooLarge },
        { "an external entity", MediaTypes.Odt, Containers.Zip(("content.xml", "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>")), RefusalCodes.Malformed },
        { "an entity in DOCX", MediaTypes.Docx, Containers.Zip(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>")), RefusalCodes.Malformed },
        { "a path out of the package", MediaTypes.Odt, Containers.Zip(("content.xml", "<a/>"), ("../../etc/cron.d/x", "x")), RefusalCodes.Malformed },
        { "a macro document", MediaTypes.Docx, Containers.Docx(Containers.WordParagraphs(Minutes), ("word/vbaProject.bin", "x")), RefusalCodes.ActiveContent },
        { "macros in ODT", MediaTypes.Odt, Containers.Odt(Containers.OdtParagraphs(Minutes), "", ("Basic/Standard/Module1.xml", "<a/>")), RefusalCodes.ActiveContent },
        { "an encrypted ODT", MediaTypes.Odt, Containers.Odt(Containers.OdtParagraphs(Minutes), "", ("META-INF/manifest.xml", "<m xmlns='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'><encryption-data/></m>")), RefusalCodes.Encrypted },
        { "an encrypted DOCX", MediaTypes.Docx, [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], RefusalCodes.Encrypted },
        { "deep nesting in ODT", MediaTypes.Odt, Containers.Odt(string.Concat(Enumerable.Repeat("<text:span>", 50_000)) + string.Concat(Enumerable.Repeat("</text:span>", 50_000))), RefusalCodes.Malformed },
        { "deep nesting in DOCX", MediaTypes.Docx, Containers.Docx(string.Concat(Enumerable.Repeat("<w:sdt>", 50_000)) + string.Concat(Enumerable.Repeat("</w:sdt>", 50_000))), RefusalCodes.Malformed },
        { "a template with macros", MediaTypes.Docx, Containers.Docx(Containers.WordParagraphs(Minutes), ("word/VBAPROJECT.BIN", "x")), RefusalCodes.ActiveContent },
        { "controls in DOCX", MediaTypes.Docx, Containers.Docx(Containers.WordParagraphs(Minutes), ("word/activeX/activeX1.xml", "<a/>")), RefusalCodes.ActiveContent },
        { "scripts in ODT", MediaTypes.Odt, Containers.Odt(Containers.OdtParagraphs(Minutes), "", ("Scripts/python/x.py", "x")), RefusalCodes.ActiveContent },
        { "no zip", MediaTypes.Docx, "PK nothing"u8.ToArray(), RefusalCodes.Malformed },
        { "no PDF", MediaTypes.Pdf, "%PDF-1.4 nothing"u8.ToArray(), RefusalCodes.Malformed },
        { "too many bytes", MediaTypes.Text, new byte[MinutesImporter.MaxBytes + 1], RefusalCodes.TooLarge },
        { "another type", "image/png", [1, 2, 3], RefusalCodes.UnsupportedMediaType },
        { "no minutes", MediaTypes.Text, "親愛的同仁：明天下午請大家到大禮堂參加慶生會，蛋糕由秘書處準備，請勿遲到。"u8.ToArray(), RefusalCodes.NotMinutes },
        { "no text", MediaTypes.Text, "   \n"u8.ToArray(), RefusalCodes.TextUnreadable },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Hostile))]
    public void What_is_hostile_or_no_minutes_is_refused_in_bounded_time_and_memory(string what, string mediaType, byte[] document, string code)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var outcome = Laws.WithoutHanging(() => Import(document, mediaType), what, LongestOfHostile);

        Assert.True(outcome.Refusal?.Code == code, $"{what}: {outcome.Refusal}");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_500_000_000, $"{what}: {GC.GetAllocatedBytesForCurrentThread() - before:N0} bytes");
    }

    [Fact]
    public void Minutes_without_a_date_are_asked_about_and_a_date_in_the_files_name_answers()
    {
        var document = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Minutes.Where(line => !line.StartsWith("日期", StringComparison.Ordinal))));

        Assert.Equal(RefusalCodes.DateMissing, Import(document, MediaTypes.Text).Refusal?.Code);
        var result = MinutesImporter.Import(document, MediaTypes.Text, new ImportOptions { Series = "s", FileName = "2025-12-18-主管會議.txt" }).Result!;
        Assert.Equal(new DateOnly(2025, 12, 18), DateOnly.FromDateTime(result.Record.Start.DateTime));
        Assert.Contains(result.Warnings, warning => warning.Code == WarningCodes.DateFromFileName);
    }

    private static ImportOutcome Import(byte[] document, string mediaType) => MinutesImporter.Import(document, mediaType, new ImportOptions { Series = "s" });

    /// <summary>The samples as LibreOffice saves them, all in one run of it.</summary>
    private static string Converted(IReadOnlyList<string> names, string format)
    {
        var folder = Directory.CreateTempSubdirectory("openminutes-import-").FullName;
        var filter = format == "docx" ? "docx:MS Word 2007 XML" : "odt:writer8";
        string[] options = [$"-env:UserInstallation=file://{folder}/profile", "--headless", "--infilter=Text (encoded):UTF8", "--convert-to", filter, "--outdir", folder];
        Run("soffice", [.. options, .. names.Select(name => Path.Combine(Corpus.Samples, $"{name}.txt"))]);
        return folder;
    }

    /// <summary>Runs a program that others read and write documents with; where it is not installed, the test is told as skipped.</summary>
    private static void Run(string program, params string[] arguments)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"absent: {program} (apt-get install libreoffice-writer-nogui pandoc)");
        using var process = Process.Start(new ProcessStartInfo(path!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(TimeSpan.FromMinutes(15)))
        {
            process.Kill(entireProcessTree: true);
        }

        Assert.True(process.ExitCode == 0, $"{program} exited with {process.ExitCode}: {output.Result}{errors.Result}");
    }
}
