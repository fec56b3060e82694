using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenMinutes.Contracts;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Contracts;

public sealed class ReadingTests
{
    private static readonly byte[] Reference = File.ReadAllBytes(Repository.PathOf("tests", "Snapshots", "moda-supervisors-18.record.json"));

    [Fact]
    public void The_reference_record_is_read_whole()
    {
        var reading = MeetingRecordReader.Read(Reference);

        Assert.Empty(reading.Faults);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(Reference),
            JsonSerializer.SerializeToNode(reading.Value, MinutesJson.Options)));
    }

    /// <summary>One thing wrong with the reference record, and the fault that tells it; a JSON Schema can say all of these.</summary>
    public static TheoryData<string, string, string?, string, string> Mistakes => new()
    {
        // what is wrong, where, what stands there (JSON; null removes it), the pointer and the code of the fault
        { "no title", "/title", null, "/title", FaultCodes.Missing },
        { "null title", "/title", "null", "/title", FaultCodes.Missing },
        { "empty title", "/title", "\"\"", "/title", FaultCodes.Missing },
        { "numeric title", "/title", "18", "/title", FaultCodes.WrongType },
        { "number as text", "/number", "\"18\"", "/number", FaultCodes.WrongType },
        { "fraction for a whole number", "/number", "18.5", "/number", FaultCodes.WrongType },
        { "zero", "/number", "0", "/number", FaultCodes.OutOfRange },
        { "unknown member", "/colour", "\"red\"", "/colour", FaultCodes.UnknownMember },
        { "unknown member below", "/sections/0/colour", "1", "/sections/0/colour", FaultCodes.UnknownMember },
        { "a server-owned member below the root", "/sections/0/state", "\"draft\"", "/sections/0/state", FaultCodes.UnknownMember },
        { "a name in capitals", "/Title", "\"x\"", "/Title", FaultCodes.UnknownMember },
        { "a member name that a pointer escapes", "/a~1b~0c", "1", "/a~1b~0c", FaultCodes.UnknownMember },
        { "id that is a dot", "/id", "\"..\"", "/id", FaultCodes.Pattern },
        { "id too long for its shape", "/id", $"\"{new string('a', 129)}\"", "/id", FaultCodes.Pattern },
        { "a series that is no slug", "/series", "\"Supervisors\"", "/series", FaultCodes.Pattern },
        { "an anchor in capitals", "/sections/0/id", "\"Awards\"", "/sections/0/id", FaultCodes.Pattern },
        { "a time without offset", "/start", "\"2025-11-20T15:30:00\"", "/start", FaultCodes.OffsetMissing },
        { "a day for a time", "/start", "\"2025-11-20\"", "/start", FaultCodes.InvalidValue },
        { "a time that never was", "/start", "\"2025-02-30T15:30:00+08:00\"", "/start", FaultCodes.InvalidValue },
        { "a time in ROC years", "/end", "\"114年11月20日\"", "/end", FaultCodes.InvalidValue },
        { "an unknown kind", "/kind", "\"secret\"", "/kind", FaultCodes.InvalidValue },
        { "a kind in capitals", "/kind", "\"Regular\"", "/kind", FaultCodes.InvalidValue },
        { "a kind by number", "/kind", "0", "/kind", FaultCodes.WrongType },
        { "an unknown header key", "/header/0/key", "\"organ\"", "/header/0/key", FaultCodes.InvalidValue },
        { "null in a list", "/sections/0", "null", "/sections/0", FaultCodes.WrongType },
        { "an object for a list", "/header", "{}", "/header", FaultCodes.WrongType },
        { "a list for an object", "/source", "[]", "/source", FaultCodes.WrongType },
        { "null for true or false", "/sections/3/none", "null", "/sections/3/none", FaultCodes.WrongType },
        { "text for true or false", "/sections/3/none", "\"true\"", "/sections/3/none", FaultCodes.WrongType },
        { "an empty disclosure", "/sections/2/disclosure", "{}", "/sections/2/disclosure/level", FaultCodes.Missing },
        { "an unknown level", "/sections/2/disclosure/level", "\"secret\"", "/sections/2/disclosure/level", FaultCodes.InvalidValue },
        { "a ground that does not exist", "/sections/2/disclosure/ground", "\"18-1-10\"", "/sections/2/disclosure/ground", FaultCodes.InvalidValue },
        { "a summary that is missing", "/sections/2/disclosure/level", "\"summary\"", "/sections/2/disclosure/summary", FaultCodes.SummaryMissing },
        { "a line too long", "/location", $"\"{new string('室', 1001)}\"", "/location", FaultCodes.TooLong },
        { "two paragraphs in one clause", "/sections/1/items/0/outcome/clauses/0/text", "\"一\\n二\"", "/sections/1/items/0/outcome/clauses/0/text", FaultCodes.Newline },
        { "a carriage return in a heading", "/sections/1/items/0/outcome/clauses/0/heading", "\"一\\r\"", "/sections/1/items/0/outcome/clauses/0/heading", FaultCodes.Newline },
        { "a clause that says nothing", "/sections/1/items/0/outcome/clauses/0", "{\"id\":\"x\"}", "/sections/1/items/0/outcome/clauses/0", FaultCodes.EmptyClause },
        { "無 with items", "/sections/1/none", "true", "/sections/1", FaultCodes.NoneNotEmpty },
        { "a figure as text", "/sections/0/clauses/0/values", """[{"name":"n","value":"92.65"}]""", "/sections/0/clauses/0/values/0/value", FaultCodes.WrongType },
        { "a day that is none", "/sections/0/clauses/0/values", """[{"name":"n","value":1,"asOf":"2025-13-01"}]""", "/sections/0/clauses/0/values/0/asOf", FaultCodes.InvalidValue },
        { "a size that JavaScript cannot hold", "/attachments", """[{"id":"f-1","fileName":"a.odt","size":9007199254740993}]""", "/attachments/0/size", FaultCodes.OutOfRange },
        { "a hash in capitals", "/attachments", $$"""[{"id":"f-1","fileName":"a.odt","sha256":"{{new string('A', 64)}}"}]""", "/attachments/0/sha256", FaultCodes.Pattern },
    };

    /// <summary>What no JSON Schema says, or not to every validator: 18.0 is an integer to it, and $ may let a last line end pass.</summary>
    public static TheoryData<string, string, string?, string, string> MistakesBeyondSchemas => new()
    {
        { "a whole number with a fraction part", "/number", "18.0", "/number", FaultCodes.WrongType },
        { "a start before the first ROC year", "/start", "\"1911-12-31T15:59:59Z\"", "/start", FaultCodes.OutOfRange },
        { "an end beyond all years", "/end", "\"9999-12-31T23:59:59Z\"", "/end", FaultCodes.OutOfRange },
        { "an enormous number", "/number", "1e400", "/number", FaultCodes.WrongType },
        { "a slug with a line end", "/series", "\"supervisors\\n\"", "/series", FaultCodes.Pattern },
        { "a NUL", "/title", "\"紀\\u0000錄\"", "/title", FaultCodes.ControlCharacter },
        { "an escape character", "/title", "\"\\u001b[31m\"", "/title", FaultCodes.ControlCharacter },
        { "a character that XML cannot hold", "/title", "\"\\uffff\"", "/title", FaultCodes.ControlCharacter },
        { "half a surrogate pair", "/title", "\"\\ud83d\"", "/title", FaultCodes.UnpairedSurrogate },
        { "an anchor given twice", "/sections/4/id", "\"adjournment\"", "/sections/5/id", FaultCodes.DuplicateAnchor },
        { "an annex of no item", "/annexes/0/item", "\"reports\"", "/annexes/0/item", FaultCodes.UnknownAnchor },
        { "a figure that a double cannot hold", "/sections/0/clauses/0/values", """[{"name":"n","value":0.1234567890123456}]""", "/sections/0/clauses/0/values/0/value", FaultCodes.OutOfRange },
        { "a figure too small for a decimal", "/sections/0/clauses/0/values", """[{"name":"n","value":1e-40}]""", "/sections/0/clauses/0/values/0/value", FaultCodes.OutOfRange },
        { "a figure too large for a decimal", "/sections/0/clauses/0/values", """[{"name":"n","value":1e40}]""", "/sections/0/clauses/0/values/0/value", FaultCodes.OutOfRange },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    [MemberData(nameof(MistakesBeyondSchemas))]
    public void A_mistake_is_told_with_its_place(string what, string at, string? json, string pointer, string code)
    {
        var reading = MeetingRecordReader.Read(With(at, json));

        Assert.Null(reading.Value);
        var fault = Assert.Single(reading.Faults);
        Assert.Equal((what, pointer, code), (what, fault.Pointer, fault.Code));
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var reading = Read("""
            { "id": "m 18", "title": 18, "start": "2025-11-20T15:30:00", "colour": "red",
              "sections": [ null, { "heading": "報告事項", "items": [ { "id": "a" }, { "id": "a", "title": "x", "disclosure": { "level": "summary" } } ] } ],
              "annexes": [ { "id": "b", "item": "nowhere" } ] }
            """);

        Assert.Equal(
            [
                ("/annexes/0/item", FaultCodes.UnknownAnchor),
                ("/colour", FaultCodes.UnknownMember),
                ("/id", FaultCodes.Pattern),
                ("/sections/0", FaultCodes.WrongType),
                ("/sections/1/id", FaultCodes.Missing),
                ("/sections/1/items/0/title", FaultCodes.Missing),
                ("/sections/1/items/1/disclosure/summary", FaultCodes.SummaryMissing),
                ("/sections/1/items/1/id", FaultCodes.DuplicateAnchor),
                ("/series", FaultCodes.Missing),
                ("/start", FaultCodes.OffsetMissing),
                ("/title", FaultCodes.WrongType),
            ],
            reading.Faults.Select(fault => (fault.Pointer, fault.Code)).Order());
    }

    [Theory]
    [InlineData("""{"id":"a","series":"s","title":"t","start":"2025-11-20T15:30:00+08:00","title":"u"}""", "/title")]
    [InlineData("""{"id":"a","series":"s","title":"t","start":"2025-11-20T15:30:00+08:00","sections":[{"id":"b","id":"c"}]}""", "/sections/0/id")]
    [InlineData("""{"id":"a","series":"s","title":"t","start":"2025-11-20T15:30:00+08:00","t\u0069tle":"u"}""", "/title")]
    public void A_member_given_twice_is_a_fault(string body, string pointer)
    {
        Assert.Contains(Read(body).Faults, fault => (fault.Pointer, fault.Code) == (pointer, FaultCodes.DuplicateMember));
    }

    [Fact]
    public void What_the_server_adds_to_an_answer_may_be_sent_back()
    {
        var body = JsonNode.Parse(Reference)!.AsObject();
        foreach (var member in MeetingRecordReader.ServerOwned)
            body[member] = new JsonObject { ["anything"] = 1 };

        var reading = MeetingRecordReader.Read(Encoding.UTF8.GetBytes(body.ToJsonString()));

        Assert.Empty(reading.Faults);
        Assert.Equal("moda-supervisors-18", reading.Value!.Id);
    }

    [Theory]
    [InlineData("/key", "null")]
    [InlineData("/key", "\"\"")]
    [InlineData("/source", "null")]
    [InlineData("/attachments", "null")]
    [InlineData("/attachments", "[]")]
    [InlineData("/sections/0/disclosure", "null")]
    public void Null_and_empty_mean_absent(string at, string json)
    {
        var reading = MeetingRecordReader.Read(With(at, json));

        Assert.Empty(reading.Faults);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(Reference),
            JsonSerializer.SerializeToNode(reading.Value, MinutesJson.Options)));
    }

    [Theory]
    [InlineData("92.65")]
    [InlineData("92.650")]
    [InlineData("-0.000000000000001")]
    [InlineData("123456789012345")]
    [InlineData("0.0")]
    public void A_figure_keeps_its_digits(string figure)
    {
        var reading = MeetingRecordReader.Read(With("/sections/0/clauses/0/values", $$"""[{"name":"預算執行率","value":{{figure}}}]"""));

        Assert.Empty(reading.Faults);
        Assert.Contains($"\"value\":{figure}}}", JsonSerializer.Serialize(reading.Value, MinutesJson.Options), StringComparison.Ordinal);
    }

    [Fact]
    public void Bold_marks_need_no_pair()
    {
        Assert.Empty(MeetingRecordReader.Read(With("/sections/1/items/0/outcome/clauses/0/text", "\"**洽悉。\"")).Faults);
    }

    [Fact]
    public void Length_is_counted_in_characters_not_in_their_halves()
    {
        Assert.Empty(MeetingRecordReader.Read(With("/location", $"\"{string.Concat(Enumerable.Repeat("𠮷", 1000))}\"")).Faults);
    }

    [Theory]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void Clauses_nest_so_deep_and_no_deeper(int depth, bool accepted)
    {
        var clauses = "[]";
        for (var level = depth; level >= 1; level--)
            clauses = $$"""[{"id":"deep-{{level}}","text":"x","children":{{clauses}}}]""";

        var faults = MeetingRecordReader.Read(With("/sections/0/clauses", clauses)).Faults;

        Assert.Equal(accepted ? [] : [FaultCodes.TooDeep], faults.Select(fault => fault.Code));
        Assert.All(faults, fault => Assert.Equal("/sections/0/clauses/0" + string.Concat(Enumerable.Repeat("/children/0", 16)), fault.Pointer));
    }

    public static TheoryData<string, byte[]> NotJson => new()
    {
        { "nothing", [] },
        { "white space", "  \n"u8.ToArray() },
        { "cut short", Reference[..(Reference.Length / 2)] },
        { "two bodies", [.. Reference, .. Reference] },
        { "a comment", "{ /* x */ }"u8.ToArray() },
        { "a trailing comma", """{ "id": "a", }"""u8.ToArray() },
        { "a byte order mark", [0xEF, 0xBB, 0xBF, .. Reference] },
        { "UTF-16", Encoding.Unicode.GetBytes("{}") },
        { "Big5", [.. "{\"title\":\""u8, 0xB7, 0x7C, .. "\"}"u8] },
        { "a text cut within a character", [.. "{\"title\":\""u8, 0xE6, 0x9C, .. "\"}"u8] },
        { "a raw line end in a text", "{\"title\":\"a\nb\"}"u8.ToArray() },
        { "not a number", """{ "number": NaN }"""u8.ToArray() },
        { "a name that is half a surrogate pair", """{ "colours": [ { "\ud83d": 1 } ] }"""u8.ToArray() },
        { "10 MB of opening brackets", Encoding.ASCII.GetBytes(new string('[', 10_000_000)) },
        { "10 MB of nested objects", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 2_000_000))) },
    };

    [Theory]
    [MemberData(nameof(NotJson))]
    public void What_is_not_JSON_is_malformed(string what, byte[] body)
    {
        var reading = MeetingRecordReader.Read(body);

        Assert.Null(reading.Value);
        var fault = Assert.Single(reading.Faults);
        Assert.Equal((what, "", FaultCodes.Malformed), (what, fault.Pointer, fault.Code));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"moda\"")]
    [InlineData("18")]
    public void A_body_that_is_no_object_is_of_the_wrong_type(string body)
    {
        var fault = Assert.Single(Read(body).Faults);
        Assert.Equal(("", FaultCodes.WrongType), (fault.Pointer, fault.Code));
    }

    [Fact]
    public void A_very_faulty_body_gets_a_short_answer()
    {
        var name = new string('x', 100_000);
        var body = "{" + string.Join(',', Enumerable.Range(0, 5_000).Select(number => $"\"{name[..(number % 200)]}{number}\":1").Append($"\"{name}\":1")) + "}";

        var faults = Read(body).Faults;

        Assert.Equal(Reading<MeetingRecord>.MaxFaults, faults.Count);
        Assert.All(faults, fault => Assert.InRange(fault.Pointer.Length + fault.Detail.Length, 1, 200));
    }

    [Fact]
    public void Every_code_is_documented_and_no_other()
    {
        var documented = File.ReadLines(Repository.PathOf("docs", "schemas", "README.md"))
            .SkipWhile(line => !line.StartsWith("| code |", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]);

        Assert.Equal(
            typeof(FaultCodes).GetFields().Select(field => (string)field.GetValue(null)!).Order(),
            documented.Order());
    }

    [Fact]
    public void Series_and_units_are_read_as_strictly()
    {
        var faults = StrictReader.Read<RegisteredUnit>("""{ "name": "數位策略司", "aliases": [ "策略司", "", null, 4 ], "order": 1.5, "slug": "x" }"""u8.ToArray()).Faults;

        Assert.Equal(
            [
                ("/aliases/1", FaultCodes.TooShort),
                ("/aliases/2", FaultCodes.WrongType),
                ("/aliases/3", FaultCodes.WrongType),
                ("/order", FaultCodes.WrongType),
                ("/slug", FaultCodes.UnknownMember),
            ],
            faults.Select(fault => (fault.Pointer, fault.Code)));
    }

    [Theory]
    [InlineData("""{ "anchors": [ "a" ], "reason": "r" }""", null, null)]
    [InlineData("""{ "anchors": [ "a" ], "reason": "r", "also": null, "note": "" }""", null, null)]
    [InlineData("""{ "anchors": [], "reason": "r" }""", "/anchors", FaultCodes.Missing)]
    [InlineData("""{ "anchors": null, "reason": "r" }""", "/anchors", FaultCodes.Missing)]
    [InlineData("""{ "anchors": [ "a" ], "reason": "r", "days": null }""", "/days", FaultCodes.WrongType)]
    [InlineData("""{ "anchors": [ "a" ], "reason": "r", "days": 3 }""", "/days", FaultCodes.OutOfRange)]
    public void Any_small_body_is_read_so(string body, string? pointer, string? code)
    {
        var (value, faults) = StrictReader.Read<SmallBody>(Encoding.UTF8.GetBytes(body));

        Assert.Equal((pointer, code), faults.Count == 0 ? (null, null) : (faults[0].Pointer, faults[0].Code));
        Assert.Equal(faults.Count == 0, value is { Also: [], Note: null, Days: 7 });
    }

    [Fact]
    public void Naughty_texts_are_kept_as_they_are_or_refused_for_a_control_character()
    {
        var texts = JsonNode.Parse(File.ReadAllBytes(Path.Combine(Corpus.Conformance, "blns", "blns.json")))!.AsArray().Select(text => text!.GetValue<string>());

        Assert.All(texts.Where(text => text.Length > 0), text =>
        {
            var reading = MeetingRecordReader.Read(With("/location", JsonSerializer.Serialize(text)));

            if (text.Any(character => character is < ' ' and not ('\t' or '\n' or '\r') or '\ufffe' or '\uffff'))
                Assert.Equal(FaultCodes.ControlCharacter, Assert.Single(reading.Faults).Code);
            else
                Assert.Equal(text, reading.Value!.Location);
        });
    }

    /// <summary>Whatever bytes come, the answer is a record or faults, and a record that was read is written, read, hashed and disclosed.</summary>
    [Property(MaxTest = 500, EndSize = RecordGenerator.Seeds)]
    public void Damaged_bytes_never_throw(int seed)
    {
        var random = new Random(seed);
        var body = Reference.ToArray();
        ReadOnlySpan<byte> likely = "\"\\{}[],:0e-\n\t u"u8;
        for (var damage = random.Next(1, 4); damage > 0; damage--)
            body[random.Next(body.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : likely[random.Next(likely.Length)];

        var (record, faults) = MeetingRecordReader.Read(body);

        Assert.Equal(record is null, faults.Count > 0);
        if (record is not null)
        {
            var written = JsonSerializer.SerializeToUtf8Bytes(record, MinutesJson.Options);
            Assert.Equal(written, JsonSerializer.SerializeToUtf8Bytes(MeetingRecordReader.Read(written).Value, MinutesJson.Options));
            Assert.Equal(64, CanonicalJson.Sha256(written).Length);
            Assert.NotEmpty(Disclosing.Disclose(record, edition: 1, key: "k").Sections);
        }
    }

    private sealed record SmallBody
    {
        public required IReadOnlyList<string> Anchors { get; init; }

        public required string Reason { get; init; }

        public IReadOnlyList<string> Also { get; init; } = [];

        public string? Note { get; init; }

        [Range(5, 9)]
        public int Days { get; init; } = 7;
    }

    private static Reading<MeetingRecord> Read(string body) => MeetingRecordReader.Read(Encoding.UTF8.GetBytes(body));

    /// <summary>The reference record with something else at one place.</summary>
    internal static byte[] With(string pointer, string? json)
    {
        // The value goes in as raw text, for a JsonNode would not carry 18.0 or half a surrogate pair as written.
        const string Mark = "\"@@\"";
        var root = JsonNode.Parse(Reference)!;
        var steps = pointer[1..].Split('/').Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToList();
        var parent = steps.SkipLast(1).Aggregate(root, (node, step) => node is JsonArray list ? list[int.Parse(step, null)]! : node[step]!);
        if (parent is JsonArray array)
            array[int.Parse(steps[^1], null)] = "@@";
        else if (json is null)
            parent.AsObject().Remove(steps[^1]);
        else
            parent[steps[^1]] = "@@";

        return Encoding.UTF8.GetBytes(root.ToJsonString().Replace(Mark, json, StringComparison.Ordinal));
    }
}
