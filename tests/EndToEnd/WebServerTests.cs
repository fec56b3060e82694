using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Serving;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.EndToEnd;

/// <summary>What a reader may expect of whatever serves a site: the same of our own server and of those that docs/deploy configures.</summary>
public sealed partial class WebServerTests(WebServers servers) : IClassFixture<WebServers>
{
    private const string Minutes = "/meetings/supervisors/2025-018/";
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public static TheoryData<string> Servers => ["serve", "nginx", "nginx-brotli", "caddy"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Servers))]
    public async Task Each_kind_of_file_has_its_type_and_may_be_kept_as_long_as_it_is_true(string server)
    {
        var kinds = new TreeFiles(servers.Content.Trees.LivePath!).All()
            .Select(static file => file.Path)
            .Where(static path => Path.GetExtension(path) is not (".br" or ".gz"))
            .OrderBy(static path => path, StringComparer.Ordinal)
            .DistinctBy(static path => (WebFile.ContentType(path), path.StartsWith("assets/", StringComparison.Ordinal)))
            .ToList();
        Assert.Contains(kinds, static path => path.EndsWith(".akn.xml", StringComparison.Ordinal));

        foreach (var path in kinds)
        {
            using var answer = await AskAsync(server, "/" + path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal((path, WebFile.ContentType(path)), (path, answer.Content.Headers.ContentType?.ToString()));
            Assert.Equal((path, WebFile.CacheControl(path)), (path, Header(answer, "Cache-Control")));
            AssertSecure(answer);
            Assert.Equal(await File.ReadAllBytesAsync(PathOf(path), Cancellation), await answer.Content.ReadAsByteArrayAsync(Cancellation));
        }
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task An_address_of_a_page_answers_the_page_and_one_without_its_slash_leads_there(string server)
    {
        using var page = await AskAsync(server, Minutes);
        Assert.Equal(servers.Content.Read(Minutes[1..] + "index.html"), await page.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("text/html; charset=utf-8", page.Content.Headers.ContentType?.ToString());
        AssertSecure(page);

        using var bare = await AskAsync(server, Minutes.TrimEnd('/'));
        Assert.Contains(bare.StatusCode, (HttpStatusCode[])[HttpStatusCode.MovedPermanently, HttpStatusCode.PermanentRedirect]);
        Assert.Equal(Minutes, bare.Headers.Location?.OriginalString);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task What_is_not_there_is_answered_with_the_sites_own_page_and_not_kept(string server)
    {
        foreach (var path in new[] { "/nowhere/", "/nothing.json", "/assets/gone.0123456789.css", Minutes + "minutes.pdf" })
            await AssertNotFoundAsync(server, path);
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task Nothing_is_listed_and_nothing_hidden_or_outside_is_served(string server)
    {
        await File.WriteAllTextAsync(Path.Join(servers.Content.Folder, ".unfinished"), "secret", Cancellation);
        var hidden = Path.Join(servers.Content.Trees.LivePath, "meetings", ".index.html.new");
        await File.WriteAllTextAsync(hidden, "secret", Cancellation);
        try
        {
            foreach (var path in new[] { "/assets/", "/meetings/.index.html.new", "/.unfinished", "/.lock", "/.signing-key.pem", "/meetings/../.signing-key.pem" })
                await AssertNotFoundAsync(server, path);
            foreach (var path in new[] { "/../.signing-key.pem", "/..%2f.signing-key.pem", "/%2e%2e/.signing-key.pem", "//..//.signing-key.pem", "/meetings%5c..%5c.unfinished", "/a/../b/index.html" })
            {
                using var answer = await AskAsync(server, path);
                Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.BadRequest]);
                Assert.DoesNotContain("PRIVATE", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
            }
        }
        finally
        {
            File.Delete(hidden);
            File.Delete(Path.Join(servers.Content.Folder, ".unfinished"));
        }
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task A_text_is_sent_as_the_publisher_packed_it_to_those_who_can_unpack_it(string server)
    {
        foreach (var path in new[] { Minutes + "index.html", Minutes + "index.json", Minutes + "minutes.akn.xml", "/feed.atom", Stylesheet() })
        {
            foreach (var coding in Packing.Known.Where(coding => coding.Name == "gzip" || server != "nginx"))
            {
                var packed = await File.ReadAllBytesAsync(PathOf(path + coding.Suffix), Cancellation);
                using var answer = await AskAsync(server, path, request => request.Headers.AcceptEncoding.Add(new(coding.Name)));
                Assert.Equal((path, coding.Name), (path, answer.Content.Headers.ContentEncoding.SingleOrDefault()));
                Assert.Equal(packed, await answer.Content.ReadAsByteArrayAsync(Cancellation));
                AssertPackable(answer, path);
            }
        }
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task A_text_that_the_publisher_did_not_pack_is_packed_by_the_server(string server)
    {
        var page = PathOf(Minutes + "index.html");
        File.Move(page + ".gz", page + ".away");
        try
        {
            using var answer = await AskAsync(server, Minutes, static request => request.Headers.AcceptEncoding.Add(new("gzip")));
            Assert.Equal("gzip", answer.Content.Headers.ContentEncoding.SingleOrDefault());
            await using var unpacking = new GZipStream(await answer.Content.ReadAsStreamAsync(Cancellation), CompressionMode.Decompress);
            using var text = new StreamReader(unpacking);
            Assert.Equal(servers.Content.Read(Minutes[1..] + "index.html"), await text.ReadToEndAsync(Cancellation));
            AssertPackable(answer, Minutes + "index.html");
        }
        finally
        {
            File.Move(page + ".away", page + ".gz");
        }
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task What_accepts_no_packing_gets_none_and_is_told_that_others_do(string server)
    {
        using var answer = await AskAsync(server, Minutes);
        Assert.Empty(answer.Content.Headers.ContentEncoding);
        AssertPackable(answer, Minutes + "index.html");
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task What_a_reader_has_already_is_not_sent_again(string server)
    {
        foreach (var encoding in new[] { "identity", "gzip", "br" })
        {
            using var first = await AskAsync(server, Minutes, request => request.Headers.AcceptEncoding.Add(new(encoding)));
            Assert.NotNull(first.Content.Headers.LastModified);
            using var again = await AskAsync(server, Minutes, request =>
            {
                request.Headers.AcceptEncoding.Add(new(encoding));
                request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            });
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Equal("no-cache", Header(again, "Cache-Control"));
            Assert.Empty(await again.Content.ReadAsByteArrayAsync(Cancellation));

            using var other = await AskAsync(server, Minutes, static request => request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"other\"")));
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        }
    }

    [Theory, MemberData(nameof(Servers))]
    public async Task Nothing_else_can_be_done_than_read(string server)
    {
        using var head = await AskAsync(server, Minutes, static request => request.Method = HttpMethod.Head);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancellation));
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Options })
        {
            using var refused = await AskAsync(server, Minutes, request => request.Method = method);
            Assert.Equal((method, HttpStatusCode.MethodNotAllowed), (method, refused.StatusCode));
            AssertSecure(refused);
        }
    }

    [Fact]
    public async Task Each_answer_is_wholly_of_one_release_and_none_is_older_than_the_one_before()
    {
        const int releases = 8;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var names = Servers.Select(static row => row.Data).Where(servers.Has).ToList();
        var counts = new int[names.Count];
        var readers = names.Select((server, reader) => Task.Run(() => ReadAsync(server, () => Interlocked.Increment(ref counts[reader]), end.Token), Cancellation)).ToList();
        for (var release = 1; release <= releases; release++)
        {
            await servers.Content.ExecuteAsync("update public_site.series set name = @name", new { name = $"會議甲{release:000}" });
            await servers.Content.BuildAsync();
            // Each reader reads after each release, too, however busy the machine is.
            var before = (int[])counts.Clone();
            await Eventually.TrueAsync(() => readers.Exists(static reader => reader.IsCompleted) || counts.Zip(before).All(static count => count.First > count.Second + 1));
        }

        await servers.Content.ExecuteAsync("update public_site.series set name = '主管會議'");
        await servers.Content.BuildAsync();
        await end.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task Nginx_follows_the_link_to_the_tree_and_none_in_it()
    {
        var address = servers.AddressOf("nginx");
        var link = Path.Join(servers.Content.Trees.LivePath, "key.txt");
        File.CreateSymbolicLink(link, Path.Join(servers.Content.Folder, ".signing-key.pem"));
        try
        {
            using var answer = await Http.GetAsync(new Uri(address, "/key.txt"), Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        finally
        {
            File.Delete(link);
        }
    }

    /// <summary>Reads a page again and again, and compares what it says of the release with what was seen before.</summary>
    private async Task ReadAsync(string server, Action isRead, CancellationToken end)
    {
        var page = new Uri(servers.AddressOf(server), Minutes);
        var (newest, bodies) = (0, new Dictionary<string, string>());
        while (!end.IsCancellationRequested)
        {
            var (status, tag, body) = await AnswerAsync(page);
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.EndsWith("</html>\n", body, StringComparison.Ordinal);
            var named = SeriesName().Matches(body).Select(static match => match.Value).Distinct().ToList();
            if (named is [var one])
            {
                var release = int.Parse(one[^3..], System.Globalization.CultureInfo.InvariantCulture);
                Assert.True(release >= newest, $"release {release} after {newest}");
                newest = release;
            }

            Assert.True(named.Count <= 1, string.Join(' ', named));
            // Caddy looks at a file before it opens it: in between, the link may be replaced, and the new body goes out with the former tag.
            if (server != "caddy")
                Assert.Equal(body, bodies.TryAdd(tag, body) ? body : bodies[tag]);
            isRead();
        }
    }

    private static async Task<(HttpStatusCode Status, string Tag, string Body)> AnswerAsync(Uri page)
    {
        using var answer = await Http.GetAsync(page, CancellationToken.None);
        return (answer.StatusCode, answer.Headers.ETag!.Tag, await answer.Content.ReadAsStringAsync(CancellationToken.None));
    }

    private async Task AssertNotFoundAsync(string server, string path)
    {
        using var answer = await AskAsync(server, path);
        Assert.Equal((path, HttpStatusCode.NotFound), (path, answer.StatusCode));
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-cache", Header(answer, "Cache-Control"));
        AssertSecure(answer);
        Assert.Equal(servers.Content.Read("404.html"), await answer.Content.ReadAsStringAsync(Cancellation));
    }

    private static void AssertSecure(HttpResponseMessage answer)
    {
        foreach (var (name, value) in StaticSite.SecurityHeaders)
            Assert.Equal((name, value), (name, Header(answer, name)));
        Assert.DoesNotContain("/", Header(answer, "Server") ?? "", StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> AskAsync(string server, string path, Action<HttpRequestMessage>? with = null)
    {
        // As it is written: what leads out of the site must reach the server.
        var address = new Uri(servers.AddressOf(server).GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        with?.Invoke(request);
        return await Http.SendAsync(request, Cancellation);
    }

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.NonValidated.TryGetValues(name, out var values) ? string.Join(" | ", values) : null;

    private static void AssertPackable(HttpResponseMessage answer, string path)
    {
        Assert.Contains("Accept-Encoding", answer.Headers.Vary, StringComparer.OrdinalIgnoreCase);
        Assert.Equal((path, WebFile.ContentType(path)), (path, answer.Content.Headers.ContentType?.ToString()));
        Assert.Equal(WebFile.CacheControl(path[1..]), Header(answer, "Cache-Control"));
        AssertSecure(answer);
    }

    private string PathOf(string path) => Path.Join(servers.Content.Trees.LivePath, path);

    private string Stylesheet() => "/assets/" + Path.GetFileName(Directory.GetFiles(Path.Join(servers.Content.Trees.LivePath, "assets"), "site.*.css").Single());

    [GeneratedRegex("會議甲[0-9]{3}")]
    private static partial Regex SeriesName();
}
