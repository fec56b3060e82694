using System.Diagnostics;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Tests.EndToEnd;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher;

/// <summary>What anybody can find out about a release, and what its publisher can mend.</summary>
public sealed class VerifyTests(PublicContent content) : IClassFixture<PublicContent>, IAsyncLifetime
{
    private const string Page = "meetings/supervisors/2025-018/index.html";
    private readonly string _download = Directory.CreateTempSubdirectory("openminutes-download-").FullName;

    public async ValueTask InitializeAsync()
    {
        if (content.Trees.Live is null)
            await content.PublishAsync(18);
        await content.BuildAsync();
        foreach (var path in new[] { Page, ManifestFiles.RootPath, ManifestFiles.SignaturePath, ManifestFiles.PartOf(Page) })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Join(_download, path))!);
            File.Copy(Path.Join(content.Trees.LivePath!, path), Path.Join(_download, path));
        }
        File.WriteAllText(Path.Join(_download, "key.pem"), content.Trees.Key.PublicPem);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_download, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_downloaded_page_is_checked_without_network_and_database()
    {
        Assert.Equal((0, "Everything is as the owner of the key published it."), await RunAsync("verify", "--tree", _download, "--key", "key.pem", "--file", Page));

        File.AppendAllText(Path.Join(_download, Page), "!");
        Assert.Equal((1, $"{Page} was changed"), await RunAsync("verify", "--tree", _download, "--key", "key.pem", "--file", Page));
    }

    [Theory]
    [InlineData(ManifestFiles.RootPath, "manifest.sig is not of this key and manifest")]
    [InlineData("manifest/meetings/supervisors/2025.json", "manifest/meetings/supervisors/2025.json was changed")]
    public async Task A_forged_manifest_is_found_out(string path, string said)
    {
        var file = Path.Join(_download, path);
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"size\":", "\"size\": ", StringComparison.Ordinal));

        Assert.Equal((1, said), await RunAsync("verify", "--tree", _download, "--key", "key.pem", "--file", Page));
    }

    [Fact]
    public async Task Another_key_is_not_the_publishers()
    {
        using var other = SigningKey.At(Path.Join(_download, "other"));
        File.WriteAllText(Path.Join(_download, "key.pem"), other.PublicPem);

        Assert.Equal((1, "manifest.sig is not of this key and manifest"), await RunAsync("verify", "--tree", _download, "--key", "key.pem", "--file", Page));
    }

    [Fact]
    public async Task The_signature_holds_for_others_as_the_page_says()
    {
        Assert.Equal(content.Trees.Key.PublicPem, content.Read("verify/public-key.pem"));
        Assert.Contains(content.Trees.Key.PublicPem.Split('\n')[1], content.Read("verify/index.html"), StringComparison.Ordinal);
        var live = content.Trees.LivePath!;
        Assert.Contains("Signature Verified Successfully", await Shell.RunAsync("openssl",
        [
            "pkeyutl", "-verify", "-pubin", "-inkey", Path.Join(live, "verify/public-key.pem"), "-rawin",
            "-in", Path.Join(live, ManifestFiles.RootPath), "-sigfile", Path.Join(live, ManifestFiles.SignaturePath),
        ]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_private_key_is_its_owners_alone_and_outside_of_what_is_served()
    {
        Assert.Equal("600", (await Shell.RunAsync("stat", ["--format", "%a", Path.Join(content.Folder, ".signing-key.pem")])).Trim());
        var (code, line) = await RunAsync("key", "--site", content.Folder);
        Assert.Equal((0, "-----BEGIN PUBLIC KEY-----"), (code, line));
    }

    [Fact]
    public async Task What_is_not_as_the_manifest_says_is_made_again()
    {
        var live = content.Trees.LivePath!;
        var (before, page) = (content.Live(), content.Read(Page));
        File.WriteAllText(Path.Join(live, Page), new string('!', page.Length));
        File.WriteAllText(Path.Join(live, "added.html"), "");
        File.Delete(Path.Join(live, "robots.txt"));

        var (code, line) = await RunAsync("verify", "--site", content.Folder);
        Assert.Equal((1, $"{Page} was changed"), (code, line));
        Assert.Equal(0, (await RunAsync("verify", "--site", content.Folder, "--repair")).Code);

        Assert.Equal((0, "The live tree is as its signed manifest says."), await RunAsync("verify", "--site", content.Folder));
        Assert.Equal(page, content.Read(Page));
        Assert.Equal(before["about/index.html"], content.Live()["about/index.html"]);
        await content.BuildAsync();
        Assert.Empty(TreeCheck.Compare(content.Trees.In(SiteDirectory.OtherThan(content.Trees.Live))));
    }

    [Fact]
    public async Task What_the_database_has_otherwise_is_told_line_by_line_and_mended()
    {
        const string folder = "meetings/supervisors";
        await using var own = new PublicContent();
        await own.InitializeAsync();
        await own.PublishAsync(17);
        await own.PublishAsync(18);
        var site = new SiteFolder(own.Publisher, own.Folder, "site");
        await site.PublishAsync();
        var (code, lines) = await VerifyAsync();
        Assert.Equal((0, "It shows what the database gives."), (code, lines[1]));

        await own.WithdrawAsync(17, "內容有誤");
        await own.PublishAsync(18, "第18次主管會議紀錄（修正）", edition: 2);
        await own.PublishAsync(19);
        (code, lines) = await VerifyAsync();
        Assert.Equal(0, code);
        Assert.Matches("^It shows what the database gives, but for [0-9]+ files that the next publication changes.$", lines[1]);

        // As if a publication had overlooked it all.
        await own.ExecuteAsync("update publishing.releases set content = pg_current_snapshot()");
        (code, lines) = await VerifyAsync();
        Assert.Equal(1, code);
        Assert.Contains($"{folder}/2025-017/index.html is not as the database gives it: it shows edition 1, the database has a withdrawal", lines);
        Assert.Contains($"{folder}/2025-017/minutes.txt is shown, and the database does not give it (edition 1)", lines);
        Assert.Contains($"{folder}/2025-018/index.html is not as the database gives it: it shows edition 1, the database has edition 2", lines);
        Assert.Contains($"{folder}/2025-018/v2/index.html is missing: the database gives it", lines);
        Assert.Contains($"{folder}/2025-019/index.html is missing: the database gives it", lines);
        Assert.Contains("feed.atom is not as the database gives it", lines);
        Assert.DoesNotContain(lines, static line => line.StartsWith("about/", StringComparison.Ordinal));

        Assert.Equal(0, (await VerifyAsync("--repair")).Code);
        (code, lines) = await VerifyAsync();
        Assert.Equal((0, "It shows what the database gives."), (code, lines[1]));
        Assert.False((await site.PublishAsync()).ChangesSomething);
        Assert.Equal(await site.BuiltAnewAsync(), site.OwnFiles());

        Task<(int Code, string[] Lines)> VerifyAsync(params string[] options) => LinesAsync(own, ["verify", "--site", site.Trees.Path, "--signing-key", Path.Join(own.Folder, "key.pem"), .. options]);
    }

    [Fact]
    public async Task A_former_release_that_was_changed_is_told_and_mended()
    {
        await using var own = new PublicContent();
        await own.InitializeAsync();
        await own.PublishAsync(18);
        var site = new SiteFolder(own.Publisher, own.Folder, "site");
        await site.PublishAsync();
        await own.PublishAsync(19);
        await site.PublishAsync();
        File.Delete(Path.Join(site.Trees.In(SiteDirectory.OtherThan(site.Trees.Live)), "about/index.html"));
        File.WriteAllText(Path.Join(site.Trees.LivePath!, ManifestFiles.RootPath), "!");

        var (code, lines) = await VerifyAsync();
        Assert.Equal(1, code);
        Assert.Contains("manifest.json is missing, or no manifest", lines);
        Assert.Contains("former release: about/index.html is missing", lines);
        Assert.Equal(0, (await VerifyAsync("--repair")).Code);
        Assert.Equal(0, (await VerifyAsync()).Code);
        Assert.Equal(await site.BuiltAnewAsync(), site.OwnFiles());

        Task<(int Code, string[] Lines)> VerifyAsync(params string[] options) => LinesAsync(own, ["verify", "--site", site.Trees.Path, "--signing-key", Path.Join(own.Folder, "key.pem"), .. options]);
    }

    /// <summary>Runs the publisher.</summary>
    /// <returns>How it ended, and the first line that it said.</returns>
    private async Task<(int Code, string Line)> RunAsync(params string[] arguments)
    {
        var (code, lines) = await LinesAsync(content, arguments);
        return (code, lines[0]);
    }

    private async Task<(int Code, string[] Lines)> LinesAsync(PublicContent source, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Repository.Publisher, arguments)
        {
            RedirectStandardOutput = true,
            WorkingDirectory = _download,
            Environment = { ["OPENMINUTES_PUBLISHER_DB"] = source.PublisherConnection },
        })!;
        var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n');
        await process.WaitForExitAsync();
        return (process.ExitCode, lines);
    }
}
