using System.Net.Http.Headers;
using System.Text;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Api;

/// <summary>Documents in, drafts out.</summary>
public sealed class ImportTests(ApiService service) : IClassFixture<ApiService>
{
    private static readonly byte[] Reference = File.ReadAllBytes(Repository.PathOf("tests", "Snapshots", "moda-supervisors-18.txt"));

    private static readonly string Small = "數位發展部\n第19次主管會議紀錄\n日期：114年12月18日（星期四）下午3時\n主席：林部長宜敬\n壹、報告事項\n案由一：施政重點，報請公鑒。\n決定：洽悉。\n";

    [Fact]
    public async Task A_dry_run_answers_the_record_and_what_to_look_at_and_stores_nothing()
    {
        var answer = (await PostAsync("?dryRun=true&series=supervisors&fileName=dry.txt", Reference)).Is(200);

        Assert.Equal("第18次主管會議紀錄", answer.Json["record"]!["title"]!.GetValue<string>());
        Assert.Empty(answer.Json["warnings"]!.AsArray());
        Assert.Empty(answer.Json["unplaced"]!.AsArray());
        Assert.Equal("markup", answer.Json["furniture"]![0]!["kind"]!.GetValue<string>());
        Assert.Contains(answer.Json["provenance"]!.AsArray(), place => place!["pointer"]!.GetValue<string>() == "/title" && place["line"]!.GetValue<int>() == 5);
        (await service.Writer.GetAsync("/v1/records/dry")).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task An_import_makes_a_draft_that_can_be_read_and_sent_back()
    {
        var answer = (await PostAsync("?series=supervisors&fileName=moda-supervisors-18.txt&sourceSystem=archive&sourceId=7", Reference)).Is(201);
        var record = answer.Json["record"]!;

        Assert.Equal("draft", record["state"]!.GetValue<string>());
        Assert.Equal("/v1/records/moda-supervisors-18", answer.Headers.Location!.ToString());
        var stored = (await service.Writer.GetAsync("/v1/records/moda-supervisors-18")).Is(200);
        Assert.Equal(answer.ETag, stored.ETag);
        Assert.Equal(record.ToJsonString(), stored.Json.ToJsonString());
        Assert.Equal("archive", stored.Json["source"]!["system"]!.GetValue<string>());
    }

    [Fact]
    public async Task Without_a_series_the_one_named_in_the_title_is_meant()
    {
        var answer = (await PostAsync("?dryRun=true", Encoding.UTF8.GetBytes(Small))).Is(200);

        Assert.Equal("supervisors", answer.Json["record"]!["series"]!.GetValue<string>());
        (await PostAsync("?dryRun=true", Encoding.UTF8.GetBytes(Small.Replace("主管會議", "業務會報", StringComparison.Ordinal)))).IsProblem(400, "invalid", "/series");
    }

    [Fact]
    public async Task A_repeated_import_under_the_same_idempotency_key_is_answered_as_the_first()
    {
        var document = Encoding.UTF8.GetBytes(Small.Replace("19", "20", StringComparison.Ordinal));
        var first = (await PostAsync("?series=supervisors&fileName=twice.txt", document, key: "i-1")).Is(201);

        Assert.Equal(first.Text, (await PostAsync("?series=supervisors&fileName=twice.txt", document, key: "i-1")).Is(201).Text);
        (await PostAsync("?series=supervisors&fileName=other.txt", document, key: "i-1")).IsProblem(422, "idempotency-key-reused");
        (await PostAsync("?series=supervisors&fileName=twice.txt", document)).IsProblem(409, "id-taken", "/fileName");
    }

    [Fact]
    public async Task What_cannot_be_imported_is_refused_with_why_and_where()
    {
        var two = Small + "散會\n" + Small.Replace("第19次", "第21次", StringComparison.Ordinal).Replace("12月18日（星期四）", "12月25日（星期四）", StringComparison.Ordinal);

        Assert.Contains("Line 10", (await PostAsync("?dryRun=true&series=supervisors", Encoding.UTF8.GetBytes(two))).IsProblem(400, "invalid", "")["detail"], StringComparison.Ordinal);
        Assert.Equal("not-minutes", Code((await PostAsync("?dryRun=true&series=supervisors", "各位同仁：明天中午在大禮堂舉行慶生會，請大家踴躍參加，切勿遲到。"u8.ToArray())).Is(400)));
        (await PostAsync("?dryRun=true&series=supervisors", Reference, "application/json")).IsProblem(415, "unsupported-media-type");
        (await PostAsync("?dryRun=true&series=supervisors", "PK no zip"u8.ToArray(), "application/vnd.oasis.opendocument.text")).IsProblem(400, "malformed");
        (await PostAsync("?series=nowhere", Encoding.UTF8.GetBytes(Small))).IsProblem(400, "invalid", "/series");
        (await PostAsync("?series=supervisors&sourceId=7", Encoding.UTF8.GetBytes(Small))).IsProblem(400, "invalid", "/sourceSystem");
        (await PostAsync("?dryRun=maybe", Encoding.UTF8.GetBytes(Small))).IsProblem(400, "invalid", "/dryRun");
        (await service.Approver.SendAsync(HttpMethod.Post, "/v1/imports?dryRun=true", Content(Reference, "text/plain"))).IsProblem(403, "scope-missing");

        static string Code(Reply reply) => reply.Json["errors"]![0]!["code"]!.GetValue<string>();
    }

    [Fact]
    public async Task The_command_sends_a_folder_and_does_not_send_again_what_it_sent()
    {
        var folder = Directory.CreateTempSubdirectory("openminutes-import-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "minutes-31.txt"), Small.Replace("19", "31", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "minutes-32.md"), "# " + Small.Replace("19", "32", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        string[] command = [Repository.Program("api", "OpenMinutes.Api"), "import", folder, "--url", service.Address.ToString(), "--key", service.Writer.Key!, "--journal", Path.Combine(folder, "journal")];

        var first = await RunAsync(command);
        var second = await RunAsync(command);

        Assert.True(first.ExitCode == 0 && second.ExitCode == 0, first.Output + second.Output);
        Assert.Contains("minutes-32", first.Output, StringComparison.Ordinal);
        Assert.Contains("sent before", second.Output, StringComparison.Ordinal);
        (await service.Writer.GetAsync("/v1/records/minutes-31")).Is(200);
        (await service.Writer.GetAsync("/v1/records/minutes-32")).Is(200);
    }

    private Task<Reply> PostAsync(string query, byte[] document, string mediaType = "text/plain", string? key = null) =>
        service.Writer.SendAsync(HttpMethod.Post, $"/v1/imports{query}", Content(document, mediaType), key is null ? [] : [("Idempotency-Key", key)]);

    private static ByteArrayContent Content(byte[] document, string mediaType) => new(document) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };

    private static async Task<(int ExitCode, string Output)> RunAsync(string[] command)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("dotnet", command) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
