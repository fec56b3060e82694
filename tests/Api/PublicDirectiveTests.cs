using System.Text.Json.Nodes;
using OpenMinutes.Contracts;

namespace OpenMinutes.Tests.Api;

/// <summary>What of directives reaches the website's schema, and when.</summary>
public sealed class PublicDirectiveTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task A_public_directive_is_shown_with_the_minutes_that_began_it_and_reviews_with_theirs()
    {
        var register = await TestRegister.CreateAsync(service);
        await register.DraftAsync(1, "2025-10-16T15:30:00+08:00", "請辦理。");
        var id = await register.DirectiveAsync("a", origin: 1, due: "2025-11-30", unit: "數位國際司、法制處", anchor: "c-1");
        (await service.Writer.PostAsync($"/v1/directives/{id}/progress", """{ "unit": "法制處", "note": "內部辦理情形", "percent": 40 }""")).Is(200);
        Assert.Empty(await register.PublicAsync());
        await service.ApprovedAsync(register.Meeting(1));

        var shown = (await register.PublicAsync())[1];
        Assert.Equal(($"請辦理{id}。", DirectiveState.Pending, new DateOnly(2025, 11, 30)), (shown.Text, shown.State, shown.Due));
        Assert.Equal(new PublicOrigin { Key = register.Meeting(1), Anchor = "c-1" }, shown.Origin);
        Assert.Equal(["數位國際司", "法制處"], shown.Units.Select(unit => unit.Name));
        Assert.DoesNotContain("內部辦理情形", await PublicTextAsync(), StringComparison.Ordinal);

        await register.DraftAsync(2, "2025-11-20T15:30:00+08:00", "請續辦。", "內部討論。");
        (await register.ReviewAsync(id, 2, "continue", "請續辦。", "2026-01-31", "c-1")).Is(200);
        Assert.Empty((await register.PublicAsync())[1].Reviews);
        await service.ApprovedAsync(register.Meeting(2));
        shown = (await register.PublicAsync())[1];
        var review = Assert.Single(shown.Reviews);
        Assert.Equal((register.Meeting(2), Verdict.Continue, "請續辦。", "c-1", new DateOnly(2026, 1, 31)), (review.Key, review.Verdict, review.Text, review.Anchor, review.Due));
        Assert.Equal(new DateOnly(2026, 1, 31), shown.CurrentDue);
        Assert.Equal(
            [(register.Meeting(1), "begun"), (register.Meeting(2), "reviewed")],
            await service.QueryAsync<(string, string)>("select key, relation from public_site.directive_meetings where series = @Series order by key", new { register.Series }));

        // A change of the register alone waits for minutes.
        var read = (await service.Writer.GetAsync($"/v1/directives/{id}")).Json;
        read["text"] = "改寫之後。";
        (await service.Writer.PutAsync($"/v1/directives/{id}", read.ToJsonString(), ("If-Match", "*"))).Is(200);
        Assert.Equal($"請辦理{id}。", (await register.PublicAsync())[1].Text);
        await register.DraftAsync(3, "2025-12-18T15:30:00+08:00");
        (await register.ReviewAsync(id, 3, "release")).Is(200);
        await service.ApprovedAsync(register.Meeting(3));
        Assert.Equal(("改寫之後。", DirectiveState.Released), ((await register.PublicAsync())[1].Text, (await register.PublicAsync())[1].State));
    }

    [Fact]
    public async Task Redaction_and_withdrawal_of_minutes_carry_through()
    {
        var register = await TestRegister.CreateAsync(service);
        await register.DraftAsync(1, "2025-10-16T15:30:00+08:00", "請辦理。", "另請研議。");
        await register.DirectiveAsync("a", origin: 1, anchor: "c-1");
        var reviewed = await register.DirectiveAsync("b", origin: 1, anchor: "c-2");
        await service.ApprovedAsync(register.Meeting(1));
        await register.DraftAsync(2, "2025-11-20T15:30:00+08:00", "請續辦。");
        (await register.ReviewAsync(reviewed, 2, "release", "同意解除。", anchor: "c-1")).Is(200);
        await service.ApprovedAsync(register.Meeting(2));
        Assert.Equal([1, 2], (await register.PublicAsync()).Keys.Order());

        // The part in which it began is withheld, and so is the directive; the part with the verdict is, and so are its words.
        (await service.Approver.StepAsync(register.Meeting(1), "redact", """{ "anchors": [ "c-1" ], "reason": "誤載" }""")).Is(200);
        (await service.Approver.StepAsync(register.Meeting(2), "redact", """{ "anchors": [ "c-1" ], "reason": "誤載" }""")).Is(200);
        var shown = Assert.Single(await register.PublicAsync()).Value;
        Assert.Equal((2, DirectiveState.Released, null, null), (shown.Number, shown.State, shown.Reviews[0].Text, shown.Reviews[0].Anchor));

        // Without the minutes that released it, it is open; without those that began it, only the others know it.
        (await service.Approver.StepAsync(register.Meeting(2), "withdraw", """{ "reason": "待釐清" }""")).Is(200);
        shown = Assert.Single(await register.PublicAsync()).Value;
        Assert.Equal((DirectiveState.Pending, 0), (shown.State, shown.Reviews.Count));
        (await service.Approver.StepAsync(register.Meeting(1), "withdraw", """{ "reason": "待釐清" }""")).Is(200);
        Assert.Empty(await register.PublicAsync());
        Assert.Empty(await service.QueryAsync<string>("select unit_name from public_site.directive_units where series = @Series", new { register.Series }));
        (await service.Approver.StepAsync(register.Meeting(2), "reinstate", """{ "reason": "已釐清" }""")).Is(200);
        shown = Assert.Single(await register.PublicAsync()).Value;
        Assert.Equal((2, DirectiveState.Released, null), (shown.Number, shown.State, shown.Origin));
    }

    [Fact]
    public async Task What_is_closed_leaves_at_once_and_what_is_opened_waits_for_minutes()
    {
        var register = await TestRegister.CreateAsync(service);
        await register.DraftAsync(1, "2025-10-16T15:30:00+08:00");
        var id = await register.DirectiveAsync("a", origin: 1);
        await service.ApprovedAsync(register.Meeting(1));

        await DiscloseAsync(id, """{ "level": "summary", "summary": "研議中之案件" }""");
        var shown = (await register.PublicAsync())[1];
        Assert.Equal(("研議中之案件", null, null, 0), (shown.Disclosure!.Summary, shown.Text, shown.State, shown.Units.Count));
        await DiscloseAsync(id, """{ "level": "public" }""");
        Assert.NotNull((await register.PublicAsync())[1].Disclosure);
        await DiscloseAsync(id, """{ "level": "withheld" }""");
        Assert.Empty(await register.PublicAsync());
        Assert.Equal(2, await service.QuerySingleAsync<long>(
            "select count(*) from minutes.publication_requests where resource = @resource and cause = 'redacted'", new { resource = $"directives/{id}" }));

        await DiscloseAsync(id, """{ "level": "public" }""");
        Assert.Empty(await register.PublicAsync());
        (await service.Writer.StepAsync(register.Meeting(1), "correct", """{ "changeNote": "更正" }""")).Is(200);
        await service.ApprovedAsync(register.Meeting(1));
        Assert.Equal(1, Assert.Single(await register.PublicAsync()).Key);
    }

    [Fact]
    public async Task Ages_and_rates_are_as_of_the_newest_public_meeting()
    {
        var register = await TestRegister.CreateAsync(service);
        await register.PublishedAsync(1, "2025-01-16T15:30:00+08:00");
        var (old, onTime, late) = (await register.DirectiveAsync("a"), await register.DirectiveAsync("b", origin: 1, due: "2025-06-30"), await register.DirectiveAsync("c", origin: 1, due: "2025-02-28"));
        await register.DirectiveAsync("d", origin: 1, due: "2025-05-15", disclosure: "withheld");
        await register.DraftAsync(2, "2025-05-16T15:30:00+08:00");
        foreach (var (id, verdict) in new[] { (old, "continue"), (onTime, "release"), (late, "release") })
            (await register.ReviewAsync(id, 2, verdict)).Is(200);
        await service.ApprovedAsync(register.Meeting(2));

        var figures = (await register.PublicFiguresAsync())!;
        Assert.Equal((register.Meeting(2), new DateOnly(2025, 5, 16), 2, 1, 1), (figures.AsOf, figures.Day, figures.Open, figures.Overdue, figures.OpenNotPublic));
        Assert.Equal((2, 1), (figures.ReleasedWithDue, figures.ReleasedOnTime));
        Assert.Equal([(0, 0), (3, 1), (6, 0), (12, 0), (24, 0), (null, 1)], figures.Ages.Select(group => ((int?)group.Months, group.Count)));
    }

    /// <summary>Every text, name and day of directives that are not public is a mark, and nothing that a publisher can read holds one.</summary>
    [Fact]
    public async Task Nothing_of_a_directive_that_is_not_public_is_in_anything_that_a_publisher_reads()
    {
        var register = await TestRegister.CreateAsync(service);
        await register.DraftAsync(1, "2025-10-16T15:30:00+08:00");
        var closed = new List<string>();
        for (var at = 0; at < 12; at++)
        {
            var id = await register.DirectiveAsync($"secret-{at}", origin: 1, disclosure: at % 3 == 0 ? "summary" : "withheld", due: $"2099-01-{at + 10}", unit: $"秘密單位{at}", text: $"秘密事項{at}");
            (await service.Writer.PostAsync($"/v1/directives/{id}/progress", $$"""{ "unit": "秘密單位{{at}}", "note": "秘密進度{{at}}" }""")).Is(200);
            closed.AddRange([id, $"2099-01-{at + 10}", $"秘密單位{at}", $"秘密事項{at}", $"秘密進度{at}"]);
        }

        await service.ApprovedAsync(register.Meeting(1));
        await NothingIsPublicAsync(closed);
        await register.DraftAsync(2, "2025-11-20T15:30:00+08:00");
        for (var at = 0; at < 12; at++)
            (await register.ReviewAsync($"{register.Series}-secret-{at}", 2, at % 2 == 0 ? "release" : "continue", $"秘密審查{at}", at % 2 == 0 ? null : $"2098-01-{at + 10}")).Is(200);
        closed.AddRange(Enumerable.Range(0, 12).SelectMany(at => new[] { $"秘密審查{at}", $"2098-01-{at + 10}" }));
        await service.ApprovedAsync(register.Meeting(2));
        await NothingIsPublicAsync(closed);
        (await service.Approver.StepAsync(register.Meeting(1), "withdraw", """{ "reason": "待釐清" }""")).Is(200);
        (await service.Approver.StepAsync(register.Meeting(1), "reinstate", """{ "reason": "已釐清" }""")).Is(200);
        await NothingIsPublicAsync(closed);
        Assert.Equal(12, (await register.PublicFiguresAsync())!.Meetings[1].Previous!.Total);
        Assert.All(closed, mark => Assert.DoesNotContain(mark, service.Log, StringComparison.Ordinal));
    }

    private async Task NothingIsPublicAsync(IReadOnlyList<string> closed)
    {
        var text = await PublicTextAsync();
        Assert.Contains("追蹤列管案", text, StringComparison.Ordinal);
        Assert.All(closed, mark => Assert.DoesNotContain(mark, text, StringComparison.Ordinal));
    }

    /// <summary>Everything in the schemas that a publisher reads.</summary>
    private async Task<string> PublicTextAsync()
    {
        var tables = await service.QueryAsync<string>("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname in ('public_site', 'publishing')");
        var texts = new List<string>();
        foreach (var table in tables)
            texts.AddRange(await service.QueryAsync<string>($"select to_jsonb(t)::text from {table} t"));
        return string.Join('\n', texts);
    }

    private async Task DiscloseAsync(string id, string disclosure)
    {
        var read = (await service.Writer.GetAsync($"/v1/directives/{id}")).Is(200);
        var directive = read.Json;
        directive["disclosure"] = JsonNode.Parse(disclosure);
        (await service.Writer.PutAsync($"/v1/directives/{id}", directive.ToJsonString(), ("If-Match", read.ETag!))).Is(200);
    }
}
