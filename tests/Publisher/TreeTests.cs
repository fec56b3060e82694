using System.Text;
using OpenMinutes.Publisher;
using OpenMinutes.Publisher.Output;

namespace OpenMinutes.Tests.Publisher;

/// <summary>Releases made by what changed alone.</summary>
public sealed class TreeTests : IDisposable
{
    private readonly SiteDirectory _site = new(Directory.CreateTempSubdirectory("openminutes-tree-").FullName);

    public void Dispose() => Directory.Delete(_site.Path, recursive: true);

    [Fact]
    public void What_is_neither_written_nor_removed_stays_the_same_file()
    {
        Publish(complete: true, ("index.html", "one"), ("meetings/s/2025-001/index.html", "minutes"), ("meetings/s/2025-001/v1/index.html", "minutes"), ("units/u/index.html", "unit"));
        var before = Files();
        Publish(complete: false, ("index.html", "two"), ("meetings/s/2026-001/index.html", "more"));

        Assert.Equal("two", Read("index.html"));
        Assert.Equal("more", Read("meetings/s/2026-001/index.html"));
        Assert.All(["meetings/s/2025-001/index.html", "units/u/index.html", "manifest/meetings/s/2025.json"], path => Assert.Equal(before[path], Files()[path]));
        Assert.NotEqual(before["index.html"].Inode, Files()["index.html"].Inode);
        Assert.Empty(TreeCheck.Compare(_site.LivePath!));
    }

    [Fact]
    public void A_release_of_changes_has_the_bytes_of_a_complete_one()
    {
        Publish(complete: true, ("index.html", "one"), ("units/u/index.html", "unit"), ("feed.atom", "feed"));
        Publish(complete: false, ("index.html", "two"));
        Publish(complete: false, ["units/u/index.html"], ("index.html", "three"), ("about/index.html", "about"));
        var before = Files();
        var progress = Publish(complete: true, ("about/index.html", "about"), ("feed.atom", "feed"), ("index.html", "three"));

        Assert.False(progress.ChangesSomething);
        Assert.Equal(before, Files());
    }

    [Fact]
    public void A_removed_file_leaves_no_directory_and_no_part()
    {
        Publish(complete: true, ("index.html", "one"), ("meetings/s/2025-001/index.html", "minutes"), ("meetings/s/2025-001/v1/index.html", "minutes"));
        var progress = Publish(complete: false, ["meetings/s/2025-001/index.html", "meetings/s/2025-001/v1/index.html"]);

        Assert.Equal((3, 2), (progress.Removed, progress.Written));
        Assert.Equal(["index.html", "manifest.json", "manifest.sig", "manifest/root.json"], Files().Keys);
        Assert.Equal(["manifest"], Directory.GetDirectories(_site.LivePath!).Select(Path.GetFileName));
    }

    [Fact]
    public void What_takes_the_place_of_a_file_has_a_later_second_from_which_web_servers_make_tags()
    {
        var times = new List<DateTime>();
        for (var release = 0; release < 4; release++)
        {
            Publish(complete: false, ("index.html", $"{release}"));
            times.Add(File.GetLastWriteTimeUtc(Path.Join(_site.LivePath, "index.html")));
        }

        using (var back = Rollback.Prepare(_site)!)
            back.GoLive();
        times.Add(File.GetLastWriteTimeUtc(Path.Join(_site.LivePath, "index.html")));

        var seconds = times.Select(static time => time.Ticks / TimeSpan.TicksPerSecond).ToList();
        Assert.Equal(seconds.Distinct().Order(), seconds);
    }

    [Fact]
    public void The_former_release_stays_whole_until_the_next_change()
    {
        Publish(complete: true, ("index.html", "one"), ("units/u/index.html", "unit"));
        Publish(complete: false, ("index.html", "two"));
        Publish(complete: true, ("index.html", "two"), ("units/u/index.html", "unit"));

        Assert.Equal("one", Other("index.html"));
        Assert.Empty(TreeCheck.Compare(_site.In(SiteDirectory.OtherThan(_site.Live))));
    }

    [Fact]
    public void Nothing_of_the_former_release_is_left_where_something_was_closed()
    {
        Publish(complete: true, ("index.html", "one"), ("units/u/index.html", "unit"));
        using (var tree = _site.OpenIdle(new Progress()))
        {
            tree.Remove("units/u/index.html");
            tree.CloseFormer();
            tree.Seal(complete: false);
            tree.GoLive();
        }

        var (a, b) = (new TreeFiles(_site.In("a")).All().Order(), new TreeFiles(_site.In("b")).All().Order());
        Assert.Equal(a, b);
        Assert.All(a, file => Assert.Equal(Posix.Identity(Path.Join(_site.In("a"), file.Path)), Posix.Identity(Path.Join(_site.In("b"), file.Path))));
    }

    [Fact]
    public void What_was_closed_goes_from_the_former_release_and_the_rest_of_it_stays()
    {
        Publish(complete: true, ("index.html", "secret"), ("about/index.html", "one"), ("meetings/s/2025-001/index.html", "secret"), ("meetings/s/2025-001/minutes.txt", "secret"));
        using (var tree = _site.OpenIdle(new Progress()))
        {
            tree.Write("index.html", "<a href=\"/meetings/s/2025-002/\">new</a>"u8);
            tree.Write("about/index.html", "two"u8);
            tree.Write("meetings/s/2025-001/index.html", "notice"u8);
            tree.Remove("meetings/s/2025-001/minutes.txt");
            tree.Write("meetings/s/2025-002/index.html", "<a href=\"/meetings/s/2025-002/minutes.txt\">text</a>"u8);
            tree.Write("meetings/s/2025-002/minutes.txt", "text"u8);
            foreach (var path in new[] { "index.html", "meetings/s/2025-001/index.html", "meetings/s/2025-001/minutes.txt" })
                tree.AlsoInFormer(path);
            tree.Seal(complete: false);
            tree.GoLive();
        }

        var other = _site.In(SiteDirectory.OtherThan(_site.Live));
        Assert.All(new TreeFiles(other).All(), file => Assert.DoesNotContain("secret", Other(file.Path), StringComparison.Ordinal));
        Assert.Equal(("one", "notice", "text"), (Other("about/index.html"), Other("meetings/s/2025-001/index.html"), Other("meetings/s/2025-002/minutes.txt")));
        Assert.Empty(TreeCheck.Compare(other));
        Assert.Empty(TreeCheck.Signature(other, _site.Key.PublicPem));

        Publish(complete: false, ("about/index.html", "three"));
        Assert.Empty(TreeCheck.Compare(_site.LivePath!));
    }

    [Fact]
    public void The_way_back_gives_the_former_release_with_new_times_and_says_what_it_undid()
    {
        Publish(complete: true, ("index.html", "one"), ("units/u/index.html", "unit"), ("about/index.html", "about"));
        var first = Files();
        Publish(complete: false, ["units/u/index.html"], ("index.html", "two"), ("feed.atom", "feed"));
        var (second, undone, former) = (Files(), Manifest.Open(_site.LivePath!)!, Manifest.Open(_site.In(SiteDirectory.OtherThan(_site.Live)))!);

        using (var back = Rollback.Prepare(_site)!)
        {
            Assert.Equal(
                [("feed.atom", FileAction.Removed), ("index.html", FileAction.Replaced), ("units/u/index.html", FileAction.Added)],
                back.Changes.Select(static change => (change.Path, change.Action)).Order());
            back.GoLive();
        }

        Assert.Equal(("one", "unit"), (Read("index.html"), Read("units/u/index.html")));
        Assert.True(Files()["index.html"].Time > second["index.html"].Time);
        Assert.Equal(first["about/index.html"], Files()["about/index.html"]);
        var live = Manifest.Open(_site.LivePath!)!;
        Assert.Equal(undone.RootSha256, live.Previous);
        Assert.Equal(former.RootSha256, live.Original);
        Assert.Empty(TreeCheck.Compare(_site.LivePath!));
        Assert.Empty(TreeCheck.Signature(_site.LivePath!, _site.Key.PublicPem));

        Publish(complete: false, ("index.html", "three"));
        Assert.Equal(("three", "unit"), (Read("index.html"), Read("units/u/index.html")));
        Assert.False(File.Exists(Path.Join(_site.LivePath!, "feed.atom")));
    }

    [Fact]
    public void An_asset_stays_for_two_releases_after_the_last_that_names_it()
    {
        Publish(complete: true, ("index.html", "one"), ("assets/site.1.css", "old"), ("assets/fonts/serif.1.woff2", "font"));
        Publish(complete: false, ("index.html", "two"), ("assets/site.2.css", "new"));
        Publish(complete: false, ("index.html", "two"), ("assets/site.2.css", "new"));
        Publish(complete: true, ("index.html", "three"), ("assets/site.2.css", "new"));
        Assert.Equal(("old", "font", "new"), (Read("assets/site.1.css"), Read("assets/fonts/serif.1.woff2"), Read("assets/site.2.css")));
        Assert.Empty(TreeCheck.Compare(_site.LivePath!));

        Publish(complete: false, ("index.html", "four"), ("assets/site.2.css", "new"));
        Assert.Equal(["assets/site.2.css"], Files().Keys.Where(static path => path.StartsWith("assets/", StringComparison.Ordinal)));
        Assert.Empty(TreeCheck.Compare(_site.LivePath!));
    }

    [Fact]
    public void An_asset_that_is_named_again_is_as_new()
    {
        Publish(complete: true, ("index.html", "one"), ("assets/site.1.css", "old"));
        Publish(complete: false, ("index.html", "two"), ("assets/site.2.css", "new"));
        Publish(complete: false, ("index.html", "three"), ("assets/site.1.css", "old"));
        Publish(complete: false, ("index.html", "four"), ("assets/site.2.css", "new"));
        Publish(complete: false, ("index.html", "five"), ("assets/site.2.css", "new"));

        Assert.Equal("old", Read("assets/site.1.css"));
    }

    [Fact]
    public void Assets_of_a_release_that_is_undone_stay()
    {
        Publish(complete: true, ("index.html", "one"), ("assets/site.1.css", "old"));
        Publish(complete: false, ("index.html", "two"), ("assets/site.2.css", "new"));
        using (var back = Rollback.Prepare(_site)!)
        {
            Assert.Equal(["index.html"], back.Changes.Select(static change => change.Path));
            back.GoLive();
        }

        Assert.Equal(("one", "new"), (Read("index.html"), Read("assets/site.2.css")));
        Assert.Empty(TreeCheck.Compare(_site.LivePath!));
        Publish(complete: true, ("index.html", "three"), ("assets/site.1.css", "old"));
        Publish(complete: true, ("index.html", "four"), ("assets/site.1.css", "old"));
        Assert.False(File.Exists(Path.Join(_site.LivePath!, "assets/site.2.css")));
        Assert.Empty(TreeCheck.Compare(_site.LivePath!));
    }

    [Fact]
    public void There_is_no_way_back_from_the_first_release_nor_to_a_tree_that_was_left_in_the_middle()
    {
        Publish(complete: true, ("index.html", "one"));
        Assert.Null(Rollback.Prepare(_site));
        Publish(complete: true, ("index.html", "two"));
        using (var tree = _site.OpenIdle(new Progress()))
            tree.Write("index.html", "half"u8);
        Assert.Null(Rollback.Prepare(_site));
    }

    [Fact]
    public void Each_release_names_the_one_before()
    {
        Publish(complete: true, ("index.html", "one"));
        var first = Manifest.Open(_site.LivePath!)!;
        Publish(complete: false, ("index.html", "two"));

        Assert.Null(first.Previous);
        Assert.Equal(first.RootSha256, Manifest.Open(_site.LivePath!)!.Previous);
    }

    [Fact]
    public void A_tree_that_was_left_in_the_middle_is_brought_back_whatever_it_holds()
    {
        Publish(complete: true, ("index.html", "one"), ("units/u/index.html", "unit"));
        using (var tree = _site.OpenIdle(new Progress()))
        {
            tree.Write("index.html", "half"u8);
            tree.Write("stray/index.html", "stray"u8);
        }
        Assert.True(_site.IsUnfinished);
        Publish(complete: false, ("about/index.html", "about"));

        Assert.False(_site.IsUnfinished);
        Assert.Equal("one", Read("index.html"));
        Assert.Empty(TreeCheck.Compare(_site.LivePath!));
    }

    [Fact]
    public void What_a_file_was_made_from_is_in_the_manifest()
    {
        var origin = new Origin { Sources = ["s/2025-001@2"], Template = "0123", ListedIn = ["index.html"] };
        using (var tree = _site.OpenIdle(new Progress()))
        {
            tree.Write("index.html", "one"u8);
            tree.Write("meetings/s/2025-001/index.html", "minutes"u8, ["meetings/s/2025-001/v2/index.html"], origin);
            tree.Seal(complete: true);
            tree.GoLive();
        }
        using var next = _site.OpenIdle(new Progress());

        Assert.Equal(["meetings/s/2025-001/index.html", "meetings/s/2025-001/v2/index.html"], next.FormerBelow("meetings/s/2025-001/"));
        Assert.Equal(origin, next.Former("meetings/s/2025-001/v2/index.html")!.Origin);
        Assert.Null(next.Former("meetings/s/2025-002/index.html"));

        next.Remove("meetings/s/2025-001/index.html");
        Assert.Contains("'index.html', which leads there, was not made again", Assert.Throws<PublishingException>(() => next.Seal(complete: false)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_that_is_not_on_disk_as_it_was_written_fails_a_release_of_everything(bool isFirst)
    {
        if (!isFirst)
            Publish(complete: true, ("index.html", "one"));
        var live = _site.Live;
        using var cut = _site.OpenIdle(new Progress());
        cut.Write("index.html", "two"u8);
        cut.Write("units/u/index.html", "unit"u8);
        File.WriteAllText(Path.Join(_site.In(cut.Name), "units/u/index.html"), "u");
        Assert.Equal("'units/u/index.html' was changed on disk.", Assert.Throws<PublishingException>(() => cut.Seal(complete: true)).Message);

        using var gone = _site.OpenIdle(new Progress());
        gone.Write("index.html", "two"u8);
        gone.Write("units/u/index.html", "unit"u8);
        File.Delete(Path.Join(_site.In(gone.Name), "units/u/index.html"));
        Assert.Equal("'units/u/index.html' is missing on disk.", Assert.Throws<PublishingException>(() => gone.Seal(complete: true)).Message);
        Assert.Equal(live, _site.Live);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_was_left_where_a_release_of_everything_is_made_is_not_of_it(bool isFirst)
    {
        if (!isFirst)
            Publish(complete: true, ("index.html", "one"));
        using (var left = _site.OpenIdle(new Progress()))
            left.Write("stray/index.html", "stray"u8);
        Publish(complete: true, ("index.html", "two"));

        Assert.Equal(["index.html", "manifest.json", "manifest.sig", "manifest/root.json"], Files().Keys);
        Assert.Empty(TreeCheck.Compare(_site.LivePath!));
    }

    [Fact]
    public void What_another_process_put_live_since_is_seen()
    {
        Publish(complete: true, ("index.html", "one"), ("units/u/index.html", "unit"));
        Publish(complete: false, ("index.html", "two"));
        Publish(new SiteDirectory(_site.Path), complete: false, [], ("units/u/index.html", "other"));
        Publish(complete: false, ("about/index.html", "about"));

        Assert.Equal(("two", "other", "about"), (Read("index.html"), Read("units/u/index.html"), Read("about/index.html")));
        Assert.Empty(TreeCheck.Compare(_site.LivePath!));
        Assert.Empty(TreeCheck.Compare(_site.In(SiteDirectory.OtherThan(_site.Live))));
    }

    [Fact]
    public void A_part_of_the_manifest_is_remembered_by_its_hash_and_one_that_is_not_what_the_root_says_is_not()
    {
        Publish(complete: true, ("index.html", "one"));
        var (part, memory) = (Path.Join(_site.LivePath!, "manifest/root.json"), new ManifestMemory());
        var whole = File.ReadAllText(part);
        File.WriteAllText(part, whole.Replace("index", "other", StringComparison.Ordinal));
        Assert.Null(Manifest.Open(_site.LivePath!, memory)!.Find("index.html"));
        File.WriteAllText(part, whole);
        Assert.NotNull(Manifest.Open(_site.LivePath!, memory)!.Find("index.html"));
        File.Delete(part);
        Assert.NotNull(Manifest.Open(_site.LivePath!, memory)!.Find("index.html"));
        Assert.Throws<FileNotFoundException>(() => Manifest.Open(_site.LivePath!)!.Find("index.html"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"files":[]} {}""")]
    [InlineData("""{"files":[{"path":"a","sha256":"00"}]}""")]
    [InlineData("""{"files":[{"path":"a","size":"1","sha256":"00"}]}""")]
    [InlineData("""{"files":[{"path":"b","size":1,"sha256":"00"},{"path":"a","size":1,"sha256":"00"}]}""")]
    [InlineData("""{"files":[{"path":"a","size":1,"sha256":"00"}""")]
    public void What_is_no_part_of_a_manifest_is_told(string content) =>
        Assert.Contains("'part' is no manifest", Assert.Throws<PublishingException>(() => PartFiles.Of("part", Encoding.UTF8.GetBytes(content))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("index.html", "root")]
    [InlineData("about/index.html", "about")]
    [InlineData("units/u/index.html", "units/u")]
    [InlineData("en/units/u/2025/index.html", "en/units")]
    [InlineData("meetings/s/index.html", "meetings/s")]
    [InlineData("meetings/s/2025/index.html", "meetings/s/2025")]
    [InlineData("meetings/s/2025-018/v1/index.html", "meetings/s/2025")]
    [InlineData("meetings/s/17/index.html", "meetings/s/17")]
    [InlineData("search/index/root.json", "search/index")]
    [InlineData("search/index/s01/table.gz", "search/index/s01")]
    [InlineData("search/index/text/s/2025-018.x.utf8", "search/index/text/s/2025")]
    [InlineData("search/index/text/s/17.x.utf8", "search/index/text/s/17")]
    public void Which_part_of_the_manifest_lists_a_file_follows_from_its_path(string path, string part) => Assert.Equal($"manifest/{part}.json", ManifestFiles.PartOf(path));

    private Progress Publish(bool complete, params (string Path, string Text)[] files) => Publish(complete, [], files);

    private Progress Publish(bool complete, string[] removed, params (string Path, string Text)[] files) => Publish(_site, complete, removed, files);

    private static Progress Publish(SiteDirectory site, bool complete, string[] removed, params (string Path, string Text)[] files)
    {
        var progress = new Progress();
        using var tree = site.OpenIdle(progress);
        foreach (var (path, text) in files)
            tree.Write(path, Encoding.UTF8.GetBytes(text));
        foreach (var path in removed)
            tree.Remove(path);
        tree.Seal(complete);
        tree.GoLive();
        return progress;
    }

    private string Read(string path) => File.ReadAllText(Path.Join(_site.LivePath!, path));

    private string Other(string path) => File.ReadAllText(Path.Join(_site.In(SiteDirectory.OtherThan(_site.Live)), path));

    private SortedDictionary<string, (ulong Inode, DateTime Time)> Files() => new(
        new TreeFiles(_site.LivePath!).All().ToDictionary(
            static file => file.Path,
            file => (Posix.Identity(Path.Join(_site.LivePath!, file.Path))!.Value.Inode, File.GetLastWriteTimeUtc(Path.Join(_site.LivePath!, file.Path)))),
        StringComparer.Ordinal);
}
