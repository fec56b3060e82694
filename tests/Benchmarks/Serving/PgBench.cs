using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using OpenMinutes.Benchmarks.Publishing;

namespace OpenMinutes.Benchmarks.Serving;

/// <summary>PostgreSQL's own load generator, which has nothing to do but to send statements.</summary>
internal sealed partial class PgBench(string folder, Instance instance)
{
    /// <summary>How many transactions a second it gets through.</summary>
    public async Task<Rate> RunAsync(PgScript script, int clients, TimeSpan time, CancellationToken cancellation)
    {
        var file = Path.Join(folder, $"{script.Name}.sql");
        await File.WriteAllTextAsync(file, $"\\set id random(1, 9000000000000)\n{script.Statements}\n", cancellation);
        var settings = new NpgsqlConnectionStringBuilder(instance.Owner);
        var before = instance.ProcessorTime();
        var run = await Measured.RunAsync(
            "pgbench",
            [
                "--no-vacuum", "--protocol=prepared", $"--client={clients}", "--jobs=2", $"--time={(int)time.TotalSeconds}", $"--file={file}",
                .. script.Texts.Select(static text => $"--define={text.Key}={text.Value}"),
                $"--host={settings.Host}", $"--port={settings.Port}", $"--username={settings.Username}", settings.Database!,
            ],
            new Dictionary<string, string> { ["PGPASSWORD"] = settings.Password ?? "" },
            cancellation: cancellation);
        if (Told().Match(run.Output) is not { Success: true } told)
        {
            throw new BenchmarkException($"pgbench told no rate: {run.Output}");
        }

        var (done, spent) = (int.Parse(told.Groups["done"].ValueSpan, CultureInfo.InvariantCulture), instance.ProcessorTime() - before);
        return new Rate(double.Parse(told.Groups["rate"].ValueSpan, CultureInfo.InvariantCulture), run.Processor / done, spent.Answering / done, spent.Database / done);
    }

    [GeneratedRegex(@"processed: (?<done>[0-9]+)[\s\S]*tps = (?<rate>[0-9.]+)")]
    private static partial Regex Told();
}

/// <summary>A script for pgbench.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Statements">The statements of one transaction; <c>:id</c> is another number each time.</param>
/// <param name="Texts">What else they name with a colon.</param>
internal sealed record PgScript(string Name, string Statements, IReadOnlyDictionary<string, string> Texts);
