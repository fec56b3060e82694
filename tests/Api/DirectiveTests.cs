using System.Text.Json.Nodes;

namespace OpenMinutes.Tests.Api;

/// <summary>Directives as internal systems write and read them.</summary>
public sealed class DirectiveTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task A_directive_is_created_read_replaced_and_audited()
    {
        var register = await TestRegister.CreateAsync(service);
        await register.DraftAsync(1, "2025-10-16T15:30:00+08:00");
        var id = await register.DirectiveAsync("a", origin: 1, due: "2025-12-31");

        var read = (await service.Writer.GetAsync($"/v1/directives/{id}")).Is(200);
        Assert.Equal(("\"r1\"", "pending", "2025-12-31"), (read.ETag, read["state"], read["currentDue"]));
        (await service.Writer.GetAsync($"/v1/directives/{id}", ("If-None-Match", read.ETag!))).Is(304);

        // What was read can be sent back.
        var changed = read.Json;
        changed["text"] = "請儘速辦理。";
        var replaced = (await service.Writer.PutAsync($"/v1/directives/{id}", changed.ToJsonString(), ("If-Match", read.ETag!))).Is(200);
        Assert.Equal(("\"r2\"", "請儘速辦理。"), (replaced.ETag, replaced["text"]));
        (await service.Writer.PutAsync($"/v1/directives/{id}", changed.ToJsonString(), ("If-Match", read.ETag!))).IsProblem(412, "precondition-failed");
        (await service.Writer.PutAsync($"/v1/directives/{id}", changed.ToJsonString())).IsProblem(428, "precondition-required");
        (await service.Writer.PutAsync($"/v1/directives/{id}", changed.ToJsonString(), ("If-None-Match", "*"))).IsProblem(412, "precondition-failed");

        var audit = await service.QueryAsync<(string Action, int Revision, string? Detail)>(
            "select action, revision, detail from minutes.audit where resource = @resource order by id", new { resource = $"directives/{id}" });
        Assert.Equal([("directive.create", 1), ("directive.replace", 2)], audit.Select(row => (row.Action, row.Revision)));
        Assert.Equal(read["text"], JsonNode.Parse(audit[1].Detail!)!["former"]!["text"]!.ToString());
        Assert.Equal(2, await service.QuerySingleAsync<long>("select count(*) from minutes.changes where resource = @resource", new { resource = $"directives/{id}" }));
    }

    [Fact]
    public async Task A_repeated_request_is_answered_as_before_and_a_taken_id_refused()
    {
        var register = await TestRegister.CreateAsync(service);
        var body = $$"""{ "id": "{{register.Series}}-x", "series": "{{register.Series}}", "text": "辦理。", "units": [ { "name": "人事處" } ] }""";

        var first = (await service.Writer.PostAsync("/v1/directives", body, ("Idempotency-Key", register.Series))).Is(201);
        var second = (await service.Writer.PostAsync("/v1/directives", body, ("Idempotency-Key", register.Series))).Is(201);
        Assert.Equal((first.Text, first.ETag, first.Headers.Location), (second.Text, second.ETag, second.Headers.Location));
        (await service.Writer.PostAsync("/v1/directives", body)).IsProblem(409, "id-taken", "/id");
        (await service.Writer.PostAsync("/v1/directives", body.Replace("辦理", "研議", StringComparison.Ordinal), ("Idempotency-Key", register.Series)))
            .IsProblem(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task An_origin_that_is_no_part_of_a_record_of_the_series_is_refused()
    {
        var register = await TestRegister.CreateAsync(service);
        var other = await TestRegister.CreateAsync(service);
        await register.DraftAsync(1, "2025-10-16T15:30:00+08:00");
        await other.DraftAsync(1, "2025-10-16T15:30:00+08:00");

        Task<Reply> PostAsync(string record, string anchor, string? series = null) => service.Writer.PostAsync("/v1/directives", $$"""
            { "id": "{{register.Series}}-o", "series": "{{series ?? register.Series}}", "text": "辦理。", "units": [ { "name": "人事處" } ], "origin": { "record": "{{record}}", "anchor": "{{anchor}}" } }
            """);
        (await PostAsync("nothing", "i-1")).IsProblem(400, "invalid", "/origin/record");
        (await PostAsync(other.Meeting(1), "i-1")).IsProblem(400, "invalid", "/origin/record");
        (await PostAsync(register.Meeting(1), "nothing")).IsProblem(400, "invalid", "/origin/anchor");
        (await service.Writer.PostAsync("/v1/directives", """{ "id": "z", "series": "no-such-series", "text": "辦理。", "units": [ { "name": "人事處" } ] }"""))
            .IsProblem(400, "invalid", "/series");
        (await PostAsync(register.Meeting(1), "i-1")).Is(201);
    }

    [Fact]
    public async Task Units_report_over_time_and_only_a_review_releases()
    {
        var register = await TestRegister.CreateAsync(service);
        var id = await register.DirectiveAsync("p", unit: "數位國際司、法制處");

        (await ProgressAsync(id, """{ "unit": "數位國際司", "percent": 60, "note": "已完成測試環境。" }""")).Is(200);
        var asked = (await ProgressAsync(id, """{ "unit": "數位國際司", "state": "proposed", "percent": 100 }""")).Is(200);
        Assert.Equal(("proposed", "100", "已完成測試環境。"), (Unit(asked, 0, "state"), Unit(asked, 0, "percent"), Unit(asked, 0, "note")));
        Assert.Equal(("pending", "pending"), (Unit(asked, 1, "state"), asked["state"]));
        Assert.Equal("proposed", (await ProgressAsync(id, """{ "unit": "法制處", "state": "proposed" }""")).Is(200)["state"]);
        Assert.Equal(3, asked.Json["progress"]!.AsArray().Count + 1);

        (await ProgressAsync(id, """{ "unit": "法制處", "state": "released" }""")).IsProblem(400, "invalid", "/state");
        (await ProgressAsync(id, """{ "unit": "秘書處", "percent": 5 }""")).IsProblem(400, "invalid", "/unit");
        (await ProgressAsync("nothing", """{ "unit": "秘書處", "percent": 5 }""")).IsProblem(404, "not-found");
        (await service.Writer.PostAsync($"/v1/directives/{id}/progress", """{ "unit": "法制處", "percent": 5 }""", ("If-Match", "\"r1\""))).IsProblem(412, "precondition-failed");
        (await ProgressAsync(id, """{ "unit": "法制處", "note": "一次。" }""", ("Idempotency-Key", id))).Is(200);
        (await ProgressAsync(id, """{ "unit": "法制處", "note": "一次。" }""", ("Idempotency-Key", id))).Is(200);
        Assert.Equal(1, await service.QuerySingleAsync<long>("select count(*) from minutes.directive_progress where directive = @id and note = '一次。'", new { id }));

        // A directive that is sent with other percentages reports them; one that says released does not release.
        var read = (await service.Writer.GetAsync($"/v1/directives/{id}")).Is(200);
        var changed = read.Json;
        changed["units"]![1]!["percent"] = 80;
        var replaced = (await service.Writer.PutAsync($"/v1/directives/{id}", changed.ToJsonString(), ("If-Match", read.ETag!))).Is(200);
        Assert.Equal(("80", "王承辦"), (Unit(replaced, 1, "percent"), replaced.Json["progress"]!.AsArray()[^1]!["person"]!.ToString()));
        changed["units"]![1]!["state"] = "released";
        (await service.Writer.PutAsync($"/v1/directives/{id}", changed.ToJsonString(), ("If-Match", replaced.ETag!))).IsProblem(400, "invalid", "/units/1/state");
    }

    [Fact]
    public async Task Reviews_are_written_while_their_record_is_a_draft_and_hold_when_it_is_public()
    {
        var register = await TestRegister.CreateAsync(service);
        await register.PublishedAsync(1, "2025-10-16T15:30:00+08:00");
        var id = await register.DirectiveAsync("r", origin: 1, due: "2025-11-01", unit: "數位國際司、法制處");
        await register.DraftAsync(2, "2025-11-20T15:30:00+08:00", "一案解除。");

        (await register.ReviewAsync(id, 1, "continue")).IsProblem(409, "wrong-state");
        (await register.ReviewAsync(id, 2, "continue", anchor: "nothing")).IsProblem(400, "invalid", "/anchor");
        (await register.ReviewAsync(id, 2, "release", units: "秘書處")).IsProblem(400, "invalid", "/units/0");
        (await register.ReviewAsync(id, 3, "continue")).IsProblem(400, "invalid", "/record");
        (await service.Writer.PostAsync($"/v1/directives/{id}/reviews", $$"""{ "record": "{{register.Meeting(2)}}", "verdict": "continue" }""")).IsProblem(428, "precondition-required");
        (await register.ReviewAsync(id, 2, "release", units: "法制處")).Is(200);
        var written = (await register.ReviewAsync(id, 2, "continue", "請續辦。", "2026-01-31", "c-1")).Is(200);
        var review = Assert.Single(written.Json["reviews"]!.AsArray())!;
        Assert.Equal(("continue", "false", "2025-11-01"), (review["verdict"]!.ToString(), review["effective"]!.ToString(), written["currentDue"]));

        (await service.Writer.StepAsync(register.Meeting(2), "submit")).Is(200);
        (await register.ReviewAsync(id, 2, "release")).IsProblem(409, "wrong-state");
        (await service.Approver.StepAsync(register.Meeting(2), "approve")).Is(200);
        var held = (await service.Writer.GetAsync($"/v1/directives/{id}")).Is(200);
        Assert.Equal(("true", "2026-01-31", "2025-11-01"), (held.Json["reviews"]![0]!["effective"]!.ToString(), held["currentDue"], held["due"]));

        // A correction changes what the meeting decided once it is public, and withdrawal takes it away.
        (await service.Writer.StepAsync(register.Meeting(2), "correct", """{ "changeNote": "更正" }""")).Is(200);
        (await register.ReviewAsync(id, 2, "release")).Is(200);
        Assert.Equal("pending", await register.StateAsync(id));
        await service.ApprovedAsync(register.Meeting(2));
        Assert.Equal("released", await register.StateAsync(id));
        (await ProgressAsync(id, """{ "unit": "法制處", "percent": 5 }""")).IsProblem(409, "wrong-state");
        (await service.Approver.StepAsync(register.Meeting(2), "withdraw", """{ "reason": "待釐清" }""")).Is(200);
        Assert.Equal("pending", await register.StateAsync(id));
        (await service.Approver.StepAsync(register.Meeting(2), "reinstate", """{ "reason": "已釐清" }""")).Is(200);
        Assert.Equal("released", await register.StateAsync(id));

        // A later meeting re-opens it.
        await register.DraftAsync(3, "2025-12-18T15:30:00+08:00");
        (await register.ReviewAsync(id, 3, "continue", "再行追蹤。")).Is(200);
        Assert.Equal("released", await register.StateAsync(id));
        await service.ApprovedAsync(register.Meeting(3));
        Assert.Equal("pending", await register.StateAsync(id));
        Assert.Contains("directive.reviewed", await service.QueryAsync<string>("select action from minutes.audit where resource = @resource", new { resource = $"directives/{id}" }));
    }

    [Fact]
    public async Task A_review_is_taken_back_from_a_draft_at_once_and_from_public_minutes_by_a_correction()
    {
        var register = await TestRegister.CreateAsync(service);
        var id = await register.DirectiveAsync("t");
        await register.DraftAsync(1, "2025-11-20T15:30:00+08:00");
        (await RemoveAsync(id, register.Meeting(1))).IsProblem(404, "not-found");
        (await register.ReviewAsync(id, 1, "release")).Is(200);
        Assert.Empty((await RemoveAsync(id, register.Meeting(1))).Is(200).Json["reviews"]!.AsArray());

        (await register.ReviewAsync(id, 1, "release")).Is(200);
        await service.ApprovedAsync(register.Meeting(1));
        (await RemoveAsync(id, register.Meeting(1))).IsProblem(409, "wrong-state");
        (await service.Writer.StepAsync(register.Meeting(1), "correct", """{ "changeNote": "更正" }""")).Is(200);
        (await RemoveAsync(id, register.Meeting(1))).Is(200);
        (await RemoveAsync(id, register.Meeting(1))).IsProblem(404, "not-found");
        Assert.Equal("released", await register.StateAsync(id));

        // A redaction meanwhile moves the draft up one number, and what was written with it too.
        (await service.Approver.StepAsync(register.Meeting(1), "redact", """{ "anchors": [ "i-1" ], "reason": "誤載" }""")).Is(200);
        Assert.Equal("released", await register.StateAsync(id));
        await service.ApprovedAsync(register.Meeting(1));
        Assert.Equal("pending", await register.StateAsync(id));
    }

    [Fact]
    public async Task A_deleted_record_takes_its_reviews_along_and_its_directives_say_so()
    {
        var register = await TestRegister.CreateAsync(service);
        await register.DraftAsync(1, "2025-10-16T15:30:00+08:00");
        await register.DraftAsync(2, "2025-11-20T15:30:00+08:00");
        var id = await register.DirectiveAsync("gone", origin: 1);
        (await register.ReviewAsync(id, 1, "continue")).IsProblem(400, "invalid", "/record");
        (await register.ReviewAsync(id, 2, "continue")).Is(200);
        foreach (var number in (int[])[1, 2])
        {
            var etag = (await service.Writer.GetAsync($"/v1/records/{register.Meeting(number)}")).ETag!;
            (await service.Writer.SendAsync(HttpMethod.Delete, $"/v1/records/{register.Meeting(number)}", null, ("If-Match", etag))).Is(204);
        }

        var read = (await service.Writer.GetAsync($"/v1/directives/{id}")).Is(200);
        Assert.Empty(read.Json["reviews"]!.AsArray());
        Assert.Contains("origin-missing", read.Json["warnings"]!.AsArray().Select(warning => warning!["code"]!.ToString()));
    }

    [Fact]
    public async Task Two_who_change_the_same_revision_do_not_overwrite_each_other()
    {
        var register = await TestRegister.CreateAsync(service);
        await register.DraftAsync(1, "2025-11-20T15:30:00+08:00");
        var id = await register.DirectiveAsync("race");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => service.Writer.PostAsync(
            $"/v1/directives/{id}/reviews", $$"""{ "record": "{{register.Meeting(1)}}", "verdict": "continue" }""", ("If-Match", "\"r1\""))));

        Assert.Equal([200, 412, 412, 412, 412, 412, 412, 412], answers.Select(answer => answer.Status).Order());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(at => ProgressAsync(id, $$"""{ "unit": "數位國際司", "note": "{{at}}" }""")));
        Assert.Equal(8, (await service.Writer.GetAsync($"/v1/directives/{id}")).Json["progress"]!.AsArray().Count);
    }

    private static string? Unit(Reply answer, int at, string member) => answer.Json["units"]![at]![member]?.ToString();

    private Task<Reply> ProgressAsync(string id, string body, params (string, string)[] headers) => service.Writer.PostAsync($"/v1/directives/{id}/progress", body, headers);

    private async Task<Reply> RemoveAsync(string id, string record) => await service.Writer.SendAsync(
        HttpMethod.Delete, $"/v1/directives/{id}/reviews/{record}", null, ("If-Match", (await service.Writer.GetAsync($"/v1/directives/{id}")).ETag!));
}
