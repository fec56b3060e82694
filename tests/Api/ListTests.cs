using System.Text.Json.Nodes;

namespace OpenMinutes.Tests.Api;

/// <summary>Records found again.</summary>
public sealed class ListTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task Pages_neither_repeat_nor_skip_while_records_are_added()
    {
        await SeriesAsync("paged");
        for (var number = 1; number <= 5; number++)
            await MeetingAsync("paged", number, $"2025-0{number}-10T09:00:00+08:00");

        var first = (await service.Writer.GetAsync("/v1/records?series=paged&limit=2")).Is(200);
        await MeetingAsync("paged", 9, "2025-09-10T09:00:00+08:00");
        await MeetingAsync("paged", 6, "2025-04-09T09:00:00+08:00");
        var second = (await service.Writer.GetAsync($"/v1/records?series=paged&limit=2&cursor={first["next"]}")).Is(200);
        var third = (await service.Writer.GetAsync($"/v1/records?series=paged&limit=2&cursor={second["next"]}")).Is(200);

        Assert.Equal(["paged-5", "paged-4"], Ids(first));
        Assert.Equal(["paged-6", "paged-3"], Ids(second));
        Assert.Equal(["paged-2", "paged-1"], Ids(third));
        Assert.Null(third["next"]);
    }

    [Fact]
    public async Task Meetings_of_the_same_moment_are_paged_by_their_ids()
    {
        await SeriesAsync("same");
        foreach (var number in new[] { 2, 3, 1 })
            await MeetingAsync("same", number, "2025-01-10T09:00:00+08:00");

        var first = (await service.Writer.GetAsync("/v1/records?series=same&limit=1")).Is(200);
        var second = (await service.Writer.GetAsync($"/v1/records?series=same&limit=2&cursor={first["next"]}")).Is(200);

        Assert.Equal(["same-1", "same-2", "same-3"], [.. Ids(first), .. Ids(second)]);
    }

    [Theory]
    [InlineData("year=2024", "filtered-1")]
    [InlineData("from=2025-03-10&to=2025-03-10", "filtered-2")]
    [InlineData("from=2025-03-11", "filtered-3")]
    [InlineData("to=2025-03-09", "filtered-1")]
    [InlineData("state=submitted", "filtered-3")]
    [InlineData("state=published")]
    [InlineData("unit=filtered-unit", "filtered-2")]
    [InlineData("modifiedSince=2020-01-01T00:00:00Z", "filtered-3", "filtered-2", "filtered-1")]
    [InlineData("modifiedSince=2900-01-01T00:00:00Z")]
    [InlineData("q=%E6%B5%B7%E7%BA%9C", "filtered-2")]
    [InlineData("q=%E6%B5%B7%20%E7%BA%9C%20INNOSERVE", "filtered-2")]
    [InlineData("q=%E8%87%BA%E5%8C%97", "filtered-2")]
    [InlineData("q=%E6%B5%B7%E7%BA%9C%20%E5%90%84%E4%BD%8D", "")]
    [InlineData("q=100%25", "filtered-2")]
    public async Task Filters_find_what_they_name_and_nothing_else(string query, params string[] ids)
    {
        await FilteredAsync();

        var found = (await service.Writer.GetAsync($"/v1/records?series=filtered&{query}")).Is(200);

        Assert.Equal(ids.Where(id => id.Length > 0), Ids(found));
    }

    private async Task FilteredAsync()
    {
        if ((await service.Writer.GetAsync("/v1/series/filtered")).Status == 200)
            return;
        await SeriesAsync("filtered");
        (await service.Admin.PutAsync("/v1/units/filtered-unit", """{ "name": "海纜處", "aliases": ["舊海纜處"], "body": "數位發展部" }""")).Is(201);
        await MeetingAsync("filtered", 1, "2024-12-31T23:30:00+08:00");
        await MeetingAsync("filtered", 2, "2025-03-10T00:00:00+08:00", record =>
        {
            record["sections"]![0]!["units"]![0]!["name"] = "舊海纜處";
            record["sections"]![0]!["clauses"]![0]!["text"] = "ＩｎｎｏＳｅｒｖｅ 在台北，達100%。";
        });
        await MeetingAsync("filtered", 3, "2025-03-11T00:00:00+08:00");
        (await service.Writer.StepAsync("filtered-3", "submit")).Is(200);
    }

    private async Task SeriesAsync(string slug) => (await service.Admin.PutAsync($"/v1/series/{slug}", """{ "name": "會議", "body": "數位發展部" }""")).Is(201);

    private async Task MeetingAsync(string series, int number, string start, Action<JsonObject>? change = null)
    {
        var record = Minutes.Small($"{series}-{number}", number, start);
        record["series"] = series;
        record["sections"]![0]!["clauses"]![0]!["text"] = "各位。";
        record["sections"]![0]!["units"]![0]!["name"] = "他處";
        change?.Invoke(record);
        await service.Writer.CreateAsync(record);
    }

    private static IEnumerable<string> Ids(Reply page) => page.Json["data"]!.AsArray().Select(entry => entry!["id"]!.GetValue<string>());
}
