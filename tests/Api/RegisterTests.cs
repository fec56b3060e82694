using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using OpenMinutes.Api.Features.Directives;
using OpenMinutes.Contracts;

namespace OpenMinutes.Tests.Api;

/// <summary>The figures of the minutes, computed and checked.</summary>
public sealed class RegisterTests(ApiService service) : IClassFixture<ApiService>
{
    private const string Previous = "第17次（10月）主管會議列管案件共計3案，2案同意解除追蹤，1案繼續追蹤。";
    private const string Earlier = "本次提報歷次列管案件計7案：同意解除追蹤計3案；繼續追蹤計4案。";

    [Fact]
    public async Task A_register_with_the_cases_of_the_reference_document_gives_its_two_sentences_letter_by_letter()
    {
        var register = await TestRegister.CreateAsync(service);
        await register.PublishedAsync(16, "2025-09-18T15:30:00+08:00");
        var old = new List<string>();
        for (var at = 0; at < 7; at++)
            old.Add(await register.DirectiveAsync($"old-{at}", origin: at < 4 ? 16 : null, disclosure: "withheld"));
        await register.PublishedAsync(17, "2025-10-16T15:30:00+08:00");
        var young = new List<string>();
        for (var at = 0; at < 3; at++)
            young.Add(await register.DirectiveAsync($"young-{at}", origin: 17, disclosure: "withheld"));

        await register.DraftAsync(18, "2025-11-20T15:30:00+08:00", Previous, Earlier);
        Assert.Contains(("figures-disagree", "The text says 2 released, the register 0."), await register.WarningsAsync(18));
        foreach (var (id, at) in young.Select((id, at) => (id, at)))
            (await register.ReviewAsync(id, 18, at < 2 ? "release" : "continue")).Is(200);
        foreach (var (id, at) in old.Select((id, at) => (id, at)))
            (await register.ReviewAsync(id, 18, at < 3 ? "release" : "continue")).Is(200);

        Assert.Empty(await register.WarningsAsync(18));
        Assert.Equal([Previous, Earlier], (await register.FiguresAsync(18))["sentences"]!.AsArray().Select(sentence => sentence!.ToString()));

        // And one meeting on, what continued is what opens it.
        await service.ApprovedAsync(register.Meeting(18));
        await register.DraftAsync(19, "2025-12-18T15:30:00+08:00");
        Assert.Equal([.. old.Skip(3), young[2]], (await register.FiguresAsync(19))["opening"]!.AsArray().Select(id => id!.ToString()).Order());
    }

    [Fact]
    public async Task A_text_that_disagrees_is_warned_of_with_both_numbers_and_a_break_names_the_directives()
    {
        var register = await TestRegister.CreateAsync(service);
        await register.PublishedAsync(1, "2025-10-16T15:30:00+08:00");
        var (a, b, c) = (await register.DirectiveAsync("a", origin: 1), await register.DirectiveAsync("b", origin: 1), await register.DirectiveAsync("c", origin: 1));
        await register.DraftAsync(2, "2025-11-20T15:30:00+08:00", "第1次（10月）主管會議列管案件共計4案，2案同意解除追蹤，2案繼續追蹤。");
        (await register.ReviewAsync(a, 2, "release")).Is(200);
        (await register.ReviewAsync(b, 2, "continue")).Is(200);

        Assert.Equal(
            [
                ("figures-disagree", "The text says 4 directives in all, the register 3."),
                ("figures-disagree", "The text says 2 released, the register 1."),
                ("chain-broken", $"Continued before, and not reviewed here: {c}."),
            ],
            await register.WarningsAsync(2));
        var pointer = (await service.Writer.GetAsync($"/v1/records/{register.Meeting(2)}")).Json["warnings"]![0]!["pointer"]!.ToString();
        Assert.Equal("/sections/0/items/0/outcome/clauses/0/text", pointer);

        await service.ApprovedAsync(register.Meeting(2));
        await register.DraftAsync(3, "2025-12-18T15:30:00+08:00");
        (await register.ReviewAsync(a, 3, "release")).Is(200);
        (await register.ReviewAsync(b, 3, "release")).Is(200);
        (await register.ReviewAsync(c, 3, "release")).Is(200);
        Assert.Equal([("chain-broken", $"Reviewed here, and not open before: {a}.")], await register.WarningsAsync(3));
        (await register.ReviewAsync(a, 3, "continue")).Is(200);
        Assert.Equal([("directive-reopened", $"Released before, and continued here, which re-opens: {a}.")], await register.WarningsAsync(3));
    }

    [Fact]
    public async Task Figures_that_public_minutes_state_are_kept_where_the_register_has_no_cases_and_the_chain_goes_on_from_them()
    {
        var register = await TestRegister.CreateAsync(service);
        await register.DraftAsync(18, "2025-11-20T15:30:00+08:00", Previous, Earlier);
        Assert.Empty(await register.WarningsAsync(18));
        Assert.Equal(0, await service.QuerySingleAsync<long>("select count(*) from minutes.directive_aggregates where record = @id", new { id = register.Meeting(18) }));
        await service.ApprovedAsync(register.Meeting(18));

        var figures = (await register.PublicFiguresAsync())!;
        var meeting = Assert.Single(figures.Meetings);
        Assert.Equal(
            (new CohortCount { Total = 3, Released = 2, Continued = 1, Stated = true }, new CohortCount { Total = 7, Released = 3, Continued = 4, Stated = true }),
            (meeting.Previous, meeting.Earlier));
        Assert.Equal([Earlier], (await register.FiguresAsync(18))["sentences"]!.AsArray().Select(sentence => sentence!.ToString()));

        await register.DraftAsync(19, "2025-12-18T15:30:00+08:00", "本次提報歷次列管案件計6案：同意解除追蹤計3案；繼續追蹤計3案。");
        Assert.Equal([("chain-broken", "5 directives continued at the meeting before, and 6 earlier ones are counted here.")], await register.WarningsAsync(19));
        await service.ApprovedAsync(register.Meeting(19));
        Assert.Equal(2, (await register.PublicFiguresAsync())!.Meetings.Count);

        // A correction of the text carries through, what is withheld is not read, and withdrawal takes the figures away.
        (await service.Approver.StepAsync(register.Meeting(19), "redact", """{ "anchors": [ "c-1" ], "reason": "誤載" }""")).Is(200);
        Assert.Single((await register.PublicFiguresAsync())!.Meetings);
        (await service.Approver.StepAsync(register.Meeting(18), "withdraw", """{ "reason": "待釐清" }""")).Is(200);
        Assert.Null(await register.PublicFiguresAsync());
        (await service.Approver.StepAsync(register.Meeting(18), "reinstate", """{ "reason": "已釐清" }""")).Is(200);
        Assert.Equal(meeting, (await register.PublicFiguresAsync())!.Meetings[0]);
    }

    [Fact]
    public async Task An_aggregate_that_was_sent_holds_against_the_text_and_is_public_with_its_minutes()
    {
        var register = await TestRegister.CreateAsync(service);
        await register.PublishedAsync(18, "2025-11-20T15:30:00+08:00", Previous, Earlier);
        string Aggregate(int released, int total = 7) => $$"""{ "record": "{{register.Meeting(18)}}", "cohort": "earlier", "total": {{total}}, "released": {{released}}, "continued": {{7 - released}} }""";

        (await service.Writer.PostAsync("/v1/directives/aggregates", Aggregate(2, total: 8))).IsProblem(400, "invalid", "/total");
        (await service.Writer.PostAsync("/v1/directives/aggregates", """{ "record": "nothing", "cohort": "earlier", "total": 0, "released": 0, "continued": 0 }""")).IsProblem(400, "invalid", "/record");
        (await service.Writer.PostAsync("/v1/directives/aggregates", Aggregate(2))).Is(200);
        Assert.Equal(2, (await register.PublicFiguresAsync())!.Meetings[0].Earlier!.Released);
        Assert.Contains(("figures-disagree", "The text says 3 released, the register 2."), await register.WarningsAsync(18));
        Assert.Equal(["approved", "corrected"], await service.CausesAsync(register.Meeting(18)));

        (await service.Writer.StepAsync(register.Meeting(18), "correct", """{ "changeNote": "更正" }""")).Is(200);
        await service.ApprovedAsync(register.Meeting(18));
        Assert.Equal(2, (await register.PublicFiguresAsync())!.Meetings[0].Earlier!.Released);
    }

    [Fact]
    public async Task What_was_released_long_ago_is_not_read_again_for_each_meeting()
    {
        var register = await TestRegister.CreateAsync(service);
        await register.PublishedAsync(1, "2025-01-20T15:30:00+08:00");
        for (var at = 0; at < 5; at++)
            await register.DirectiveAsync($"old-{at}", origin: 1);
        await register.DraftAsync(2, "2025-02-20T15:30:00+08:00");
        for (var at = 0; at < 5; at++)
            (await register.ReviewAsync($"{register.Series}-old-{at}", 2, "release")).Is(200);
        await service.ApprovedAsync(register.Meeting(2));
        for (var number = 3; number <= 6; number++)
            await register.PublishedAsync(number, $"2025-0{number}-20T15:30:00+08:00");
        await register.DirectiveAsync("young", origin: 5);

        await using var connection = new NpgsqlConnection(service.Database.Api);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var near = await RegisterAround.ReadAsync(connection, register.Series, register.Meeting(6), TestContext.Current.CancellationToken);

        Assert.Contains($"{register.Series}-young", near.Cases.Select(placed => placed.Case.Directive.Id));
        Assert.InRange(near.Cases.Count(), 2, 3); // and one or two that tell that the register had begun
        Assert.DoesNotContain(register.Meeting(4), near.Meetings.Select(meeting => meeting.Record));
    }

    [Fact]
    public async Task A_record_is_not_stored_if_it_cannot_be_compared_for_the_answer()
    {
        var register = await TestRegister.CreateAsync(service);
        await register.PublishedAsync(1, "2025-10-16T15:30:00+08:00");
        await register.DirectiveAsync("a", origin: 1);
        var record = Minutes.Small(register.Meeting(2), 2);
        record["series"] = register.Series;
        record["sections"] = JsonNode.Parse($$"""[ { "id": "s-1", "heading": "報告事項", "clauses": [ { "id": "c-1", "text": "{{Earlier}}" } ] } ]""");
        async Task<Reply> PutAsync() => await service.Writer.PutAsync($"/v1/records/{register.Meeting(2)}", record.ToJsonString(), ("If-None-Match", "*"));

        await service.QueryAsync<int>("revoke select on minutes.directive_progress from openminutes_api");
        try
        {
            (await PutAsync()).IsProblem(500, "internal-error");
        }
        finally
        {
            await service.QueryAsync<int>("grant select on minutes.directive_progress to openminutes_api");
        }

        (await service.Writer.GetAsync($"/v1/records/{register.Meeting(2)}")).IsProblem(404, "not-found");
        Assert.Contains("figures-disagree", (await PutAsync()).Is(201).Text, StringComparison.Ordinal);
    }

    /// <summary>Whatever happens to a series over HTTP, the figures of every meeting add up, and each opens with what the one before left.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_sequence_of_steps_keeps_the_laws(int seed)
    {
        var random = new Random(seed);
        var register = await TestRegister.CreateAsync(service);
        var directives = new List<string>();
        for (var number = 1; number <= 6; number++)
        {
            await register.DraftAsync(number, $"2025-{number:00}-20T15:30:00+08:00");
            foreach (var directive in directives.Where(_ => random.Next(4) > 0))
                await register.ReviewAsync(directive, number, random.Next(2) == 0 ? "release" : "continue");
            for (var born = random.Next(4); born > 0; born--)
                directives.Add(await register.DirectiveAsync($"{directives.Count}", origin: number, disclosure: random.Next(2) == 0 ? "public" : "withheld"));
            await service.ApprovedAsync(register.Meeting(number));
            await DisturbAsync(register, directives, random, random.Next(1, number + 1));
            await CheckLawsAsync(register, number);
        }
    }

    private async Task DisturbAsync(TestRegister register, IReadOnlyList<string> directives, Random random, int number)
    {
        switch (random.Next(4))
        {
            case 0:
                await service.Approver.StepAsync(register.Meeting(number), "withdraw", """{ "reason": "待釐清" }""");
                break;
            case 1:
                await service.Approver.StepAsync(register.Meeting(number), "reinstate", """{ "reason": "已釐清" }""");
                break;
            case 2 when (await service.Writer.StepAsync(register.Meeting(number), "correct", """{ "changeNote": "更正" }""")).Status == 200:
                foreach (var directive in directives.Where(_ => random.Next(3) == 0))
                    await register.ReviewAsync(directive, number, random.Next(2) == 0 ? "release" : "continue");
                (await service.Writer.StepAsync(register.Meeting(number), "submit")).Is(200);
                (await service.Approver.StepAsync(register.Meeting(number), "approve")).Is(200);
                break;
        }
    }

    private async Task CheckLawsAsync(TestRegister register, int last)
    {
        var figures = (await register.PublicFiguresAsync())?.Meetings ?? [];
        Assert.All(figures.SelectMany(meeting => new[] { meeting.Previous, meeting.Earlier }).OfType<CohortCount>(), cohort => Assert.Equal(cohort.Total, cohort.Released + cohort.Continued));
        JsonObject? before = null;
        for (var number = 1; number <= last; number++)
        {
            var meeting = await register.FiguresAsync(number);
            if (before is not null && await IsPublicAsync(register.Meeting(number)) && await IsPublicAsync(register.Meeting(number - 1)))
                Assert.Equal(Ids(before, "continued").Concat(Ids(before, "begun")).Concat(Ids(before, "reopened")).Order(), Ids(meeting, "opening").Order());
            before = meeting;
            await CheckNearAsync(register, number);
        }

        // What the website shows of a directive is how it stands.
        foreach (var shown in await register.PublicAsync())
        {
            var id = await service.QuerySingleAsync<string>("select id from minutes.directives where series = @Series and public_number = @Key", new { register.Series, shown.Key });
            Assert.Equal(await register.StateAsync(id), JsonNamingPolicy.KebabCaseLower.ConvertName(shown.Value.State!.Value.ToString()));
        }
    }

    /// <summary>What is read of the register for one meeting tells of it what all of the register tells.</summary>
    private async Task CheckNearAsync(TestRegister register, int number)
    {
        await using var connection = new NpgsqlConnection(service.Database.Api);
        await connection.OpenAsync();
        var record = register.Meeting(number);
        var all = await RegisterReading.ReadAsync(connection, new RegisterScope(register.Series) { Counting = record }, CancellationToken.None);
        var near = await RegisterAround.ReadAsync(connection, register.Series, record, CancellationToken.None);
        var (slot, nearSlot) = (all.SlotOf(record)!.Value, near.SlotOf(record)!.Value);
        foreach (var back in slot == 0 ? [0] : new[] { 0, 1 })
        {
            Assert.Equal(all.Meetings[slot - back].Record, near.Meetings[nearSlot - back].Record);
            Assert.Equivalent(all.Chain[slot - back], near.Chain[nearSlot - back], strict: true);
            foreach (var cohort in Enum.GetValues<Cohort>())
                Assert.Equal(all.FiguresOf(slot - back, cohort), near.FiguresOf(nearSlot - back, cohort));
        }

        StatedFigures[] stated = [new("/a", Cohort.Previous, new CohortFigures(3, 2, 1)), new("/b", Cohort.Earlier, new CohortFigures(7, 3, 4))];
        Assert.Equal(RegisterDoubts.Of(all, slot, stated), RegisterDoubts.Of(near, nearSlot, stated));
    }

    private async Task<bool> IsPublicAsync(string record) =>
        await service.QuerySingleAsync<bool>("select withdrawn_at is null and public_edition = edition from minutes.records where id = @record", new { record });

    private static IEnumerable<string> Ids(JsonObject figures, string member) => figures[member]!.AsArray().Select(id => id!.ToString());
}
