using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using OpenMinutes.Contracts;

namespace OpenMinutes.Benchmarks.Publishing;

/// <summary>How long a change takes from its approval over HTTP until the website serves it, at several sizes of the site: the time shall follow the change, not the size.</summary>
internal static class ChangeBenchmark
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task RunAsync(IReadOnlyList<int> sizes, int changes, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("openminutes-benchmark-").FullName;
        try
        {
            await using var instance = await Instance.StartAsync(folder, cancellation);
            var medians = new List<(int Size, double Seconds)>();
            var loaded = 0;
            foreach (var size in sizes.Order())
            {
                await PublishBenchmark.LoadAsync(instance, loaded, size, cancellation);
                loaded = size;
                var times = await MeasureAsync(instance, Path.Join(folder, $"site-{size}"), size, changes, cancellation);
                medians.Add((size, times[times.Count / 2]));
                Console.WriteLine($"{size} records: {string.Join(' ', times.Select(static time => time.ToString("F3", CultureInfo.InvariantCulture)))} s");
            }

            foreach (var (size, seconds) in medians)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"change.{size}.approved_to_served_median = {seconds:F3} s"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"change.{medians[^1].Size}_vs_{medians[0].Size} = {medians[^1].Seconds / medians[0].Seconds:F2} x"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Corrects the newest minutes again and again, with a publisher at work and its site served.</summary>
    /// <returns>The times, shortest first.</returns>
    private static async Task<List<double>> MeasureAsync(Instance instance, string site, int size, int changes, CancellationToken cancellation)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        using var worker = Start(instance, "work", "--site", site);
        using var server = Start(instance, "serve", "--site", site, "--urls", address);
        try
        {
            using var reader = new HttpClient { BaseAddress = new Uri(address) };
            var newest = size - 1;
            var record = JsonNode.Parse(Meetings.Record(newest))!.AsObject();
            var page = $"/meetings/{record["series"]}/{KeyOf(record)}/";
            await UntilAsync(reader, page, static html => html.Length > 0, cancellation);

            var times = new List<double>();
            for (var change = 0; change < changes; change++)
            {
                var mark = $"{record["title"]}，第{change.ToString(CultureInfo.InvariantCulture)}次更正";
                var path = $"records/{Meetings.IdOf(newest)}";
                await StepAsync(instance.Writer, path, "correct", """{"changeNote":"更正"}""", cancellation);
                record["title"] = mark;
                await Instance.SendAsync(instance.Writer, HttpMethod.Put, path, System.Text.Encoding.UTF8.GetBytes(record.ToJsonString(MinutesJson.Options)), await TagAsync(instance.Writer, path, cancellation), cancellation);
                record["title"] = mark[..mark.IndexOf('，', StringComparison.Ordinal)];
                await StepAsync(instance.Writer, path, "submit", "{}", cancellation);
                var tag = await TagAsync(instance.Approver, path, cancellation);
                var clock = Stopwatch.StartNew();
                await Instance.SendAsync(instance.Approver, HttpMethod.Post, $"{path}/approve", "{}"u8.ToArray(), tag, cancellation);
                await UntilAsync(reader, page, html => html.Contains(mark, StringComparison.Ordinal), cancellation);
                times.Add(clock.Elapsed.TotalSeconds);
            }

            times.Sort();
            return times;
        }
        finally
        {
            worker.Kill();
            server.Kill();
            await worker.WaitForExitAsync(CancellationToken.None);
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task UntilAsync(HttpClient reader, string page, Func<string, bool> isServed, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        while (true)
        {
            try
            {
                using var response = await reader.GetAsync(new Uri(page, UriKind.Relative), patience.Token);
                if (response.IsSuccessStatusCode && isServed(await response.Content.ReadAsStringAsync(patience.Token)))
                    return;
            }
            catch (HttpRequestException)
            {
                // The server has not begun yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), patience.Token);
        }
    }

    private static async Task StepAsync(HttpClient caller, string path, string step, string body, CancellationToken cancellation) =>
        await Instance.SendAsync(caller, HttpMethod.Post, $"{path}/{step}", System.Text.Encoding.UTF8.GetBytes(body), await TagAsync(caller, path, cancellation), cancellation);

    private static async Task<string> TagAsync(HttpClient caller, string path, CancellationToken cancellation)
    {
        using var response = await caller.GetAsync(new Uri(path, UriKind.Relative), cancellation);
        return response.Headers.ETag!.ToString();
    }

    /// <summary>The key that a record without one gets.</summary>
    private static string KeyOf(JsonObject record) => string.Create(CultureInfo.InvariantCulture, $"{record["start"]!.GetValue<string>()[..4]}-{record["number"]!.GetValue<int>():000}");

    private static Process Start(Instance instance, params string[] arguments) => Process.Start(new ProcessStartInfo(instance.PublisherProgram, arguments)
    {
        Environment = { ["OPENMINUTES_PUBLISHER_DB"] = instance.Publisher },
        RedirectStandardOutput = false,
    })!;

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
