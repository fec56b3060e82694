using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OpenMinutes.Api.Features.Previews;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Api;

/// <summary>The page behind a signed link, before it is published.</summary>
public sealed class PreviewTests(ApiService service) : IClassFixture<ApiService>, IDisposable
{
    private readonly string _site = Directory.CreateTempSubdirectory("openminutes-preview-").FullName;
    private readonly HttpClient _browser = new(new SocketsHttpHandler { UseCookies = false });

    private static readonly UTF8Encoding Exactly = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _browser.Dispose();
        Directory.Delete(_site, recursive: true);
    }

    [Fact]
    public async Task It_is_byte_for_byte_the_page_that_is_published_then()
    {
        (await service.Admin.PutAsync("/v1/units/digital-strategy", """{ "name": "數位策略司", "body": "數位發展部" }""")).Is(201);
        (await service.Admin.PutAsync("/v1/series/foreseen", """{ "name": "部務會議", "body": "數位發展部" }""")).Is(201);
        foreach (var (other, number, start) in new[] { ("before", 1, "2025-11-13T15:30:00+08:00"), ("after", 3, "2025-11-27T15:30:00+08:00") })
            await service.ApprovedAsync(await service.Writer.CreateAsync(OfSeries(Minutes.Small(other, number, start))));
        var id = await service.Writer.CreateAsync(OfSeries(Minutes.Small("seen", 2)));

        var foreseen = await ForeseenAsync(id);
        await service.ApprovedAsync(id);
        await PublishAsync();
        var text = Published($"meetings/foreseen/{id}/index.html");
        Assert.Contains(text, foreseen);
        Assert.Contains("/meetings/foreseen/before/", text, StringComparison.Ordinal);
        Assert.Contains("/meetings/foreseen/after/", text, StringComparison.Ordinal);
        Assert.Contains("/units/digital-strategy/", text, StringComparison.Ordinal);
        Assert.DoesNotContain("機密內容", text, StringComparison.Ordinal);

        var draft = (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "更正標題" }""")).Is(200).Sent();
        draft["title"] = "改過的標題";
        draft["sections"]![0]!["clauses"]![0]!["disclosure"] = new JsonObject { ["level"] = "withheld", ["ground"] = "18-1-6" };
        (await service.Writer.PutAsync($"/v1/records/{id}", draft.ToJsonString(), ("If-Match", "\"r4\""))).Is(200);
        var link = await LinkAsync(id);
        var seen = await TextAsync(link);
        foreseen = await ForeseenAsync(id);
        (await service.Writer.StepAsync(id, "submit")).Is(200);
        Assert.Equal(seen, await TextAsync(link));
        (await service.Approver.StepAsync(id, "approve")).Is(200);
        await PublishAsync();
        var second = Published($"meetings/foreseen/{id}/index.html");
        Assert.Contains(second, foreseen);
        Assert.Equal(second, Published($"meetings/foreseen/{id}/v2/index.html"));
        Assert.DoesNotContain("海纜", second, StringComparison.Ordinal);

        // What is public is shown as it is.
        Assert.Equal(second, await TextAsync(await LinkAsync(id)));
    }

    [Fact]
    public async Task It_names_the_directives_that_the_public_will_read_of_with_the_numbers_they_will_have()
    {
        var register = await TestRegister.CreateAsync(service);
        await register.PublishedAsync(1, "2025-10-16T15:30:00+08:00", "請辦理。");
        await register.DraftAsync(2, "2025-11-20T15:30:00+08:00", "請續辦。");
        var begun = await register.DirectiveAsync("b", origin: 2, text: "請研議乙案。");
        await register.DirectiveAsync("a", origin: 2, text: "請研議甲案。");
        await register.DirectiveAsync("c", origin: 2, disclosure: "withheld", text: "請研議丙案。");

        var foreseen = await ForeseenAsync(register.Meeting(2));
        await service.ApprovedAsync(register.Meeting(2));
        await PublishAsync();
        var text = Published($"meetings/{register.Series}/{register.Meeting(2)}/index.html");
        Assert.Contains(text, foreseen);
        Assert.Contains("#d1\">第1案</a> 請研議甲案。", text, StringComparison.Ordinal);
        Assert.Contains("#d2\">第2案</a> 請研議乙案。", text, StringComparison.Ordinal);
        Assert.DoesNotContain("丙案", text, StringComparison.Ordinal);

        await register.DraftAsync(3, "2025-12-18T15:30:00+08:00", "請結案。");
        (await register.ReviewAsync(begun, 3, "release", "已完成。")).Is(200);
        foreseen = await ForeseenAsync(register.Meeting(3));
        await service.ApprovedAsync(register.Meeting(3));
        await PublishAsync();
        text = Published($"meetings/{register.Series}/{register.Meeting(3)}/index.html");
        Assert.Contains(text, foreseen);
        Assert.Contains("<span class=\"tag state\">同意解除追蹤</span> 請研議乙案。", text, StringComparison.Ordinal);
        Assert.Equal(text, await TextAsync(await LinkAsync(register.Meeting(3))));
    }

    [Fact]
    public async Task It_shows_the_publication_time_that_it_is_asked_for_or_that_the_approval_named()
    {
        var id = await service.Writer.CreateAsync(Minutes.Small("timed", 10));

        Assert.Contains("2031-03-01", await TextAsync(await LinkAsync(id, """{ "publishAt": "2031-02-28T17:00:00Z" }""")), StringComparison.Ordinal);
        (await service.Writer.StepAsync(id, "submit")).Is(200);
        (await service.Approver.StepAsync(id, "approve", """{ "publishAt": "2300-05-04T00:00:00+08:00" }""")).Is(200);
        Assert.Contains("2300-05-04", await TextAsync(await LinkAsync(id)), StringComparison.Ordinal);
        (await service.Writer.PostAsync($"/v1/records/{id}/preview", """{ "publishAt": "0001-01-01T00:00:00Z" }""")).IsProblem(400, "invalid", "/publishAt");
    }

    [Fact]
    public async Task The_link_is_void_once_the_edition_changes()
    {
        var id = await service.Writer.CreateAsync(Minutes.Small("changing", 20));
        var link = await LinkAsync(id);
        Assert.Equal(200, (await AnswerAsync(link)).Status);

        var changed = Minutes.Small(id, 20);
        changed["title"] = "改過的標題";
        (await service.Writer.PutAsync($"/v1/records/{id}", changed.ToJsonString(), ("If-Match", "\"r1\""))).Is(200);
        (await AnswerAsync(link)).IsProblem(410, "preview-void");

        var next = await LinkAsync(id);
        await service.ApprovedAsync(id);
        (await service.Writer.StepAsync(id, "correct", """{ "changeNote": "更正" }""")).Is(200);
        (await AnswerAsync(next)).IsProblem(410, "preview-void");

        var deleted = await LinkAsync(await service.Writer.CreateAsync(Minutes.Small("deleted-later", 21)));
        (await service.Writer.SendAsync(HttpMethod.Delete, "/v1/records/deleted-later", null, ("If-Match", "\"r1\""))).Is(204);
        (await AnswerAsync(deleted)).IsProblem(410, "preview-void");
    }

    [Fact]
    public async Task Nobody_can_make_or_change_a_link_without_the_key_and_each_expires()
    {
        var id = await service.Writer.CreateAsync(Minutes.Small("guarded", 30));
        var link = await LinkAsync(id);
        var token = link.Segments[^1];
        var key = await service.QuerySingleAsync<byte[]>("select key from minutes.signing_keys where purpose = 'preview'");
        var claim = PreviewClaim.Read(token, key)!;

        Assert.Null(PreviewClaim.Read(token, RandomNumberGenerator.GetBytes(32)));
        foreach (var forged in new[] { claim.Sign(RandomNumberGenerator.GetBytes(32)), token[1..], token[..^1], "a.b", token.Split('.')[0] + "." })
            (await AnswerAsync(new Uri(service.Address, $"/previews/{forged}"))).IsProblem(404, "not-found");

        var expired = claim with { Expires = claim.Expires.AddDays(-2) };
        (await AnswerAsync(new Uri(service.Address, $"/previews/{expired.Sign(key)}"))).IsProblem(410, "preview-void");
        Assert.DoesNotContain(token, service.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_engines_and_caches_are_told_to_keep_off_and_the_style_comes_only_with_the_page()
    {
        var link = await LinkAsync(await service.Writer.CreateAsync(Minutes.Small("styled", 40)));

        using var answer = await _browser.GetAsync(link, Cancellation);
        Assert.Equal("noindex", string.Join(',', answer.Headers.GetValues("X-Robots-Tag")));
        Assert.Contains("no-store", string.Join(',', answer.Headers.GetValues("Cache-Control")), StringComparison.Ordinal);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Matches("path=/assets/; samesite=strict; httponly$", cookie);
        var style = System.Text.RegularExpressions.Regex.Match(await answer.Content.ReadAsStringAsync(Cancellation), "/assets/site\\.[0-9a-f]+\\.css").Value;

        (await AnswerAsync(new Uri(service.Address, style))).IsProblem(401, "unauthenticated");
        var styled = await AnswerAsync(new Uri(service.Address, style), cookie.Split(';')[0]);
        Assert.Equal((200, "text/css"), (styled.Status, styled.MediaType));
        (await AnswerAsync(new Uri(service.Address, "/assets/nothing.css"), cookie.Split(';')[0])).IsProblem(404, "not-found");
    }

    private static JsonObject OfSeries(JsonObject record)
    {
        record["series"] = "foreseen";
        return record;
    }

    private async Task<Uri> LinkAsync(string id, string body = "{}") =>
        new((await service.Writer.PostAsync($"/v1/records/{id}/preview", body)).Is(200)["url"]!);

    /// <summary>The page that is foreseen, and the one of tomorrow: it tells the day of its publication, and midnight may come first.</summary>
    private async Task<string[]> ForeseenAsync(string id)
    {
        var tomorrow = DateTimeOffset.UtcNow.AddDays(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return [await TextAsync(await LinkAsync(id)), await TextAsync(await LinkAsync(id, $$"""{ "publishAt": "{{tomorrow}}" }"""))];
    }

    private async Task<string> TextAsync(Uri link) => Text(await _browser.GetByteArrayAsync(link));

    private async Task<Reply> AnswerAsync(Uri link, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, link);
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        using var answer = await _browser.SendAsync(request);
        return await Reply.OfAsync(answer);
    }

    private async Task PublishAsync() => await Shell.RunAsync(
        Repository.Publisher,
        ["build", "--site", _site],
        new Dictionary<string, string> { ["OPENMINUTES_PUBLISHER_DB"] = service.Database.Publisher });

    private string Published(string path) => Text(File.ReadAllBytes(Path.Combine(new SiteDirectory(_site).LivePath!, path)));

    /// <summary>The text of bytes, which no other bytes have.</summary>
    private static string Text(byte[] bytes) => Exactly.GetString(bytes);
}
