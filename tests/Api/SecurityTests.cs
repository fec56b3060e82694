using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace OpenMinutes.Tests.Api;

/// <summary>The OWASP API Security Top 10 (2023), as far as each item concerns a service like this one. More of API2, API4, API5 and API10 stands with tokens, limits and scopes.</summary>
public sealed class SecurityTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task API1_Broken_object_level_authorization_no_answer_tells_whether_a_record_exists_to_who_may_not_read()
    {
        var record = Minutes.Small("exists", 1);
        record["attachments"] = new JsonArray(new JsonObject { ["id"] = "f-1", ["fileName"] = "附件.txt" });
        var id = await service.Writer.CreateAsync(record);
        await service.StoreAsync(id, "f-1", "附件");
        var outsider = await service.ClientAsync("外人", "publications:write");

        foreach (var client in (ApiClient[])[outsider, service.Nobody])
        {
            foreach (var path in (string[])["", "/editions", "/editions/1", "/editions/1/public", "/diff?from=1&to=1", "/attachments/f-1"])
            {
                var there = await client.GetAsync($"/v1/records/{id}{path}");
                var notThere = await client.GetAsync($"/v1/records/exists-not{path}");
                Assert.Equal((notThere.Status, notThere.Text), (there.Status, there.Text));
                Assert.True(there.Status is 401 or 403);
            }

            Assert.Equal((await client.PostAsync("/v1/records/exists-not/preview", "{}")).Text, (await client.PostAsync($"/v1/records/{id}/preview", "{}")).Text);
        }
    }

    [Fact]
    public async Task API2_Broken_authentication_no_key_a_wrong_one_and_one_revoked_are_told_apart_by_nobody()
    {
        var revoked = await service.ClientAsync("前同事", "records:read");
        (await revoked.GetAsync("/v1/records")).Is(200);
        (await service.Admin.SendAsync(HttpMethod.Delete, $"/v1/keys/{revoked.Key!.Split('_')[1]}", null)).Is(204);

        var answers = new List<Reply> { await revoked.GetAsync("/v1/records") };
        foreach (var key in (string[])["omk_000000000000_" + new string('0', 64), service.Admin.Key![..^1] + (service.Admin.Key![^1] == '0' ? '1' : '0'), "x", "' or 1=1 --"])
            answers.Add(await new ApiClient(service, key).GetAsync("/v1/records"));

        Assert.All(answers, answer => answer.IsProblem(401, "unauthenticated"));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
    }

    [Fact]
    public async Task API2_Broken_authentication_each_request_of_a_connection_is_answered_to_the_key_that_it_brings()
    {
        var reader = (await service.ClientAsync("讀者", "records:read")).Key!;
        var forged = reader[..^1] + (reader[^1] == '0' ? '1' : '0');
        string?[] keys = [service.Admin.Key, service.Admin.Key, reader, forged, reader, null, forged, service.Admin.Key];
        using var connection = new TcpClient();
        await connection.ConnectAsync(service.Address.Host, service.Address.Port, TestContext.Current.CancellationToken);
        var stream = connection.GetStream();

        var requests = keys.Select((key, at) =>
            $"GET /v1/keys HTTP/1.1\r\nHost: x\r\n{(key is null ? "" : $"Authorization: Bearer {key}\r\n")}{(at == keys.Length - 1 ? "Connection: close\r\n" : "")}\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Concat(requests)), TestContext.Current.CancellationToken);

        var answers = (await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken)).Split("HTTP/1.1 ")[1..];
        Assert.Equal(["200", "200", "403", "401", "403", "401", "401", "200"], answers.Select(answer => answer[..3]));
    }

    [Fact]
    public async Task API3_Broken_object_property_level_authorization_what_the_service_owns_cannot_be_assigned()
    {
        var record = Minutes.Small("assigned", 2);
        record["state"] = "published";
        record["edition"] = 7;
        record["published"] = new JsonObject { ["edition"] = 7 };
        (await service.Writer.PutAsync("/v1/records/assigned", record.ToJsonString(), ("If-None-Match", "*"))).Is(201);

        var read = (await service.Writer.GetAsync("/v1/records/assigned")).Is(200);
        Assert.Equal(("draft", "1", "1"), (read["state"], read["edition"], read["revision"]));
        foreach (var member in (string[])["submittedBy", "approvedBy", "publicEdition", "publishedAt", "withdrawnAt", "sha256", "deletedAt"])
        {
            var assigning = Minutes.Small("assigned", 2);
            assigning[member] = "x";
            (await service.Writer.PutAsync("/v1/records/assigned", assigning.ToJsonString(), ("If-Match", "*"))).IsProblem(400, "invalid", $"/{member}");
        }

        (await service.Writer.StepAsync("assigned", "submit", """{ "note": "請核定", "person": "別人" }""")).IsProblem(400, "invalid", "/person");
    }

    [Fact]
    public async Task API4_Unrestricted_resource_consumption_pages_and_nesting_have_limits()
    {
        (await service.Writer.GetAsync("/v1/records?limit=1001")).IsProblem(400, "invalid", "/limit");
        (await service.Writer.GetAsync("/v1/changes?limit=1001")).IsProblem(400, "invalid", "/limit");
        (await service.Writer.PostAsync("/v1/records", new string('[', 100_000))).Is(400);
    }

    [Fact]
    public async Task API6_Unrestricted_access_to_sensitive_business_flows_nobody_publishes_or_republishes_alone()
    {
        var alone = await service.ClientAsync("一人", "records:read", "records:write", "records:approve");
        var id = await alone.CreateAsync(Minutes.Small("alone", 3));
        (await alone.StepAsync(id, "submit")).Is(200);
        (await alone.StepAsync(id, "approve")).IsProblem(409, "same-person");
        (await service.Approver.StepAsync(id, "approve")).Is(200);

        (await alone.StepAsync(id, "correct", """{ "changeNote": "更正" }""")).Is(200);
        (await alone.StepAsync(id, "submit")).Is(200);
        (await alone.StepAsync(id, "approve")).IsProblem(409, "same-person");
    }

    [Fact]
    public async Task API7_Server_side_request_forgery_no_address_that_is_sent_is_asked_for_anything()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/";
        var record = Minutes.Small("asking", 5);
        record["location"] = address;
        record["source"] = new JsonObject { ["system"] = address, ["id"] = address };
        record["sections"]![0]!["clauses"]![0]!["text"] = $"見 {address}";
        await service.Writer.CreateAsync(record);
        (await service.Writer.PostAsync("/v1/records/asking/preview", "{}")).Is(200);
        await service.ApprovedAsync("asking");
        using var document = new StringContent($"# 第1次主管會議紀錄\n\n![圖]({address})\n", Encoding.UTF8, "text/markdown");
        await service.Writer.SendAsync(HttpMethod.Post, "/v1/imports?dryRun=true&series=supervisors", document);
        var header = Convert.ToBase64String(Encoding.ASCII.GetBytes($$"""{"alg":"RS256","jku":"{{address}}","x5u":"{{address}}"}""")).TrimEnd('=');
        (await new ApiClient(service, $"{header}.e30.e30").GetAsync("/v1/records")).IsProblem(401, "unauthenticated");

        Assert.False(listener.Pending());
    }

    [Theory]
    [InlineData("' or '1'='1")]
    [InlineData("%27%3B%20drop%20table%20minutes.records%3B--")]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    [InlineData("%00")]
    [InlineData("__proto__")]
    public async Task API8_Security_misconfiguration_what_is_sent_is_never_run_and_errors_tell_nothing_of_the_inside(string text)
    {
        foreach (var path in (string[])[$"/v1/records/{text}", $"/v1/records?q={text}", $"/v1/records?series={text}", $"/v1/audit?resource={text}", $"/v1/changes?after={text}"])
        {
            var answer = await service.Admin.GetAsync(path);
            Assert.True(answer.Status < 500, $"{path}: {answer.Text}");
            Assert.DoesNotContain("Npgsql", answer.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("at OpenMinutes", answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task API8_Security_misconfiguration_the_log_holds_no_key_and_no_words_of_minutes()
    {
        await service.PublishedAsync("logged", 4);
        await service.Writer.GetAsync("/v1/records?q=海纜障礙");
        (await service.Approver.StepAsync("logged", "withdraw", """{ "reason": "不進日誌的理由" }""")).Is(200);

        foreach (var secret in (string[])[service.Writer.Key!, service.Approver.Key!, service.Admin.Key!, "海纜障礙", "機密內容", "不進日誌的理由", "Password="])
            Assert.DoesNotContain(secret, service.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task API9_Improper_inventory_management_every_call_is_described_and_the_frameworks_own_list_is_closed()
    {
        (await service.Admin.GetAsync("/_test_url_cache_")).IsProblem(404, "not-found");
        (await service.Admin.GetAsync("/v2/records")).IsProblem(404, "not-found");
        (await service.Admin.SendAsync(HttpMethod.Patch, "/v1/records/exists", null)).IsProblem(405, "method-not-allowed");
    }
}
