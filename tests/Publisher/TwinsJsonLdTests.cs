using System.Text.Json;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Twins;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher;

public sealed class TwinsJsonLdTests
{
    [Fact]
    public void The_report_is_about_the_meeting_that_the_body_held()
    {
        using var document = Parse(TwinsSample.Reference);
        var report = document.RootElement;
        var meeting = report.GetProperty("about");

        Assert.Equal("https://schema.org", report.GetProperty("@context").GetString());
        Assert.Equal("Report", report.GetProperty("@type").GetString());
        Assert.Equal("第18次主管會議紀錄", report.GetProperty("name").GetString());
        Assert.Equal("第18次主管會議", meeting.GetProperty("name").GetString());
        Assert.Equal("2025-11-20T15:30+08:00", meeting.GetProperty("startDate").GetString());
        Assert.Equal("GovernmentOrganization", meeting.GetProperty("organizer").GetProperty("@type").GetString());
        Assert.Equal(4, report.GetProperty("hasPart").GetArrayLength());
    }

    [Fact]
    public void Who_came_instead_is_an_attendee_and_who_was_on_leave_is_not()
    {
        using var document = Parse(TwinsSample.Reference);
        var names = document.RootElement.GetProperty("about").GetProperty("attendee").EnumerateArray().Select(person => person.GetProperty("name").GetString()).ToList();

        Assert.Contains("陳坤中", names);
        Assert.DoesNotContain("牛信仁", names);
        Assert.DoesNotContain("鄭明宗", names);
    }

    [Fact]
    public void An_erratum_is_a_correction_that_leads_to_what_it_corrects()
    {
        using var document = Parse(TwinsSample.Small with { Errata = [new Erratum { Anchor = "c-1", Text = "「內文」應為「全文」。", Date = new DateOnly(2025, 12, 20) }] });
        var correction = document.RootElement.GetProperty("correction")[0];

        Assert.Equal(
            ("CorrectionComment", "2025-12-20", "https://minutes.example.gov.tw/meetings/supervisors/2025-018/#c-1"),
            (correction.GetProperty("@type").GetString(), correction.GetProperty("datePublished").GetString(), correction.GetProperty("url").GetString()));
    }

    [Fact]
    public void Every_word_is_of_the_vocabulary_and_used_as_it_says()
    {
        foreach (var edition in Enumerable.Range(0, 50).Select(TwinsSample.Generated).Append(TwinsSample.Reference))
        {
            using var document = Parse(edition);
            SchemaOrg.Check(document.RootElement);
        }
    }

    private static JsonDocument Parse(PublicEdition edition) => JsonDocument.Parse(TwinsSample.Text(JsonLd.Write, edition));

    /// <summary>The vocabulary of schema.org, as published.</summary>
    private static class SchemaOrg
    {
        private static readonly Lazy<Dictionary<string, JsonElement>> Terms = new(() =>
            JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Corpus.Conformance, "schemaorg", "schemaorg-all-https.jsonld")))
                .RootElement.GetProperty("@graph").EnumerateArray().ToDictionary(term => term.GetProperty("@id").GetString()!));

        public static void Check(JsonElement node)
        {
            var type = "schema:" + node.GetProperty("@type").GetString();
            Assert.Contains(type, Terms.Value.Keys);
            foreach (var member in node.EnumerateObject().Where(static member => !member.Name.StartsWith('@')))
            {
                Assert.True(Terms.Value.TryGetValue("schema:" + member.Name, out var property), member.Name);
                Assert.True(Includes(property, "schema:domainIncludes", type), $"{member.Name} is no property of {type}");
                foreach (var value in member.Value.ValueKind == JsonValueKind.Array ? [.. member.Value.EnumerateArray()] : new[] { member.Value })
                {
                    if (value.ValueKind == JsonValueKind.Object)
                    {
                        Assert.True(Includes(property, "schema:rangeIncludes", "schema:" + value.GetProperty("@type").GetString()), $"{member.Name} takes no {value}");
                        Check(value);
                    }
                }
            }
        }

        private static bool Includes(JsonElement property, string relation, string type) => Supertypes(type).Intersect(Ids(property, relation)).Any();

        private static IEnumerable<string> Supertypes(string type) =>
            Terms.Value.TryGetValue(type, out var term) ? Ids(term, "rdfs:subClassOf").SelectMany(Supertypes).Prepend(type) : [];

        private static IEnumerable<string> Ids(JsonElement term, string relation) =>
            !term.TryGetProperty(relation, out var value) ? []
            : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select(static one => one.GetProperty("@id").GetString()!)
            : [value.GetProperty("@id").GetString()!];
    }
}
