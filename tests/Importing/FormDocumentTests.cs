using OpenMinutes.Contracts;
using OpenMinutes.Importing;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Importing;

/// <summary>Whole minutes of other kinds of bodies than the samples', made up: what is in them is written beside them, by reading.</summary>
public sealed class FormDocumentTests
{
    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(Repository.PathOf("tests", "Importing", "Forms"), "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Minutes_of_another_kind_are_read_as_a_reader_would(string name)
    {
        var form = Sample.Form(name);

        Assert.All(form.Header(), field => Assert.True(field.Right, field.Field));
        form.AssertRight();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_of_them_is_lost_or_unplaced(string name)
    {
        var form = Sample.Form(name);

        Assert.Equal((0, 0), (Laws.Shares(form).Lost, Laws.Shares(form).Unplaced));
        Assert.Empty(MeetingRecordReader.Read(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(form.Result.Record, MinutesJson.Options)).Faults);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Their_record_as_text_ODT_and_DOCX_is_read_as_the_record(string name)
    {
        var form = Sample.Form(name);

        Laws.ReturnsAsText(form);
        Laws.ReturnsAs(OpenDocument.Write, MediaTypes.Odt, form, form.Result.Record);
        Laws.ReturnsAs(WordDocument.Write, MediaTypes.Docx, form, form.Result.Record);
    }
}
