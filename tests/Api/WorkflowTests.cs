using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OpenMinutes.Contracts;

namespace OpenMinutes.Tests.Api;

/// <summary>The way a record goes, from the system that writes it to the schema that publishers read.</summary>
public sealed class WorkflowTests(ApiService service) : IClassFixture<ApiService>
{
    private const string Address = "/v1/records/moda-supervisors-18";

    [Fact]
    public async Task The_reference_minutes_go_from_a_system_to_the_public_site()
    {
        await service.Admin.PutAsync("/v1/units/digital-strategy", """{ "name": "數位策略司", "body": "數位發展部" }""");

        var created = (await service.Writer.PutAsync(Address, Minutes.Reference, ("If-None-Match", "*"))).Is(201);
        Assert.Equal(("\"r1\"", Address, "draft", "1"), (created.ETag, created.Headers.Location?.ToString(), created["state"], created["revision"]));
        Assert.Equal(Canonical(Minutes.Reference), Canonical(created.Sent().ToJsonString()));

        var read = (await service.Writer.GetAsync(Address)).Is(200);
        var replaced = (await service.Writer.PutAsync(Address, read.Text, ("If-Match", read.ETag!))).Is(200);
        Assert.Equal("\"r2\"", replaced.ETag);

        Assert.Equal("submitted", (await service.Writer.PostAsync($"{Address}/submit", """{ "note": "請核定" }""", ("If-Match", "\"r2\""))).Is(200)["state"]);
        Assert.Equal("draft", (await service.Approver.PostAsync($"{Address}/return", """{ "note": "請補" }""", ("If-Match", "\"r3\""))).Is(200)["state"]);
        Assert.Equal("submitted", (await service.Writer.PostAsync($"{Address}/submit", "", ("If-Match", "\"r4\""))).Is(200)["state"]);

        var approved = (await service.Approver.PostAsync($"{Address}/approve", "{}", ("If-Match", "\"r5\""))).Is(200);
        Assert.Equal(("published", "\"r6\"", "waiting"), (approved["state"], approved.ETag, approved.Json["publication"]!["state"]!.ToString()));
        Assert.Equal("1", approved.Json["published"]!["edition"]!.ToString());
        Assert.Equal("/meetings/supervisors/2025-018/", approved.Json["links"]!["page"]!.ToString());

        var edition = (await service.Writer.GetAsync($"{Address}/editions/1/public")).Is(200);
        var (document, sha256) = await service.QuerySingleAsync<(string, byte[])>("select document, sha256 from public_site.editions where key = '2025-018'");
        Assert.Equal(edition.Text, document);
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes(document)), sha256);
        Assert.Equal(approved.Json["published"]!["at"]!.ToString(), edition["publishedAt"]);
        Assert.DoesNotContain("moda-supervisors-18", document, StringComparison.Ordinal);
        Assert.Contains("數位策略司", await service.QueryAsync<string>("select unit_name from public_site.appearances where key = '2025-018' and kind = 'item'"));
        Assert.Equal(12, await service.QuerySingleAsync<long>("select count(*) from public_site.appearances where key = '2025-018' and kind = 'report'"));

        Assert.Equal(
            Enumerable.Repeat(("upsert", 1), 6),
            await service.QueryAsync<(string, int)>("select kind, edition from minutes.changes where resource = 'records/moda-supervisors-18'"));
        Assert.Equal(
            [("record.create", 1), ("record.replace", 2), ("record.submit", 3), ("record.return", 4), ("record.submit", 5), ("record.approve", 6)],
            await service.QueryAsync<(string, int)>("select action, revision from minutes.audit where resource = 'records/moda-supervisors-18' order by id"));
    }

    [Fact]
    public async Task The_former_draft_is_in_the_audit()
    {
        var id = await service.Writer.CreateAsync(Minutes.Small("audited", 2));
        var next = Minutes.Small(id, 2);
        next["title"] = "改過的標題";

        (await service.Writer.PutAsync($"/v1/records/{id}", next.ToJsonString(), ("If-Match", "\"r1\""))).Is(200);

        Assert.Equal(
            ("第2次主管會議紀錄", "王承辦"),
            await service.QuerySingleAsync<(string, string)>(
                "select detail #>> '{former,title}', person from minutes.audit where resource = 'records/audited' and action = 'record.replace'"));
    }

    [Fact]
    public async Task An_edition_has_the_hash_of_its_canonical_form()
    {
        var record = Minutes.Small("hashed", 3);
        var id = await service.Writer.CreateAsync(record);

        var edition = (await service.Writer.GetAsync($"/v1/records/{id}/editions")).Is(200).Json["data"]![0]!;

        Assert.Equal(CanonicalJson.Sha256(Encoding.UTF8.GetBytes(record.ToJsonString())), edition["sha256"]!.ToString());
        Assert.Equal("王承辦", edition["createdBy"]!.ToString());
        Assert.Null(edition["approvedAt"]);
        Assert.Equal($"\"{edition["sha256"]}\"", (await service.Writer.GetAsync($"/v1/records/{id}/editions/1")).Is(200).ETag);
    }

    [Fact]
    public async Task What_would_be_public_of_a_draft_can_be_seen_before_it_is_approved()
    {
        var id = await service.Writer.CreateAsync(Minutes.Small("foreseen", 4));

        var text = (await service.Writer.GetAsync($"/v1/records/{id}/editions/1/public")).Is(200).Text;

        Assert.Contains("海纜障礙通報機制。", text, StringComparison.Ordinal);
        Assert.DoesNotContain("機密內容", text, StringComparison.Ordinal);
        Assert.Equal(0, await service.QuerySingleAsync<long>("select count(*) from public_site.records where key = 'foreseen'"));
    }

    [Fact]
    public async Task The_id_may_be_left_to_the_address_and_must_not_be_another()
    {
        var record = Minutes.Small("nameless", 5);
        record.Remove("id");

        Assert.Equal("nameless", (await service.Writer.PutAsync("/v1/records/nameless", record.ToJsonString(), ("If-None-Match", "*"))).Is(201)["id"]);
        record["id"] = "other";
        (await service.Writer.PutAsync("/v1/records/nameless", record.ToJsonString(), ("If-Match", "\"r1\""))).IsProblem(400, "invalid", "/id");
    }

    [Fact]
    public async Task An_unchanged_record_is_not_sent_again()
    {
        var id = await service.Writer.CreateAsync(Minutes.Small("cached", 6));

        Assert.Equal("", (await service.Writer.GetAsync($"/v1/records/{id}", ("If-None-Match", "\"r1\""))).Is(304).Text);
        (await service.Writer.GetAsync($"/v1/records/{id}", ("If-None-Match", "\"r2\""))).Is(200);
    }

    private static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(JsonNode.Parse(json)!.ToJsonString())));
}
