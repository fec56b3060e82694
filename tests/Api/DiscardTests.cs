using System.Globalization;

namespace OpenMinutes.Tests.Api;

/// <summary>The draft of a correction that nobody wants any more.</summary>
public sealed class DiscardTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task The_record_stands_again_as_it_is_public()
    {
        var id = await service.PublishedAsync("discarded", 1);
        var before = (await service.Writer.GetAsync($"/v1/records/{id}")).Is(200);
        var draft = (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "更正" }""")).Is(200).Sent();
        draft["title"] = "不要的標題";
        draft["sections"]![0]!["units"]![0]!["name"] = "人事處";
        (await service.Writer.PutAsync($"/v1/records/{id}", draft.ToJsonString(), ("If-Match", "\"r4\""))).Is(200);

        var after = (await DiscardAsync(id, 2, "\"r5\"")).Is(200);

        Assert.Equal(("published", "1", "6", "\"r6\""), (after["state"], after["edition"], after["revision"], after.ETag));
        Assert.Equal(before.Sent().ToJsonString(), after.Sent().ToJsonString());
        Assert.Equal("1", Assert.Single((await service.Writer.GetAsync($"/v1/records/{id}/editions")).Is(200).Json["data"]!.AsArray())!["edition"]!.ToString());
        Assert.Equal(["數位策略司"], await service.QueryAsync<string>("select name from minutes.record_units where record = @id", new { id }));
        Assert.DoesNotContain(id, await IdsAsync("q=不要的標題"));
        Assert.Equal(("record.discard", "不要的標題"), await service.QuerySingleAsync<(string, string)>(
            "select action, detail #>> '{former,title}' from minutes.audit where resource = @resource order by id desc limit 1", new { resource = $"records/{id}" }));
        Assert.Equal(("upsert", 1), await service.LastChangeAsync(id));

        // The number is free for the next correction, which goes its whole way.
        (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "另一次更正" }""")).Is(200);
        await service.ApprovedAsync(id);
        Assert.Equal([1, 2], (await service.PublicAsync(id)).Select(edition => edition.Edition));
    }

    [Fact]
    public async Task A_withdrawn_record_stays_withdrawn()
    {
        var id = await service.PublishedAsync("discarded-unseen", 2);
        (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "更正" }""")).Is(200);
        (await service.Approver.StepAsync(id, "withdraw", """{ "reason": "內容尚待釐清" }""")).Is(200);

        Assert.Equal("withdrawn", (await DiscardAsync(id, 2, "\"r5\"")).Is(200)["state"]);
    }

    [Fact]
    public async Task Only_a_draft_over_something_public_can_be_discarded()
    {
        var fresh = await service.Writer.CreateAsync(Minutes.Small("never-public", 3));
        (await DiscardAsync(fresh, 1, "\"r1\"")).IsProblem(409, "wrong-state");

        var id = await service.PublishedAsync("kept", 4);
        (await DiscardAsync(id, 1, "\"r3\"")).IsProblem(409, "wrong-state");
        (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "更正" }""")).Is(200);
        (await DiscardAsync(id, 1, "\"r4\"")).IsProblem(409, "wrong-state");
        (await DiscardAsync(id, 3, "\"r4\"")).IsProblem(404, "not-found");
        (await DiscardAsync(id, 2, "\"r3\"")).IsProblem(412, "precondition-failed");
        (await DiscardAsync(id, 2)).IsProblem(428, "precondition-required");
        (await service.Writer.StepAsync(id, "submit")).Is(200);
        (await DiscardAsync(id, 2, "\"r5\"")).IsProblem(409, "wrong-state");
    }

    private Task<Reply> DiscardAsync(string id, int edition, string? ifMatch = null) => service.Writer.SendAsync(
        HttpMethod.Delete,
        $"/v1/records/{id}/editions/{edition.ToString(CultureInfo.InvariantCulture)}",
        null,
        ifMatch is null ? [] : [("If-Match", ifMatch)]);

    private async Task<IEnumerable<string>> IdsAsync(string filter) =>
        (await service.Writer.GetAsync($"/v1/records?{filter}")).Is(200).Json["data"]!.AsArray().Select(record => record!["id"]!.ToString());
}
