using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Api;

/// <summary>Figures for whoever watches the service, on a port of their own.</summary>
public sealed class MetricsTests(ApiService service) : IClassFixture<ApiService>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_and_what_waits_are_told_on_a_port_of_their_own_and_nothing_of_the_minutes()
    {
        var watched = await service.ReplicaAsync(new() { ["OPENMINUTES_METRICS_URL"] = "http://127.0.0.1:0" });
        try
        {
            var writer = new ApiClient(watched, service.Writer.Key);
            var approver = new ApiClient(watched, service.Approver.Key);
            await writer.CreateAsync(Minutes.Small("measured", 1));
            (await writer.StepAsync("measured", "submit")).Is(200);
            (await approver.StepAsync("measured", "approve")).Is(200);
            await writer.CreateAsync(Minutes.Small("scheduled", 2));
            (await writer.StepAsync("scheduled", "submit")).Is(200);
            (await approver.StepAsync("scheduled", "approve", """{ "publishAt": "2300-01-01T00:00:00+08:00" }""")).Is(200);
            (await writer.GetAsync("/nothing/here")).Is(404);

            // A request is counted when it is over, which who asked may see before.
            var address = await MetricsAddressAsync(watched);
            var figures = await Eventually.Async(() => watched.Http.GetStringAsync(address, Cancellation), static figures =>
                figures.Contains("openminutes_http_request_duration_seconds_count{method=\"POST\",route=\"/v1/records/{id}/approve\",status=\"200\"} 2", StringComparison.Ordinal)
                && figures.Contains("openminutes_http_request_duration_seconds_count{method=\"\",route=\"\",status=\"404\"} 1", StringComparison.Ordinal)
                && figures.Contains("openminutes_database_up 1", StringComparison.Ordinal));

            Assert.Contains("openminutes_publication_jobs{state=\"waiting\"} 1", figures, StringComparison.Ordinal);
            Assert.Contains("openminutes_editions_due 0", figures, StringComparison.Ordinal);
            Assert.Contains("openminutes_editions_scheduled 1", figures, StringComparison.Ordinal);
            Assert.Contains("openminutes_sequencer_lag_seconds", figures, StringComparison.Ordinal);
            Assert.DoesNotContain("measured\"", figures, StringComparison.Ordinal);
            Assert.DoesNotContain("nothing/here", figures, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await watched.Http.GetAsync(new Uri(new Uri(address), "/v1/records"), Cancellation)).StatusCode);
            Assert.True(IPAddress.IsLoopback(IPAddress.Parse(new Uri(address).Host)));
        }
        finally
        {
            await watched.StopAsync();
        }
    }

    [Fact]
    public async Task The_port_of_the_api_has_none()
    {
        (await service.Nobody.GetAsync("/metrics")).IsProblem(404, "not-found");
        (await service.Admin.GetAsync("/metrics")).IsProblem(404, "not-found");
    }

    [Fact]
    public async Task A_port_that_is_taken_keeps_no_replica_from_its_work()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var replica = await service.ReplicaAsync(new() { ["OPENMINUTES_METRICS_URL"] = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}" });
        try
        {
            (await new ApiClient(replica, key: null).GetAsync("/readyz")).Is(200);
            await Eventually.Async(() => Task.FromResult(replica.Log), static log => log.Contains("No metrics", StringComparison.Ordinal));
        }
        finally
        {
            await replica.StopAsync();
        }
    }

    private static async Task<string> MetricsAddressAsync(ApiService watched)
    {
        var log = await Eventually.Async(() => Task.FromResult(watched.Log), static log => log.Contains("Metrics at", StringComparison.Ordinal));
        return log.Split('\n').Where(line => line.Contains("Metrics at", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line)!["State"]!["Url"]!.GetValue<string>()).Single();
    }
}
