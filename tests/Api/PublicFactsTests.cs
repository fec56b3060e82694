using System.Text.Json.Nodes;

namespace OpenMinutes.Tests.Api;

/// <summary>What publishers are told of minutes besides their text: when and where, how much was decided, the figures, and where units appear.</summary>
public sealed class PublicFactsTests(ApiService service) : IClassFixture<ApiService>
{
    private const string Facts = "select end_at is not null, location, decisions from public_site.records where key = @id";
    private const string Figures = "select unit_name || ' ' || anchor || ' ' || name || ' ' || value || unit || ' ' || as_of from public_site.figures where key = @id order by position";

    [Fact]
    public async Task Minutes_tell_when_they_ended_where_they_were_how_much_was_decided_and_what_was_measured()
    {
        var id = await PublishedAsync("facts", 41);

        Assert.Equal((true, "本部延平大樓", 1), await service.QuerySingleAsync<(bool, string?, int)>(Facts, new { id }));
        Assert.Equal(
            ["數位策略司 i-1-e 件數 12 2025-11-20", "人事處 r-1-1 預算執行率 92.65% 2025-10-31", "人事處 r-1-2 員額 7 2025-11-20"],
            await service.QueryAsync<string>(Figures, new { id }));
        Assert.Equal(
            ["item i-1 數位策略司 reporting", "annex x-1 秘書處 organising", "report r-1 人事處 reporting"],
            await service.QueryAsync<string>("select kind || ' ' || anchor || ' ' || unit_name || ' ' || role from public_site.appearances where key = @id order by position", new { id }));
    }

    [Fact]
    public async Task What_is_redacted_is_measured_no_more()
    {
        var id = await PublishedAsync("facts-redacted", 42);

        (await service.Approver.StepAsync(id, "redact", """{ "anchors": ["r-1-1", "i-1-o"], "ground": "18-1-6", "reason": "誤植" }""")).Is(200);

        Assert.Equal(["數位策略司 i-1-e 件數 12 2025-11-20", "人事處 r-1-2 員額 7 2025-11-20"], await service.QueryAsync<string>(Figures, new { id }));
        Assert.Equal((true, "本部延平大樓", 0), await service.QuerySingleAsync<(bool, string?, int)>(Facts, new { id }));
    }

    [Fact]
    public async Task Withdrawn_minutes_keep_none_of_it_and_get_it_back()
    {
        var id = await PublishedAsync("facts-withdrawn", 43);

        (await service.Approver.StepAsync(id, "withdraw", """{ "reason": "尚待釐清" }""")).Is(200);
        Assert.Equal((false, null, 0), await service.QuerySingleAsync<(bool, string?, int)>(Facts, new { id }));
        Assert.Empty(await service.QueryAsync<string>(Figures, new { id }));

        (await service.Approver.StepAsync(id, "reinstate", """{ "reason": "已釐清" }""")).Is(200);
        Assert.Equal((true, "本部延平大樓", 1), await service.QuerySingleAsync<(bool, string?, int)>(Facts, new { id }));
        Assert.Equal(3, (await service.QueryAsync<string>(Figures, new { id })).Count);
    }

    private async Task<string> PublishedAsync(string id, int number)
    {
        var record = Minutes.Small(id, number);
        record["end"] = "2025-11-20T16:39:00+08:00";
        record["location"] = "本部延平大樓";
        record["sections"] = JsonNode.Parse("""
            [ { "id": "s-1", "heading": "報告事項", "items": [
                { "id": "i-1", "title": "列管案", "units": [ { "role": "reporting", "name": "數位策略司" } ],
                  "explanation": [ { "id": "i-1-e", "text": "本期新增 12 件。", "values": [ { "name": "件數", "value": 12 } ] } ],
                  "outcome": { "id": "i-1-o", "kind": "decision", "result": "noted", "clauses": [ { "id": "i-1-o-1", "text": "洽悉。" } ] } },
                { "id": "i-2", "title": "密案", "outcome": { "id": "i-2-o", "kind": "decision", "result": "noted", "disclosure": { "level": "withheld", "ground": "18-1-3" } } } ] } ]
            """);
        record["annexes"] = JsonNode.Parse("""
            [ { "id": "x-1", "item": "i-1", "heading": "附錄", "title": "業務報告", "units": [ { "role": "organising", "name": "秘書處" } ], "reports": [
                { "id": "r-1", "unit": "人事處", "clauses": [
                  { "id": "r-1-1", "label": "一", "text": "預算執行率 92.65 %。", "values": [ { "name": "預算執行率", "value": 92.65, "unit": "%", "asOf": "2025-10-31" } ] },
                  { "id": "r-1-2", "label": "二", "text": "員額 7 人。", "values": [ { "name": "員額", "value": 7 } ] } ] },
                { "id": "r-2", "unit": "資通安全署", "disclosure": { "level": "withheld", "ground": "18-1-3" }, "clauses": [
                  { "id": "r-2-1", "text": "密。", "values": [ { "name": "密", "value": 1 } ] } ] } ] } ]
            """);
        await service.Writer.CreateAsync(record);
        return await service.ApprovedAsync(id);
    }
}
