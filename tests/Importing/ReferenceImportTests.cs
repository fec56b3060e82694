using System.Text.Json;
using OpenMinutes.Contracts;
using OpenMinutes.Importing;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Importing;

/// <summary>The reference document imports to the record that was made of it by hand.</summary>
public sealed class ReferenceImportTests
{
    private static readonly byte[] Document = File.ReadAllBytes(Repository.PathOf("tests", "Snapshots", "moda-supervisors-18.txt"));

    private static readonly MeetingRecord ByHand = JsonSerializer.Deserialize<MeetingRecord>(
        File.ReadAllText(Repository.PathOf("tests", "Snapshots", "moda-supervisors-18.record.json")), MinutesJson.Options)!;

    private static readonly ImportResult Imported = Import(Document);

    [Fact]
    public void The_record_is_the_one_made_by_hand_but_for_the_values_that_no_import_fills() => Assert.Equal(Json(WithoutValues(ByHand)), Json(Imported.Record));

    [Fact]
    public void There_is_nothing_to_warn_of_and_nothing_is_unplaced()
    {
        Assert.Empty(Imported.Warnings);
        Assert.Empty(Imported.Unplaced);
    }

    [Fact]
    public void What_is_taken_away_is_the_converters_list_mark() =>
        Assert.Equal([(FurnitureKind.Markup, "-")], Imported.Furniture.Select(furniture => (furniture.Kind, furniture.Text)));

    [Fact]
    public void Text_to_record_to_text_to_record_ends_where_it_began()
    {
        var text = PlainText.Write(Disclosing.Disclose(Imported.Record, edition: 1, key: "2025-018"));
        var again = Import(System.Text.Encoding.UTF8.GetBytes(text)).Record;

        Assert.Equal(Json(Imported.Record).Replace("**", "", StringComparison.Ordinal), Json(again));
        Assert.Equal(text, PlainText.Write(Disclosing.Disclose(again, edition: 1, key: "2025-018")));
    }

    [Fact]
    public void Each_derived_member_tells_the_line_and_column_it_comes_from()
    {
        var lines = File.ReadAllLines(Repository.PathOf("tests", "Snapshots", "moda-supervisors-18.txt"));

        Assert.Equal("林", At("/attendance/0"));
        Assert.Equal("韌", At("/attendance/10"));
        Assert.Equal("第", At("/title"));
        Assert.Equal("本", At("/sections/1/items/0/title"));
        Assert.Equal("（", At("/sections/1/items/0/outcome/clauses/1/children/1"));
        Assert.Equal("1", At("/annexes/0/reports/3/clauses/0/children/0"));

        string At(string pointer)
        {
            var place = Assert.Single(Imported.Provenance, place => place.Pointer == pointer);
            return lines[place.Line - 1].Substring(place.Column - 1, 1);
        }
    }

    private static ImportResult Import(byte[] document)
    {
        var (result, refusal) = MinutesImporter.Import(document, MediaTypes.Text, new ImportOptions { Series = "supervisors", FileName = "moda-supervisors-18.txt" });
        Assert.Null(refusal);
        return result!;
    }

    private static string Json(MeetingRecord record) => JsonSerializer.Serialize(record, MinutesJson.Options);

    private static MeetingRecord WithoutValues(MeetingRecord record) => record with
    {
        Annexes = [.. record.Annexes.Select(annex => annex with { Reports = [.. annex.Reports.Select(report => report with { Clauses = WithoutValues(report.Clauses) })] })],
    };

    private static IReadOnlyList<Clause> WithoutValues(IReadOnlyList<Clause> clauses) => [.. clauses.Select(clause => clause with { Values = [], Children = WithoutValues(clause.Children) })];
}
