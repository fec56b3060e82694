using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OpenMinutes.Api.Features.Attachments.Cleaning;
using OpenMinutes.Contracts;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Tests.Importing;
using OpenMinutes.Tests.Publisher;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Api;

/// <summary>The files that go with minutes, from the system that sends them to the website.</summary>
public sealed class AttachmentTests(ApiService service) : IClassFixture<ApiService>, IDisposable
{
    private readonly string _site = Directory.CreateTempSubdirectory("openminutes-files-").FullName;

    private static byte[] Text { get; } = Encoding.UTF8.GetBytes("附件的內容\n");

    public void Dispose() => Directory.Delete(_site, recursive: true);

    [Fact]
    public async Task A_public_file_goes_with_its_edition_to_the_website_and_a_withheld_one_stays()
    {
        var id = await service.Writer.CreateAsync(With("published-files", 1, ("f-1", "簡報.jpg", "public"), ("f-2", "密件.txt", "withheld"), ("f-3", "未定.txt", null)));
        var photo = SampleFiles.Jpeg("秘密相機");
        var stored = (await PutAsync(id, "f-1", photo, "image/jpeg")).Is(201);
        Assert.Equal(("2", Hash(photo), $"\"{Hash(photo)}\""), (stored["revision"], stored["sha256"], stored.ETag));
        Assert.NotEqual(stored["sha256"], stored["publicSha256"]);
        (await PutAsync(id, "f-2", Encoding.UTF8.GetBytes("密件的內容"), "text/plain")).Is(201);
        (await PutAsync(id, "f-3", Encoding.UTF8.GetBytes("未定的內容"), "text/plain")).Is(201);
        await service.ApprovedAsync(id);

        var edition = Assert.Single(await service.PublicAsync(id)).Document;
        Assert.Contains($"\"size\":{stored["publicSize"]},\"sha256\":\"{stored["publicSha256"]}\"", edition, StringComparison.Ordinal);
        Assert.DoesNotContain(Hash(photo), edition, StringComparison.Ordinal);
        await PublishAsync();
        var path = $"meetings/supervisors/{id}/files/f-1-{stored["publicSha256"]![..12]}.jpg";
        Assert.Equal(stored["publicSha256"], Hash(File.ReadAllBytes(Live(path))));
        Assert.Contains($"<a href=\"/{path}\" download=\"簡報.jpg\">簡報.jpg</a>", File.ReadAllText(Live($"meetings/supervisors/{id}/index.html")), StringComparison.Ordinal);
        Assert.EndsWith(path, JsonNode.Parse(File.ReadAllText(Live($"meetings/supervisors/{id}/index.json")))!["links"]!["files"]!["f-1"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal([("f-1", "image/jpeg")], await service.QueryAsync<(string, string)>("select attachment, media_type from public_site.attachments where key = @id", new { id }));

        // The next edition has another file; the former keeps its own.
        (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "換附件" }""")).Is(200);
        var second = (await PutAsync(id, "f-1", SampleFiles.Jpeg("另一臺", 40), "image/jpeg", ("If-Match", stored.ETag!))).Is(200);
        await service.ApprovedAsync(id);
        await PublishAsync();
        Assert.True(File.Exists(Live(path)));
        Assert.True(File.Exists(Live($"meetings/supervisors/{id}/files/f-1-{second["publicSha256"]![..12]}.jpg")));

        (await service.Approver.StepAsync(id, "redact", """{ "anchors": ["f-1"], "ground": "18-1-6", "reason": "含個人資料" }""")).Is(200);
        Assert.Equal(0, await service.QuerySingleAsync<long>("select count(*) from public_site.attachments where key = @id", new { id }));
        await PublishAsync();
        Assert.DoesNotContain(Directory.GetFiles(_site, "f-1-*", SearchOption.AllDirectories), file => file.Contains($"/{id}/", StringComparison.Ordinal));
        (await service.Writer.GetAsync($"/v1/records/{id}/attachments/f-1?edition=1")).Is(200);
    }

    [Fact]
    public async Task Withdrawal_takes_the_file_away_and_reinstatement_brings_it_back()
    {
        var id = await service.Writer.CreateAsync(With("withdrawn-files", 2, ("f-1", "附件.txt", "public")));
        (await PutAsync(id, "f-1", Text, "text/plain")).Is(201);
        await service.ApprovedAsync(id);
        const string count = "select count(*) from public_site.attachments where key = @id and content = @text";
        Assert.Equal(1, await service.QuerySingleAsync<long>(count, new { id, text = Text }));

        (await service.Approver.StepAsync(id, "withdraw", """{ "reason": "內容尚待釐清" }""")).Is(200);
        Assert.Equal(0, await service.QuerySingleAsync<long>(count, new { id, text = Text }));
        (await service.Approver.StepAsync(id, "reinstate", """{ "reason": "已釐清" }""")).Is(200);
        Assert.Equal(1, await service.QuerySingleAsync<long>(count, new { id, text = Text }));
    }

    [Fact]
    public async Task A_file_is_read_as_it_came_and_as_the_public_gets_it()
    {
        var id = await service.Writer.CreateAsync(With("read-files", 3, ("f-1", "照片 一.jpg", "public")));
        var photo = SampleFiles.Jpeg("秘密相機");
        var stored = (await PutAsync(id, "f-1", photo, "image/jpeg")).Is(201);

        using var answer = await RawAsync(id, "f-1");
        Assert.Equal(photo, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("image/jpeg", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("照片 一.jpg", answer.Content.Headers.ContentDisposition!.FileNameStar);
        Assert.Equal("nosniff", string.Join(',', answer.Headers.GetValues("X-Content-Type-Options")));
        using var cleaned = await RawAsync(id, "f-1?public=true");
        Assert.Equal(stored["publicSha256"], Hash(await cleaned.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));

        (await service.Writer.GetAsync($"/v1/records/{id}/attachments/f-1", ("If-None-Match", stored.ETag!))).Is(304);
        (await service.Writer.GetAsync($"/v1/records/{id}/attachments/f-2")).IsProblem(404, "not-found");
        (await service.Writer.GetAsync($"/v1/records/{id}/attachments/f-1?edition=2")).IsProblem(404, "not-found");
        (await service.Writer.GetAsync("/v1/records/nothing/attachments/f-1")).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task A_change_names_the_file_it_replaces_and_only_a_draft_takes_one()
    {
        var id = await service.Writer.CreateAsync(With("conditional-files", 4, ("f-1", "附件.txt", "public")));
        (await PutAsync(id, "f-1", Text, "text/plain", [])).IsProblem(428, "precondition-required");
        (await PutAsync(id, "f-2", Text, "text/plain")).IsProblem(404, "not-found");
        (await PutAsync(id, "f-1", Text, "text/plain", ("If-Match", "\"0\""))).IsProblem(412, "precondition-failed");
        var etag = (await PutAsync(id, "f-1", Text, "text/plain")).Is(201).ETag!;
        (await PutAsync(id, "f-1", Text, "text/plain")).IsProblem(412, "precondition-failed");
        var next = (await PutAsync(id, "f-1", [.. Text, .. Text], "text/plain", ("If-Match", etag))).Is(200).ETag!;
        (await PutAsync(id, "f-1", Text, "text/plain", ("If-Match", etag))).IsProblem(412, "precondition-failed");
        Assert.Equal(1, await service.QuerySingleAsync<long>("select count(*) from minutes.files where record = @id", new { id }));

        (await DeleteAsync(id, "f-1", etag)).IsProblem(412, "precondition-failed");
        (await DeleteAsync(id, "f-1", next)).Is(204);
        (await DeleteAsync(id, "f-1", next)).IsProblem(404, "not-found");
        Assert.Equal(0, await service.QuerySingleAsync<long>("select count(*) from minutes.files where record = @id", new { id }));
        Assert.Equal(
            ["record.create 1", "record.attach 2", "record.attach 3", "record.detach 4"],
            await service.QueryAsync<string>("select concat_ws(' ', action, revision) from minutes.audit where resource = @resource order by id", new { resource = $"records/{id}" }));
        Assert.Equal(4, await service.QuerySingleAsync<long>("select count(*) from minutes.changes where resource = @resource", new { resource = $"records/{id}" }));

        etag = (await PutAsync(id, "f-1", Text, "text/plain")).Is(201).ETag!;
        (await service.Writer.StepAsync(id, "submit")).Is(200);
        (await PutAsync(id, "f-1", [.. Text, .. Text], "text/plain", ("If-Match", etag))).IsProblem(409, "wrong-state");
        (await DeleteAsync(id, "f-1", etag)).IsProblem(409, "wrong-state");
    }

    [Fact]
    public async Task The_file_of_an_approved_edition_cannot_be_changed_even_in_the_database()
    {
        var id = await service.Writer.CreateAsync(With("kept-files", 5, ("f-1", "附件.txt", "public")));
        (await PutAsync(id, "f-1", Text, "text/plain")).Is(201);
        await service.ApprovedAsync(id);
        await using var api = new Npgsql.NpgsqlConnection(service.Database.Api);
        await api.OpenAsync(TestContext.Current.CancellationToken);

        Assert.Equal("23001", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Dapper.SqlMapper.ExecuteAsync(api, "update minutes.attachments set media_type = 'text/csv' where record = @id", new { id }))).SqlState);
        Assert.Equal("23503", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Dapper.SqlMapper.ExecuteAsync(api, "delete from minutes.files where record = @id", new { id }))).SqlState);
        Assert.Equal("42501", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Dapper.SqlMapper.ExecuteAsync(api, "update minutes.files set content = ''"))).SqlState);
    }

    [Fact]
    public async Task What_is_not_what_it_says_or_not_what_the_record_says_is_refused()
    {
        var record = With("refused-files", 6, ("f-1", "附件.pdf", "public"), ("f-2", "附件.txt", "public"), ("f-3", "附件.txt", "public"));
        record["attachments"]![0]!["mediaType"] = "application/pdf";
        record["attachments"]![1]!["sha256"] = Hash(Text);
        record["attachments"]![2]!["size"] = Text.Length;
        var id = await service.Writer.CreateAsync(record);

        (await PutAsync(id, "f-2", Text, "application/zip")).IsProblem(415, "unsupported-media-type");
        Assert.Contains("text/plain by its content", (await PutAsync(id, "f-1", Text, "application/pdf")).IsProblem(415, "unsupported-media-type")["detail"], StringComparison.Ordinal);
        Assert.Equal("media-type-mismatch", (await PutAsync(id, "f-1", Text, "text/plain")).IsProblem(400, "invalid", "").Json["errors"]![0]!["code"]!.ToString());
        Assert.Equal("digest-mismatch", (await PutAsync(id, "f-2", [.. Text, 10], "text/plain")).IsProblem(400, "invalid", "").Json["errors"]![0]!["code"]!.ToString());
        Assert.Equal("digest-mismatch", (await PutAsync(id, "f-3", [.. Text, 10], "text/plain")).IsProblem(400, "invalid", "").Json["errors"]![0]!["code"]!.ToString());
        (await PutAsync(id, "f-2", Text, "text/plain")).Is(201);
        (await PutAsync(id, "f-3", Text, "text/plain")).Is(201);
        Assert.Equal(1, await service.QuerySingleAsync<long>("select count(*) from minutes.files where record = @id", new { id }));
    }

    [Fact]
    public async Task A_file_made_to_end_or_fill_whoever_follows_it_is_refused_and_the_service_lives()
    {
        var id = await service.Writer.CreateAsync(With("hostile-files", 12, ("f-1", "附件", "public")));
        var type = FileKind.Docx.MediaType;
        var hostile = new (string What, string MediaType, byte[] File)[]
        {
            ("an object that is itself", "application/pdf", Pdfs.With((4, "4 0 R"))),
            ("a deep tree of pages", "application/pdf", Pdfs.With([(2, Pdfs.Pages("[10 0 R]")), .. Enumerable.Range(10, 50_000).Select(node => (node, Pdfs.Pages($"[{node + 1} 0 R]"))), (50_010, Pdfs.Page())])),
            ("deep brackets", "application/pdf", Pdfs.With((3, $"<< /Type /Page /MediaBox {new string('[', 200_000)}{new string(']', 200_000)} /Contents 4 0 R >>"))),
            ("a package that unpacks to very much", type, SampleFiles.Package(WordDocument.Write(RenderingBed.Edition), ("word/media/image1.png", new byte[600_000_000]))),
            ("very many elements in each other", type, SampleFiles.Package(WordDocument.Write(RenderingBed.Edition), ("word/document.xml", Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<a>", 2_000_000)))))),
        };

        foreach (var (what, mediaType, file) in hostile)
        {
            var answer = await PutAsync(id, "f-1", file, mediaType);
            Assert.True(answer.IsProblem(400, "invalid", "").Json["errors"]![0]!["code"]!.ToString() == "damaged-file", what);
        }

        (await PutAsync(id, "f-1", SampleFiles.Pdf("無害"), "application/pdf")).Is(201);
    }

    [Fact]
    public async Task What_is_too_large_is_refused_whether_or_not_it_says_so_and_the_types_are_the_agencys_choice()
    {
        var replica = await service.ReplicaAsync(new() { ["OPENMINUTES_ATTACHMENT_BYTES"] = "1000", ["OPENMINUTES_ATTACHMENT_TYPES"] = "text/plain" });
        try
        {
            var writer = new ApiClient(replica, service.Writer.Key);
            var id = await writer.CreateAsync(With("large-files", 7, ("f-1", "附件.txt", "public")));
            foreach (var chunked in new[] { false, true })
            {
                using var content = chunked ? new StreamContent(new Endless(1001)) : (HttpContent)new ByteArrayContent(Enumerable.Repeat((byte)'a', 1001).ToArray());
                content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
                var refused = (await writer.SendAsync(HttpMethod.Put, $"/v1/records/{id}/attachments/f-1", content, ("If-None-Match", "*"))).IsProblem(413, "body-too-large");
                Assert.Contains("1000 bytes", refused["detail"], StringComparison.Ordinal);
            }

            using var csv = new ByteArrayContent("a,b\n"u8.ToArray());
            csv.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
            (await writer.SendAsync(HttpMethod.Put, $"/v1/records/{id}/attachments/f-1", csv, ("If-None-Match", "*"))).IsProblem(415, "unsupported-media-type");
        }
        finally
        {
            await replica.StopAsync();
        }
    }

    [Fact]
    public async Task A_public_attachment_without_its_file_is_warned_about_and_listed_without_a_link()
    {
        var record = With("listed-files", 8, ("f-1", "附件.txt", "public"), ("f-2", "附件二.txt", null), ("f-3", "附件三.txt", "withheld"));
        record["attachments"]![0]!["sha256"] = Hash(Text);
        var id = await service.Writer.CreateAsync(record);

        Assert.Equal(["ground-missing /attachments/2", "file-missing /attachments/0"], await WarningsAsync(id));
        await service.ApprovedAsync(id);
        var document = Assert.Single(await service.PublicAsync(id)).Document;
        Assert.Contains("""{"id":"f-1","fileName":"附件.txt"}""", document, StringComparison.Ordinal);
        await PublishAsync();
        Assert.DoesNotContain("/files/", File.ReadAllText(Live($"meetings/supervisors/{id}/index.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_that_comes_to_name_another_file_or_none_loses_it()
    {
        var record = With("renamed-files", 9, ("f-1", "附件.txt", "public"), ("f-2", "附件二.txt", "public"));
        var id = await service.Writer.CreateAsync(record);
        (await PutAsync(id, "f-1", Text, "text/plain")).Is(201);
        (await PutAsync(id, "f-2", Text, "text/plain")).Is(201);
        Assert.Empty(await WarningsAsync(id));

        record["attachments"]![0]!["sha256"] = Hash([1]);
        record["attachments"]!.AsArray().RemoveAt(1);
        (await service.Writer.PutAsync($"/v1/records/{id}", record.ToJsonString(), ("If-Match", "\"r3\""))).Is(200);
        Assert.Equal(["file-missing /attachments/0"], await WarningsAsync(id));
        Assert.Equal(["f-1"], await service.QueryAsync<string>("select attachment from minutes.attachments where record = @id", new { id }));
        await service.ApprovedAsync(id);
        Assert.DoesNotContain("sha256", Assert.Single(await service.PublicAsync(id)).Document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_record_and_a_discarded_draft_leave_no_bytes()
    {
        var id = await service.Writer.CreateAsync(With("deleted-files", 10, ("f-1", "附件.txt", "public")));
        (await PutAsync(id, "f-1", Text, "text/plain")).Is(201);
        (await service.Writer.SendAsync(HttpMethod.Delete, $"/v1/records/{id}", null, ("If-Match", "\"r2\""))).Is(204);
        Assert.Equal(0, await service.QuerySingleAsync<long>("select count(*) from minutes.files where record = @id", new { id }));

        var kept = await service.Writer.CreateAsync(With("discarded-files", 11, ("f-1", "附件.txt", "public")));
        var etag = (await PutAsync(kept, "f-1", Text, "text/plain")).Is(201).ETag!;
        await service.ApprovedAsync(kept);
        (await service.Writer.StepAsync(kept, "correct", """{ "changeNote": "換附件" }""")).Is(200);
        (await PutAsync(kept, "f-1", [.. Text, .. Text], "text/plain", ("If-Match", etag))).Is(200);
        Assert.Equal(2, await service.QuerySingleAsync<long>("select count(*) from minutes.files where record = @kept", new { kept }));
        (await service.Writer.SendAsync(HttpMethod.Delete, $"/v1/records/{kept}/editions/2", null, ("If-Match", "\"r6\""))).Is(200);
        Assert.Equal(1, await service.QuerySingleAsync<long>("select count(*) from minutes.files where record = @kept", new { kept }));
        Assert.Equal(etag, (await service.Writer.GetAsync($"/v1/records/{kept}/attachments/f-1")).Is(200).ETag);
    }

    private static JsonObject With(string id, int number, params (string Id, string FileName, string? Level)[] files)
    {
        var record = Minutes.Small(id, number);
        record["attachments"] = new JsonArray([.. files.Select(file => new JsonObject { ["id"] = file.Id, ["fileName"] = file.FileName })]);
        foreach (var (at, level) in files.Index().Where(file => file.Item.Level is not null).Select(file => (file.Index, file.Item.Level)))
            record["attachments"]![at]!["disclosure"] = new JsonObject { ["level"] = level };
        return record;
    }

    private Task<Reply> PutAsync(string id, string attachment, byte[] file, string mediaType) => PutAsync(id, attachment, file, mediaType, ("If-None-Match", "*"));

    private async Task<Reply> PutAsync(string id, string attachment, byte[] file, string mediaType, params (string Name, string Value)[] headers)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return await service.Writer.SendAsync(HttpMethod.Put, $"/v1/records/{id}/attachments/{attachment}", content, headers);
    }

    private Task<Reply> DeleteAsync(string id, string attachment, string etag) =>
        service.Writer.SendAsync(HttpMethod.Delete, $"/v1/records/{id}/attachments/{attachment}", null, ("If-Match", etag));

    private async Task<HttpResponseMessage> RawAsync(string id, string attachment)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service.Address, $"/v1/records/{id}/attachments/{attachment}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", service.Writer.Key);
        return await service.Http.SendAsync(request);
    }

    private async Task<IEnumerable<string>> WarningsAsync(string id) =>
        (await service.Writer.GetAsync($"/v1/records/{id}")).Is(200).Json["warnings"]!.AsArray().Select(warning => $"{warning!["code"]} {warning["pointer"]}").Where(warning => warning.Contains("attachments", StringComparison.Ordinal));

    private async Task PublishAsync() => await Shell.RunAsync(
        Repository.Publisher,
        ["build", "--site", _site],
        new Dictionary<string, string> { ["OPENMINUTES_PUBLISHER_DB"] = service.Database.Publisher });

    private string Live(string path) => Path.Combine(new SiteDirectory(_site).LivePath!, path);

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Bytes whose number nobody is told.</summary>
    private sealed class Endless(int length) : MemoryStream(Enumerable.Repeat((byte)'a', length).ToArray())
    {
        public override bool CanSeek => false;
    }
}
