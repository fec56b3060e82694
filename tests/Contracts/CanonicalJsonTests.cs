using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenMinutes.Contracts;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Contracts;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("arrays")]
    [InlineData("french")]
    [InlineData("structures")]
    [InlineData("unicode")]
    [InlineData("values")]
    [InlineData("weird")]
    public void The_examples_of_the_standard_come_out_byte_for_byte(string name)
    {
        var folder = Path.Combine(Corpus.Conformance, "jcs", "testdata");
        var input = File.ReadAllBytes(Path.Combine(folder, "input", $"{name}.json"));
        var hexadecimal = File.ReadAllText(Path.Combine(folder, "outhex", $"{name}.txt")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(string.Concat(hexadecimal), Convert.ToHexStringLower(CanonicalJson.Of(input)));
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "output", $"{name}.json")), CanonicalJson.Of(input));
    }

    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("4340000000000001", "9007199254740994")]
    [InlineData("4340000000000002", "9007199254740996")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    [InlineData("c46696695dbd1cc3", "-3.3333333333333335e+21")]
    [InlineData("c43211ede4974a35", "-333333333333333300000")]
    [InlineData("c040aaaaaaaaaaab", "-33.333333333333336")]
    [InlineData("3eb0c6f7a0b5ed8e", "0.0000010000000000000002")]
    public void A_number_is_written_as_ECMAScript_writes_it(string ieee, string written)
    {
        var number = BitConverter.UInt64BitsToDouble(ulong.Parse(ieee, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

        Assert.Equal(written, Canonical(number.ToString("R", CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("92.650", "92.65")]
    [InlineData("9265e-2", "92.65")]
    [InlineData("1E3", "1000")]
    [InlineData("-0.0", "0")]
    [InlineData("\"\\u6703\\/議\\u001F\"", "\"會/議\\u001f\"")]
    [InlineData("\"\\ud842\\udfb7\"", "\"𠮷\"")]
    [InlineData(" { \"b\" : [ ] , \"a\" : { } } ", """{"a":{},"b":[]}""")]
    [InlineData("""{"\ufb33":1,"\ud83d\ude00":2,"議":3,"a":4,"A":5,"":6}""", """{"":6,"A":5,"a":4,"議":3,"😀":2,""" + "\"\ufb33\":1}")]
    public void Texts_of_one_document_have_one_form(string text, string canonical) => Assert.Equal(canonical, Canonical(text));

    [Theory]
    [InlineData("1e400")]
    [InlineData("\"\\ud83d\"")]
    [InlineData("{\"\\ud83d\":1}")]
    [InlineData("{\"a\":1,\"a\":1}")]
    [InlineData("{")]
    [InlineData("")]
    public void What_has_no_canonical_form_is_refused(string text) => Assert.ThrowsAny<JsonException>(() => Canonical(text));

    [Fact]
    public void The_hash_is_that_of_the_canonical_form()
    {
        // printf '{"a":"會議"}' | sha256sum
        Assert.Equal("6d91d6544b8bec15a3970fc287a18594a9207917bacdc21eddefbc30cc238259", CanonicalJson.Sha256("""{ "a": "\u6703\u8b70" }"""u8.ToArray()));
    }

    [Property]
    public void Any_number_is_read_back_from_its_canonical_form(double number)
    {
        if (double.IsFinite(number))
            Assert.Equal(number, double.Parse(Canonical(number.ToString("R", CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture));
    }

    [Property(EndSize = RecordGenerator.Seeds)]
    public void Neither_the_order_of_members_nor_white_space_nor_escapes_change_it(int seed)
    {
        var record = JsonSerializer.SerializeToNode(RecordGenerator.Generate(seed).Record, MinutesJson.Options)!;
        var canonical = CanonicalJson.Of(Encoding.UTF8.GetBytes(record.ToJsonString()));

        // The default encoder escapes every Chinese character.
        var otherwise = Shuffled(record, new Random(seed)).ToJsonString(new JsonSerializerOptions { WriteIndented = true });

        Assert.Equal(canonical, CanonicalJson.Of(Encoding.UTF8.GetBytes(otherwise)));
        Assert.Equal(canonical, CanonicalJson.Of(canonical));
        Assert.True(JsonNode.DeepEquals(record, JsonNode.Parse(canonical)));
    }

    [Property(EndSize = RecordGenerator.Seeds)]
    public void That_of_a_value_is_that_of_its_JSON(int seed)
    {
        var record = RecordGenerator.Generate(seed).Record;
        Assert.Equal(CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(record, MinutesJson.Options)), CanonicalJson.OfValue(record));
    }

    [Theory]
    [InlineData("92.650")]
    [InlineData("0.0000001")]
    [InlineData("1000000000000000000000000")]
    [InlineData("-0.0")]
    [InlineData("95.00000000000000000000")]
    [InlineData("12.500000000000000000000")]
    [InlineData("0.000000000423843597541654")]
    [InlineData("31033024894359500000")]
    public void Figures_of_a_value_are_written_as_those_of_its_JSON(string figure)
    {
        var value = new ClauseValue { Name = "預算 \"執行率\"", Value = decimal.Parse(figure, CultureInfo.InvariantCulture), AsOf = new DateOnly(2025, 10, 31) };
        foreach (var one in (ClauseValue[])[value, value with { Name = "預算執行率" }])
            Assert.Equal(CanonicalJson.Of(JsonSerializer.SerializeToUtf8Bytes(one, MinutesJson.Options)), CanonicalJson.OfValue(one));
    }

    private static JsonNode Shuffled(JsonNode node, Random random)
    {
        switch (node)
        {
            case JsonObject members:
                var shuffled = members.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Shuffled(member.Value!, random))).ToArray();
                random.Shuffle(shuffled);
                return new JsonObject(shuffled);
            case JsonArray entries:
                return new JsonArray([.. entries.Select(entry => Shuffled(entry!, random))]);
            default:
                return node.DeepClone();
        }
    }

    private static string Canonical(string text) => Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(text)));
}
