using System.Text.Json;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Planning;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Twins;
using Site = OpenMinutes.Publisher.Site;

namespace OpenMinutes.Tests.Publisher;

/// <summary>The twins where a reader finds them: in the published site.</summary>
public sealed class TwinsPublishedTests(PublicContent content) : IClassFixture<PublicContent>, IAsyncLifetime
{
    private const string Minutes = "meetings/supervisors/2025-018/";

    public async ValueTask InitializeAsync()
    {
        await content.ExecuteAsync("truncate public_site.records cascade");
        await content.PublishAsync(17);
        await content.PublishAsync(18);
        await content.BuildAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Every_twin_lies_beside_the_page_which_links_it_twice()
    {
        var page = content.Read(Minutes + "index.html");
        Assert.All(MinutesTwins.All, twin =>
        {
            Assert.True(content.Has(Minutes + twin.File), twin.File);
            Assert.Contains($"<a href=\"/{Minutes}{twin.File}\">", page, StringComparison.Ordinal);
            Assert.Contains($"<link rel=\"alternate\" type=\"{twin.MediaType}\" href=\"/{Minutes}{twin.File}\"", page, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_links_of_index_json_lead_to_files_of_the_site()
    {
        using var twin = JsonDocument.Parse(content.Read(Minutes + "index.json"));
        var links = twin.RootElement.GetProperty("links").EnumerateObject().Where(static link => link.Name != "license").ToList();

        Assert.Equal(["self", "html", "text", "markdown", "openDocument", "wordDocument", "akomaNtoso", "jsonLd", "series"], links.Select(static link => link.Name));
        Assert.All(links, link => Assert.True(content.Has(FileOf(link.Value.GetString()!)), link.Name));
    }

    [Fact]
    public void A_series_has_a_calendar_and_a_feed_and_the_site_has_data_and_changes()
    {
        string[] expected =
        [
            "meetings/supervisors/calendar.ics", "meetings/supervisors/year.2025/calendar.ics", "meetings/supervisors/index.json", "meetings/supervisors/feed.atom", "data/index.html", "data/catalog.jsonld", "data/public-edition.schema.json",
            "data/supervisors/index.html", "data/supervisors/catalog.jsonld", "data/supervisors/2025.csv", "data/supervisors/2025.jsonl",
            "changes/index.html", "changes/index.json", "changes/2025-12.json", "changes/2025-12/index.html",
        ];
        Assert.All(expected, path => Assert.True(content.Has(path), path));
        Assert.Contains("<link rel=\"alternate\" type=\"text/calendar\" href=\"/meetings/supervisors/calendar.ics\"", content.Read("meetings/supervisors/index.html"), StringComparison.Ordinal);
        Assert.Equal(2, content.Read("data/supervisors/2025.jsonl").Count(static c => c == '\n'));
    }

    [Fact]
    public async Task A_year_lists_its_meetings_as_they_were_held_whatever_the_order_they_came_in()
    {
        await content.PublishAsync(16);
        await content.BuildAsync();
        var keys = content.Read("data/supervisors/2025.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => JsonElement.Parse(line).GetProperty("key").GetString());

        Assert.Equal(["2025-016", "2025-017", "2025-018"], keys);
    }

    [Fact]
    public async Task A_change_leaves_the_data_of_other_years_alone()
    {
        await content.ExecuteAsync("update public_site.records set held_on = '2024-11-20' where number = 17");
        await content.BuildAsync();
        var before = content.Live();
        await content.PublishAsync(18, "第18次主管會議紀錄（修正）", edition: 2);
        await content.BuildAsync();
        var after = content.Live();

        Assert.Equal(before["data/supervisors/2024.csv"], after["data/supervisors/2024.csv"]);
        Assert.Equal(before["data/supervisors/2024.jsonl"], after["data/supervisors/2024.jsonl"]);
        Assert.NotEqual(before["data/supervisors/2025.csv"], after["data/supervisors/2025.csv"]);
        Assert.Contains("\"kind\":\"correct\"", content.Read("changes/2025-12.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_withdrawn_minutes_no_file_keeps_a_word()
    {
        await content.WithdrawAsync(18, "內容有誤");
        await content.BuildAsync();

        using var twin = JsonDocument.Parse(content.Read(Minutes + "index.json"));
        Assert.Equal("內容有誤", twin.RootElement.GetProperty("withdrawn").GetProperty("reason").GetString());
        Assert.Equal(["index.html", "index.json"], Directory.EnumerateFiles(Path.Join(content.Trees.LivePath, Minutes)).Select(Path.GetFileName).Order());
        Assert.All(
            ["data/supervisors/2025.csv", "data/supervisors/2025.jsonl", "meetings/supervisors/calendar.ics", "meetings/supervisors/feed.atom"],
            path => Assert.DoesNotContain("2025-018", content.Read(path), StringComparison.Ordinal));
        Assert.Contains("\"kind\":\"withdraw\"", content.Read("changes/2026-01.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_pages_alone_no_other_file_is_made()
    {
        await using var elsewhere = new PublicContent();
        await elsewhere.InitializeAsync();
        await elsewhere.PublishAsync(18);
        var progress = new Progress();
        await new Site(elsewhere.Publisher, elsewhere.Trees, new SiteSettings(), RenderingBed.Files, htmlOnly: true).PublishAsync(
            PublicationScope.Changes,
            progress,
            (_, goLive, _) =>
            {
                goLive();
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);

        Assert.All(elsewhere.Live().Keys, static path => Assert.True(path.EndsWith(".html", StringComparison.Ordinal) || path.StartsWith("assets/", StringComparison.Ordinal) || path.StartsWith("manifest", StringComparison.Ordinal), path));
    }

    [Fact]
    public async Task Progress_knows_in_the_end_how_many_files_there_were()
    {
        var progress = await content.BuildAsync();

        Assert.Equal(progress.Done, progress.Planned);
    }

    private static string FileOf(string url)
    {
        var path = url[new SiteSettings().BaseUrl.Length..].TrimStart('/');
        return path.EndsWith('/') ? path + "index.html" : path;
    }
}
