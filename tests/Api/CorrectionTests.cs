namespace OpenMinutes.Tests.Api;

/// <summary>What is public is corrected by a new edition, and stays readable.</summary>
public sealed class CorrectionTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task The_public_edition_stays_while_the_next_one_is_written_and_after_it()
    {
        var id = await service.PublishedAsync("corrected", 1);
        var first = (await service.Writer.GetAsync($"/v1/records/{id}/editions/1/public")).Text;

        var opened = (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "更正報告單位" }""")).Is(200);
        Assert.Equal(("draft", "2", "1"), (opened["state"], opened["edition"], opened.Json["published"]!["edition"]!.ToString()));
        Assert.Equal([(1, first)], await service.PublicAsync(id));

        var record = opened.Sent();
        record["title"] = "更正後的紀錄";
        (await service.Writer.PutAsync($"/v1/records/{id}", record.ToJsonString(), ("If-Match", opened.ETag!))).Is(200);
        var foreseen = (await service.Writer.GetAsync($"/v1/records/{id}/editions/2/public")).Is(200);
        Assert.Equal(("更正報告單位", "更正後的紀錄"), (foreseen["changeNote"], foreseen["title"]));
        (await service.Writer.StepAsync(id, "submit")).Is(200);
        var approved = (await service.Approver.StepAsync(id, "approve")).Is(200);
        Assert.Equal(("published", "2"), (approved["state"], approved.Json["published"]!["edition"]!.ToString()));

        var second = (await service.Writer.GetAsync($"/v1/records/{id}/editions/2/public")).Is(200);
        Assert.Equal("更正報告單位", second["changeNote"]);
        Assert.Equal([(1, first), (2, second.Text)], await service.PublicAsync(id));
        Assert.Equal(("更正後的紀錄", 2), await service.QuerySingleAsync<(string, int)>("select title, edition from public_site.records where key = @id", new { id }));
        Assert.Equal("corrected", await service.QuerySingleAsync<string>("select cause from minutes.publication_requests where resource = @resource order by id desc limit 1", new { resource = $"records/{id}" }));
    }

    [Fact]
    public async Task A_draft_and_what_is_submitted_have_nothing_to_correct()
    {
        var id = await service.Writer.CreateAsync(Minutes.Small("uncorrected", 2));

        (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "更正" }""")).IsProblem(409, "wrong-state");
        (await service.Writer.StepAsync(id, "submit")).Is(200);
        (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "更正" }""")).IsProblem(409, "wrong-state");
    }

    [Fact]
    public async Task A_change_note_must_be_given()
    {
        var id = await service.PublishedAsync("noteless", 3);

        (await service.Writer.StepAsync(id, "correct")).IsProblem(400, "invalid", "/changeNote");
        (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "" }""")).IsProblem(400, "invalid", "/changeNote");
    }

    [Fact]
    public async Task Correcting_what_is_approved_for_later_cancels_its_time_and_gives_the_draft_back()
    {
        var id = await service.Writer.CreateAsync(Minutes.Small("cancelled", 4));
        (await service.Writer.StepAsync(id, "submit")).Is(200);
        (await service.Approver.StepAsync(id, "approve", """{ "publishAt": "2300-01-01T00:00:00+08:00" }""")).Is(200);

        var draft = (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "尚有錯字" }""")).Is(200);

        Assert.Equal(("draft", "1"), (draft["state"], draft["edition"]));
        Assert.Null(draft.Json["published"]);
        Assert.Null((await service.Writer.GetAsync($"/v1/records/{id}/editions/1/public")).Is(200)["changeNote"]);
        Assert.Equal((null, null), await service.QuerySingleAsync<(DateTime?, string?)>(
            "select r.publish_at, e.public_document from minutes.records r join minutes.editions e on e.record = r.id where r.id = @id", new { id }));
        (await service.Writer.PutAsync($"/v1/records/{id}", draft.Text, ("If-Match", draft.ETag!))).Is(200);
    }
}
