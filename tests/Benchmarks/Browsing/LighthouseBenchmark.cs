using System.Globalization;
using System.Text.Json.Nodes;

namespace OpenMinutes.Benchmarks.Browsing;

/// <summary>What Lighthouse says of a site that is being served, on a phone that it slows down: scores, the time until the largest text is there, and what is transferred.</summary>
internal static class LighthouseBenchmark
{
    private static readonly (string Name, string Path)[] Pages =
    [
        ("home", "/"),
        ("series", "/meetings/supervisors/"),
        ("minutes", "/meetings/supervisors/2025-018/"),
        ("unit", "/units/digital-strategy/"),
        ("registers", "/directives/"),
        ("register", "/directives/demo-tracking/"),
        ("register_cases", "/directives/demo-tracking/1-100/"),
        ("unit_directives", "/units/digital-strategy/directives/"),
        ("search", "/search/"),
    ];

    public static async Task RunAsync(string url, int runs, CancellationToken cancellation)
    {
        foreach (var (name, path) in Pages)
        {
            var reports = new List<JsonNode>();
            for (var run = 0; run < runs; run++)
                reports.Add(await MeasureAsync(url.TrimEnd('/') + path, cancellation));
            foreach (var category in reports[0]["categories"]!.AsObject().Select(static category => category.Key))
                Tell($"{name}.{category}", Median(reports, report => (double)report["categories"]![category]!["score"]! * 100), "points");
            Tell($"{name}.largest_contentful_paint", Median(reports, static report => Audit(report, "largest-contentful-paint")), "ms");
            Tell($"{name}.transferred", Median(reports, static report => Audit(report, "total-byte-weight")) / 1000, "kB");
        }
    }

    private static async Task<JsonNode> MeasureAsync(string page, CancellationToken cancellation)
    {
        var lighthouse = Checkout.PathOf("tests", "node_modules", "lighthouse", "cli", "index.js");
        if (!File.Exists(lighthouse))
            throw new BenchmarkException("Lighthouse is not installed: npm ci --prefix tests.");
        var measured = await Measured.RunAsync(
            "node",
            [lighthouse, page, "--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage --disable-gpu"],
            new Dictionary<string, string> { ["CHROME_PATH"] = "/usr/bin/chromium" },
            cancellation: cancellation);
        return JsonNode.Parse(measured.Output)!;
    }

    private static double Audit(JsonNode report, string audit) => (double)report["audits"]![audit]!["numericValue"]!;

    private static double Median(List<JsonNode> reports, Func<JsonNode, double> value) => reports.Select(value).Order().ElementAt(reports.Count / 2);

    private static void Tell(string figure, double value, string unit) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"lighthouse.{figure} = {value:0.#} {unit}"));
}
