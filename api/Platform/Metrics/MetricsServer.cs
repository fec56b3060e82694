using Npgsql;
using Prometheus;

namespace OpenMinutes.Api.Platform.Metrics;

/// <summary>
/// Answers <c>/metrics</c> in Prometheus' format, on a port of its own that only this machine reaches unless <c>OPENMINUTES_METRICS_URL</c> says otherwise. A port that is taken does not
/// keep the service from its work: another replica on this machine has it.
/// </summary>
internal sealed partial class MetricsServer(IConfiguration configuration, Measurements measurements, NpgsqlDataSource database, ILogger<MetricsServer> logger) : IHostedService
{
    private const string Variable = "OPENMINUTES_METRICS_URL";
    private const string Usual = "http://127.0.0.1:9464";
    private const string Off = "off";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private WebApplication? _server;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var url = configuration[Variable] is { Length: > 0 } given ? given : Usual;
        if (url == Off)
        {
            return;
        }

        measurements.Registry.AddBeforeCollectCallback(ReadBacklogAsync);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static options => options.AddServerHeader = false);
        var server = builder.Build();
        server.Urls.Clear();
        server.Urls.Add(url);
        server.MapMetrics("/metrics", measurements.Registry);
        try
        {
            await server.StartAsync(cancellationToken);
            _server = server;
            LogServing($"{server.Urls.First()}/metrics");
        }
        catch (IOException exception)
        {
            await server.DisposeAsync();
            LogBusy(exception, url);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private async Task ReadBacklogAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            measurements.Note(await Backlog.ReadAsync(database, patience.Token));
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or OperationCanceledException)
        {
            LogUnread(exception);
            measurements.Note(backlog: null);
        }
    }

    [LoggerMessage(LogLevel.Information, "Metrics at {Url}")]
    private partial void LogServing(string url);

    [LoggerMessage(LogLevel.Warning, "No metrics: {Url} cannot be listened on")]
    private partial void LogBusy(Exception exception, string url);

    [LoggerMessage(LogLevel.Warning, "The database did not answer for the metrics")]
    private partial void LogUnread(Exception exception);
}

internal static class MetricsSetup
{
    public static void AddMeasurements(this IServiceCollection services)
    {
        services.AddSingleton<Measurements>();
        services.AddHostedService<MetricsServer>();
    }
}
