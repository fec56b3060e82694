using Prometheus;

namespace OpenMinutes.Api.Platform.Metrics;

/// <summary>What is measured. Names and labels hold routes and states, never ids, words or people.</summary>
internal sealed class Measurements
{
    private readonly Histogram _requests;
    private readonly Gauge _lag;
    private readonly Gauge _jobs;
    private readonly Gauge _due;
    private readonly Gauge _scheduled;
    private readonly Gauge _database;

    public Measurements()
    {
        var factory = Prometheus.Metrics.WithCustomRegistry(Registry);
        DotNetStats.Register(Registry);
        _requests = factory.CreateHistogram(
            "openminutes_http_request_duration_seconds",
            "Requests and how long they took, by method, route and status.",
            ["method", "route", "status"],
            new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.001, 2, 14) });
        _lag = factory.CreateGauge("openminutes_sequencer_lag_seconds", "How long the oldest change has waited for its number in the change feed.");
        _jobs = factory.CreateGauge("openminutes_publication_jobs", "Publication jobs that are not over, by state.", "state");
        _due = factory.CreateGauge("openminutes_editions_due", "Approved editions whose time has come and that are not public yet.");
        _scheduled = factory.CreateGauge("openminutes_editions_scheduled", "Approved editions whose time has not come.");
        _database = factory.CreateGauge("openminutes_database_up", "Whether the database answered when these figures were asked for; without it those from the database are the last known.");
    }

    public CollectorRegistry Registry { get; } = Prometheus.Metrics.NewCustomRegistry();

    public void Note(string method, string route, int status, TimeSpan time) =>
        _requests.WithLabels(method, route, status.ToString(System.Globalization.CultureInfo.InvariantCulture)).Observe(time.TotalSeconds);

    public void Note(Backlog? backlog)
    {
        _database.Set(backlog is null ? 0 : 1);
        if (backlog is not null)
        {
            _lag.Set(backlog.LagSeconds);
            _jobs.WithLabels("waiting").Set(backlog.Waiting);
            _jobs.WithLabels("running").Set(backlog.Running);
            _due.Set(backlog.Due);
            _scheduled.Set(backlog.Scheduled);
        }
    }
}
