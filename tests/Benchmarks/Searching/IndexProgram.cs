using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using OpenMinutes.Contracts;
using OpenMinutes.Search;

namespace OpenMinutes.Benchmarks.Searching;

/// <summary>Indexes a folder of public editions, as a program of its own whose time and memory can be measured; then once more after one has changed.</summary>
internal static class IndexProgram
{
    /// <returns>What the change took.</returns>
    public static string Run(string editions, string output)
    {
        var records = Directory.EnumerateFiles(editions).Order(StringComparer.Ordinal).Reverse().Select(static file =>
        {
            var name = Path.GetFileNameWithoutExtension(file).Split('_');
            return (File: file, Record: new IndexedRecord
            {
                Series = name[1],
                Key = name[2],
                Body = "數位發展部",
                HeldOn = DateOnly.ParseExact(name[0], "yyyy-MM-dd", CultureInfo.InvariantCulture),
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))),
            });
        }).ToList();

        ReadOnlyMemory<byte> root = default;
        var index = new SearchIndex(records.Select(static one => one.Record), (path, content) =>
        {
            var file = output + path;
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            using (var stream = File.Create(file))
                stream.Write(content.Span);
            if (path.EndsWith("root.json", StringComparison.Ordinal))
                root = content.ToArray();
        });
        Parallel.ForEach(Partitioner(records), one =>
        {
            var edition = Read(one.File);
            index.Add(edition, DocumentLayout.Lines(edition), []);
        });
        index.WriteRoot();

        var changed = records[records.Count / 2].Record;
        var files = records.ToDictionary(static one => (one.Record.Series, one.Record.Key), static one => one.File);
        var clock = Stopwatch.StartNew();
        var bytes = 0L;
        var next = new SearchIndex(
            records.Select(one => one.Record == changed ? changed with { Sha256 = "" } : one.Record),
            (path, content) =>
            {
                if (!File.Exists(output + path) || !File.ReadAllBytes(output + path).AsSpan().SequenceEqual(content.Span))
                    Interlocked.Add(ref bytes, content.Length);
            },
            root);
        Parallel.ForEach(next.Missing.ToList(), record =>
        {
            var edition = Read(files[(record.Series, record.Key)]);
            if (record.Key == changed.Key && record.Series == changed.Series)
                edition = edition with { ChangeNote = "更正誤繕。" };
            next.Add(edition, DocumentLayout.Lines(edition), []);
        });
        next.WriteRoot();
        return JsonSerializer.Serialize(new { seconds = clock.Elapsed.TotalSeconds, bytes });
    }

    private static PublicEdition Read(string file) => JsonSerializer.Deserialize<PublicEdition>(File.ReadAllBytes(file), MinutesJson.Options)!;

    /// <summary>One after another, so that they come newest first to whichever thread is free.</summary>
    private static System.Collections.Concurrent.OrderablePartitioner<T> Partitioner<T>(IEnumerable<T> source) =>
        System.Collections.Concurrent.Partitioner.Create(source, System.Collections.Concurrent.EnumerablePartitionerOptions.NoBuffering);
}
