using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using OpenMinutes.Contracts;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Contracts;

public sealed class SchemaTests
{
    private static readonly JsonSchema RecordSchema = Load(JsonSchemas.Record);
    private static readonly JsonSchema PublicEditionSchema = Load(JsonSchemas.PublicEdition);

    private static readonly byte[] Reference = File.ReadAllBytes(Repository.PathOf("tests", "Snapshots", "moda-supervisors-18.record.json"));

    [Theory]
    [InlineData(typeof(MeetingRecord), JsonSchemas.Record, "Record (會議紀錄)")]
    [InlineData(typeof(PublicEdition), JsonSchemas.PublicEdition, "Public edition (公告版)")]
    [InlineData(typeof(Series), JsonSchemas.Series, "Series (會議)")]
    [InlineData(typeof(RegisteredUnit), JsonSchemas.Unit, "Unit (單位)")]
    [InlineData(typeof(Directive), JsonSchemas.Directive, "Directive (列管案件)")]
    [InlineData(typeof(DirectiveReview), JsonSchemas.Review, "Review (管考)")]
    [InlineData(typeof(DirectiveProgress), JsonSchemas.Progress, "Progress (辦理情形)")]
    [InlineData(typeof(DirectiveAggregate), JsonSchemas.Aggregate, "Aggregate (管考統計)")]
    [InlineData(typeof(PublicDirective), JsonSchemas.PublicDirective, "Public directive (公開之列管案件)")]
    [InlineData(typeof(PublicRegister), JsonSchemas.PublicRegister, "Public register (追蹤列管統計)")]
    public async Task The_schema_in_the_repository_says_what_the_type_says(Type type, string file, string title)
    {
        var readOnly = type == typeof(MeetingRecord) ? MeetingRecordReader.ServerOwned : type == typeof(Directive) ? DirectiveReader.ServerOwned : [];

        await Snapshot.MatchAsync(SchemaWriter.Write(type, file, title, readOnly), "docs", "schemas", file);
    }

    [Theory]
    [InlineData(JsonSchemas.Record)]
    [InlineData(JsonSchemas.PublicEdition)]
    [InlineData(JsonSchemas.Series)]
    [InlineData(JsonSchemas.Unit)]
    [InlineData(JsonSchemas.Directive)]
    [InlineData(JsonSchemas.Review)]
    [InlineData(JsonSchemas.Progress)]
    [InlineData(JsonSchemas.Aggregate)]
    [InlineData(JsonSchemas.PublicDirective)]
    [InlineData(JsonSchemas.PublicRegister)]
    public void A_schema_is_valid_and_so_are_the_examples_in_it(string file)
    {
        var schema = JsonNode.Parse(JsonSchemas.Files[file].Span)!;

        Assert.True(IsValid(MetaSchemas.Draft202012, schema));
        Assert.All(
            Descendants(schema).OfType<JsonObject>().Where(node => node["examples"] is JsonArray),
            node => Assert.All(node["examples"]!.AsArray(), example => Assert.True(IsValid(JsonSchema.FromText(node.ToJsonString()), example!), node.GetPath())));
    }

    [Fact]
    public void The_reference_record_and_its_public_edition_are_valid()
    {
        Assert.True(IsValid(RecordSchema, JsonNode.Parse(Reference)!));
        var edition = Disclosing.Disclose(MeetingRecordReader.Read(Reference).Value!, edition: 1, key: "2025-018");
        Assert.True(IsValid(PublicEditionSchema, JsonSerializer.SerializeToNode(edition, MinutesJson.Options)!));
    }

    [Property(EndSize = RecordGenerator.Seeds)]
    public void Every_public_edition_is_valid_and_is_read_back(int seed)
    {
        var edition = Disclosing.Disclose(RecordGenerator.Generate(seed).Record, edition: 1, key: "2025-018");
        var json = JsonSerializer.SerializeToUtf8Bytes(edition, MinutesJson.Options);

        Assert.True(IsValid(PublicEditionSchema, JsonNode.Parse(json)!));
        Assert.Equal(json, JsonSerializer.SerializeToUtf8Bytes(StrictReader.Read<PublicEdition>(json).Value, MinutesJson.Options));
    }

    [Fact]
    public void An_answer_of_the_server_is_valid()
    {
        var answer = JsonNode.Parse(Reference)!.AsObject();
        answer["state"] = "draft";
        answer["warnings"] = new JsonArray();

        Assert.True(IsValid(RecordSchema, answer));
    }

    [Theory]
    [MemberData(nameof(ReadingTests.Mistakes), MemberType = typeof(ReadingTests))]
    public void A_mistake_that_the_reader_tells_is_one_to_the_schema_too(string what, string at, string? json, string pointer, string code)
    {
        Assert.False(IsValid(RecordSchema, JsonNode.Parse(ReadingTests.With(at, json))!), $"{what}: {code} at {pointer}");
    }

    /// <summary>However the reference record is damaged, the reader finds a fault that a schema can express where the schema finds one, and only there.</summary>
    [Property(MaxTest = 400, EndSize = RecordGenerator.Seeds)]
    public void Schema_and_reader_agree(int seed)
    {
        var random = new Random(seed);
        var record = Abridged();
        for (var damage = random.Next(1, 4); damage > 0; damage--)
            Damage(record, random);

        var faults = MeetingRecordReader.Read(Encoding.UTF8.GetBytes(record.ToJsonString())).Faults.Where(fault => !IsBeyondSchemas(fault.Code)).ToList();

        Assert.True(faults.Count == 0 == IsValid(RecordSchema, record), $"{string.Join('\n', faults)}\n{record.ToJsonString(MinutesJson.Options)}");
    }

    private static bool IsBeyondSchemas(string code) =>
        code is FaultCodes.DuplicateAnchor or FaultCodes.UnknownAnchor or FaultCodes.TooDeep or FaultCodes.ControlCharacter or FaultCodes.UnpairedSurrogate;

    /// <summary>The reference record with one report, so that damage does not all fall on the other eleven.</summary>
    private static JsonObject Abridged()
    {
        var record = JsonNode.Parse(Reference)!.AsObject();
        var reports = record["annexes"]![0]!["reports"]!.AsArray();
        reports.RemoveRange(1, reports.Count - 1);
        record["attendance"]!.AsArray().RemoveRange(12, 5);
        record["sections"]![0]!["clauses"]![0]!["values"] = new JsonArray(new JsonObject { ["name"] = "執行率", ["value"] = 92.65, ["asOf"] = "2025-10-31" });
        record["attachments"] = new JsonArray(new JsonObject { ["id"] = "f-1", ["fileName"] = "簡報.odp", ["size"] = 1 });
        return record;
    }

    private static void Damage(JsonObject record, Random random)
    {
        // Null and empty text are left out: the reader takes them for absent, a schema of the normalised document does not.
        JsonNode[] wrongs =
        [
            0, -1, 18.5, 2_000_000, true, false, "x", "X y", "summary", "withheld", "2025-11-20", "2025-11-20T15:30:00", "2025-11-20T15:30:00Z", "一\n二",
            new string('長', 1_001), new string('長', 100_001), new JsonObject(), new JsonArray(), new JsonArray(1), new JsonObject { ["level"] = "summary" },
        ];
        var nodes = Descendants(record).ToList();
        var node = nodes[random.Next(nodes.Count)];
        var wrong = wrongs[random.Next(wrongs.Length)];

        switch (random.Next(4), node, node.Parent)
        {
            case (0, JsonObject damaged, _):
                damaged["colour"] = wrong;
                break;
            case (1, _, JsonObject parent):
                parent.Remove(node.GetPropertyName());
                break;
            case (2, _, JsonArray parent):
                parent.RemoveAt(node.GetElementIndex());
                break;
            case (_, _, not null):
                node.ReplaceWith(wrong);
                break;
        }
    }

    private static IEnumerable<JsonNode> Descendants(JsonNode node) => (node switch
    {
        JsonObject members => members.SelectMany(member => Descendants(member.Value!)),
        JsonArray entries => entries.SelectMany(entry => Descendants(entry!)),
        _ => [],
    }).Prepend(node);

    private static bool IsValid(JsonSchema schema, JsonNode document) =>
        schema.Evaluate(JsonSerializer.SerializeToElement(document), new EvaluationOptions { RequireFormatValidation = true }).IsValid;

    private static JsonSchema Load(string file) => JsonSchema.FromText(Encoding.UTF8.GetString(JsonSchemas.Files[file].Span));
}
