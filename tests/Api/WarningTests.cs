using System.Text.Json.Nodes;

namespace OpenMinutes.Tests.Api;

/// <summary>What looks wrong is said, and stops nobody.</summary>
public sealed class WarningTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task The_reference_minutes_with_their_units_registered_warn_of_nothing()
    {
        foreach (var file in Directory.GetFiles(Support.Repository.PathOf("docs", "demo", "units")))
            (await service.Admin.PutAsync($"/v1/units/{Path.GetFileNameWithoutExtension(file)}", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))).Is(201);

        Assert.Empty((await service.Writer.PostAsync("/v1/records", Minutes.Reference)).Is(201).Json["warnings"]!.AsArray());
    }

    [Fact]
    public Task A_weekday_that_disagrees_with_its_date() => WarnsAsync(
        record => record["header"] = new JsonArray(new JsonObject { ["key"] = "date", ["label"] = "日期", ["asWritten"] = "114年11月20日（星期五）下午3時30分" }),
        ("weekday-mismatch", "/header/0/asWritten"));

    [Fact]
    public Task An_end_before_the_start() => WarnsAsync(record => record["end"] = "2025-11-20T15:00:00+08:00", ("end-before-start", "/end"));

    [Fact]
    public Task A_unit_that_nobody_registered() => WarnsAsync(
        record => record["sections"]![0]!["units"] = new JsonArray(
            new JsonObject { ["role"] = "reporting", ["name"] = "各單位" }, new JsonObject { ["role"] = "supporting", ["name"] = "無名處" }),
        ("unit-unknown", "/sections/0/units/1/name"));

    [Fact]
    public Task A_part_that_is_withheld_without_a_ground() => WarnsAsync(
        record => record["sections"]![0]!["clauses"]![1]!["disclosure"] = new JsonObject { ["level"] = "withheld" },
        ("ground-missing", "/sections/0/clauses/1"));

    [Fact]
    public Task Nothing_is_said_of_grounds_where_the_minutes_came_as_the_public_version() => WarnsAsync(record =>
    {
        record["header"] = new JsonArray(new JsonObject { ["key"] = "version", ["asWritten"] = "公告版" });
        record["sections"]![0]!["clauses"]![1]!["disclosure"] = new JsonObject { ["level"] = "withheld" };
    });

    [Fact]
    public async Task A_number_that_skips_or_repeats_in_its_series()
    {
        await MeetingAsync("continuous", "counted-1", 1, 2024);

        Assert.Equal([("number-skipped", "/number")], await MeetingAsync("continuous", "counted-3", 3, 2025));
        Assert.Equal([("number-repeated", "/number")], await MeetingAsync("continuous", "counted-1-again", 1, 2025));
        Assert.Empty(await MeetingAsync("continuous", "counted-2", 2, 2025));
        Assert.Empty(Warnings(await service.Writer.GetAsync("/v1/records/counted-3")));
    }

    [Fact]
    public async Task Numbers_that_begin_anew_each_year_do_not_repeat_across_years()
    {
        await MeetingAsync("yearly", "yearly-2024-1", 1, 2024);

        Assert.Empty(await MeetingAsync("yearly", "yearly-2025-1", 1, 2025));
    }

    private async Task<IReadOnlyList<(string, string)>> MeetingAsync(string numbering, string id, int number, int year)
    {
        await service.Admin.PutAsync($"/v1/series/{numbering}", $$"""{ "name": "會議", "body": "數位發展部", "numbering": "{{numbering}}" }""");
        var record = Minutes.Small(id, number, $"{year}-05-05T09:00:00+08:00");
        record["series"] = numbering;
        record.Remove("sections");
        return Warnings((await service.Writer.PostAsync("/v1/records", record.ToJsonString())).Is(201));
    }

    private async Task WarnsAsync(Action<JsonObject> change, params (string Code, string Pointer)[] expected)
    {
        var record = Minutes.Small($"warned-{Guid.NewGuid():N}");
        record["series"] = $"series-{Guid.NewGuid():N}";
        record["sections"]![0]!["units"]![0]!["name"] = "各單位";
        change(record);
        (await service.Admin.PutAsync($"/v1/series/{record["series"]}", """{ "name": "會議", "body": "數位發展部" }""")).Is(201);

        Assert.Equal(expected, Warnings((await service.Writer.PostAsync("/v1/records", record.ToJsonString())).Is(201)));
    }

    private static IReadOnlyList<(string, string)> Warnings(Reply answer) =>
        [.. answer.Json["warnings"]!.AsArray().Select(warning => (warning!["code"]!.ToString(), warning["pointer"]!.ToString()))];
}
