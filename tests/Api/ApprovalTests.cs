using System.Globalization;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Api;

/// <summary>Who may approve, and when what was approved is public.</summary>
public sealed class ApprovalTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task Who_submitted_cannot_approve_but_by_force_and_with_a_reason()
    {
        var id = await service.Admin.CreateAsync(Minutes.Small("four-eyes"));
        (await service.Admin.StepAsync(id, "submit")).Is(200);

        (await service.Admin.StepAsync(id, "approve")).IsProblem(409, "same-person");
        (await service.Admin.StepAsync(id, "approve", """{ "force": true }""")).IsProblem(400, "invalid", "/reason");
        Assert.Equal("published", (await service.Admin.StepAsync(id, "approve", """{ "force": true, "reason": "主管出國" }""")).Is(200)["state"]);

        Assert.Equal(
            ("張管理", true, "主管出國"),
            await service.QuerySingleAsync<(string, bool, string)>(
                "select person, (detail -> 'forced')::boolean, detail ->> 'reason' from minutes.audit where resource = 'records/four-eyes' and action = 'record.approve'"));
    }

    [Fact]
    public async Task Another_key_of_the_same_person_is_the_same_person()
    {
        var id = await service.Writer.CreateAsync(Minutes.Small("two-keys", 2));
        (await service.Writer.StepAsync(id, "submit")).Is(200);
        var second = await service.ClientAsync("王承辦", "records:read", "records:approve");

        (await second.StepAsync(id, "approve")).IsProblem(409, "same-person");
    }

    [Fact]
    public async Task A_time_that_has_passed_means_now()
    {
        var id = await service.Writer.CreateAsync(Minutes.Small("late", 3));
        (await service.Writer.StepAsync(id, "submit")).Is(200);

        Assert.Equal("published", (await service.Approver.StepAsync(id, "approve", """{ "publishAt": "2020-01-01T00:00:00+08:00" }""")).Is(200)["state"]);
    }

    [Fact]
    public async Task What_fell_due_while_the_service_was_down_goes_public_when_it_starts()
    {
        var id = await service.Writer.CreateAsync(Minutes.Small("scheduled", 4));
        (await service.Writer.StepAsync(id, "submit")).Is(200);
        var publishAt = DateTimeOffset.UtcNow.AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        Assert.Equal("approved", (await service.Approver.StepAsync(id, "approve", $$"""{ "publishAt": "{{publishAt}}" }""")).Is(200)["state"]);
        Assert.Equal(0, await service.QuerySingleAsync<long>("select count(*) from public_site.records where key = 'scheduled'"));

        await service.StopAsync();
        await service.QueryAsync<int>("update minutes.records set publish_at = now() - interval '1 minute' where id = 'scheduled'");
        await service.StartAsync();

        var record = await Eventually.Async(() => service.Writer.GetAsync($"/v1/records/{id}"), record => record["state"] == "published");
        Assert.Equal("4", record["revision"]);
        Assert.Equal(
            (await service.Writer.GetAsync($"/v1/records/{id}/editions/1/public")).Text,
            await service.QuerySingleAsync<string>("select document from public_site.editions where key = 'scheduled'"));
        Assert.Equal(
            [("record.create", 1), ("record.submit", 2), ("record.approve", 3), ("record.publish", 4)],
            await service.QueryAsync<(string, int)>("select action, revision from minutes.audit where resource = 'records/scheduled' order by id"));
        Assert.Equal("due", await service.QuerySingleAsync<string>("select cause from minutes.publication_requests where resource = 'records/scheduled'"));
    }
}
