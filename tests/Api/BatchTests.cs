using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace OpenMinutes.Tests.Api;

/// <summary>Many records in one request.</summary>
public sealed class BatchTests(ApiService service) : IClassFixture<ApiService>
{
    [Fact]
    public async Task Each_line_is_written_or_refused_by_itself()
    {
        await service.Writer.CreateAsync(Minutes.Small("batch-there", 1));
        await service.Writer.CreateAsync(Minutes.Small("batch-replaced", 2));
        await service.PublishedAsync("batch-public", 3);
        await service.Writer.CreateAsync(Minutes.Small("batch-deleted", 4));
        (await service.Writer.SendAsync(HttpMethod.Delete, "/v1/records/batch-deleted", null, ("If-Match", "*"))).Is(204);
        var replaced = (await service.Writer.GetAsync("/v1/records/batch-replaced")).Json;
        replaced["title"] = "改過的標題";
        var stale = Minutes.Small("batch-there", 1);
        stale["revision"] = 7;
        var faulty = Minutes.Small("batch-faulty", 5);
        faulty.Remove("title");
        var published = Minutes.Small("batch-public", 3);
        published["revision"] = 3;

        var answers = await SendAsync(string.Join('\n',
            Minutes.Small("batch-new", 6).ToJsonString(), "", Minutes.Small("batch-there", 1).ToJsonString(), replaced.ToJsonString(), stale.ToJsonString(), faulty.ToJsonString(),
            "{ no json", published.ToJsonString(), Minutes.Small("batch-deleted", 4).ToJsonString() + "\r"));

        Assert.Equal(
            [
                (1, "batch-new", 201, "\"r1\"", null), (3, "batch-there", 412, null, "precondition-failed"), (4, "batch-replaced", 200, "\"r2\"", null),
                (5, "batch-there", 412, null, "precondition-failed"), (6, "batch-faulty", 400, null, "invalid"), (7, null, 400, null, "malformed"),
                (8, "batch-public", 409, null, "wrong-state"), (9, "batch-deleted", 410, null, "gone"),
            ],
            answers.Select(answer => (answer["line"]!.GetValue<int>(), answer["id"]?.ToString(), answer["status"]!.GetValue<int>(), answer["etag"]?.ToString(), answer["problem"]?["code"]?.ToString())));
        Assert.Equal("/title", answers[4]["problem"]!["errors"]![0]!["pointer"]!.ToString());
        Assert.Equal("改過的標題", (await service.Writer.GetAsync("/v1/records/batch-replaced")).Is(200)["title"]);
    }

    [Fact]
    public async Task Lines_of_one_record_are_written_in_their_order()
    {
        var lines = Enumerable.Range(0, 20).Select(at =>
        {
            var record = Minutes.Small("batch-ordered", 7);
            record["title"] = $"第{at}稿";
            if (at > 0)
                record["revision"] = at;
            return record.ToJsonString();
        });

        Assert.All(await SendAsync(string.Join('\n', lines)), answer => Assert.Null(answer["problem"]));
        var record = (await service.Writer.GetAsync("/v1/records/batch-ordered")).Is(200);
        Assert.Equal(("第19稿", "20"), (record["title"], record["revision"]));
    }

    [Fact]
    public async Task A_line_that_replaces_does_not_see_what_a_later_one_creates()
    {
        var early = Minutes.Small("batch-early", 9);
        early["revision"] = 1;

        var answers = await SendAsync($"{early.ToJsonString()}\n{Minutes.Small("batch-early", 9).ToJsonString()}");

        Assert.Equal([412, 201], answers.Select(answer => answer["status"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_line_that_fails_undoes_none_of_those_that_were_written_with_it()
    {
        var lines = Enumerable.Range(0, 200).Select(at =>
        {
            var record = Minutes.Small($"batch-beside-{at}", 1_000 + at);
            record["key"] = $"beside-{(at % 50 == 49 ? at - 1 : at)}";
            return record.ToJsonString();
        });

        var answers = await SendAsync(string.Join('\n', lines));

        Assert.Equal(Enumerable.Range(1, 200), answers.Select(answer => answer["line"]!.GetValue<int>()));
        // Of two that want one key either may be the first.
        Assert.Equal(4, answers.Count(answer => answer["problem"]?["code"]?.ToString() == "key-taken"));
        Assert.Equal(196, answers.Count(answer => answer["status"]!.GetValue<int>() == 201));
        Assert.Equal(196, await service.QuerySingleAsync<long>("select count(*) from minutes.audit where action = 'record.create' and resource like 'records/batch-beside-%'"));
        Assert.Equal(196, await service.QuerySingleAsync<long>("select count(*) from minutes.editions e join minutes.record_texts t using (record) where record like 'batch-beside-%'"));
    }

    [Fact]
    public async Task Lines_are_written_together_and_a_record_is_the_same_whether_it_came_alone_or_with_others()
    {
        var records = Enumerable.Range(0, 40).Select(at => Minutes.Small($"batch-same-{at:00}", 2_000 + at)).ToList();
        Assert.All(await SendAsync(string.Join('\n', records.Select(record => record.ToJsonString()))), answer => Assert.Equal(201, answer["status"]!.GetValue<int>()));
        Assert.InRange(await service.QuerySingleAsync<long>("select count(distinct xid::text) from minutes.audit where resource like 'records/batch-same-%'"), 1, records.Count / 2);
        foreach (var record in records)
        {
            record["id"] = record["id"]!.ToString().Replace("same", "alone", StringComparison.Ordinal);
            record["key"] = record["id"]!.ToString();
            await service.Writer.CreateAsync(record);
        }

        const string Columns = """
            select concat_ws('|', r.series, r.number, r.title, r.start_at, r.year, r.held_on, r.source_system, r.source_id, r.state, r.edition, r.revision, e.document - 'id' - 'key', e.created_by, t.folded,
              array(select name || body from minutes.record_units u where u.record = r.id order by 1),
              (select string_agg(concat_ws('|', person, action, edition, revision), ',') from minutes.audit where resource = 'records/' || r.id),
              (select string_agg(concat_ws('|', kind, edition), ',') from minutes.changes where resource = 'records/' || r.id))
            from minutes.records r join minutes.editions e on e.record = r.id join minutes.record_texts t on t.record = r.id
            """;
        Assert.Equal(
            await service.QueryAsync<string>($"{Columns} where r.id like 'batch-alone-%' order by r.id"),
            await service.QueryAsync<string>($"{Columns} where r.id like 'batch-same-%' order by r.id"));
    }

    [Fact]
    public async Task A_batch_can_be_sent_again()
    {
        var lines = string.Join('\n', Enumerable.Range(0, 30).Select(at => Minutes.Small($"batch-again-{at}", 100 + at).ToJsonString()));

        Assert.All(await SendAsync(lines), answer => Assert.Equal(201, answer["status"]!.GetValue<int>()));
        Assert.All(await SendAsync(lines), answer => Assert.Equal(412, answer["status"]!.GetValue<int>()));

        Assert.Equal(30, await service.QuerySingleAsync<long>("select count(*) from minutes.audit where resource like 'records/batch-again-%'"));
        Assert.Equal(30, await service.QuerySingleAsync<long>("select count(*) from minutes.changes where resource like 'records/batch-again-%'"));
    }

    [Fact]
    public async Task API4_Unrestricted_resource_consumption_lines_too_long_and_too_many_are_refused()
    {
        var answers = await SendAsync($$"""{"id":"{{new string('x', 11 * 1024 * 1024)}}"}""" + "\n" + Minutes.Small("batch-after-long", 8).ToJsonString());
        Assert.Equal([413, 201], answers.Select(answer => answer["status"]!.GetValue<int>()));

        var many = await SendAsync(string.Concat(Enumerable.Repeat("0\n", 10_005)));
        Assert.Equal((10_001, 413, "body-too-large"), (many.Count, many[^1]["status"]!.GetValue<int>(), many[^1]["problem"]!["code"]!.ToString()));
    }

    [Fact]
    public async Task A_batch_whose_end_is_not_read_leaves_the_connection_to_the_next_request()
    {
        var lines = string.Concat(Enumerable.Repeat("0\n", 10_005));
        using var connection = new TcpClient();
        await connection.ConnectAsync(service.Address.Host, service.Address.Port, TestContext.Current.CancellationToken);
        var stream = connection.GetStream();

        var requests = $"POST /v1/records/batch HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {service.Writer.Key}\r\nContent-Type: application/x-ndjson\r\nContent-Length: {lines.Length}\r\n\r\n{lines}"
            + $"GET /v1/records/nowhere HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {service.Writer.Key}\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(requests), TestContext.Current.CancellationToken);

        var answers = await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 200 OK", answers, StringComparison.Ordinal);
        Assert.Contains("HTTP/1.1 404 Not Found", answers, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_media_type_is_refused() =>
        (await service.Writer.PostAsync("/v1/records/batch", "{}")).IsProblem(415, "unsupported-media-type");

    private async Task<IReadOnlyList<JsonObject>> SendAsync(string lines)
    {
        using var content = new StringContent(lines, Encoding.UTF8, "application/x-ndjson");
        var reply = (await service.Writer.SendAsync(HttpMethod.Post, "/v1/records/batch", content)).Is(200);
        Assert.Equal("application/x-ndjson", reply.MediaType);
        return [.. reply.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];
    }
}
