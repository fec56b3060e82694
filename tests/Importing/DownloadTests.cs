using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using OpenMinutes.Contracts;
using OpenMinutes.Importing;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Importing;

/// <summary>The other direction: a public edition as ODT and DOCX, which import as the record it was made of.</summary>
public sealed class DownloadTests
{
    public static TheoryData<string> Imported => SampleTests.Imported;

    [Theory]
    [MemberData(nameof(Imported))]
    public void An_ODT_of_a_sample_imports_as_its_record(string name) => Returns(OpenDocument.Write, MediaTypes.Odt, Sample.Read(name));

    [Theory]
    [MemberData(nameof(Imported))]
    public void A_DOCX_of_a_sample_imports_as_its_record(string name) => Returns(WordDocument.Write, MediaTypes.Docx, Sample.Read(name));

    [Theory]
    [MemberData(nameof(Imported))]
    public void Bold_comes_back_wherever_it_stands_in_a_clause(string name)
    {
        var (sample, seed) = (Sample.Read(name), Fuzzing.Seed);
        var record = Emboldened.Of(sample.Result.Record, new Random(seed));
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");

        Laws.ReturnsAs(OpenDocument.Write, MediaTypes.Odt, sample, record);
        Laws.ReturnsAs(WordDocument.Write, MediaTypes.Docx, sample, record);
    }

    [Theory]
    [MemberData(nameof(Imported))]
    public void A_DOCX_is_valid(string name)
    {
        using var word = WordprocessingDocument.Open(new MemoryStream(WordDocument.Write(Edition(name))), isEditable: false);

        Assert.Empty(new OpenXmlValidator().Validate(word, TestContext.Current.CancellationToken).Select(error => $"{error.Path?.XPath}: {error.Description}"));
    }

    [Fact]
    public void The_same_edition_gives_the_same_bytes_and_no_name_that_is_not_in_it()
    {
        var edition = Edition("moda-supervisors-18");

        Assert.Equal(OpenDocument.Write(edition), OpenDocument.Write(edition));
        Assert.Equal(WordDocument.Write(edition), WordDocument.Write(edition));
        Assert.Equal(Strings(OpenDocument.Write(edition), "meta.xml"), Strings(OpenDocument.Write(edition with { Key = "another" }), "meta.xml"));
        Assert.DoesNotContain("creator", Strings(OpenDocument.Write(edition), "meta.xml") + Strings(WordDocument.Write(edition), "docProps/core.xml"), StringComparison.Ordinal);
    }

    private static PublicEdition Edition(string name) => Disclosing.Disclose(Sample.Read(name).Result.Record, edition: 1, key: "x", new DateTimeOffset(2025, 12, 1, 10, 0, 0, TimeSpan.FromHours(8)));

    private static void Returns(Func<PublicEdition, byte[]> write, string mediaType, Sample sample) => Laws.ReturnsAs(write, mediaType, sample, sample.Result.Record);

    private static string Strings(byte[] package, string part)
    {
        using var archive = new ZipArchive(new MemoryStream(package));
        using var reader = new StreamReader(archive.GetEntry(part)!.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
