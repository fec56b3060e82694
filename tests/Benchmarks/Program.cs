using System.CommandLine;
using System.Globalization;
using OpenMinutes.Benchmarks;
using OpenMinutes.Benchmarks.Browsing;
using OpenMinutes.Benchmarks.Directives;
using OpenMinutes.Benchmarks.Importing;
using OpenMinutes.Benchmarks.Profiling;
using OpenMinutes.Benchmarks.Publishing;
using OpenMinutes.Benchmarks.Searching;
using OpenMinutes.Benchmarks.Serving;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var records = new Option<int>("--records") { Description = "How many meetings' minutes.", DefaultValueFactory = static _ => 1_000 };
var sizes = new Option<int[]>("--records") { Description = "How many meetings' minutes; of several numbers each is measured.", DefaultValueFactory = static _ => [1_000], AllowMultipleArgumentsPerToken = true };
var text = new Option<int>("--text") { Description = "How many bytes the text of each is long at most; the reference document has 22,400.", DefaultValueFactory = static _ => int.MaxValue };
var runs = new Option<int>("--runs") { Description = "How often each is measured; the median counts.", DefaultValueFactory = static _ => 3 };
var htmlOnly = new Option<bool>("--html-only") { Description = "Pages alone: without feeds, sitemap and the data files beside the minutes." };
var queries = new Option<int>("--queries") { Description = "How many queries are drawn from the text.", DefaultValueFactory = static _ => 200 };
var alone = new Option<bool>("--alone") { Description = "Without Pagefind, which takes some 3 GB of memory for 1,000 pages." };
var withoutHugo = new Option<bool>("--alone") { Description = "Without Hugo, which takes some 5 GB of memory for 10,000 pages." };
var growthRecords = new Option<int>("--records") { Description = "Up to how many records.", DefaultValueFactory = static _ => 100_000 };
var url = new Argument<string>("url");
var body = new Argument<string>("body");
var output = new Argument<string>("output");
var database = new Argument<string>("database");

var publish = new Command("publish", "Load minutes over HTTP, publish them, and build a site of the same text with Hugo.") { sizes, text, runs, htmlOnly, withoutHugo };
publish.SetAction((parsed, cancellation) => ReportedAsync(
    PublishBenchmark.RunAsync(parsed.GetRequiredValue(sizes), parsed.GetValue(text), parsed.GetValue(runs), parsed.GetValue(htmlOnly), parsed.GetValue(withoutHugo), cancellation)));

var naiveSite = new Command("naive-site", "What 'publish' compares pages with, run by it as a program of its own.") { database, output };
naiveSite.Hidden = true;
naiveSite.SetAction((parsed, cancellation) => NaiveProgram.RunAsync(parsed.GetRequiredValue(database), parsed.GetRequiredValue(output), cancellation));

var hold = new Command("hold", "Load minutes over HTTP into a PostgreSQL of its own that stays until Ctrl-C, to build and profile what is published of them.") { records };
hold.SetAction((parsed, cancellation) => ReportedAsync(PublishBenchmark.HoldAsync(parsed.GetValue(records), cancellation)));

var atLeast = new Option<int>("--at-least") { Description = "How often something in a method must have happened for the method to count.", DefaultValueFactory = static _ => 1_000 };
var profile = new Command("profile", "Load minutes over HTTP, count what a publisher does with them, and write the profile with which it is compiled to native code.") { records, atLeast };
profile.SetAction((parsed, cancellation) => ReportedAsync(PublisherProfile.MakeAsync(parsed.GetValue(records), parsed.GetValue(atLeast), cancellation)));

var siteSizes = new Option<int[]>("--sizes") { Description = "How many meetings' minutes there are when the change comes.", DefaultValueFactory = static _ => [1_000, 10_000], AllowMultipleArgumentsPerToken = true };
var changes = new Option<int>("--changes") { Description = "How many changes are measured at each size; the median counts.", DefaultValueFactory = static _ => 15 };
var change = new Command("change", "Correct one meeting's minutes, and measure from their approval over HTTP until the website serves them, at several sizes.") { siteSizes, changes };
change.SetAction((parsed, cancellation) => ReportedAsync(ChangeBenchmark.RunAsync(parsed.GetValue(siteSizes)!, parsed.GetValue(changes), cancellation)));

var search = new Command("search", "Index minutes, and the same pages with Pagefind; ask both, and compare with a search through the text.") { records, queries, alone };
search.SetAction((parsed, cancellation) => ReportedAsync(SearchBenchmark.RunAsync(parsed.GetValue(records), parsed.GetValue(queries), parsed.GetValue(alone), cancellation)));

var import = new Command("import", "Import the reference document at sizes from 10 kB to 10 MB.") { runs };
import.SetAction((parsed, cancellation) => ReportedAsync(ImportBenchmark.RunAsync(parsed.GetValue(runs), cancellation)));

var writes = new Command("writes", "Write a 16 kB record over HTTP, beside pgbench with the same statements and with a bare insert.") { runs };
writes.SetAction((parsed, cancellation) => ReportedAsync(WritesBenchmark.RunAsync(parsed.GetValue(runs), cancellation)));

var reads = new Command("reads", "Read records over HTTP, beside a bare Kestrel that answers the same bytes.") { runs };
reads.SetAction((parsed, cancellation) => ReportedAsync(ReadsBenchmark.RunAsync(parsed.GetValue(runs), cancellation)));

var growth = new Command("growth", "What a write costs from 1,000 to 100,000 records, and how fast batches are beside COPY.") { growthRecords };
growth.SetAction((parsed, cancellation) => ReportedAsync(GrowthBenchmark.RunAsync(parsed.GetValue(growthRecords), cancellation)));

var batches = new Command("batches", "Write records in batches, beside COPY of the same rows into the same tables.") { runs };
batches.SetAction((parsed, cancellation) => ReportedAsync(BatchBenchmark.RunAsync(parsed.GetValue(runs), cancellation)));

var bareKestrel = new Command("bare-kestrel", "What 'reads' compares with, run by it as a program of its own.") { body, url };
bareKestrel.Hidden = true;
bareKestrel.SetAction((parsed, cancellation) => BareKestrel.RunAsync(parsed.GetRequiredValue(body), parsed.GetRequiredValue(url), cancellation));

var meetings = new Option<int>("--meetings") { Description = "How many monthly meetings.", DefaultValueFactory = static _ => 24 };
var directives = new Option<int>("--directives") { Description = "How many directives they begin.", DefaultValueFactory = static _ => 200 };
var registerSite = new Option<string?>("--site") { Description = "A directory for the website of it, which stays, to be served with 'publisher serve --site'." };
var register = new Command("register", "Post a register of directives over HTTP, meeting by meeting, and check its figures.") { meetings, directives, registerSite };
register.SetAction((parsed, cancellation) => ReportedAsync(
    RegisterBenchmark.RunAsync(parsed.GetValue(meetings), parsed.GetValue(directives), parsed.GetValue(registerSite), cancellation)));

var address = new Option<string>("--url") { Description = "Where a site with the reference minutes is served.", DefaultValueFactory = static _ => "http://127.0.0.1:8081" };
var lighthouse = new Command("lighthouse", "Look with Lighthouse at the pages of a site that ./run serves.") { address, runs };
lighthouse.SetAction((parsed, cancellation) => ReportedAsync(LighthouseBenchmark.RunAsync(parsed.GetRequiredValue(address), parsed.GetValue(runs), cancellation)));

return await new RootCommand("Compares OpenMinutes with a peer in one run on one machine; the last lines are 'figure = value unit'.") { publish, naiveSite, hold, profile, change, search, import, writes, reads, growth, batches, bareKestrel, register, lighthouse }.Parse(args).InvokeAsync();

static async Task<int> ReportedAsync(Task benchmark)
{
    try
    {
        await benchmark;
        return 0;
    }
    catch (BenchmarkException failure)
    {
        await Console.Error.WriteLineAsync($"benchmark: {failure.Message}");
        return 1;
    }
}
