using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using OpenMinutes.Contracts;
using OpenMinutes.Importing;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Importing;

/// <summary>
/// Damaged containers: bytes flipped and cut, and the XML inside them torn.
/// PDFs are read here, not in a process each.
/// </summary>
public sealed partial class ContainerFuzzTests
{
    private const int Usual = 150;

    private static readonly Func<string, Random, string>[] Tears =
    [
        (xml, random) => Tear(xml, random, _ => ""),
        (xml, random) => Tear(xml, random, tag => tag + tag),
        (xml, random) => Tear(xml, random, tag => tag.Replace("text:", "table:", StringComparison.Ordinal).Replace("w:r", "w:p", StringComparison.Ordinal)),
        (xml, random) => xml.Insert(random.Next(xml.Length), random.Next(4) switch { 0 => "<", 1 => "&#2;", 2 => "**", _ => "決議：" }),
        (xml, random) => { var at = random.Next(xml.Length); return xml.Remove(at, Math.Min(random.Next(40), xml.Length - at)); },
        (xml, random) => Attribute().Replace(xml, match => random.Next(20) == 0 ? $"=\"{random.Next(-2, 1_000_000)}\"" : match.Value, 400),
    ];

    [Theory]
    [InlineData("docx")]
    [InlineData("odt")]
    [InlineData("pdf")]
    public void A_damaged_container_is_read_or_refused_without_a_crash_or_a_hang(string kind)
    {
        var documents = Documents(kind);
        var mediaType = MediaTypes.OfFile($"x.{kind}")!;
        var (count, first) = (Fuzzing.Count(Usual), Fuzzing.Seed);
        for (var seed = first; seed < first + count; seed++)
        {
            var random = new Random(seed);
            var document = documents[random.Next(documents.Count)];
            var damaged = kind == "pdf" || random.Next(3) == 0 ? Flip(document, random) : Torn(document, random);
            _ = Laws.WithoutHanging(() => Try(damaged, mediaType, seed), $"seed {seed}");
        }
    }

    /// <summary>The index of shapes in its font named some hundred million points.</summary>
    [Fact]
    public void A_damaged_font_of_a_PDF_takes_no_longer_than_a_sound_one()
    {
        var (random, documents) = (new Random(10092003), Documents("pdf"));
        var document = documents[random.Next(documents.Count)];

        var outcome = Laws.WithoutHanging(() => Try(Flip(document, random), MediaTypes.Pdf, 10092003), "seed 10092003");

        Assert.NotNull(outcome);
    }

    private static List<byte[]> Documents(string kind) => kind == "pdf"
        ? [.. Directory.EnumerateFiles(Corpus.Samples, "*.pdf").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)]
        : [.. SampleTests.Imported.Select(row => Disclosing.Disclose(Sample.Read(row.Data).Result.Record, edition: 1, key: "x")).Select(edition => kind == "docx" ? WordDocument.Write(edition) : OpenDocument.Write(edition))];

    private static ImportOutcome Try(byte[] document, string mediaType, int seed)
    {
        try
        {
            var options = new ImportOptions { Series = "s", FileName = "2020-01-01-會議.txt" };
            return mediaType == MediaTypes.Pdf ? MinutesImporter.Import(document, options, () => PdfReader.Lines(document)) : MinutesImporter.Import(document, mediaType, options);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"seed {seed}", exception);
        }
    }

    private static byte[] Flip(byte[] document, Random random)
    {
        var damaged = random.Next(5) == 0 ? document[..random.Next(document.Length)] : document[..];
        for (var times = random.Next(1, 30); times > 0 && damaged.Length > 0; times--)
        {
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
        }

        return damaged;
    }

    /// <summary>The package with its text torn; the package itself stays sound.</summary>
    private static byte[] Torn(byte[] document, Random random)
    {
        using var before = new ZipArchive(new MemoryStream(document));
        return Containers.Zip([.. before.Entries.Select(entry => (entry.FullName, Tear(Read(entry), entry.FullName, random)))]);
    }

    private static string Read(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string Tear(string xml, string part, Random random)
    {
        for (var times = part is "content.xml" or "word/document.xml" ? random.Next(1, 4) : random.Next(8) / 7; times > 0 && xml.Length > 10; times--)
        {
            xml = Tears[random.Next(Tears.Length)](xml, random);
        }

        return xml;
    }

    private static string Tear(string xml, Random random, Func<string, string> change)
    {
        var tag = Tag().Match(xml, random.Next(xml.Length));
        return tag.Success ? xml[..tag.Index] + change(tag.Value) + xml[(tag.Index + tag.Length)..] : xml;
    }

    [GeneratedRegex("<[^<>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex("=\"[^\"<>]*\"", RegexOptions.CultureInvariant)]
    private static partial Regex Attribute();
}
