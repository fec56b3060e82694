using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.EndToEnd;

/// <summary>What Lighthouse says of the pages that readers come to first, on a phone. Speed is measured by a benchmark, for it depends on the machine.</summary>
public sealed partial class LighthouseTests(PublishedSite site) : IClassFixture<PublishedSite>
{
    private const int Least = 98;

    [Theory]
    [InlineData("/")]
    [InlineData("/meetings/supervisors/")]
    [InlineData(PublishedSite.Minutes)]
    [InlineData("/units/digital-strategy/")]
    [InlineData("/directives/supervisors/")]
    [InlineData("/search/")]
    [InlineData("/en/")]
    public async Task A_page_is_accessible_and_found_and_follows_best_practices(string path)
    {
        var report = JsonNode.Parse(await Shell.RunAsync(
            "node",
            [
                Repository.PathOf("tests", "node_modules", "lighthouse", "cli", "index.js"), new Uri(site.Address, path).ToString(), "--quiet", "--output=json",
                $"--config-path={Repository.PathOf("tests", "EndToEnd", "lighthouse.mjs")}", "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage --disable-gpu",
            ],
            new Dictionary<string, string> { ["CHROME_PATH"] = Browser.Program }))!;

        Assert.All(report["categories"]!.AsObject(), category =>
            Assert.True((double?)category.Value!["score"] * 100 >= Least, $"{category.Key} of {path}: {string.Join(", ", Faults(report, category.Value!))} {report["runtimeError"]?["message"]}"));
    }

    [Fact]
    public async Task A_page_of_minutes_and_all_it_needs_is_light_on_the_way()
    {
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None });
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");
        using var plain = new HttpClient();
        var page = await plain.GetStringAsync(new Uri(site.Address, PublishedSite.Minutes), TestContext.Current.CancellationToken);
        var paths = Needed().Matches(page).Select(static match => match.Groups[1].Value).Append(PublishedSite.Minutes).ToList();

        var sizes = await Task.WhenAll(paths.Select(async path => (await http.GetByteArrayAsync(new Uri(site.Address, path), TestContext.Current.CancellationToken)).Length));

        Assert.True(paths.Count >= 3);
        Assert.InRange(sizes.Sum(), 1, 60_000);
    }

    private static IEnumerable<string> Faults(JsonNode report, JsonNode category) => category["auditRefs"]!.AsArray()
        .Where(static audit => (double)audit!["weight"]! > 0)
        .Select(static audit => (string)audit!["id"]!)
        .Where(id => (double?)report["audits"]![id]!["score"] is < 1);

    [GeneratedRegex("(?:href|src)=\"(/assets/[^\"]+)\"")]
    private static partial Regex Needed();
}
