using System.Diagnostics;
using Npgsql;

namespace OpenMinutes.Benchmarks.Publishing;

/// <summary>What no publisher of these records can do without: reading all rows, and writing all files. Here nothing is done in between, and nothing is made sure of.</summary>
internal static class Limit
{
    /// <returns>How long it takes to read the rows and to copy a release, one after the other.</returns>
    public static async Task<TimeSpan> MeasureAsync(string database, string release, string copy, CancellationToken cancellation)
    {
        await TakeIntoMemoryAsync(release, cancellation);
        var reading = await ReadAsync(database, cancellation);
        // As in the release, a page that stands at two addresses is one file.
        var copying = await Measured.RunAsync("cp", ["-r", "--preserve=links", release, copy], cancellation: cancellation);
        return reading + copying.Elapsed;
    }

    /// <summary>The publisher leaves what it wrote to the disk: to read it from there is no part of copying.</summary>
    private static async Task TakeIntoMemoryAsync(string release, CancellationToken cancellation)
    {
        foreach (var file in Directory.EnumerateFiles(release, "*", SearchOption.AllDirectories))
            await File.ReadAllBytesAsync(file, cancellation);
    }

    private static async Task<TimeSpan> ReadAsync(string database, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(cancellation);
        var clock = Stopwatch.StartNew();
        await using var rows = await connection.BeginRawBinaryCopyAsync("copy public_site.editions to stdout (format binary)", cancellation);
        await rows.CopyToAsync(Stream.Null, cancellation);
        return clock.Elapsed;
    }
}
