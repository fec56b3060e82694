using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Contracts;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Api;

/// <summary>What the service says of itself.</summary>
public sealed partial class DescriptionTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task A_linter_finds_nothing_in_the_description()
    {
        var file = Path.Combine(Path.GetTempPath(), $"openapi-{Environment.ProcessId}.json");
        await File.WriteAllTextAsync(file, (await service.Nobody.GetAsync("/swagger/v1/swagger.json")).Is(200).Text, TestContext.Current.CancellationToken);
        try
        {
            var found = JsonNode.Parse(await Shell.RunAsync(
                Repository.PathOf("tests", "node_modules", ".bin", "redocly"),
                ["lint", file, "--format=json", "--extends=recommended"],
                new Dictionary<string, string> { ["REDOCLY_TELEMETRY"] = "off", ["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true" }))!;

            Assert.True(found["totals"]!["errors"]!.GetValue<int>() + found["totals"]!["warnings"]!.GetValue<int>() == 0, found["problems"]!.ToJsonString());
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task The_description_is_openapi_3_1_and_every_part_of_it_is_described()
    {
        var description = (await service.Nobody.GetAsync("/swagger/v1/swagger.json")).Is(200).Json;

        Assert.StartsWith("3.1.", description["openapi"]!.ToString(), StringComparison.Ordinal);
        foreach (var (path, methods) in description["paths"]!.AsObject())
        {
            foreach (var (method, operation) in methods!.AsObject())
            {
                var place = $"{method} {path}";
                Assert.True(operation!["summary"]?.ToString().Length > 0, place);
                Assert.All(operation["parameters"]?.AsArray() ?? [], parameter => Assert.True(parameter!["description"]?.ToString().Length > 0, $"{place} {parameter["name"]}"));
                Assert.True(method is not ("put" or "post") || operation["requestBody"]?["content"]?.AsObject().Any(content => content.Value!["example"] is not null) == true, place);
                Assert.All(operation["responses"]!.AsObject(), response => Assert.True(response.Value!["description"]!.ToString().Length > 0, $"{place} {response.Key}"));
            }
        }

        foreach (var (name, schema) in description["components"]!["schemas"]!.AsObject())
        {
            Assert.True(schema!["description"] is not null, name);
            Assert.All(
                (schema["properties"]?.AsObject() ?? []).Where(member => member.Value is JsonObject && !MeetingRecordReader.ServerOwned.Contains(member.Key)),
                member => Assert.True(member.Value!["description"] is not null, $"{name}.{member.Key}"));
        }
    }

    [Fact]
    public async Task The_example_of_a_record_can_be_sent_as_it_is()
    {
        var description = (await service.Nobody.GetAsync("/swagger/v1/swagger.json")).Is(200).Json;
        var example = description["paths"]!["/v1/records/{id}"]!["put"]!["requestBody"]!["content"]!["application/json"]!["example"]!;

        (await service.Writer.PutAsync($"/v1/records/{example["id"]}", example.ToJsonString(), ("If-None-Match", "*"))).Is(201);
    }

    [Fact]
    public async Task The_page_that_shows_the_description_needs_nothing_from_elsewhere()
    {
        var page = (await service.Nobody.GetAsync("/swagger/index.html")).Is(200);

        Assert.Equal("text/html", page.MediaType);
        Assert.Empty(Elsewhere().Matches(page.Text).Select(match => match.Value));
    }

    [Fact]
    public async Task The_schemas_are_those_of_the_contract()
    {
        foreach (var (name, schema) in JsonSchemas.Files)
        {
            var answer = (await service.Nobody.GetAsync($"/swagger/schemas/{name}")).Is(200);
            Assert.Equal("application/schema+json", answer.MediaType);
            Assert.Equal(System.Text.Encoding.UTF8.GetString(schema.Span), answer.Text);
        }

        (await service.Nobody.GetAsync("/swagger/schemas/nothing.schema.json")).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task The_documented_codes_are_all_that_there_are()
    {
        var document = await File.ReadAllTextAsync(Repository.PathOf("docs", "api.md"), TestContext.Current.CancellationToken);

        Assert.Equal(
            ProblemCode.All.Select(code => $"{code.Status} {code.Code}").Order(),
            ProblemRows().Matches(document).Select(row => $"{row.Groups["status"]} {row.Groups["code"]}").Order());
        Assert.All(RequestFaults.All, code => Assert.Contains($"| `{code}` |", document, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task Whoever_watches_the_service_needs_no_key(string path) => Assert.Equal("ok", (await service.Nobody.GetAsync(path)).Is(200)["status"]);

    [GeneratedRegex("(?:src|href)=\"(?:https?:)?//[^\"]*\"")]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"^\| (?<status>\d{3}) \| `(?<code>[a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex ProblemRows();
}
