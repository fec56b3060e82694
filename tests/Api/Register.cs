using System.Text.Json;
using System.Text.Json.Nodes;
using OpenMinutes.Contracts;

namespace OpenMinutes.Tests.Api;

/// <summary>A series of its own with meetings and directives, written over HTTP.</summary>
internal sealed class TestRegister(ApiService service, string series)
{
    public string Series { get; } = series;

    public static async Task<TestRegister> CreateAsync(ApiService service, string? series = null, string name = "主管會議")
    {
        series ??= $"series-{Guid.NewGuid():N}";
        (await service.Admin.PutAsync($"/v1/series/{series}", $$"""{ "name": "{{name}}", "body": "數位發展部" }""")).Is(201);
        return new TestRegister(service, series);
    }

    public string Meeting(int number) => $"{Series}-{number}";

    /// <summary>A draft with an item "i-1" whose outcome has the clauses "c-1", "c-2" and so on.</summary>
    public async Task<string> DraftAsync(int number, string start, params string[] clauses)
    {
        var id = Meeting(number);
        await service.Writer.CreateAsync(new JsonObject
        {
            ["id"] = id,
            ["series"] = Series,
            ["key"] = id,
            ["number"] = number,
            ["title"] = $"第{number}次主管會議紀錄",
            ["start"] = start,
            ["sections"] = new JsonArray(new JsonObject
            {
                ["id"] = "s-1",
                ["label"] = "壹",
                ["heading"] = "報告事項",
                ["items"] = new JsonArray(new JsonObject
                {
                    ["id"] = "i-1",
                    ["label"] = "案由一",
                    ["title"] = "追蹤列管案",
                    ["outcome"] = new JsonObject
                    {
                        ["id"] = "o-1",
                        ["kind"] = "decision",
                        ["label"] = "決定",
                        ["result"] = "noted",
                        ["clauses"] = new JsonArray([.. clauses.Select((text, at) => new JsonObject { ["id"] = $"c-{at + 1}", ["label"] = Label(at), ["text"] = text })]),
                    },
                }),
            }),
        });
        return id;
    }

    public async Task<string> PublishedAsync(int number, string start, params string[] clauses) => await service.ApprovedAsync(await DraftAsync(number, start, clauses));

    public async Task<string> DirectiveAsync(string id, int? origin = null, string disclosure = "public", string? due = null, string unit = "數位國際司", string text = "", string anchor = "i-1")
    {
        id = $"{Series}-{id}";
        (await service.Writer.PostAsync("/v1/directives", new JsonObject
        {
            ["id"] = id,
            ["series"] = Series,
            ["text"] = text.Length > 0 ? text : $"請辦理{id}。",
            ["origin"] = origin is { } number ? new JsonObject { ["record"] = Meeting(number), ["anchor"] = anchor } : null,
            ["due"] = due,
            ["units"] = new JsonArray(unit.Split('、').Select(name => (JsonNode)new JsonObject { ["name"] = name }).ToArray()),
            ["disclosure"] = new JsonObject { ["level"] = disclosure, ["summary"] = disclosure == "summary" ? "摘要文字" : null },
        }.ToJsonString())).Is(201);
        return id;
    }

    public async Task<Reply> ReviewAsync(string directive, int meeting, string verdict, string? text = null, string? due = null, string? anchor = null, params string[] units)
    {
        var etag = (await service.Writer.GetAsync($"/v1/directives/{directive}")).Is(200).ETag!;
        return await service.Writer.PostAsync(
            $"/v1/directives/{directive}/reviews",
            new JsonObject
            {
                ["record"] = Meeting(meeting),
                ["verdict"] = verdict,
                ["text"] = text,
                ["due"] = due,
                ["anchor"] = anchor,
                ["units"] = new JsonArray([.. units.Select(unit => JsonValue.Create(unit))]),
            }.ToJsonString(),
            ("If-Match", etag));
    }

    public async Task<JsonObject> FiguresAsync(int meeting) => (await service.Writer.GetAsync($"/v1/records/{Meeting(meeting)}/directives")).Is(200).Json;

    public async Task<IReadOnlyList<(string Code, string Detail)>> WarningsAsync(int meeting) =>
        [.. (await service.Writer.GetAsync($"/v1/records/{Meeting(meeting)}")).Is(200).Json["warnings"]!.AsArray().Select(warning => (warning!["code"]!.ToString(), warning["detail"]!.ToString()))];

    public async Task<string> StateAsync(string directive) => (await service.Writer.GetAsync($"/v1/directives/{directive}")).Is(200)["state"]!;

    /// <summary>What the website may read of the series' directives, by number.</summary>
    public async Task<IReadOnlyDictionary<int, PublicDirective>> PublicAsync() =>
        (await service.QueryAsync<(int Number, string Document)>("select number, document from public_site.directives where series = @Series and document is not null", new { Series }))
        .ToDictionary(row => row.Number, row => JsonSerializer.Deserialize<PublicDirective>(row.Document, MinutesJson.Options)!);

    public async Task<PublicRegister?> PublicFiguresAsync() =>
        (await service.QueryAsync<string?>("select document from public_site.directive_registers where series = @Series", new { Series })).SingleOrDefault() is { } document
            ? JsonSerializer.Deserialize<PublicRegister>(document, MinutesJson.Options)
            : null;

    private static string Label(int at) => ChineseNumerals.Format(at + 1);
}
