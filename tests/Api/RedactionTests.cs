using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Api;

/// <summary>What is found to be too open after it was public.</summary>
public sealed class RedactionTests(ApiService service) : IClassFixture<ApiService>
{
    private const string Redaction = """{ "anchors": ["c-1"], "ground": "18-1-6", "reason": "含個人資料" }""";
    private const string Text = "海纜障礙通報機制";

    [Fact]
    public async Task The_part_leaves_the_next_edition_and_every_older_one()
    {
        var id = await service.PublishedAsync("redacted", 1);
        (await service.Approver.StepAsync(id, "errata", """{ "anchor": "c-1", "text": "海纜障礙通報機制的附記", "date": "2025-12-20" }""")).Is(200);
        (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "更正" }""")).Is(200);
        await service.ApprovedAsync(id);
        Assert.All(await service.PublicAsync(id), edition => Assert.Contains(Text, edition.Document, StringComparison.Ordinal));

        var answer = (await service.Approver.StepAsync(id, "redact", Redaction)).Is(200);

        Assert.Equal(("published", "3", "3"), (answer["state"], answer["edition"], answer.Json["published"]!["edition"]!.ToString()));
        var editions = await service.PublicAsync(id);
        Assert.Equal([1, 2, 3], editions.Select(edition => edition.Edition));
        foreach (var (number, document) in editions)
        {
            Assert.DoesNotContain(Text, document, StringComparison.Ordinal);
            Assert.Contains("""{"id":"c-1","label":"一","disclosure":{"level":"withheld","ground":"18-1-6"}}""", document, StringComparison.Ordinal);
            Assert.DoesNotContain("個人資料", document, StringComparison.Ordinal);
            Assert.Equal(document, (await service.Writer.GetAsync($"/v1/records/{id}/editions/{number}/public")).Text);
        }

        Assert.Equal(("redact", 3), await service.LastChangeAsync(id));
        Assert.Equal("redacted", (await service.CausesAsync(id))[^1]);
    }

    [Fact]
    public async Task An_edition_that_is_being_written_moves_up_one_number_without_the_part()
    {
        var id = await service.PublishedAsync("moved-up", 2);
        var draft = (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "更正標題" }""")).Is(200).Sent();
        draft["title"] = "改過的標題";
        (await service.Writer.PutAsync($"/v1/records/{id}", draft.ToJsonString(), ("If-Match", "\"r4\""))).Is(200);

        var answer = (await service.Approver.StepAsync(id, "redact", Redaction)).Is(200);

        Assert.Equal(("draft", "3", "2", "改過的標題"), (answer["state"], answer["edition"], answer.Json["published"]!["edition"]!.ToString(), answer["title"]));
        Assert.Equal("withheld", answer.Json["sections"]![0]!["clauses"]![0]!["disclosure"]!["level"]!.ToString());
        var foreseen = (await service.Writer.GetAsync($"/v1/records/{id}/editions/3/public")).Is(200);
        Assert.Equal(("3", "更正標題"), (foreseen["edition"], foreseen["changeNote"]));
        Assert.DoesNotContain(Text, foreseen.Text, StringComparison.Ordinal);
        await service.ApprovedAsync(id);
        Assert.Equal([1, 2, 3], (await service.PublicAsync(id)).Select(edition => edition.Edition));
    }

    [Fact]
    public async Task What_is_approved_for_later_goes_public_without_the_part()
    {
        var id = await service.PublishedAsync("scheduled-redaction", 3);
        (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "更正" }""")).Is(200);
        (await service.Writer.StepAsync(id, "submit")).Is(200);
        (await service.Approver.StepAsync(id, "approve", """{ "publishAt": "2300-01-01T00:00:00+08:00" }""")).Is(200);

        Assert.Equal(("approved", "3"), Standing(await service.Approver.StepAsync(id, "redact", Redaction)));
        await service.QueryAsync<int>("update minutes.records set publish_at = now() where id = @id", new { id });

        await Eventually.Async(() => service.Writer.GetAsync($"/v1/records/{id}"), record => record["state"] == "published");
        var editions = await service.PublicAsync(id);
        Assert.Equal([1, 2, 3], editions.Select(edition => edition.Edition));
        Assert.All(editions, edition => Assert.DoesNotContain(Text, edition.Document, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_redacted_while_withdrawn_comes_back_without_the_part()
    {
        var id = await service.PublishedAsync("redacted-unseen", 4);
        (await service.Approver.StepAsync(id, "withdraw", """{ "reason": "內容尚待釐清" }""")).Is(200);

        Assert.Equal(("withdrawn", "2"), Standing(await service.Approver.StepAsync(id, "redact", Redaction)));
        Assert.Empty(await service.PublicAsync(id));
        (await service.Approver.StepAsync(id, "reinstate", """{ "reason": "已釐清" }""")).Is(200);

        var editions = await service.PublicAsync(id);
        Assert.Equal([1, 2], editions.Select(edition => edition.Edition));
        Assert.All(editions, edition => Assert.DoesNotContain(Text, edition.Document, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_part_that_only_an_older_edition_has_can_be_redacted_there()
    {
        var id = await service.PublishedAsync("older", 5);
        var draft = (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "刪去" }""")).Is(200).Sent();
        draft["sections"]![0]!["clauses"]!.AsArray().RemoveAt(0);
        (await service.Writer.PutAsync($"/v1/records/{id}", draft.ToJsonString(), ("If-Match", "\"r4\""))).Is(200);
        await service.ApprovedAsync(id);

        (await service.Approver.StepAsync(id, "redact", Redaction)).Is(200);

        Assert.All(await service.PublicAsync(id), edition => Assert.DoesNotContain(Text, edition.Document, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_no_public_edition_has_is_refused_with_its_place()
    {
        var id = await service.PublishedAsync("unknown-part", 6);

        (await service.Approver.StepAsync(id, "redact", """{ "anchors": ["c-1", "c-9"], "reason": "誤植" }""")).IsProblem(400, "invalid", "/anchors/1");
        (await service.Approver.StepAsync(id, "redact", """{ "anchors": [], "reason": "誤植" }""")).IsProblem(400, "invalid", "/anchors");
        (await service.Approver.StepAsync(id, "redact", """{ "anchors": ["c-1"] }""")).IsProblem(400, "invalid", "/reason");
        Assert.Single(await service.PublicAsync(id));
    }

    private static (string?, string?) Standing(Reply answer) => (answer.Is(200)["state"], answer["edition"]);
}
