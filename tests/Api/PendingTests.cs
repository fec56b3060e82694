using System.Text.Json.Nodes;

namespace OpenMinutes.Tests.Api;

/// <summary>What publishers are told of meetings whose minutes are not public yet: of series that announce them, number and day, and nothing else.</summary>
public sealed class PendingTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task A_draft_of_a_series_that_announces_pending_meetings_is_told_until_its_minutes_are_public()
    {
        await SeriesAsync("told", announces: true);
        await service.Writer.CreateAsync(Record("told-1", "told", 1));
        Assert.Equal(["1 2025-11-20"], await PendingAsync("told"));

        (await service.Writer.StepAsync("told-1", "submit")).Is(200);
        Assert.Equal(["1 2025-11-20"], await PendingAsync("told"));

        (await service.Approver.StepAsync("told-1", "approve")).Is(200);
        Assert.Empty(await PendingAsync("told"));

        (await service.Writer.StepAsync("told-1", "correct", """{ "changeNote": "更正" }""")).Is(200);
        (await service.Approver.StepAsync("told-1", "withdraw", """{ "reason": "尚待釐清" }""")).Is(200);
        Assert.Empty(await PendingAsync("told"));
    }

    [Fact]
    public async Task What_is_approved_for_a_later_day_is_pending_until_then()
    {
        await SeriesAsync("later", announces: true);
        await service.Writer.CreateAsync(Record("later-1", "later", 1));
        (await service.Writer.StepAsync("later-1", "submit")).Is(200);
        (await service.Approver.StepAsync("later-1", "approve", """{ "publishAt": "2300-01-01T00:00:00+08:00" }""")).Is(200);

        Assert.Equal(["1 2025-11-20"], await PendingAsync("later"));
    }

    [Fact]
    public async Task A_draft_that_changes_its_number_day_or_series_is_told_as_it_is_now_and_a_deleted_one_no_more()
    {
        await SeriesAsync("moved", announces: true);
        await SeriesAsync("moved-silent", announces: false);
        await service.Writer.CreateAsync(Record("moved-1", "moved", 1));

        await ReplaceAsync(Record("moved-1", "moved", 2, "2025-12-01T00:30:00+08:00"));
        Assert.Equal(["2 2025-12-01"], await PendingAsync("moved"));
        await ReplaceAsync(Record("moved-1", "moved-silent", 2));
        Assert.Empty(await PendingAsync("moved"));
        await ReplaceAsync(Record("moved-1", "moved", null));
        Assert.Equal([" 2025-11-20"], await PendingAsync("moved"));

        var draft = await service.Writer.GetAsync("/v1/records/moved-1");
        (await service.Writer.SendAsync(HttpMethod.Delete, "/v1/records/moved-1", null, ("If-Match", draft.ETag!))).Is(204);
        Assert.Empty(await PendingAsync("moved"));
    }

    [Fact]
    public async Task Two_drafts_of_one_meeting_are_told_once_and_as_long_as_one_is_left()
    {
        await SeriesAsync("twice", announces: true);
        await service.Writer.CreateAsync(Record("twice-1", "twice", 1));
        await service.Writer.CreateAsync(Record("twice-2", "twice", 1));
        Assert.Equal(["1 2025-11-20"], await PendingAsync("twice"));

        await service.ApprovedAsync("twice-1");
        Assert.Equal(["1 2025-11-20"], await PendingAsync("twice"));
        await service.ApprovedAsync("twice-2");
        Assert.Empty(await PendingAsync("twice"));
    }

    [Fact]
    public async Task A_series_tells_of_its_drafts_from_when_it_announces_them_until_it_does_no_more()
    {
        await SeriesAsync("turned", announces: false);
        await service.Writer.CreateAsync(Record("turned-1", "turned", 1));
        await service.Writer.CreateAsync(Record("turned-2", "turned", 2));
        await service.ApprovedAsync("turned-2");
        Assert.Empty(await PendingAsync("turned"));

        await SeriesAsync("turned", announces: true);
        Assert.Equal(["1 2025-11-20"], await PendingAsync("turned"));

        await SeriesAsync("turned", announces: false);
        Assert.Empty(await PendingAsync("turned"));
    }

    [Fact]
    public async Task Whatever_writers_do_at_the_same_time_as_many_are_told_as_are_pending()
    {
        await SeriesAsync("rush", announces: true);
        await Task.WhenAll(Enumerable.Range(0, 24).Select(async at =>
        {
            await service.Writer.CreateAsync(Record($"rush-{at}", "rush", at % 3 + 1));
            if (at == 12)
                await SeriesAsync("rush", announces: false);
            if (at % 2 == 0)
                await service.ApprovedAsync($"rush-{at}");
        }));
        await SeriesAsync("rush", announces: true);

        Assert.Equal(
            await service.QueryAsync<(int, long)>("select number, count(*) from minutes.records where series = 'rush' and public_edition is null group by number order by number"),
            await service.QueryAsync<(int, long)>("select number, records::bigint from public_site.pending where series = 'rush' order by number"));
    }

    [Fact]
    public async Task A_publisher_may_read_series_number_and_day_of_a_pending_meeting_and_nothing_else()
    {
        var columns = await service.QueryAsync<string>(
            """
            select column_name from information_schema.columns
            where table_schema = 'public_site' and table_name = 'pending' and has_column_privilege('openminutes_publisher', 'public_site.pending', column_name, 'select')
            order by column_name
            """);

        Assert.Equal(["held_on", "number", "series"], columns);
    }

    private static JsonObject Record(string id, string series, int? number, string start = "2025-11-20T15:30:00+08:00")
    {
        var record = Minutes.Small(id, number ?? 0, start);
        record["series"] = series;
        if (number is null)
            record.Remove("number");
        return record;
    }

    private async Task ReplaceAsync(JsonObject record)
    {
        var draft = await service.Writer.GetAsync($"/v1/records/{record["id"]}");
        (await service.Writer.PutAsync($"/v1/records/{record["id"]}", record.ToJsonString(), ("If-Match", draft.ETag!))).Is(200);
    }

    private async Task SeriesAsync(string slug, bool announces)
    {
        var body = $$"""{ "name": "會議", "body": "數位發展部", "numbering": "continuous", "announcePending": {{(announces ? "true" : "false")}} }""";
        var answer = await service.Admin.PutAsync($"/v1/series/{slug}", body);
        Assert.True(answer.Status is 200 or 201, answer.Text);
    }

    private Task<IReadOnlyList<string>> PendingAsync(string series) =>
        service.QueryAsync<string>("select coalesce(number::text, '') || ' ' || held_on from public_site.pending where series = @series order by held_on, number", new { series });
}
