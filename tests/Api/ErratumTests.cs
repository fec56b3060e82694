using System.Text.Json.Nodes;

namespace OpenMinutes.Tests.Api;

/// <summary>附記: dated, public, and beside the text that stays.</summary>
public sealed class ErratumTests(ApiService service) : IClassFixture<ApiService>
{
    private const string Erratum = """{ "anchor": "c-1", "text": "「海纜」應為「海底電纜」。", "date": "2025-12-20" }""";

    [Fact]
    public async Task An_erratum_is_shown_on_every_public_edition_that_has_the_part()
    {
        var id = await service.PublishedAsync("with-erratum", 1);
        var draft = (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "刪去" }""")).Is(200).Sent();
        draft["sections"]![0]!["clauses"]!.AsArray().RemoveAt(0);
        (await service.Writer.PutAsync($"/v1/records/{id}", draft.ToJsonString(), ("If-Match", "\"r4\""))).Is(200);
        await service.ApprovedAsync(id);
        var before = await service.PublicAsync(id);

        var answer = (await service.Approver.StepAsync(id, "errata", Erratum)).Is(200);

        Assert.Equal("published", answer["state"]);
        var after = await service.PublicAsync(id);
        Assert.Equal(before[1], after[1]);
        Assert.Equal("2025-12-20", Errata(after[0].Document)[0]!["date"]!.ToString());
        Assert.Equal(after[0].Document, (await service.Writer.GetAsync($"/v1/records/{id}/editions/1/public")).Text);
        Assert.Equal("errata", (await service.CausesAsync(id))[^1]);
        Assert.Equal(("upsert", 2), await service.LastChangeAsync(id));
    }

    [Fact]
    public async Task Editions_to_come_show_it_too()
    {
        var id = await service.PublishedAsync("inherited", 2);
        (await service.Approver.StepAsync(id, "errata", Erratum)).Is(200);

        (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "更正" }""")).Is(200);
        Assert.Single(Errata((await service.Writer.GetAsync($"/v1/records/{id}/editions/2/public")).Text));
        await service.ApprovedAsync(id);

        Assert.All(await service.PublicAsync(id), edition => Assert.Single(Errata(edition.Document)));
    }

    [Fact]
    public async Task What_has_no_ROC_date_no_open_part_or_was_never_public_is_refused()
    {
        var id = await service.Writer.CreateAsync(Minutes.Small("refused", 3));
        (await service.Approver.StepAsync(id, "errata", Erratum)).IsProblem(409, "wrong-state");
        await service.ApprovedAsync(id);

        (await service.Approver.StepAsync(id, "errata", """{ "anchor": "c-1", "text": "更正", "date": "1911-12-31" }""")).IsProblem(400, "invalid", "/date");
        (await service.Approver.StepAsync(id, "errata", """{ "anchor": "c-9", "text": "更正", "date": "2025-12-20" }""")).IsProblem(400, "invalid", "/anchor");
        (await service.Approver.StepAsync(id, "errata", """{ "anchor": "c-2", "text": "更正", "date": "2025-12-20" }""")).IsProblem(400, "invalid", "/anchor");
        Assert.Equal(0, await service.QuerySingleAsync<long>("select count(*) from minutes.errata where record = @id", new { id }));
    }

    private static JsonArray Errata(string document) => JsonNode.Parse(document)!["errata"]!.AsArray();
}
