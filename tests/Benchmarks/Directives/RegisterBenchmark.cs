using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using OpenMinutes.Benchmarks.Publishing;

namespace OpenMinutes.Benchmarks.Directives;

/// <summary>
/// Posts a register of monthly meetings over HTTP, as internal systems and editors do, to an api of its own. Checks after each meeting that its figures add up and that what continued and began opens
/// the next. With a directory for a website, the publisher builds it before the last meeting and after it.
/// </summary>
internal static class RegisterBenchmark
{
    public static async Task RunAsync(int meetings, int directives, string? site, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("openminutes-register-").FullName;
        await using (var instance = await Instance.StartAsync(folder, cancellation))
            await FillAsync(instance, new RegisterHistory(meetings, directives), meetings, site, cancellation);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task FillAsync(Instance instance, RegisterHistory history, int meetings, string? site, CancellationToken cancellation)
    {
        await Instance.SendAsync(instance.Admin, HttpMethod.Put, $"series/{RegisterHistory.Series}", Utf8("""{ "name": "列管會議", "body": "數位發展部" }"""), ifMatch: null, cancellation);
        foreach (var unit in Directory.EnumerateFiles(Checkout.PathOf("docs", "demo", "units")))
            await Instance.SendAsync(instance.Admin, HttpMethod.Put, $"units/{Path.GetFileNameWithoutExtension(unit)}", await File.ReadAllBytesAsync(unit, cancellation), ifMatch: null, cancellation);
        var (approvals, reads, lines) = (new List<double>(), new List<double>(), 0);
        var watch = Stopwatch.StartNew();
        JsonObject? before = null;
        foreach (var meeting in history.Meetings())
        {
            await Instance.SendAsync(instance.Writer, HttpMethod.Put, $"records/{meeting.Id}", Utf8(meeting.Record.ToJsonString()), ifMatch: null, cancellation);
            await BatchAsync(instance.Writer, [.. meeting.Begun, .. meeting.Reviews], cancellation);
            lines += meeting.Begun.Count + meeting.Reviews.Count;
            await Instance.SendAsync(instance.Writer, HttpMethod.Post, $"records/{meeting.Id}/submit", Utf8("{}"), "\"r1\"", cancellation);
            if (site is not null && approvals.Count == meetings - 1)
                Console.WriteLine(await BuildAsync(instance, site, cancellation));
            approvals.Add(await TimedAsync(() => Instance.SendAsync(instance.Approver, HttpMethod.Post, $"records/{meeting.Id}/approve", Utf8("{}"), "\"r2\"", cancellation)));
            var figures = JsonNode.Parse(await instance.Writer.GetStringAsync(new Uri($"records/{meeting.Id}/directives", UriKind.Relative), cancellation))!.AsObject();
            Check(meeting.Id, before, figures);
            before = figures;
            reads.Add(await TimedAsync(() => instance.Writer.GetStringAsync(new Uri($"records/{meeting.Id}", UriKind.Relative), cancellation)));
            if (figures["earlier"] is not null)
                Console.WriteLine(string.Join(' ', figures["sentences"]!.AsArray()));
        }

        var posted = watch.Elapsed;
        if (site is not null)
            Console.WriteLine(await BuildAsync(instance, site, cancellation));
        Figure("lines_per_s", lines / posted.TotalSeconds, "lines/s");
        Figure("approve_last", approvals[^1], "ms");
        Figure("read_record_last", reads[^1], "ms");
    }

    private static void Check(string meeting, JsonObject? before, JsonObject figures)
    {
        foreach (var cohort in new[] { figures["previous"], figures["earlier"] }.OfType<JsonNode>())
        {
            if (cohort["total"]!.GetValue<int>() != cohort["released"]!.GetValue<int>() + cohort["continued"]!.GetValue<int>())
                throw new BenchmarkException($"{meeting}: {cohort.ToJsonString()} does not add up");
        }

        IEnumerable<string> Ids(JsonObject of, string member) => of[member]!.AsArray().Select(id => id!.ToString());
        if (before is not null && !Ids(before, "continued").Concat(Ids(before, "begun")).Concat(Ids(before, "reopened")).Order(StringComparer.Ordinal).SequenceEqual(Ids(figures, "opening").Order(StringComparer.Ordinal)))
            throw new BenchmarkException($"{meeting} does not open with what continued and began before");
    }

    private static async Task BatchAsync(HttpClient writer, IReadOnlyList<JsonObject> lines, CancellationToken cancellation)
    {
        using var content = new StringContent(string.Join('\n', lines.Select(line => line.ToJsonString())), Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        using var response = await writer.PostAsync(new Uri("directives/batch", UriKind.Relative), content, cancellation);
        var answer = await response.Content.ReadAsStringAsync(cancellation);
        if (!response.IsSuccessStatusCode || answer.Contains("\"problem\"", StringComparison.Ordinal))
            throw new BenchmarkException($"directives/batch: {(int)response.StatusCode} {answer}");
    }

    /// <summary>Builds the website, and answers what the publisher says of it.</summary>
    private static async Task<string> BuildAsync(Instance instance, string site, CancellationToken cancellation)
    {
        var built = await Measured.RunAsync(
            instance.PublisherProgram,
            ["build", "--site", site, "--target", "site"],
            new Dictionary<string, string> { ["OPENMINUTES_PUBLISHER_DB"] = instance.Publisher },
            cancellation: cancellation);
        return built.Output.Trim();
    }

    private static async Task<double> TimedAsync(Func<Task> call)
    {
        var watch = Stopwatch.StartNew();
        await call();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static void Figure(string name, double value, string unit) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"register.{name} = {value:0.0} {unit}"));

    private static byte[] Utf8(string json) => Encoding.UTF8.GetBytes(json);
}
