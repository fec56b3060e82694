using System.Text.Json;
using OpenMinutes.Contracts;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Contracts;

public sealed class RedactionTests
{
    [Property(MaxTest = 300, EndSize = RecordGenerator.Seeds)]
    public void Nothing_of_a_redacted_part_is_in_the_public_edition_but_what_survives_withholding(int seed)
    {
        var record = RecordGenerator.Generate(seed).Record;
        var anchors = Anchors.Of(record).Where((_, at) => (at + seed) % 3 == 0).ToHashSet();

        var edition = Serialized(Disclosing.Disclose(new Redaction(anchors).Of(record), 2, "2025-018"));

        var closed = Parts(JsonSerializer.SerializeToElement(record, MinutesJson.Options))
            .Where(part => anchors.Contains(part.GetProperty("id").GetString()!))
            .SelectMany(Inside);
        Assert.All(closed, mark => Assert.DoesNotContain(mark, edition, StringComparison.Ordinal));
    }

    [Property(MaxTest = 300, EndSize = RecordGenerator.Seeds)]
    public void What_is_not_redacted_stays_as_it_was(int seed)
    {
        var record = RecordGenerator.Generate(seed).Record;

        Assert.Equal(Serialized(record), Serialized(new Redaction(new HashSet<string>()).Of(record)));
        Assert.Equal(Serialized(record), Serialized(new Redaction(new HashSet<string> { "nowhere" }, Ground.Privacy).Of(record)));
    }

    [Property(MaxTest = 300, EndSize = RecordGenerator.Seeds)]
    public void Every_part_can_be_redacted(int seed)
    {
        var record = RecordGenerator.Generate(seed).Record;
        var anchors = Anchors.Of(record).ToHashSet();

        var redacted = JsonSerializer.SerializeToElement(new Redaction(anchors, Ground.Privacy).Of(record), MinutesJson.Options);

        var parts = Parts(redacted).ToList();
        Assert.Equal(anchors.Order(), parts.Select(part => part.GetProperty("id").GetString()!).Order());
        Assert.All(parts, part => Assert.Equal("""{"level":"withheld","ground":"18-1-6"}""", part.GetProperty("disclosure").GetRawText()));
    }

    [Property(EndSize = RecordGenerator.Seeds)]
    public void Redacting_twice_is_redacting_once(int seed)
    {
        var record = RecordGenerator.Generate(seed).Record;
        var redaction = new Redaction(Anchors.Of(record).Where((_, at) => at % 2 == 0).ToHashSet(), Ground.Privacy);

        Assert.Equal(Serialized(redaction.Of(record)), Serialized(redaction.Of(redaction.Of(record))));
    }

    private static string Serialized<T>(T value) => JsonSerializer.Serialize(value, MinutesJson.Options);

    /// <summary>Every object with an anchor; the record itself and its source have ids that are none.</summary>
    private static IEnumerable<JsonElement> Parts(JsonElement record) =>
        record.EnumerateObject().Where(member => !member.NameEquals("source")).SelectMany(member => Under(member.Value));

    private static IEnumerable<JsonElement> Under(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member => Under(member.Value))
            .Concat(node.TryGetProperty("id", out _) ? [node] : Array.Empty<JsonElement>()),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Under),
        _ => [],
    };

    /// <summary>The marks in a part's texts but for those of its members that survive.</summary>
    private static IEnumerable<string> Inside(JsonElement part) =>
        part.EnumerateObject()
            .Where(member => member.Name is not ("id" or "label" or "heading" or "kind" or "role" or "item" or "disclosure"))
            .SelectMany(member => Texts(member.Value))
            .Where(text => text.Contains('密', StringComparison.Ordinal));

    private static IEnumerable<string> Texts(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [node.GetString()!],
        _ => [],
    };
}
