using System.Diagnostics.CodeAnalysis;
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
        var stored = Stored(seed);

        Assert.Equal(Encoding.UTF8.GetString(stored), Json(StoredJson.Edition(stored)));
    }

    [Property(EndSize = RecordGenerator.Seeds)]
    public void A_damaged_edition_is_refused_or_read_as_by_the_serializer(int seed)
    {
        var (stored, random) = (Stored(seed), new Random(seed));
        for (var time = 0; time < 50; time++)
        {
            var damaged = Damaged(stored, random);
            if (IsRead(damaged, out var read))
            {
                Assert.Equal(Json(JsonSerializer.Deserialize<PublicEdition>(damaged, MinutesJson.Options)!), read);
            }
        }
    }

    [Fact]
    public void An_edition_that_breaks_off_is_refused()
    {
        var stored = Stored(seed: 1);
        for (var length = 0; length < stored.Length; length++)
        {
            Assert.False(IsRead(stored[..length], out _));
        }
    }

    [Fact]
    public void What_a_text_holds_is_read_whatever_it_is()
    {
        var clause = new PublicClause { Id = "c", Heading = "\"\\/\t\u0001", Text = new string('臺', 100_000) + "😀", Children = [new PublicClause { Id = "d", Text = "é" }] };

        var read = StoredCursor.Whole(JsonSerializer.SerializeToUtf8Bytes(clause, MinutesJson.Options), StoredReader.Clause);

        Assert.Equal(clause.Heading, read.Heading);
        Assert.Equal(clause.Text, read.Text);
        Assert.Equal("é", Assert.Single(read.Children).Text);
    }

    /// <summary>The end of a text is looked for in vectors: no place in one may matter.</summary>
    [Fact]
    public void A_text_is_read_as_it_is_whatever_stands_in_it_at_whatever_place()
    {
        foreach (var character in (char[])['x', '"', '\\', '\n', '\u001f', ' ', '&', ':', '\u007f', '\u0080', '臺'])
        {
            for (var length = 1; length < 40; length++)
            {
                for (var place = 0; place < length; place++)
                {
                    var text = new string('x', place) + character + new string('x', length - place - 1);

                    var stored = JsonSerializer.SerializeToUtf8Bytes(new PublicClause { Id = text, Label = text, Heading = text, Text = text }, MinutesJson.Options);
                    var read = StoredCursor.Whole(stored, StoredReader.Clause);

                    Assert.Equal((text, text, text, text), (read.Id, read.Label, read.Heading, read.Text));
                    // What is escaped in the document was not looked at.
                    var isEscaped = stored.AsSpan().Contains((byte)'\\');
                    Assert.Equal(!isEscaped && !Encoding.UTF8.GetBytes(text).AsSpan().ContainsAny(StoredText.Markup), read.StoredText!.IsUnmarked);
                }
            }
        }
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("-0.5e1", true)]
    [InlineData("01", false)]
    [InlineData("+1", false)]
    [InlineData("1.", false)]
    [InlineData("\"1\"", false)]
    [InlineData("null", false)]
    [InlineData("1e99", false)]
    public void A_number_is_read_where_the_serializer_reads_one(string number, bool isRead)
    {
        var clause = Encoding.UTF8.GetBytes($$"""{"id":"c","values":[{"name":"n","value":{{number}},"unit":"件"}]}""");

        if (isRead)
        {
            Assert.Equal(JsonSerializer.Deserialize<PublicClause>(clause, MinutesJson.Options)!.Values, StoredCursor.Whole(clause, StoredReader.Clause).Values);
            return;
        }

        Assert.ThrowsAny<JsonException>(() => StoredCursor.Whole(clause, StoredReader.Clause));
        Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<PublicClause>(clause, MinutesJson.Options));
    }

    [Fact]
    public void Clauses_that_say_the_same_are_equal_wherever_their_texts_are()
    {
        var clause = new PublicClause { Id = "c", Heading = "標題", Text = "內文。" };
        var stored = JsonSerializer.SerializeToUtf8Bytes(clause, MinutesJson.Options);

        Assert.Equal(clause, StoredCursor.Whole(stored, StoredReader.Clause));
        Assert.Equal(clause.GetHashCode(), StoredCursor.Whole(stored, StoredReader.Clause).GetHashCode());
        Assert.NotEqual(clause with { Text = "他文。" }, StoredCursor.Whole(stored, StoredReader.Clause));
    }

    /// <summary>More anchors than are remembered, on all processors: none may be taken for another.</summary>
    [Fact]
    public void Anchors_are_told_apart_however_many_there_are() => Parallel.For(0, 50_000, number =>
    {
        var anchor = number % 2 == 0 ? $"reports-{number}-o-{number % 7}" : $"{number}";

        Assert.Equal(anchor, StoredCursor.Whole(Encoding.UTF8.GetBytes($$"""{"id":"{{anchor}}"}"""), StoredReader.Clause).Id);
    });

    [Theory]
    [InlineData("""{"id":"c","other":"x"}""")]
    [InlineData("""{"text":"x"}""")]
    [InlineData("""{"id":"c","children":[{"text":"x"}]}""")]
    [InlineData("""{"id":"c"}{""")]
    [InlineData("""{"id":"c",}""")]
    [InlineData("""{,"id":"c"}""")]
    [InlineData("""{"id":"c" "text":"x"}""")]
    [InlineData("""{"id":"c","children":[,{"id":"d"}]}""")]
    [InlineData("""{"id":"c","children":[{"id":"d"},]}""")]
    [InlineData("""{"id":"c","children":{}}""")]
    [InlineData("""{"id":"c","text":"\ud83d"}""")]
    [InlineData("""{"id":"c","text":"\x"}""")]
    [InlineData("{\"id\":\"c\",\"text\":\"\n\"}")]
    public void What_is_no_clause_is_refused(string json) =>
        Assert.Throws<JsonException>(() => StoredCursor.Whole(Encoding.UTF8.GetBytes(json), StoredReader.Clause));

    [Theory]
    [InlineData("""{"start":"2025-11-20"}""")]
    [InlineData("""{"start":"\udc00\udc00"}""")]
    [InlineData("""{"start":1}""")]
    [InlineData("""{"start":""")]
    public void What_is_no_time_is_refused(string json) => Assert.ThrowsAny<JsonException>(() => StoredJson.Edition(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    [InlineData(100_000, false)]
    public void Clauses_are_read_as_deep_as_the_serializer_goes(int depth, bool isRead)
    {
        Assert.Equal(isRead, Record.Exception(() => StoredCursor.Whole(Nested(depth), StoredReader.Clause)) is not JsonException);
        Assert.Equal(isRead, Record.Exception(() => JsonSerializer.Deserialize<PublicClause>(Nested(depth), MinutesJson.Options)) is not JsonException);
    }

    private static byte[] Nested(int depth) => Encoding.UTF8.GetBytes(
        string.Concat(Enumerable.Repeat("""{"id":"c","children":[""", depth)) + """{"id":"c"}""" + string.Concat(Enumerable.Repeat("]}", depth)));

    private static byte[] Stored(int seed) => JsonSerializer.SerializeToUtf8Bytes(
        Disclosing.Disclose(RecordGenerator.Generate(seed).Record, 2, "2025-018", DateTimeOffset.UnixEpoch, "更正\n\"勘誤\""), MinutesJson.Options);

    private static string Json(PublicEdition edition) => JsonSerializer.Serialize(edition, MinutesJson.Options);

    /// <summary>Whether an edition and all that it says can be read.</summary>
    private static bool IsRead(byte[] json, [NotNullWhen(true)] out string? read)
    {
        try
        {
            read = Json(StoredJson.Edition(json));
            return true;
        }
        catch (JsonException)
        {
            read = null;
            return false;
        }
    }

    /// <summary>A byte or a few of them lost, doubled or changed.</summary>
    private static byte[] Damaged(byte[] json, Random random)
    {
        var likely = "\"\\{}[],:0e-\n\t u"u8;
        var at = random.Next(json.Length);
        var rest = json.AsSpan(Math.Min(at + random.Next(3), json.Length));
        return random.Next(3) == 0 ? [.. json.AsSpan(0, at), .. rest] : [.. json.AsSpan(0, at), random.Next(3) == 0 ? (byte)random.Next(256) : likely[random.Next(likely.Length)], .. rest];
    }
}
