using System.Text;
using Npgsql;
using OpenMinutes.Publisher.Jobs;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Planning;
using OpenMinutes.Rendering;
using OpenMinutes.Tests.Api;
using OpenMinutes.Tests.Publisher;
using OpenMinutes.Tests.Publisher.Search;
using Site = OpenMinutes.Publisher.Site;

namespace OpenMinutes.Tests.EndToEnd;

/// <summary>The register of directives from the api to the website: each publication brings it up to date, and what is closed is in no file any more.</summary>
public sealed class RegisterTests(ApiService service) : IClassFixture<ApiService>, IAsyncLifetime
{
    private const string Open = "請研議跨境互通測試作業。";
    private const string Withheld = "請清查未公開之採購爭議。";

    private readonly string _folder = Directory.CreateTempSubdirectory("openminutes-register-").FullName;
    private NpgsqlDataSource? _database;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _database = NpgsqlDataSource.Create(service.Database.Publisher);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _database!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_register_follows_its_minutes_and_what_is_closed_leaves_both_trees()
    {
        var register = await TestRegister.CreateAsync(service);
        await register.DraftAsync(1, "2025-10-16T15:30:00+08:00", "請辦理。");
        var open = await register.DirectiveAsync("a", origin: 1, due: "2025-11-30", text: Open);
        await register.DirectiveAsync("b", origin: 1, disclosure: "withheld", text: Withheld, unit: "法制處");
        await PublishAsync();
        Assert.DoesNotContain(register.Series, Read("directives/index.html"), StringComparison.Ordinal);

        await service.ApprovedAsync(register.Meeting(1));
        await PublishAsync();
        var page = Read($"directives/{register.Series}/index.html");
        Assert.Contains(Open, page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/directives/{register.Series}/1-100/#d1\"", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/meetings/{register.Series}/{register.Meeting(1)}/#i-1\"", Cases(), StringComparison.Ordinal);
        Assert.Contains($"<a href=\"/directives/{register.Series}/1-100/#d1\">第1案</a> {Open}", Minutes(1), StringComparison.Ordinal);
        Assert.Contains("其中不公開 1 件", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/directives/{register.Series}/\"", Read("directives/index.html"), StringComparison.Ordinal);
        Assert.Contains($"href=\"/directives/{register.Series}/\"", Read($"meetings/{register.Series}/index.html"), StringComparison.Ordinal);
        Assert.Contains($"/directives/{register.Series}/", Read("sitemap-pages.xml"), StringComparison.Ordinal);

        await register.DraftAsync(2, "2025-11-20T15:30:00+08:00", "請續辦。");
        (await register.ReviewAsync(open, 2, "continue", "請續辦測試。", "2026-01-31")).Is(200);
        await service.ApprovedAsync(register.Meeting(2));
        await PublishAsync();
        Assert.Contains("請續辦測試。", Cases(), StringComparison.Ordinal);
        Assert.Contains($"href=\"/meetings/{register.Series}/{register.Meeting(2)}/\"", Cases(), StringComparison.Ordinal);
        Assert.Contains("第1案</a><span class=\"tag state\">繼續追蹤</span>", Minutes(2), StringComparison.Ordinal);
        Assert.Contains(FilesWith(Open), static file => file.Contains("/search/index/text/", StringComparison.Ordinal));

        // Closing acts without minutes.
        var directive = (await service.Writer.GetAsync($"/v1/directives/{open}")).Is(200).Json;
        directive["disclosure"]!["level"] = "withheld";
        (await service.Writer.PutAsync($"/v1/directives/{open}", directive.ToJsonString(), ("If-Match", "*"))).Is(200);
        await PublishAsync();
        Assert.Empty(FilesWith(Open));
        Assert.Empty(FilesWith("請續辦測試。"));
        Assert.False(File.Exists(Path.Join(Trees.LivePath!, "directives", register.Series, "1-100", "index.html")));
        Assert.DoesNotContain($"/directives/{register.Series}/", Minutes(1), StringComparison.Ordinal);
        Assert.Contains("目前沒有公開的案件。", Read($"directives/{register.Series}/index.html"), StringComparison.Ordinal);

        // So do figures that somebody posts.
        var meeting = await register.PublishedAsync(3, "2025-09-18T15:30:00+08:00", "請辦理。");
        await PublishAsync();
        Assert.DoesNotContain("歷次（依紀錄所載）", Read($"directives/{register.Series}/index.html"), StringComparison.Ordinal);
        (await service.Writer.PostAsync("/v1/directives/aggregates", $$"""{ "record": "{{meeting}}", "cohort": "earlier", "total": 7, "released": 3, "continued": 4 }""")).Is(201);
        await PublishAsync();
        Assert.Contains("歷次（依紀錄所載）", Read($"directives/{register.Series}/index.html"), StringComparison.Ordinal);

        foreach (var number in new[] { 1, 2, 3 })
            (await service.Approver.StepAsync(register.Meeting(number), "withdraw", """{ "reason": "尚待釐清" }""")).Is(200);
        await PublishAsync();
        Assert.False(File.Exists(Path.Join(Trees.LivePath!, "directives", register.Series, "index.html")));
        Assert.DoesNotContain($"/directives/{register.Series}/", Read($"meetings/{register.Series}/index.html"), StringComparison.Ordinal);
        Assert.Empty(FilesWith(Withheld));

        string Cases() => Read($"directives/{register.Series}/1-100/index.html");
        string Minutes(int number) => Read($"meetings/{register.Series}/{register.Meeting(number)}/index.html");
    }

    [Fact]
    public async Task No_file_holds_the_text_the_units_the_days_or_the_identity_of_a_directive_that_is_not_public()
    {
        const string shown = "請公開辦理";
        var register = await TestRegister.CreateAsync(service);
        await service.Admin.PutAsync("/v1/units/of-register", """{ "name": "數位國際司", "body": "數位發展部" }""");
        await register.DraftAsync(1, "2025-10-16T15:30:00+08:00", "請辦理。", "請續辦。");
        await register.DirectiveAsync("open", origin: 1, due: "2025-11-30", text: shown);
        foreach (var level in new[] { "withheld", "summary" })
        {
            for (var at = 0; at < 4; at++)
                await register.DirectiveAsync($"{level}-{at}", origin: 1, disclosure: level, due: "2031-03-07", text: $"密文{level}{at}", unit: at == 0 ? "密單位甲、數位國際司" : "數位國際司");
        }

        var redacted = await register.DirectiveAsync("redacted", origin: 1, due: "2032-05-09", text: "將遮蔽之文", unit: "密單位乙", anchor: "c-2");
        (await service.Writer.PostAsync($"/v1/directives/{register.Series}-withheld-0/progress", """{ "unit": "密單位甲", "percent": 37, "note": "密進度" }""", ("If-Match", "*"))).Is(200);
        await service.ApprovedAsync(register.Meeting(1));
        await PublishAsync();
        Assert.NotEmpty(FilesWith("將遮蔽之文"));

        await register.DraftAsync(2, "2025-11-20T15:30:00+08:00", "請續辦。");
        foreach (var id in new[] { "withheld-0", "withheld-1", "summary-0" })
            (await register.ReviewAsync($"{register.Series}-{id}", 2, "continue", "密管考", "2033-06-11")).Is(200);
        (await register.ReviewAsync($"{register.Series}-summary-1", 2, "release", "密管考")).Is(200);
        await service.ApprovedAsync(register.Meeting(2));
        (await service.Approver.StepAsync(register.Meeting(1), "redact", """{ "anchors": ["c-2"], "ground": "18-1-3", "reason": "誤公開" }""")).Is(200);
        await PublishAsync();

        Assert.NotEmpty(FilesWith(shown));
        Assert.NotEmpty(FilesWith("摘要文字"));
        Assert.Contains("主辦而未解除的不公開案件 7 件", Read("units/of-register/directives/index.html"), StringComparison.Ordinal);
        string[] closed =
        [
            "密文", "密單位", "密進度", "密管考", "將遮蔽之文", redacted, $"{register.Series}-withheld", $"{register.Series}-summary",
            "2031-03-07", "120年3月7日", "2032-05-09", "121年5月9日", "2033-06-11", "122年6月11日",
        ];
        Assert.All(closed, text => Assert.Empty(FilesWith(text)));
    }

    private SiteDirectory Trees => new(_folder);

    private string Read(string path) => File.ReadAllText(Path.Join(Trees.LivePath!, path));

    /// <summary>The files of both trees that hold a text.</summary>
    private IEnumerable<string> FilesWith(string text) => new DirectoryInfo(_folder)
        .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
        .Where(file => TextOf(file).Contains(text, StringComparison.Ordinal))
        .Select(static file => file.FullName);

    /// <summary>What a file says; those of the search index but the texts are compressed.</summary>
    private static string TextOf(FileInfo file) => Encoding.UTF8.GetString(file.Extension == ".bin" ? SearchSite.Inflate(File.ReadAllBytes(file.FullName)) : File.ReadAllBytes(file.FullName));

    private async Task PublishAsync() => await new Site(_database!, Trees, new SiteSettings(), RenderingBed.Files, htmlOnly: false).PublishAsync(
        PublicationScope.Changes, new Progress(), new JobQueue(_database!, "site", "register", Worker.Lease).RecordAsync, Cancellation);
}
