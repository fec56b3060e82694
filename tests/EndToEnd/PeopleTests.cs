using System.Text.Json.Nodes;
using Npgsql;
using OpenMinutes.Rendering;
using OpenMinutes.Tests.Api;

namespace OpenMinutes.Tests.EndToEnd;

/// <summary>Pages of people: only of those whom the agency names, and only of what public minutes tell.</summary>
public sealed class PeopleTests(ApiService service) : IClassFixture<ApiService>, IAsyncLifetime
{
    private static readonly SiteSettings Named = new() { People = [new SitePerson { Slug = "xue-ling", Name = "薛凌" }] };

    private readonly string _folder = Directory.CreateTempSubdirectory("openminutes-people-").FullName;
    private NpgsqlDataSource? _database;

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
    public async Task A_person_whom_the_agency_names_has_the_meetings_of_public_minutes_by_role_and_nothing_that_is_closed()
    {
        await service.Writer.CreateAsync(Attended("chaired", "2024-03-07", Attendee("a-1", "chair", "薛　凌")));
        await service.Writer.CreateAsync(Attended("attended", "2025-05-15", Attendee("a-1", "attendee", "薛凌"), Attendee("a-2", "attendee", "白曉寒")));
        await service.Writer.CreateAsync(Attended("stood-in", "2025-06-19", Represented("a-1", "白曉寒", by: "薛凌")));
        var closed = Attendee("a-1", "observer", "薛凌");
        closed["disclosure"] = new JsonObject { ["level"] = "withheld", ["ground"] = "18-1-6" };
        await service.Writer.CreateAsync(Attended("closed", "2025-07-17", closed));
        foreach (var id in new[] { "chaired", "attended", "stood-in", "closed" })
            await service.ApprovedAsync(id);
        var site = new SiteFolder(_database!, _folder, "named") { Settings = Named };
        await site.PublishAsync();

        var person = Read(site, "people/xue-ling/index.html");
        Assert.Contains("href=\"/meetings/supervisors/attended/#a-1\"", person, StringComparison.Ordinal);
        Assert.Contains("代數位策略司白曉寒司長", person, StringComparison.Ordinal);
        Assert.Contains("href=\"/people/xue-ling/2024/\"", person, StringComparison.Ordinal);
        Assert.Contains("主席", Read(site, "people/xue-ling/2024/index.html"), StringComparison.Ordinal);
        Assert.DoesNotContain(Files(site, "people"), file => File.ReadAllText(file).Contains("/closed/", StringComparison.Ordinal));
        Assert.Contains("<a href=\"/people/xue-ling/\">薛凌</a>", Read(site, "meetings/supervisors/attended/index.html"), StringComparison.Ordinal);
        Assert.DoesNotContain("/people/", Read(site, "meetings/supervisors/closed/index.html"), StringComparison.Ordinal);
        Assert.Contains("/people/xue-ling/", Read(site, "sitemap-pages.xml"), StringComparison.Ordinal);
        Assert.Contains("href=\"/people/xue-ling/\"", Read(site, "sitemap/index.html"), StringComparison.Ordinal);
        site.LeadsNowhereWrong();

        // What is closed later leaves both trees.
        (await service.Approver.StepAsync("attended", "redact", """{ "anchors": ["a-1"], "ground": "18-1-6", "reason": "個人資料" }""")).Is(200);
        (await service.Approver.StepAsync("chaired", "withdraw", """{ "reason": "尚待釐清" }""")).Is(200);
        await site.PublishAsync();
        Assert.All(Directory.EnumerateDirectories(site.Trees.Path).Where(static tree => Path.GetFileName(tree) is "a" or "b"), tree =>
        {
            Assert.False(Directory.Exists(Path.Join(tree, "people", "xue-ling", "2024")));
            Assert.DoesNotContain(FilesBelow(Path.Join(tree, "people")), file => File.ReadAllText(file).Contains("/attended/", StringComparison.Ordinal));
        });
        Assert.Equal(await site.BuiltAnewAsync(), site.OwnFiles());
        site.LeadsNowhereWrong();

        // Nobody is named: nobody has a page, and nothing leads to one.
        site.Settings = new SiteSettings();
        await site.PublishAsync();
        Assert.DoesNotContain(site.Files().Keys, static path => path.Contains("people/", StringComparison.Ordinal));
        Assert.DoesNotContain(FilesBelow(site.Trees.LivePath!), file => file.EndsWith(".html", StringComparison.Ordinal) && File.ReadAllText(file).Contains("/people/", StringComparison.Ordinal));
    }

    private static JsonObject Attended(string id, string day, params JsonObject[] attendance)
    {
        var record = Minutes.Small(id, 1, $"{day}T15:30:00+08:00");
        record["attendance"] = new JsonArray([.. attendance]);
        return record;
    }

    private static JsonObject Attendee(string id, string role, string name) => new() { ["id"] = id, ["role"] = role, ["asWritten"] = name, ["name"] = name, ["status"] = "present" };

    private static JsonObject Represented(string id, string name, string by) => new()
    {
        ["id"] = id, ["role"] = "attendee", ["asWritten"] = $"{name}（{by}代）", ["name"] = name, ["unit"] = "數位策略司", ["title"] = "司長", ["status"] = "represented",
        ["representedBy"] = new JsonObject { ["name"] = by },
    };

    private static string Read(SiteFolder site, string path) => File.ReadAllText(Path.Join(site.Trees.LivePath!, path));

    private static IEnumerable<string> Files(SiteFolder site, string folder) => FilesBelow(Path.Join(site.Trees.LivePath!, folder));

    private static IEnumerable<string> FilesBelow(string folder) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [];
}
