using System.IO.Compression;
using System.Text;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Rendering;

namespace OpenMinutes.Tests.Publisher;

/// <summary>Files that the publisher packs for web servers.</summary>
public sealed class PackingTests(PublicContent content) : IClassFixture<PublicContent>, IAsyncLifetime
{
    private const string Folder = "meetings/supervisors/2025-018/";

    private static readonly SiteSettings Packed = new() { Precompress = ["br", "gzip"] };

    private readonly SiteDirectory _site = new(Directory.CreateTempSubdirectory("openminutes-tree-").FullName);

    public async ValueTask InitializeAsync()
    {
        await content.ExecuteAsync("truncate public_site.records cascade");
        await content.PublishAsync(17);
        await content.PublishAsync(18);
        content.Settings = Packed;
        await content.BuildAsync();
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_site.Path, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Beside_every_text_of_some_size_lies_the_same_packed_and_the_manifest_lists_it()
    {
        var manifest = Manifest.Open(content.Trees.LivePath!)!;
        var files = new TreeFiles(content.Trees.LivePath!).All().Where(static file => !ManifestFiles.IsOfManifest(file.Path)).ToDictionary(static file => file.Path, static file => file.Size);
        var plain = files.Where(static file => Path.GetExtension(file.Key) is not (".br" or ".gz")).ToList();
        foreach (var (path, size) in plain)
        {
            Assert.Equal((path, Packing.Suits(path, size)), (path, files.ContainsKey(path + ".br")));
            Assert.Equal((path, Packing.Suits(path, size)), (path, files.ContainsKey(path + ".gz")));
        }

        foreach (var path in files.Keys.Where(static path => Path.GetExtension(path) is ".br" or ".gz"))
        {
            Assert.NotNull(manifest.Find(path));
            Assert.Equal(content.Read(Path.ChangeExtension(path, null)), Unpacked(path));
        }

        Assert.Contains(plain, static file => file.Key == Folder + "minutes.txt" && Packing.Suits(file.Key, file.Value));
        Assert.False(Packing.Suits(Folder + "minutes.odt", 100_000));
        Assert.False(Packing.Suits("index.html", 1023));
        Assert.Empty(TreeCheck.Compare(content.Trees.LivePath!));
    }

    [Fact]
    public async Task What_is_as_it_was_is_not_packed_again_and_what_changed_is()
    {
        var before = content.Live();
        await content.PublishAsync(18, "第18次主管會議紀錄（修正）", edition: 2);
        var progress = await content.BuildAsync();
        var after = content.Live();

        Assert.Equal(before[Folder.Replace("018", "017", StringComparison.Ordinal) + "minutes.txt.br"], after[Folder.Replace("018", "017", StringComparison.Ordinal) + "minutes.txt.br"]);
        Assert.Contains("（修正）", Unpacked(Folder + "index.html.br"), StringComparison.Ordinal);
        Assert.Equal(after[Folder + "index.html.gz"], after[Folder + "v2/index.html.gz"]);
        Assert.Equal(after.Count, progress.Written + progress.Unchanged);
        Assert.Empty(TreeCheck.Compare(content.Trees.LivePath!));
    }

    [Fact]
    public async Task Publishing_again_changes_nothing_and_a_lost_one_is_made_again()
    {
        var before = content.Live();
        Assert.False((await content.BuildAsync()).ChangesSomething);

        File.Delete(Path.Join(content.Trees.LivePath, Folder, "index.html.br"));
        await content.BuildAsync();

        Assert.Equal(before[Folder + "index.html.br"].Content, content.Live()[Folder + "index.html.br"].Content);
        Assert.Empty(TreeCheck.Compare(content.Trees.LivePath!));
    }

    [Fact]
    public async Task What_was_packed_of_withdrawn_minutes_leaves_both_trees()
    {
        await content.PublishAsync(18, "第18次主管會議紀錄（修正）", edition: 2);
        await content.BuildAsync();
        await content.WithdrawAsync(18, "內容有誤");
        await content.BuildAsync();

        foreach (var tree in new[] { "a", "b" })
        {
            Assert.Empty(TreeCheck.Compare(content.Trees.In(tree)));
            foreach (var file in Directory.EnumerateFiles(Path.Join(content.Trees.In(tree), Folder), "*", SearchOption.AllDirectories))
                Assert.DoesNotContain("海纜障礙通報機制", Path.GetExtension(file) is ".br" or ".gz" ? Unpacked(file) : await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.False(File.Exists(Path.Join(content.Trees.In(tree), Folder, "minutes.txt.br")));
        }
    }

    [Fact]
    public async Task A_site_that_stops_packing_has_nothing_packed()
    {
        content.Settings = new SiteSettings();
        await content.BuildAsync();
        Assert.DoesNotContain(content.Live().Keys, static path => Path.GetExtension(path) is ".br" or ".gz");
        Assert.Empty(TreeCheck.Compare(content.Trees.LivePath!));
    }

    [Fact]
    public void A_file_that_becomes_small_is_packed_no_more()
    {
        Publish(new string('a', 5000));
        Assert.True(File.Exists(Path.Join(_site.LivePath, "index.html.br")));
        Publish("a");
        Assert.False(File.Exists(Path.Join(_site.LivePath, "index.html.br")));
        Publish(new string('b', 5000));
        Assert.True(File.Exists(Path.Join(_site.LivePath, "index.html.gz")));
        Assert.Empty(TreeCheck.Compare(_site.LivePath!));
    }

    [Fact]
    public void What_was_packed_of_what_is_closed_leaves_the_former_release_with_it()
    {
        Publish(new string('a', 5000));
        Publish(new string('b', 5000), closed: "index.html");

        var former = _site.In(SiteDirectory.OtherThan(_site.Live));
        Assert.All(["index.html", "index.html.br", "index.html.gz"], file => Assert.Equal(File.ReadAllBytes(Path.Join(_site.LivePath, file)), File.ReadAllBytes(Path.Join(former, file))));
        Assert.Empty(TreeCheck.Compare(former));

        Publish("c", closed: "index.html");
        former = _site.In(SiteDirectory.OtherThan(_site.Live));
        Assert.False(File.Exists(Path.Join(former, "index.html.br")));
        Assert.Empty(TreeCheck.Compare(former));
    }

    private void Publish(string text, string? closed = null)
    {
        using var tree = _site.OpenIdle(new Progress(), new Packing(["br", "gzip"]));
        tree.Write("index.html", Encoding.UTF8.GetBytes(text));
        if (closed is not null)
            tree.AlsoInFormer(closed);
        tree.Seal(complete: false);
        tree.GoLive();
    }

    private string Unpacked(string path)
    {
        using var packed = File.OpenRead(Path.Join(content.Trees.LivePath, path) is var live && File.Exists(live) ? live : path);
        using Stream unpacking = path.EndsWith(".br", StringComparison.Ordinal) ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        using var text = new StreamReader(unpacking);
        return text.ReadToEnd();
    }
}
