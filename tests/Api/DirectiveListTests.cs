using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace OpenMinutes.Tests.Api;

/// <summary>Directives as worklists, tables and in bulk.</summary>
public sealed class DirectiveListTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task All_filters_must_hold_and_what_is_due_first_comes_first()
    {
        var register = await TestRegister.CreateAsync(service);
        var unit = $"unit-{Guid.NewGuid():N}";
        (await service.Admin.PutAsync($"/v1/units/{unit}", $$"""{ "name": "{{unit}}處", "aliases": [ "{{unit}}科" ], "body": "數位發展部" }""")).Is(201);
        await register.PublishedAsync(1, "2025-10-16T15:30:00+08:00");
        await register.DraftAsync(2, "2025-11-20T15:30:00+08:00");
        var late = await register.DirectiveAsync("late", due: "2025-01-31", unit: $"{unit}處");
        var never = await register.DirectiveAsync("never", unit: $"{unit}科、法制處");
        var far = await register.DirectiveAsync("far", due: "2900-12-31", origin: 1);
        var done = await register.DirectiveAsync("done", due: "2025-02-28", unit: $"{unit}處");
        (await register.ReviewAsync(done, 2, "release")).Is(200);
        (await register.ReviewAsync(far, 2, "continue")).Is(200);
        await service.ApprovedAsync(register.Meeting(2));
        (await service.Writer.PostAsync($"/v1/directives/{never}/progress", $$"""{ "unit": "{{unit}}科", "state": "proposed" }""")).Is(200);

        Assert.Equal([late, done, far, never], await IdsAsync(register, ""));
        Assert.Equal([late, done, never], await IdsAsync(register, $"&unit={unit}"));
        Assert.Equal([late], await IdsAsync(register, $"&unit={unit}&overdue=true"));
        Assert.Equal([late], await IdsAsync(register, "&overdue=true"));
        Assert.Equal([done, far, never], await IdsAsync(register, "&overdue=false"));
        Assert.Equal([late, far], await IdsAsync(register, "&dueBefore=2901-01-01"));
        Assert.Equal([done], await IdsAsync(register, "&state=released"));
        Assert.Equal([never], await IdsAsync(register, $"&state=proposed&unit={unit}"));
        Assert.Empty(await IdsAsync(register, "&state=proposed"));
        Assert.Equal([far], await IdsAsync(register, $"&meeting={register.Meeting(1)}"));
        Assert.Equal([done, far], await IdsAsync(register, $"&meeting={register.Meeting(2)}"));
        (await service.Writer.GetAsync("/v1/directives?state=closed&colour=1")).IsProblem(400, "invalid", "/colour", "/state");
    }

    [Fact]
    public async Task Pages_neither_shift_nor_repeat()
    {
        var register = await TestRegister.CreateAsync(service);
        var ids = new List<string>();
        for (var at = 0; at < 7; at++)
            ids.Add(await register.DirectiveAsync($"{at}", due: at < 4 ? $"2026-01-{10 + at}" : null));

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await service.Writer.GetAsync($"/v1/directives?series={register.Series}&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}")).Is(200).Json;
            seen.AddRange(page["data"]!.AsArray().Select(entry => entry!["id"]!.ToString()));
            cursor = page["next"]?.ToString();
        }
        while (cursor is not null);

        Assert.Equal(ids, seen);
    }

    [Fact]
    public async Task A_batch_creates_replaces_reports_and_reviews_and_tells_what_came_of_each_line()
    {
        var register = await TestRegister.CreateAsync(service);
        await register.DraftAsync(1, "2025-11-20T15:30:00+08:00");
        var (a, b) = ($"{register.Series}-a", $"{register.Series}-b");
        string Directive(string id, string more = "") => $$"""{ "id": "{{id}}", "series": "{{register.Series}}", "text": "辦理。", "units": [ { "name": "人事處" } ]{{more}} }""";
        var answers = await BatchAsync(
            Directive(a),
            Directive(b),
            Directive(b),
            Directive(a, """, "revision": 1, "due": "2026-01-31" """),
            $$"""{ "id": "{{a}}", "progress": { "unit": "人事處", "percent": 50 } }""",
            $$"""{ "id": "{{a}}", "progress": { "unit": "人事處", "state": "released" } }""",
            $$"""{ "id": "{{a}}", "revision": 1, "progress": { "unit": "人事處", "percent": 51 } }""",
            $$"""{ "id": "{{b}}", "review": { "record": "{{register.Meeting(1)}}", "verdict": "release" } }""",
            $$"""{ "id": "nothing", "progress": { "unit": "人事處", "percent": 50 } }""",
            $$"""{ "id": "{{a}}", "progress": { "unit": "人事處", "percent": 50 }, "review": { "record": "{{register.Meeting(1)}}", "verdict": "release" } }""",
            $$"""{ "id": "{{a}}", "progress": { "unit": "國際司", "percent": 50 } }""",
            "{ nonsense");

        Assert.Equal([201, 201, 412, 200, 200, 400, 412, 200, 404, 400, 400, 400], answers.Select(answer => answer["status"]!.GetValue<int>()));
        Assert.Equal("/progress/state", answers[5]["problem"]!["errors"]![0]!["pointer"]!.ToString());
        Assert.Equal((a, "\"r3\""), (answers[4]["id"]!.ToString(), answers[4]["etag"]!.ToString()));
        Assert.Equal("/progress/unit", answers[10]["problem"]!["errors"]![0]!["pointer"]!.ToString());
        Assert.Equal("malformed", answers[11]["problem"]!["code"]!.ToString());
        (await service.Writer.PostAsync("/v1/directives/batch", "{}")).IsProblem(415, "unsupported-media-type");
    }

    [Fact]
    public async Task Tables_hold_a_row_for_each_unit_and_no_formula()
    {
        var register = await TestRegister.CreateAsync(service);
        var id = await register.DirectiveAsync("csv", due: "2026-01-31", unit: "人事處、=cmd", text: "=HYPERLINK(\"http://x\")，一\"二\"");
        (await service.Writer.PostAsync($"/v1/directives/{id}/progress", """{ "unit": "人事處", "percent": 40, "note": "+1\n第二行" }""")).Is(200);

        var csv = (await service.Writer.GetAsync($"/v1/directives.csv?series={register.Series}")).Is(200);
        Assert.Equal("text/csv", csv.MediaType);
        var text = csv.Text.TrimStart('\ufeff');
        Assert.StartsWith("id,series,originRecord,originAnchor,text,unit,role,unitState,percent,note,state,due,currentDue,overdue,disclosure,publicNumber\r\n", text, StringComparison.Ordinal);
        Assert.Contains($"{id},{register.Series},,,\"'=HYPERLINK(\"\"http://x\"\")，一\"\"二\"\"\",人事處,lead,pending,40,\"'+1\n第二行\",pending,2026-01-31,2026-01-31,", text, StringComparison.Ordinal);
        Assert.Contains(",'=cmd,lead,", text, StringComparison.Ordinal);

        using var response = await service.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(service.Address, $"/v1/directives.ods?series={register.Series}"))
        {
            Headers = { { "Authorization", $"Bearer {service.Writer.Key}" } },
        }, TestContext.Current.CancellationToken);
        Assert.Equal("application/vnd.oasis.opendocument.spreadsheet", response.Content.Headers.ContentType!.MediaType);
        using var package = new ZipArchive(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal("mimetype", package.Entries[0].FullName);
        using var content = package.GetEntry("content.xml")!.Open();
        var sheet = await XDocument.LoadAsync(content, LoadOptions.None, TestContext.Current.CancellationToken);
        XNamespace table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0", office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
        Assert.Equal(3, sheet.Descendants(table + "table-row").Count());
        Assert.DoesNotContain(sheet.Descendants().Attributes(), attribute => attribute.Name.LocalName == "formula");
        Assert.Equal(["2026-01-31", "2026-01-31"], sheet.Descendants(table + "table-row").ElementAt(1).Descendants().Attributes(office + "date-value").Select(value => value.Value));
        Assert.Contains("=HYPERLINK(\"http://x\")，一\"二\"", sheet.Root!.Value, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> IdsAsync(TestRegister register, string query) =>
        [.. (await service.Writer.GetAsync($"/v1/directives?series={register.Series}{query}")).Is(200).Json["data"]!.AsArray().Select(entry => entry!["id"]!.ToString())];

    private async Task<IReadOnlyList<JsonNode>> BatchAsync(params string[] lines)
    {
        using var content = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
        var answer = (await service.Writer.SendAsync(HttpMethod.Post, "/v1/directives/batch", content)).Is(200);
        return [.. answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }
}
