using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Twins;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher;

public sealed class TwinsAkomaNtosoTests
{
    private static readonly XNamespace Akn = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

    private static readonly Lazy<XmlSchemaSet> Schema = new(LoadSchema);

    [Fact]
    public void The_reference_minutes_are_a_debate_report_of_all_their_text()
    {
        var document = Parse(TwinsSample.Reference);

        Assert.Equal("minutes", document.Root!.Element(Akn + "debateReport")!.Attribute("name")!.Value);
        Assert.Equal(Layout(TwinsSample.Reference), Text(document));
    }

    [Property(MaxTest = 200)]
    public void Any_minutes_say_what_the_layout_says_in_its_order(int seed)
    {
        var edition = TwinsSample.Generated(seed);

        Assert.Equal(Layout(edition), Text(Parse(edition)));
    }

    [Fact]
    public void Minutes_are_valid_by_the_schema_of_oasis()
    {
        // No property: one that lacks the schema would fail instead of being reported as not run.
        foreach (var edition in Enumerable.Range(0, 200).Select(TwinsSample.Generated).Append(TwinsSample.Reference).Append(TwinsSample.Small))
        {
            Validate(Parse(edition));
        }
    }

    [Fact]
    public void No_text_can_be_markup()
    {
        foreach (var text in JsonSerializer.Deserialize<string[]>(File.ReadAllText(Path.Combine(Corpus.Conformance, "blns", "blns.json")))!.Where(IsAllowed))
        {
            var edition = TwinsSample.Saying(text);
            var document = Parse(edition);
            Validate(document);
            Assert.Equal(Layout(edition), Text(document));
        }
    }

    [Fact]
    public void Its_frbr_names_are_those_of_the_meeting_and_the_edition()
    {
        var identification = Parse(TwinsSample.Small).Descendants(Akn + "identification").Single();
        string Value(string level, string element, string attribute = "value") => identification.Element(Akn + level)!.Element(Akn + element)!.Attribute(attribute)!.Value;

        Assert.Equal("/akn/tw/debateReport/minutes/2025-11-20/supervisors_2025-018", Value("FRBRWork", "FRBRuri"));
        Assert.Equal("https://minutes.example.gov.tw/meetings/supervisors/2025-018/", Value("FRBRWork", "FRBRalias"));
        Assert.Equal("18", Value("FRBRWork", "FRBRnumber"));
        Assert.Equal("/akn/tw/debateReport/minutes/2025-11-20/supervisors_2025-018/zho@2025-12-01", Value("FRBRExpression", "FRBRuri"));
        Assert.Equal("2", Value("FRBRExpression", "FRBRversionNumber"));
        Assert.Equal("2025-12-01", Value("FRBRManifestation", "FRBRdate", "date"));
    }

    [Fact]
    public void What_an_eId_says_behind_its_first_underscore_is_the_anchor_on_the_page()
    {
        var parts = Parse(TwinsSample.Reference).Descendants(Akn + "mainBody").Single().Descendants().Attributes("eId").Select(id => id.Value.Split('_', 2)[1]);

        Assert.Equal(Anchors(TwinsSample.Reference).Order(), parts.Order());
    }

    [Fact]
    public void Every_reference_leads_to_what_it_names()
    {
        var document = Parse(TwinsSample.Reference);
        var ids = document.Descendants().Attributes("eId").Select(id => "#" + id.Value).ToHashSet();
        var references = document.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "refersTo" or "as" or "source")
            .SelectMany(attribute => attribute.Value.Split(' '));

        Assert.All(references, reference => Assert.Contains(reference, ids));
    }

    [Fact]
    public void A_person_is_marked_where_the_printed_line_names_them_with_role_and_status()
    {
        var persons = Parse(TwinsSample.Reference).Descendants(Akn + "rollCall").Single().Descendants(Akn + "person").ToList();
        var represented = persons.Single(person => person.Value.StartsWith("韌性建設司", StringComparison.Ordinal));

        Assert.Equal(TwinsSample.Reference.Attendance.Count, persons.Count);
        Assert.Equal("韌性建設司牛司長信仁（陳高級分析師坤中代）", represented.Value);
        Assert.Equal("#role_unspecified", represented.Attribute("as")!.Value);
        Assert.Contains("#concept_represented", represented.Attribute("refersTo")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Withheld_and_nothing_happened_are_different_facts()
    {
        var edition = TwinsSample.Small with
        {
            Sections =
            [
                new PublicSection { Id = "discussion", Label = "參", Heading = "討論事項", Disclosure = TwinsSample.Withheld },
                new PublicSection { Id = "motions", Label = "肆", Heading = "臨時動議", None = true },
            ],
        };

        var sections = Parse(edition).Descendants(Akn + "debateSection").ToList();

        Assert.Equal(("removed", "（略）", "#concept_18-1-3"), (sections[0].Attribute("status")!.Value, Omissis(sections[0])!.Value, Omissis(sections[0])!.Attribute("refersTo")!.Value));
        Assert.Equal("參、", sections[0].Element(Akn + "num")!.Value);
        Assert.Null(sections[1].Attribute("status"));
        Assert.Null(Omissis(sections[1]));
        Assert.Equal("#concept_none", sections[1].Attribute("refersTo")!.Value);

        static XElement? Omissis(XElement section) => section.Descendants(Akn + "omissis").SingleOrDefault();
    }

    [Fact]
    public void Somebody_withheld_is_omitted_and_nobody_whose_name_holds_the_word_is()
    {
        var edition = TwinsSample.Small with
        {
            Header = [new HeaderLine { Key = HeaderKey.Attendance, Label = "出席", AsWritten = "數位策略司蔡司長、略" }],
            Attendance =
            [
                new PublicAttendee { Id = "a-1", Role = AttendeeRole.Attendee, Disclosure = TwinsSample.Withheld },
                new PublicAttendee { Id = "a-2", Role = AttendeeRole.Attendee, AsWritten = "數位策略司蔡司長", Status = AttendanceStatus.Present },
            ],
        };

        var roll = Parse(edition).Descendants(Akn + "rollCall").Single();

        Assert.Equal("omissis_a-1", roll.Descendants(Akn + "omissis").Single().Attribute("eId")!.Value);
        Assert.Equal("數位策略司蔡司長", roll.Descendants(Akn + "person").Single().Value);
        Assert.Equal("出席：數位策略司蔡司長、略", roll.Elements().First().Value);
    }

    [Fact]
    public void No_organisation_code_is_invented_and_one_that_is_given_is_used()
    {
        var coded = new Site(new SiteSettings { Body = "數位發展部", OrganisationCode = "A60000000A" }, SiteFiles.Load(), TwinsSample.Site.Series);

        Assert.Equal("/akn/ontology/organization/tw/" + Uri.EscapeDataString("數位發展部"), BodyOf(TwinsSample.Site));
        Assert.Equal("/akn/ontology/organization/tw/A60000000A", BodyOf(coded));

        static string BodyOf(Site site) =>
            XDocument.Parse(TwinsSample.Text(AkomaNtoso.Write, TwinsSample.Small, site)).Descendants(Akn + "TLCOrganization").First().Attribute("href")!.Value;
    }

    private static XDocument Parse(PublicEdition edition) => XDocument.Parse(TwinsSample.Text(AkomaNtoso.Write, edition), LoadOptions.PreserveWhitespace);

    private static void Validate(XDocument document) => document.Validate(Schema.Value, (_, fault) => Assert.Fail($"{fault.Message}\n{document}"));

    private static string Text(XDocument document) =>
        TwinsSample.Squeeze(string.Concat(document.Descendants(Akn + "debateReport").Elements().Where(part => part.Name != Akn + "meta").Select(part => part.Value)));

    private static string Layout(PublicEdition edition) => TwinsSample.Squeeze(string.Concat(DocumentLayout.Lines(edition).Select(line => line.Text)));

    private static bool IsAllowed(string text) => !text.Any(static c => (c < ' ' && c is not ('\t' or '\n' or '\r')) || c is '\ufffe' or '\uffff' || char.IsSurrogate(c));

    private static List<string> Anchors(PublicEdition edition)
    {
        using var json = JsonSerializer.SerializeToDocument(edition, MinutesJson.Options);
        return [.. Ids(json.RootElement)];

        static IEnumerable<string> Ids(JsonElement element) => element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.Name == "id" ? [member.Value.GetString()!] : Ids(member.Value)),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Ids),
            _ => [],
        };
    }

    private static XmlSchemaSet LoadSchema()
    {
        var folder = Path.Combine(Corpus.Conformance, "akomantoso");
        var schemas = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        using var reader = XmlReader.Create(Path.Combine(folder, "akomantoso30.xsd"), new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse, XmlResolver = new XmlUrlResolver() });
        schemas.Add(null, reader);
        schemas.Compile();
        return schemas;
    }
}
