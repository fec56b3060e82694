using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Api;

/// <summary>The same request twice, one after the other or at once.</summary>
public sealed class RepetitionTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task A_repeated_creation_under_the_same_idempotency_key_is_answered_as_the_first()
    {
        var body = Minutes.Small("repeated").ToJsonString();
        var first = (await service.Writer.PostAsync("/v1/records", body, ("Idempotency-Key", "k-1"))).Is(201);
        (await service.Writer.StepAsync("repeated", "submit")).Is(200);

        var second = (await service.Writer.PostAsync("/v1/records", body, ("Idempotency-Key", "k-1"))).Is(201);

        Assert.Equal((first.Text, first.ETag, first.Headers.Location), (second.Text, second.ETag, second.Headers.Location));
        Assert.Equal(1, await service.QuerySingleAsync<long>("select count(*) from minutes.audit where resource = 'records/repeated' and action = 'record.create'"));
    }

    [Fact]
    public async Task An_idempotency_key_is_not_for_two_requests()
    {
        (await service.Writer.PostAsync("/v1/records", Minutes.Small("one", 2).ToJsonString(), ("Idempotency-Key", "k-2"))).Is(201);

        (await service.Writer.PostAsync("/v1/records", Minutes.Small("two", 3).ToJsonString(), ("Idempotency-Key", "k-2"))).IsProblem(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task Two_callers_may_choose_the_same_idempotency_key()
    {
        var other = await service.ClientAsync("李承辦", "records:write");

        (await service.Writer.PostAsync("/v1/records", Minutes.Small("mine", 4).ToJsonString(), ("Idempotency-Key", "k-3"))).Is(201);
        (await other.PostAsync("/v1/records", Minutes.Small("yours", 5).ToJsonString(), ("Idempotency-Key", "k-3"))).Is(201);
    }

    [Fact]
    public async Task An_answer_is_given_again_for_more_than_a_day_and_forgotten_some_day()
    {
        var body = Minutes.Small("day-old", 12).ToJsonString();
        var first = (await service.Writer.PostAsync("/v1/records", body, ("Idempotency-Key", "k-day"))).Is(201);
        (await service.Writer.PostAsync("/v1/records", Minutes.Small("days-old", 13).ToJsonString(), ("Idempotency-Key", "k-days"))).Is(201);
        await service.QueryAsync<int>("update minutes.idempotency_keys set created_at = now() - case key when 'k-day' then interval '25 hours' else interval '50 hours' end where key in ('k-day', 'k-days')");

        // It looks when it starts, and every hour.
        await service.StopAsync();
        await service.StartAsync();
        await Eventually.Async(() => service.QuerySingleAsync<long>("select count(*) from minutes.idempotency_keys where key = 'k-days'"), static kept => kept == 0);

        Assert.Equal(first.Text, (await service.Writer.PostAsync("/v1/records", body, ("Idempotency-Key", "k-day"))).Is(201).Text);
    }

    [Fact]
    public async Task A_refused_request_does_not_use_its_idempotency_key_up()
    {
        (await service.Writer.PostAsync("/v1/records", "{}", ("Idempotency-Key", "k-4"))).Is(400);

        (await service.Writer.PostAsync("/v1/records", Minutes.Small("amended", 6).ToJsonString(), ("Idempotency-Key", "k-4"))).Is(201);
    }

    [Fact]
    public async Task A_repeated_creation_without_a_key_is_refused()
    {
        var body = Minutes.Small("again", 7).ToJsonString();
        (await service.Writer.PostAsync("/v1/records", body)).Is(201);

        (await service.Writer.PostAsync("/v1/records", body)).IsProblem(409, "id-taken", "/id");
    }

    [Fact]
    public async Task Of_many_equal_creations_at_once_one_is_carried_out_and_none_answered_otherwise()
    {
        var body = Minutes.Small("at-once", 8).ToJsonString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => service.Writer.PostAsync("/v1/records", body, ("Idempotency-Key", "k-5"))));

        Assert.All(answers, answer => Assert.True(answer.Status == 201 || answer["code"] == "idempotency-in-progress", answer.Text));
        Assert.Single(answers.Where(answer => answer.Status == 201).Select(answer => answer.Text).Distinct());
        Assert.Equal(1, await service.QuerySingleAsync<long>("select count(*) from minutes.audit where resource = 'records/at-once'"));
    }

    [Fact]
    public async Task Of_many_replacements_of_one_revision_exactly_one_wins()
    {
        var id = await service.Writer.CreateAsync(Minutes.Small("contested", 9));

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer =>
        {
            var record = Minutes.Small(id, 9);
            record["title"] = $"第{writer}人所寫";
            return service.Writer.PutAsync($"/v1/records/{id}", record.ToJsonString(), ("If-Match", "\"r1\""));
        }));

        var winner = Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Except([winner]), answer => answer.IsProblem(412, "precondition-failed"));
        Assert.Equal(winner["title"], (await service.Writer.GetAsync($"/v1/records/{id}"))["title"]);
    }

    /// <summary>Which of two taken values PostgreSQL meets first, the id or the key, is a matter of chance; so it is tried several times.</summary>
    [Fact]
    public async Task Of_many_creations_of_one_address_exactly_one_wins()
    {
        for (var round = 0; round < 20; round++)
        {
            var (id, body) = ($"new-ground-{round}", Minutes.Small($"new-ground-{round}", 3_000 + round).ToJsonString());

            var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => service.Writer.PutAsync($"/v1/records/{id}", body, ("If-None-Match", "*"))));

            Assert.Single(answers, answer => answer.Status == 201);
            Assert.All(answers.Where(answer => answer.Status != 201), answer => answer.IsProblem(412, "precondition-failed"));
        }
    }

    [Fact]
    public async Task Of_many_approvals_at_once_exactly_one_makes_it_public()
    {
        var id = await service.Writer.CreateAsync(Minutes.Small("approved-at-once", 11));
        (await service.Writer.StepAsync(id, "submit")).Is(200);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => service.Approver.PostAsync($"/v1/records/{id}/approve", "{}", ("If-Match", "\"r2\""))));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer.Status != 200), answer => answer.IsProblem(412, "precondition-failed"));
        Assert.Equal(3, await service.QuerySingleAsync<long>("select count(*) from minutes.changes where resource = 'records/approved-at-once'"));
        Assert.Equal(1, await service.QuerySingleAsync<long>("select count(*) from public_site.editions where key = 'approved-at-once'"));
    }
}
