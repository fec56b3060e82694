using System.CommandLine;
using System.Globalization;
using OpenMinutes.Benchmarks;
using OpenMinutes.Benchmarks.Publishing;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var records = new Option<int>("--records") { Description = "How many meetings' minutes.", DefaultValueFactory = static _ => 1_000 };
var runs = new Option<int>("--runs") { Description = "How often each generator builds the site; the median counts.", DefaultValueFactory = static _ => 3 };
var htmlOnly = new Option<bool>("--html-only") { Description = "Pages alone: without feeds, sitemap and the data files beside the minutes." };

var publish = new Command("publish", "Load minutes over HTTP, publish them, and build a site of the same text with Hugo.") { records, runs, htmlOnly };
publish.SetAction(async (parsed, cancellation) =>
{
    try
    {
        await PublishBenchmark.RunAsync(parsed.GetValue(records), parsed.GetValue(runs), parsed.GetValue(htmlOnly), cancellation);
        return 0;
    }
    catch (BenchmarkException failure)
    {
        await Console.Error.WriteLineAsync($"benchmark: {failure.Message}");
        return 1;
    }
});

return await new RootCommand("Compares OpenMinutes with a peer in one run on one machine; the last lines are 'figure = value unit'.") { publish }.Parse(args).InvokeAsync();
