namespace OpenMinutes.Tests.Api;

/// <summary>What was never public can be deleted, for good.</summary>
public sealed class DeletionTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task A_deleted_record_is_gone_and_its_id_used_up()
    {
        var id = await service.Writer.CreateAsync(Minutes.Small("deleted"));

        (await DeleteAsync(id, "\"r1\"")).Is(204);

        (await service.Writer.GetAsync($"/v1/records/{id}")).IsProblem(410, "gone");
        (await service.Writer.GetAsync($"/v1/records/{id}/editions")).IsProblem(410, "gone");
        (await service.Writer.GetAsync($"/v1/records/{id}/editions/1")).IsProblem(410, "gone");
        (await service.Writer.GetAsync($"/v1/records/{id}/editions/1/public")).IsProblem(410, "gone");
        (await service.Writer.PostAsync($"/v1/records/{id}/submit", "{}", ("If-Match", "*"))).IsProblem(410, "gone");
        (await service.Writer.PutAsync($"/v1/records/{id}", Minutes.Small(id).ToJsonString(), ("If-None-Match", "*"))).IsProblem(410, "gone");
        (await service.Writer.PutAsync($"/v1/records/{id}", Minutes.Small(id).ToJsonString(), ("If-Match", "*"))).IsProblem(410, "gone");
        (await service.Writer.PostAsync("/v1/records", Minutes.Small(id).ToJsonString())).IsProblem(410, "gone");
        (await DeleteAsync(id, "*")).IsProblem(410, "gone");
        Assert.DoesNotContain(id, (await service.Writer.GetAsync("/v1/records")).Text, StringComparison.Ordinal);
        Assert.Equal(("delete", 1), await service.LastChangeAsync(id));
    }

    [Fact]
    public async Task Its_key_is_free_again()
    {
        var first = await service.Writer.CreateAsync(Minutes.Small("first", 2));
        var second = Minutes.Small("second", 2);
        second["key"] = first;
        (await service.Writer.PostAsync("/v1/records", second.ToJsonString())).IsProblem(409, "key-taken", "/key");

        (await DeleteAsync(first, "\"r1\"")).Is(204);

        var created = (await service.Writer.PostAsync("/v1/records", second.ToJsonString())).Is(201);
        Assert.DoesNotContain("number-repeated", created.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_public_cannot_be_deleted()
    {
        var id = await service.PublishedAsync("kept", 3);
        (await DeleteAsync(id, "*")).IsProblem(409, "wrong-state");
        (await service.Approver.StepAsync(id, "withdraw", """{ "reason": "誤植" }""")).Is(200);
        (await DeleteAsync(id, "*")).IsProblem(409, "wrong-state");

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => service.QueryAsync<int>("delete from minutes.editions where record = @id", new { id }));
        Assert.Equal("edition 1 of kept was public", refused.MessageText);
    }

    [Fact]
    public async Task Nobody_deletes_what_he_has_not_seen()
    {
        var id = await service.Writer.CreateAsync(Minutes.Small("unseen", 4));

        (await service.Writer.SendAsync(HttpMethod.Delete, $"/v1/records/{id}", null)).IsProblem(428, "precondition-required");
        (await DeleteAsync(id, "\"r7\"")).IsProblem(412, "precondition-failed");
        (await service.Writer.GetAsync($"/v1/records/{id}")).Is(200);
    }

    private Task<Reply> DeleteAsync(string id, string ifMatch) => service.Writer.SendAsync(HttpMethod.Delete, $"/v1/records/{id}", null, ("If-Match", ifMatch));
}
