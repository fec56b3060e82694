namespace OpenMinutes.Tests.Api;

/// <summary>Withdrawal leaves a notice, and can be undone.</summary>
public sealed class WithdrawalTests(ApiService service) : IClassFixture<ApiService>
{
    private const string Reason = """{ "reason": "內容尚待釐清" }""";

    [Fact]
    public async Task Withdrawal_takes_every_edition_away_and_leaves_the_date_and_the_reason()
    {
        var id = await service.PublishedAsync("withdrawn", 1);
        (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "更正" }""")).Is(200);
        await service.ApprovedAsync(id);

        var withdrawn = (await service.Approver.StepAsync(id, "withdraw", Reason)).Is(200);

        Assert.Equal(("withdrawn", "2", "true"), (withdrawn["state"], withdrawn["edition"], withdrawn.Json["published"]!["withdrawn"]!.ToString()));
        Assert.Empty(await service.PublicAsync(id));
        Assert.Equal(0, await service.QuerySingleAsync<long>("select count(*) from public_site.appearances where key = @id", new { id }));
        Assert.Equal((true, "內容尚待釐清"), await service.QuerySingleAsync<(bool, string)>(
            "select withdrawn_at is not null, withdrawal_reason from public_site.records where key = @id", new { id }));
        Assert.Equal(("withdraw", 2), await service.LastChangeAsync(id));
        Assert.Equal("withdrawn", (await service.CausesAsync(id))[^1]);
    }

    [Fact]
    public async Task Reinstatement_brings_back_what_was_there()
    {
        var id = await service.PublishedAsync("reinstated", 2);
        (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "更正" }""")).Is(200);
        await service.ApprovedAsync(id);
        const string copy = """
            select concat_ws(' ', (select jsonb_agg(to_jsonb(r) - 'changed_in')::text from public_site.records r where key = @id),
                                  (select jsonb_agg(to_jsonb(e) - 'changed_in' order by e.edition)::text from public_site.editions e where key = @id),
                                  (select jsonb_agg(a order by a.position)::text from public_site.appearances a where key = @id))
            """;
        var before = await service.QuerySingleAsync<string>(copy, new { id });

        (await service.Approver.StepAsync(id, "withdraw", Reason)).Is(200);
        Assert.NotEqual(before, await service.QuerySingleAsync<string>(copy, new { id }));
        Assert.Equal("published", (await service.Approver.StepAsync(id, "reinstate", """{ "reason": "已釐清" }""")).Is(200)["state"]);

        Assert.Equal(before, await service.QuerySingleAsync<string>(copy, new { id }));
        Assert.Equal(("upsert", 2), await service.LastChangeAsync(id));
        Assert.Equal("reinstated", (await service.CausesAsync(id))[^1]);
    }

    [Fact]
    public async Task Withdrawal_acts_on_what_is_public_and_leaves_a_draft_alone()
    {
        var id = await service.PublishedAsync("drafting", 3);
        (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "更正" }""")).Is(200);

        var withdrawn = (await service.Approver.StepAsync(id, "withdraw", Reason)).Is(200);
        Assert.Equal(("draft", "2", "true"), (withdrawn["state"], withdrawn["edition"], withdrawn.Json["published"]!["withdrawn"]!.ToString()));
        Assert.Empty(await service.PublicAsync(id));

        var reinstated = (await service.Approver.StepAsync(id, "reinstate", """{ "reason": "已釐清" }""")).Is(200);
        Assert.Equal(("draft", "2", "false"), (reinstated["state"], reinstated["edition"], reinstated.Json["published"]!["withdrawn"]!.ToString()));
        Assert.Single(await service.PublicAsync(id));
    }

    [Fact]
    public async Task What_is_approved_while_the_minutes_are_withdrawn_is_shown_when_they_are_reinstated()
    {
        var id = await service.PublishedAsync("hidden", 4);
        (await service.Approver.StepAsync(id, "withdraw", Reason)).Is(200);
        var draft = (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "更正" }""")).Is(200).Sent();
        draft["title"] = "還不公開的標題";
        (await service.Writer.PutAsync($"/v1/records/{id}", draft.ToJsonString(), ("If-Match", "\"r5\""))).Is(200);
        (await service.Writer.StepAsync(id, "submit")).Is(200);

        Assert.Equal("withdrawn", (await service.Approver.StepAsync(id, "approve")).Is(200)["state"]);
        Assert.Empty(await service.PublicAsync(id));
        Assert.Equal(("第4次主管會議紀錄", 1), await service.QuerySingleAsync<(string, int)>("select title, edition from public_site.records where key = @id", new { id }));

        Assert.Equal("published", (await service.Approver.StepAsync(id, "reinstate", """{ "reason": "已釐清" }""")).Is(200)["state"]);
        Assert.Equal([1, 2], (await service.PublicAsync(id)).Select(edition => edition.Edition));
        Assert.Equal(("還不公開的標題", 2), await service.QuerySingleAsync<(string, int)>("select title, edition from public_site.records where key = @id", new { id }));
    }

    [Fact]
    public async Task Only_what_is_public_can_be_withdrawn_and_only_what_is_withdrawn_reinstated()
    {
        var id = await service.Writer.CreateAsync(Minutes.Small("unpublished", 5));
        (await service.Approver.StepAsync(id, "withdraw", Reason)).IsProblem(409, "wrong-state");
        (await service.Approver.StepAsync(id, "reinstate", Reason)).IsProblem(409, "wrong-state");
        await service.ApprovedAsync(id);
        (await service.Approver.StepAsync(id, "reinstate", Reason)).IsProblem(409, "wrong-state");
        (await service.Approver.StepAsync(id, "withdraw")).IsProblem(400, "invalid", "/reason");
        (await service.Approver.StepAsync(id, "withdraw", Reason)).Is(200);
        (await service.Approver.StepAsync(id, "withdraw", Reason)).IsProblem(409, "wrong-state");
    }
}
