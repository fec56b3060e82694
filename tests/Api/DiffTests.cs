using System.Text.Json.Nodes;

namespace OpenMinutes.Tests.Api;

public sealed class DiffTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task Two_editions_are_compared_by_the_anchors_of_their_parts()
    {
        var id = await service.PublishedAsync("compared", 1);
        var draft = (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "更正" }""")).Is(200).Sent();
        var clauses = draft["sections"]![0]!["clauses"]!.AsArray();
        clauses[0]!["text"] = "海底電纜障礙通報機制。";
        clauses.Insert(0, new JsonObject { ["id"] = "c-0", ["text"] = "新增。" });
        (await service.Writer.PutAsync($"/v1/records/{id}", draft.ToJsonString(), ("If-Match", "\"r4\""))).Is(200);

        var diff = (await service.Writer.GetAsync($"/v1/records/{id}/diff?from=1&to=2")).Is(200);

        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""
                [ { "kind": "added", "anchor": "c-0", "toPointer": "/sections/0/clauses/0", "to": { "id": "c-0", "text": "新增。" } },
                  { "kind": "changed", "anchor": "c-1", "fromPointer": "/sections/0/clauses/0/text", "toPointer": "/sections/0/clauses/1/text",
                    "from": "海纜障礙通報機制。", "to": "海底電纜障礙通報機制。" } ]
                """),
            diff.Json["data"]),
            diff.Text);
        Assert.Empty((await service.Writer.GetAsync($"/v1/records/{id}/diff?from=2&to=2")).Is(200).Json["data"]!.AsArray());
        (await service.Writer.GetAsync($"/v1/records/{id}/diff?from=1&to=3")).IsProblem(404, "not-found");
        (await service.Writer.GetAsync($"/v1/records/{id}/diff?from=1")).IsProblem(400, "invalid", "/to");
    }
}
