using System.Text;
using OpenMinutes.Contracts;

namespace OpenMinutes.Tests.Contracts;

public sealed class DirectiveReadingTests
{
    private const string Whole = """
        "id": "d-1", "series": "supervisors", "text": "辦理。", "units": [ { "name": "國際司" } ]
        """;

    [Fact]
    public void What_is_required_is_enough_and_the_rest_is_closed()
    {
        var directive = DirectiveReader.Read(Utf8($"{{ {Whole} }}")).Value!;

        Assert.Null(directive.Disclosure);
        Assert.Equal((DirectiveRole.Lead, DirectiveState.Pending), (directive.Units[0].Role, directive.Units[0].State));
    }

    [Fact]
    public void What_an_answer_has_beside_it_is_passed_over() =>
        Assert.NotNull(DirectiveReader.Read(Utf8($$"""{ {{Whole}}, "state": "released", "reviews": [], "revision": 3, "warnings": [] }""")).Value);

    [Theory]
    [InlineData("""{ "id": "d-1", "series": "supervisors", "text": "辦理。", "units": [] }""", "/units", FaultCodes.Missing)]
    [InlineData("""{ "id": "d-1", "series": "supervisors", "text": "一\n二", "units": [ { "name": "國際司" } ] }""", "/text", FaultCodes.Newline)]
    [InlineData("""{ "id": "d-1", "series": "supervisors", "text": "辦理。", "units": [ { "name": "國際司" }, { "name": "國際司" } ] }""", "/units/1", FaultCodes.DuplicateUnit)]
    [InlineData("""{ "id": "d-1", "series": "supervisors", "text": "辦理。", "units": [ { "name": "國際司", "percent": 101 } ] }""", "/units/0/percent", FaultCodes.OutOfRange)]
    [InlineData("""{ "id": "d-1", "series": "supervisors", "text": "辦理。", "units": [ { "name": "國際司" } ], "disclosure": { "level": "summary" } }""", "/disclosure/summary", FaultCodes.SummaryMissing)]
    [InlineData("""{ "id": "d-1", "series": "supervisors", "text": "辦理。", "units": [ { "name": "國際司" } ], "due": "1900-01-01" }""", "/due", FaultCodes.OutOfRange)]
    [InlineData("""{ "id": "d-1", "series": "supervisors", "text": "辦理。", "units": [ { "name": "國際司" } ], "colour": 1 }""", "/colour", FaultCodes.UnknownMember)]
    public void A_directive_that_is_wrong_is_told_where(string body, string pointer, string code) => Tells(DirectiveReader.Read(Utf8(body)).Faults, pointer, code);

    [Theory]
    [InlineData("""{ "record": "m-1" }""", "/verdict", FaultCodes.Missing)]
    [InlineData("""{ "record": "m-1", "verdict": "release", "due": "2026-01-31" }""", "/due", FaultCodes.InvalidValue)]
    [InlineData("""{ "record": "m-1", "verdict": "continue", "units": [ "國際司" ] }""", "/units", FaultCodes.InvalidValue)]
    [InlineData("""{ "record": "m-1", "verdict": "release", "units": [ "國際司", "國際司" ] }""", "/units/1", FaultCodes.DuplicateUnit)]
    public void A_review_that_is_wrong_is_told_where(string body, string pointer, string code) => Tells(DirectiveReader.ReadReview(Utf8(body)).Faults, pointer, code);

    [Theory]
    [InlineData("""{ "unit": "國際司" }""", "/note", FaultCodes.Missing)]
    [InlineData("""{ "unit": "國際司", "state": "released" }""", "/state", FaultCodes.ReleasedByReview)]
    [InlineData("""{ "unit": "國際司", "percent": -1 }""", "/percent", FaultCodes.OutOfRange)]
    public void Progress_that_is_wrong_is_told_where(string body, string pointer, string code) => Tells(DirectiveReader.ReadProgress(Utf8(body)).Faults, pointer, code);

    [Theory]
    [InlineData("""{ "record": "m-1", "cohort": "earlier", "total": 8, "released": 3, "continued": 4 }""", "/total", FaultCodes.SumMismatch)]
    [InlineData("""{ "record": "m-1", "cohort": "older", "total": 7, "released": 3, "continued": 4 }""", "/cohort", FaultCodes.InvalidValue)]
    [InlineData("""{ "record": "m-1", "cohort": "earlier", "total": -1, "released": -1, "continued": 0 }""", "/total", FaultCodes.OutOfRange)]
    public void An_aggregate_that_is_wrong_is_told_where(string body, string pointer, string code) =>
        Assert.Contains((pointer, code), DirectiveReader.ReadAggregate(Utf8(body)).Faults.Select(fault => (fault.Pointer, fault.Code)));

    [Theory]
    [InlineData("""{ "units": [ "\ud800" ], "record": "m-1", "verdict": "release" }""")]
    [InlineData("""{ "units": 3, "record": [], "verdict": {} }""")]
    [InlineData("""[]""")]
    [InlineData("""null""")]
    [InlineData("""{""")]
    public void Nonsense_is_refused_by_every_reader(string body)
    {
        Assert.NotEmpty(DirectiveReader.Read(Utf8(body)).Faults);
        Assert.NotEmpty(DirectiveReader.ReadReview(Utf8(body)).Faults);
        Assert.NotEmpty(DirectiveReader.ReadProgress(Utf8(body)).Faults);
        Assert.NotEmpty(DirectiveReader.ReadAggregate(Utf8(body)).Faults);
    }

    private static void Tells(IReadOnlyList<Fault> faults, string pointer, string code) => Assert.Equal([(pointer, code)], faults.Select(fault => (fault.Pointer, fault.Code)));

    private static byte[] Utf8(string body) => Encoding.UTF8.GetBytes(body);
}
