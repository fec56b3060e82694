using OpenMinutes.Migrations;

namespace OpenMinutes.Tests.Api;

/// <summary>What the public is told of changes: public_site.changes.</summary>
public sealed class PublicChangeTests(ApiService service) : IClassFixture<ApiService>
{
    private const string Told = "select kind, edition, anchor, reason from public_site.changes where key = @id order by at, id";
    private const string Erratum = """{ "anchor": "c-1", "text": "附記", "date": "2025-12-20" }""";

    [Fact]
    public async Task Each_change_that_the_public_sees_is_told_once_and_in_order()
    {
        var id = await service.PublishedAsync("told", 1);
        (await service.Approver.StepAsync(id, "errata", Erratum)).Is(200);
        (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "更正" }""")).Is(200);
        await service.ApprovedAsync(id);
        (await service.Approver.StepAsync(id, "withdraw", """{ "reason": "內容尚待釐清" }""")).Is(200);
        (await service.Approver.StepAsync(id, "reinstate", """{ "reason": "已釐清" }""")).Is(200);
        Assert.Equal(("erratum", 1, "c-1", null), (await ToldAsync(id))[1]);
        (await service.Approver.StepAsync(id, "redact", """{ "anchors": ["c-1"], "ground": "18-1-6", "reason": "含個人資料" }""")).Is(200);

        Assert.Equal(
            [("publish", 1, null, null), ("erratum", 1, null, null), ("correct", 2, null, null), ("withdraw", 2, null, "內容尚待釐清"), ("reinstate", 2, null, null), ("redact", 3, null, null)],
            await ToldAsync(id));
        await FilledAsBeforeAsync(id);
    }

    [Fact]
    public async Task What_happened_while_the_minutes_were_withdrawn_is_told_with_their_return()
    {
        var id = await service.PublishedAsync("told-later", 2);
        (await service.Approver.StepAsync(id, "withdraw", """{ "reason": "內容尚待釐清" }""")).Is(200);
        (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "更正" }""")).Is(200);
        (await service.Writer.StepAsync(id, "submit")).Is(200);
        (await service.Approver.StepAsync(id, "approve")).Is(200);
        (await service.Approver.StepAsync(id, "errata", Erratum)).Is(200);
        Assert.Equal([("publish", 1, null, null), ("withdraw", 1, null, "內容尚待釐清")], await ToldAsync(id));
        await FilledAsBeforeAsync(id);

        (await service.Approver.StepAsync(id, "reinstate", """{ "reason": "已釐清" }""")).Is(200);

        Assert.Equal([("reinstate", 1, null, null), ("correct", 2, null, null), ("erratum", 2, "c-1", null)], (await ToldAsync(id)).Skip(2));
        Assert.Empty(await service.QueryAsync<string>("select c.kind from public_site.changes c where c.key = @id and to_jsonb(c)::text like '%已釐清%'", new { id }));
    }

    [Fact]
    public async Task The_service_can_add_to_what_was_told_but_not_rewrite_it()
    {
        await using var api = new Npgsql.NpgsqlConnection(service.Database.Api);
        await api.OpenAsync(TestContext.Current.CancellationToken);

        foreach (var forbidden in new[] { "update public_site.changes set at = now()", "update public_site.changes set kind = 'publish'", "delete from public_site.changes" })
            Assert.Equal("42501", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Dapper.SqlMapper.ExecuteAsync(api, forbidden))).SqlState);
    }

    /// <summary>That the migration makes of the history what was told as it happened.</summary>
    private async Task FilledAsBeforeAsync(string id)
    {
        var told = await ToldAsync(id);
        var script = Script.Embedded.Single(script => script.Name == "public_changes").Sql;
        await service.QueryAsync<int>($"delete from public_site.changes; {script[script.IndexOf("with spells as", StringComparison.Ordinal)..]}");
        Assert.Equal(told, await ToldAsync(id));
    }

    private Task<IReadOnlyList<(string Kind, int Edition, string? Anchor, string? Reason)>> ToldAsync(string id) =>
        service.QueryAsync<(string, int, string?, string?)>(Told, new { id });
}
