using System.Globalization;
using System.Text.Json.Nodes;

namespace OpenMinutes.Benchmarks.Searching;

/// <summary>The search index of a site and Pagefind's of the same pages: made, asked and compared with a search through the text, in one run on one machine.</summary>
internal static class SearchBenchmark
{
    private const string Pagefind = "pagefind@1.6.0";
    private const int FirstResults = 20;

    public static async Task RunAsync(int records, int queries, bool alone, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("openminutes-search-").FullName;
        var program = await Checkout.NativeAsync(Checkout.PathOf("tests", "Benchmarks", "Searching", "Index"), "OpenMinutes.Benchmarks.Index", cancellation);
        try
        {
            var text = SearchedText.Write(records, Path.Join(folder, "editions"), Path.Join(folder, "pages"));
            var asked = text.Queries(queries).ToList();
            Console.WriteLine($"{asked.Count} queries of 1 to 8 characters");
            var name = $"search.{records}";

            var ours = await Measured.RunAsync(program, [Path.Join(folder, "editions"), Path.Join(folder, "index")], cancellation: cancellation);
            Report(name, ours, Path.Join(folder, "index"), asked, await AskAsync("openminutes.mjs", Path.Join(folder, "index"), asked, folder, cancellation));
            var changed = JsonNode.Parse((await Measured.RunAsync(program, [Path.Join(folder, "editions"), Path.Join(folder, "changed"), "--changed"], cancellation: cancellation)).Output)!;
            Figure($"{name}.one_changed_s", (double)changed["seconds"]!, "s");
            Figure($"{name}.one_changed_written", (double)changed["bytes"]! / 1e3, "kB");
            if (alone)
                return;

            await Measured.RunAsync("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error", Pagefind], cancellation: cancellation);
            var binary = Directory.EnumerateFiles(Path.Join(folder, "node_modules", "@pagefind"), "pagefind_extended", SearchOption.AllDirectories).Single();
            var theirs = await Measured.RunAsync(binary, ["--site", Path.Join(folder, "pages"), "--output-path", Path.Join(folder, "pagefind")], cancellation: cancellation);
            Report($"{name}.pagefind", theirs, Path.Join(folder, "pagefind"), asked, await AskAsync("pagefind.mjs", Path.Join(folder, "pagefind"), asked, folder, cancellation));
            Figure($"{name}.index_time_vs_pagefind", ours.Elapsed / theirs.Elapsed, "x");
            Figure($"{name}.index_processor_time_vs_pagefind", ours.Processor / theirs.Processor, "x");
            Figure($"{name}.index_memory_vs_pagefind", (double)ours.PeakMemory / theirs.PeakMemory, "x");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Asks each query afresh, as a reader who comes for the first time: the first results with their texts, then all pages that have it.</summary>
    private static async Task<IReadOnlyList<Answer>> AskAsync(string driver, string index, IReadOnlyList<Query> queries, string folder, CancellationToken cancellation)
    {
        var task = Path.Join(folder, "queries.json");
        await File.WriteAllTextAsync(task, new JsonArray([.. queries.Select(static query => JsonValue.Create(query.Written))]).ToJsonString(), cancellation);
        var run = await Measured.RunAsync(
            "node",
            [Checkout.PathOf("tests", "Benchmarks", "Searching", driver), index, task, FirstResults.ToString(CultureInfo.InvariantCulture), Checkout.PathOf("publisher", "assets", "search.js")],
            cancellation: cancellation);
        return [.. JsonNode.Parse(run.Output)!.AsArray().Select(static answer => new Answer(
            (int)answer!["requests"]!, (long)answer["bytes"]!, [.. answer["pages"]!.AsArray().Select(static page => (string)page!)]))];
    }

    private static void Report(string name, Measured made, string index, IReadOnlyList<Query> queries, IReadOnlyList<Answer> answers)
    {
        Figure($"{name}.index_s", made.Elapsed.TotalSeconds, "s");
        Figure($"{name}.index_processor_s", made.Processor.TotalSeconds, "s");
        Figure($"{name}.index_memory", made.PeakMemory / 1e6, "MB");
        Figure($"{name}.index_size", SizeOf(index) / 1e6, "MB");

        var some = queries.Zip(answers).Where(static pair => pair.First.Length is >= 2 and <= 8).Select(static pair => pair.Second).ToList();
        Figure($"{name}.query_bytes_median", Median(some.Select(static answer => answer.Bytes)) / 1e3, "kB");
        Figure($"{name}.query_requests_median", Median(some.Select(static answer => (long)answer.Requests)), "requests");

        // Each query counts alike, however many pages have it.
        Figure($"{name}.recall", 100 * queries.Zip(answers).Average(static pair => Share(pair.First.Pages.Count(pair.Second.Pages.Contains), pair.First.Pages.Count)), "%");
        Figure($"{name}.precision", 100 * queries.Zip(answers).Average(static pair => Share(pair.Second.Pages.Count(pair.First.Pages.Contains), pair.Second.Pages.Count)), "%");
    }

    private static double Share(int part, int whole) => whole == 0 ? 1 : (double)part / whole;

    private static long Median(IEnumerable<long> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    private static long SizeOf(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length);

    private static void Figure(string figure, double value, string unit) =>
        Console.WriteLine($"{figure} = {value.ToString(value < 10 ? "F3" : "F0", CultureInfo.InvariantCulture)} {unit}");

    private sealed record Answer(int Requests, long Bytes, HashSet<string> Pages);
}

/// <param name="Written">What a reader types.</param>
/// <param name="Length">In characters.</param>
/// <param name="Pages">The pages that a search through their folded text finds.</param>
internal sealed record Query(string Written, int Length, HashSet<string> Pages);
