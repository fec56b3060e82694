using System.Text.Json;
using OpenMinutes.Contracts;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Contracts;

public sealed class EditionDifferenceTests
{
    [Property(EndSize = RecordGenerator.Seeds)]
    public void An_edition_does_not_differ_from_itself(int seed)
    {
        var record = JsonSerializer.SerializeToElement(RecordGenerator.Generate(seed).Record, MinutesJson.Options);

        Assert.Empty(EditionDifference.Between(record, record));
    }

    [Property(EndSize = RecordGenerator.Seeds)]
    public void Both_ways_tell_the_same_kinds_of_difference(int seed)
    {
        var generated = RecordGenerator.Generate(seed).Record;
        var record = JsonSerializer.SerializeToElement(generated, MinutesJson.Options);
        var redacted = JsonSerializer.SerializeToElement(
            new Redaction(Anchors.Of(generated).Where((_, at) => at % 2 == 0).ToHashSet(), Ground.Privacy).Of(generated), MinutesJson.Options);

        var there = EditionDifference.Between(record, redacted);
        var back = EditionDifference.Between(redacted, record);

        Assert.All(there, difference => Assert.Contains("disclosure", difference.ToPointer ?? difference.FromPointer!, StringComparison.Ordinal));
        Assert.Equal(
            there.Select(difference => (difference.FromPointer, difference.ToPointer)).Order(),
            back.Select(difference => (difference.ToPointer, difference.FromPointer)).Order());
    }

    [Theory]
    [InlineData("""{"a":[{"id":"x"},{"id":"y"},{"id":"z"}]}""", """{"a":[{"id":"z"},{"id":"x"},{"id":"y"}]}""", "moved z /a/2 /a/0")]
    [InlineData("""{"a":[{"id":"x"},{"id":"y"}]}""", """{"a":[{"id":"y","t":"1"}]}""", "removed x /a/0 -; added y - /a/0/t")]
    [InlineData("""{"a":[{"id":"p","b":[{"id":"x","t":"1"}]},{"id":"q"}]}""", """{"a":[{"id":"p"},{"id":"q","b":[{"id":"x","t":"2"}]}]}""", "moved x /a/0/b/0 /a/1/b/0; changed x /a/0/b/0/t /a/1/b/0/t")]
    [InlineData("""{"t":"1","u":[{"name":"甲"}]}""", """{"t":"2","u":[{"name":"乙"}]}""", "changed - /t /t; changed - /u /u")]
    [InlineData("""{"source":{"system":"a","id":"1"}}""", """{"source":{"system":"b","id":"1"}}""", "changed - /source/system /source/system")]
    public void Parts_are_told_apart_by_their_anchors(string from, string to, string differences) =>
        Assert.Equal(differences, string.Join("; ", EditionDifference.Between(JsonElement.Parse(from), JsonElement.Parse(to)).Select(static difference =>
            $"{difference.Kind.ToString().ToLowerInvariant()} {difference.Anchor ?? "-"} {difference.FromPointer ?? "-"} {difference.ToPointer ?? "-"}")));
}
