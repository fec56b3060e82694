namespace OpenMinutes.Tests.Api;

/// <summary>Series and units, and the copies of them that publishers read.</summary>
public sealed class RegistryTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task A_series_is_written_read_replaced_and_copied()
    {
        var created = (await service.Admin.PutAsync("/v1/series/weekly", """{ "name": "週會", "body": "數位發展部" }""", ("If-None-Match", "*"))).Is(201);
        Assert.Equal(("\"r1\"", "/v1/series/weekly"), (created.ETag, created.Headers.Location?.ToString()));
        (await service.Admin.PutAsync("/v1/series/weekly", created.Text, ("If-None-Match", "*"))).IsProblem(412, "precondition-failed");

        var replaced = (await service.Admin.PutAsync("/v1/series/weekly", """{ "name": "每週會議", "body": "數位發展部", "numbering": "yearly", "announcePending": true }""", ("If-Match", "\"r1\""))).Is(200);
        Assert.Equal("\"r2\"", replaced.ETag);
        Assert.Equal(replaced.Text, (await service.Writer.GetAsync("/v1/series/weekly")).Is(200).Text);
        (await service.Writer.GetAsync("/v1/series/weekly", ("If-None-Match", "\"r2\""))).Is(304);
        Assert.Equal(("每週會議", "yearly", true), await service.QuerySingleAsync<(string, string, bool)>("select name, numbering, announce_pending from public_site.series where slug = 'weekly'"));
        Assert.Equal(2, await service.QuerySingleAsync<long>("select count(*) from minutes.audit where resource = 'series/weekly'"));
    }

    [Fact]
    public async Task A_unit_is_copied_with_its_names_and_may_change_them()
    {
        (await service.Admin.PutAsync("/v1/units/renamed", """{ "name": "甲處", "aliases": ["乙處"], "body": "數位發展部", "order": 3 }""")).Is(201);
        (await service.Admin.PutAsync("/v1/units/renamed", """{ "name": "乙處", "aliases": ["丙處"], "body": "數位發展部", "parent": null }""")).Is(200);

        foreach (var schema in new[] { "minutes", "public_site" })
            Assert.Equal(["丙處", "乙處"], await service.QueryAsync<string>($"select name from {schema}.unit_names where unit = 'renamed' order by name collate \"C\""));
        Assert.Equal("""{"name":"乙處","aliases":["丙處"],"body":"數位發展部","order":0}""", (await service.Writer.GetAsync("/v1/units/renamed")).Is(200).Text);
    }

    [Fact]
    public async Task A_name_belongs_to_one_unit_of_a_body()
    {
        (await service.Admin.PutAsync("/v1/units/first", """{ "name": "同名處", "body": "甲部" }""")).Is(201);

        (await service.Admin.PutAsync("/v1/units/second", """{ "name": "異名處", "aliases": ["同名處"], "body": "甲部" }""")).IsProblem(409, "name-taken");
        (await service.Admin.PutAsync("/v1/units/second", """{ "name": "同名處", "body": "乙部" }""")).Is(201);
    }

    [Fact]
    public async Task The_unit_above_is_another_that_exists()
    {
        (await service.Admin.PutAsync("/v1/units/orphan", """{ "name": "孤兒處", "parent": "nobody" }""")).IsProblem(400, "invalid", "/parent");
        (await service.Admin.PutAsync("/v1/units/own-parent", """{ "name": "自己", "parent": "own-parent" }""")).IsProblem(400, "invalid", "/parent");
    }

    [Fact]
    public async Task Units_are_listed_in_their_order()
    {
        foreach (var (slug, order) in new[] { ("z-last", 900), ("a-last", 900), ("m-first", -900) })
            (await service.Admin.PutAsync($"/v1/units/{slug}", $$"""{ "name": "{{slug}}", "order": {{order}} }""")).Is(201);

        var slugs = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await service.Writer.GetAsync($"/v1/units?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}")).Is(200);
            slugs.AddRange(page.Json["data"]!.AsArray().Select(entry => entry!["slug"]!.GetValue<string>()));
            cursor = page["next"];
        }
        while (cursor is not null);

        Assert.Equal("m-first", slugs[0]);
        Assert.Equal(["a-last", "z-last"], slugs[^2..]);
        Assert.Equal(slugs.Distinct(), slugs);
    }
}
