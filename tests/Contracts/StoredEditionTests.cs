using System.Text;
using System.Text.Json;
using OpenMinutes.Contracts;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Contracts;

/// <summary>Stored editions are read in a way of their own, which must come to the same.</summary>
public sealed class StoredEditionTests
{
    [Property(EndSize = RecordGenerator.Seeds)]
    public void A_stored_edition_is_read_as_it_was_written(int seed)
    {
        var generated = RecordGenerator.Generate(seed);
        var stored = JsonSerializer.SerializeToUtf8Bytes(Disclosing.Disclose(generated.Record, 2, "2025-018", DateTimeOffset.UnixEpoch, "更正"), MinutesJson.Options);

        var read = StoredJson.Edition(stored);

        Assert.Equal(Encoding.UTF8.GetString(stored), JsonSerializer.Serialize(read, MinutesJson.Options));
    }

    [Fact]
    public void What_a_text_holds_is_read_whatever_it_is()
    {
        var clause = new PublicClause { Id = "c", Heading = "\"\\/\t\u0001", Text = new string('臺', 100_000) + "😀", Children = [new PublicClause { Id = "d", Text = "é" }] };

        var read = StoredJson.Read(JsonSerializer.SerializeToUtf8Bytes(clause, MinutesJson.Options), StoredReader.Clause);

        Assert.Equal(clause.Heading, read.Heading);
        Assert.Equal(clause.Text, read.Text);
        Assert.Equal("é", Assert.Single(read.Children).Text);
    }

    /// <summary>More anchors than are remembered, on all processors: none may be taken for another.</summary>
    [Fact]
    public void Anchors_are_told_apart_however_many_there_are() => Parallel.For(0, 50_000, number =>
    {
        var anchor = number % 2 == 0 ? $"reports-{number}-o-{number % 7}" : $"{number}";

        Assert.Equal(anchor, StoredJson.Read(Encoding.UTF8.GetBytes($$"""{"id":"{{anchor}}"}"""), StoredReader.Clause).Id);
    });

    [Theory]
    [InlineData("""{"id":"c","other":"x"}""")]
    [InlineData("""{"text":"x"}""")]
    [InlineData("""{"id":"c","children":[{"text":"x"}]}""")]
    public void What_is_no_clause_is_refused(string json) =>
        Assert.Throws<JsonException>(() => StoredJson.Read(Encoding.UTF8.GetBytes(json), StoredReader.Clause));
}
