using System.Diagnostics;
using System.Text.Json;
using OpenMinutes.Publisher;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Rendering.Engine;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher;

public sealed class PublishingTests(PublicContent content) : IClassFixture<PublicContent>, IAsyncLifetime
{
    private const string Page = "meetings/supervisors/2025-018/index.html";

    public async ValueTask InitializeAsync()
    {
        await content.ExecuteAsync("truncate public_site.records cascade");
        await content.PublishAsync(17);
        await content.PublishAsync(18);
        await content.BuildAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public void Everything_public_has_its_pages_and_files()
    {
        string[] expected =
        [
            "404.html", "about/index.html", "feed.atom", "index.html", "manifest.json", "robots.txt", "sitemap.xml", "sitemap-pages.xml", "sitemap-2025.xml", "sitemap/index.html",
            "verify/index.html", "verify/public-key.pem",
            "meetings/supervisors/index.html", "meetings/supervisors/year.2025/index.html", Page, "meetings/supervisors/2025-018/index.json", "meetings/supervisors/2025-018/minutes.txt",
            "units/digital-strategy/index.html", "units/digital-strategy/2025/index.html", "units/digital-strategy/feed.atom", "units/personnel/index.html", "directives/index.html", "en/directives/index.html",
        ];
        Assert.All(expected, path => Assert.True(content.Has(path), path));
        Assert.Contains("href=\"/meetings/supervisors/2025-017/\"", content.Read(Page), StringComparison.Ordinal);
        Assert.Contains("href=\"/units/digital-strategy/\"", content.Read(Page), StringComparison.Ordinal);
    }

    [Fact]
    public void The_twin_is_the_stored_edition_with_links()
    {
        using var twin = JsonDocument.Parse(content.Read("meetings/supervisors/2025-018/index.json"));
        Assert.Equal("第18次主管會議紀錄", twin.RootElement.GetProperty("title").GetString());
        Assert.EndsWith("/meetings/supervisors/2025-018/", twin.RootElement.GetProperty("links").GetProperty("html").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publishing_again_changes_nothing()
    {
        var (tree, before) = (content.Trees.Live, content.Live());
        var progress = await content.BuildAsync();

        Assert.Equal((0, 0, before.Count), (progress.Written, progress.Removed, progress.Unchanged));
        Assert.Equal(tree, content.Trees.Live);
        Assert.Equal(before, content.Live());
    }

    [Fact]
    public async Task The_same_content_gives_the_same_bytes_in_another_directory()
    {
        var here = content.Live();
        await using var elsewhere = new PublicContent();
        await elsewhere.InitializeAsync();
        File.Copy(Path.Join(content.Folder, ".signing-key.pem"), Path.Join(elsewhere.Folder, ".signing-key.pem"));
        await elsewhere.PublishAsync(18);
        await elsewhere.PublishAsync(17);
        await elsewhere.BuildAsync();

        // All but the chain, which tells what went before here.
        Assert.Equal(Unchained(here), Unchained(elsewhere.Live()));

        static IEnumerable<(string, Guid)> Unchained(SortedDictionary<string, (Guid Content, DateTime Time)> files) =>
            files.Where(static file => file.Key is not (ManifestFiles.RootPath or ManifestFiles.SignaturePath)).Select(static file => (file.Key, file.Value.Content));
    }

    [Fact]
    public async Task What_did_not_change_keeps_its_time_and_what_changed_gets_a_new_one()
    {
        var before = content.Live();
        await content.PublishAsync(18, "第18次主管會議紀錄（修正）", edition: 2);
        await content.BuildAsync();
        var after = content.Live();

        Assert.Contains("第18次主管會議紀錄（修正）", content.Read(Page), StringComparison.Ordinal);
        Assert.All(after, file => Assert.True(
            !before.TryGetValue(file.Key, out var former) || (former.Content == file.Value.Content ? former.Time == file.Value.Time : former.Time < file.Value.Time), file.Key));
        Assert.Equal(before["about/index.html"], after["about/index.html"]);
    }

    [Fact]
    public async Task Every_edition_keeps_its_page_and_withdrawal_takes_them_all_away()
    {
        const string folder = "meetings/supervisors/2025-018";
        Assert.Equal(content.Read(Page), content.Read($"{folder}/v1/index.html"));

        await content.PublishAsync(18, "第18次主管會議紀錄（修正）", edition: 2);
        await content.BuildAsync();
        Assert.Contains("這是第 1 版；最新為第 2 版。", content.Read($"{folder}/v1/index.html"), StringComparison.Ordinal);
        Assert.Equal(content.Read(Page), content.Read($"{folder}/v2/index.html"));
        Assert.Contains("（修正）", content.Read($"{folder}/diff/1..2/index.html"), StringComparison.Ordinal);

        await content.WithdrawAsync(18, "內容有誤");
        await content.BuildAsync();
        Assert.All(["v1", "v2", "diff/1..2"], place => Assert.Equal(content.Read(Page), content.Read($"{folder}/{place}/index.html")));
    }

    [Fact]
    public async Task A_page_that_is_again_as_it_was_two_releases_ago_does_not_get_its_old_time_back()
    {
        var first = content.Live()[Page];
        await content.ExecuteAsync("update public_site.series set name = '部務會議'");
        await content.BuildAsync();
        var second = content.Live()[Page];
        await content.ExecuteAsync("update public_site.series set name = '主管會議'");
        await content.BuildAsync();
        var third = content.Live()[Page];

        Assert.Equal(first.Content, third.Content);
        Assert.True(first.Time < second.Time && second.Time < third.Time, $"{first.Time:O} {second.Time:O} {third.Time:O}");
    }

    [Fact]
    public async Task What_is_no_longer_public_leaves_and_so_do_its_links()
    {
        await content.RemoveAsync(18);
        var progress = await content.BuildAsync();

        Assert.False(Directory.Exists(Path.Join(content.Trees.LivePath, "meetings/supervisors/2025-018")));
        Assert.True(progress.Removed >= 6);
        Assert.DoesNotContain("2025-018", content.Read("meetings/supervisors/index.html"), StringComparison.Ordinal);
        Assert.DoesNotContain("2025-018", content.Read("sitemap-2025.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdrawn_minutes_become_a_notice()
    {
        await content.WithdrawAsync(18, "內容有誤");
        await content.BuildAsync();

        Assert.Contains("內容有誤", content.Read(Page), StringComparison.Ordinal);
        Assert.DoesNotContain("海纜障礙通報機制", content.Read(Page), StringComparison.Ordinal);
        Assert.False(content.Has("meetings/supervisors/2025-018/minutes.txt"));
    }

    [Fact]
    public async Task A_site_without_any_minutes_is_a_site()
    {
        await content.RemoveAsync(17);
        await content.RemoveAsync(18);
        await content.BuildAsync();
        Assert.True(content.Has("index.html"));
    }

    [Fact]
    public async Task A_link_that_leads_nowhere_keeps_the_release_from_going_live()
    {
        var before = content.Live();
        var files = PublicContent.With("templates/pages/about.html", "<a href=\"/nowhere/#there\">nowhere</a>");

        var refusal = await Assert.ThrowsAsync<PublishingException>(() => content.BuildAsync(files));

        Assert.Contains("about/index.html' to 'nowhere/index.html'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, content.Live());
    }

    [Fact]
    public async Task A_template_that_fails_leaves_the_site_as_it_was_and_says_where()
    {
        var before = content.Live();
        var files = PublicContent.With("templates/pages/minutes.html", "\n{{ page.no_such_thing }}");

        var refusal = await Assert.ThrowsAsync<TemplateException>(() => content.BuildAsync(files));

        Assert.Contains("pages/minutes.html(2,", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, content.Live());
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_leaves_the_site_as_it_was()
    {
        await content.PublishAsync(19);
        var before = content.Live();

        // The shell's limit on the size of a file stands for a full disk; the runtime itself maps memory through a file unless told not to.
        var (code, errors) = await RunAsync("trap '' XFSZ; ulimit -f 16; exec \"$0\" \"$@\"");

        Assert.Equal(1, code);
        Assert.Contains("too large", errors, StringComparison.Ordinal);
        Assert.Equal(before, content.Live());
        await content.BuildAsync();
        Assert.Empty(TreeCheck.Compare(content.Trees.LivePath!));
        Assert.True(content.Has("meetings/supervisors/2025-019/index.html"));
    }

    [Fact]
    public async Task A_publisher_that_is_killed_leaves_the_site_as_it_was_and_the_next_one_mends_the_tree()
    {
        for (var number = 100; number < 120; number++)
            await content.PublishAsync(number);
        var before = content.Live();

        var killed = Publisher("exec \"$0\" \"$@\"");
        killed.Environment["OPENMINUTES_FAULT"] = nameof(Step.Rendered);
        var (code, _) = await RunAsync(killed);

        Assert.Equal(128 + 9, code);
        Assert.Equal(before, content.Live());
        await content.BuildAsync();
        Assert.Empty(TreeCheck.Compare(content.Trees.LivePath!));
        Assert.True(content.Has("meetings/supervisors/2025-119/index.html"));
    }

    [Fact]
    public async Task Two_publishers_do_not_work_in_one_directory()
    {
        using var alone = content.Trees.TryLock();
        var (code, errors) = await RunAsync("exec \"$0\" \"$@\"");

        Assert.Equal(1, code);
        Assert.Contains("Another publisher works in", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_tells_what_was_changed_removed_and_added()
    {
        var live = content.Trees.LivePath!;
        Assert.Empty(TreeCheck.Compare(live));

        File.AppendAllText(Path.Join(live, Page), "!");
        File.Delete(Path.Join(live, "robots.txt"));
        File.WriteAllText(Path.Join(live, "added.html"), "");

        Assert.Equal(
            [("added.html", "is not of the release"), (Page, "was changed"), (Page.Replace("index.html", "v1/index.html", StringComparison.Ordinal), "was changed"), ("robots.txt", "is missing")],
            TreeCheck.Compare(live).Select(static drift => (drift.Path, drift.What)).Order());
    }

    private ProcessStartInfo Publisher(string shell) => new("bash", ["-c", shell, Repository.Publisher, "build", "--site", content.Folder])
    {
        RedirectStandardError = true,
        Environment = { ["OPENMINUTES_PUBLISHER_DB"] = content.PublisherConnection, ["DOTNET_EnableWriteXorExecute"] = "0" },
    };

    private Task<(int Code, string Errors)> RunAsync(string shell) => RunAsync(Publisher(shell));

    private static async Task<(int Code, string Errors)> RunAsync(ProcessStartInfo publisher)
    {
        using var process = Process.Start(publisher)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, errors);
    }
}
