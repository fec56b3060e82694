using System.Collections.Concurrent;
using System.IO.Compression;
using System.Runtime.ExceptionServices;
using System.Text.Json;

namespace OpenMinutes.Search;

/// <summary>The files of a segment: the table, the list of records, and the shards, each named by what it holds: what stays the same keeps its name.</summary>
internal static class SegmentFiles
{
    /// <summary>A record has so many numbers for its passages at least, so that those of other records stay when it gets some more.</summary>
    private const int SmallestStride = 256;

    public static int StrideFor(int passages) => Math.Max(SmallestStride, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)passages));

    public static string PathOf(Stretch stretch, string name) => $"{SearchFormat.Root}s{stretch}/{name}.bin";

    /// <summary>Writes the files and returns the name of the table.</summary>
    /// <param name="stretch">The places that are the segment's.</param>
    /// <param name="records">Its records, oldest first.</param>
    /// <param name="stride">How many numbers each of them has.</param>
    /// <param name="tokens">Its tokens, in their order.</param>
    /// <param name="isThere">Whether the former release has a file of such a name there.</param>
    /// <param name="files">Takes the files.</param>
    public static string Write(
        Stretch stretch, IReadOnlyList<ListedRecord> records, int stride, IEnumerable<TokenPassages> tokens, Func<string, bool> isThere, IIndexFiles files)
    {
        var spare = new ConcurrentBag<MemoryStream>();
        var shards = WriteEach(ShardFile.Cut(tokens), content => Put(content, CompressionLevel.Fastest));

        // Every search of the segment fetches these two, and there are no more of them.
        var table = new SegmentTable(stride, Put(WriteRecords(records), CompressionLevel.Optimal), [.. shards.Select(static shard => shard.First)], [.. shards.Select(static shard => shard.Name)]);
        return Put(table.Write(), CompressionLevel.Optimal);

        string Put(ReadOnlySpan<byte> content, CompressionLevel level)
        {
            var name = SearchFormat.NameOf(content);
            if (isThere(name))
            {
                files.Keep(PathOf(stretch, name));
                return name;
            }

            var deflated = spare.TryTake(out var free) ? free : new MemoryStream();
            deflated.SetLength(0);
            SearchFormat.Deflate(content, level, deflated);
            files.Write(PathOf(stretch, name), deflated.GetBuffer().AsSpan(0, (int)deflated.Length));
            spare.Add(deflated);
            return name;
        }
    }

    /// <summary>Writes shards, each on whatever processor is free: when the last segment of an index is written, nothing else is left to do.</summary>
    /// <returns>With which token each begins, and its name; in the order of the tokens.</returns>
    private static List<(string First, string Name)> WriteEach(IEnumerable<(string First, byte[] Content)> shards, Func<byte[], string> put)
    {
        var written = new ConcurrentBag<(string First, string Name)>();
        try
        {
            Parallel.ForEach(Partitioner.Create(shards, EnumerablePartitionerOptions.NoBuffering), shard => written.Add((shard.First, put(shard.Content))));
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }

        return [.. written.OrderBy(static shard => shard.First, StringComparer.Ordinal)];
    }

    public static IReadOnlyList<ListedRecord> ReadRecords(ReadOnlyMemory<byte> records)
    {
        using var document = JsonDocument.Parse(records);
        return [.. document.RootElement.EnumerateArray().Select(static record => new ListedRecord(
            record[0].GetString()!,
            record[1].GetString()!,
            SearchFormat.ReadDay(record[2].GetString()!),
            record[3].GetString()!,
            record[4].GetString()!,
            [.. record[5].EnumerateArray().Zip(record[6].EnumerateArray(), static (passages, bytes) => new TextBlock(passages.GetInt32(), bytes.GetInt32()))]))];
    }

    private static byte[] WriteRecords(IReadOnlyList<ListedRecord> records) => SearchFormat.WriteJson(json =>
    {
        json.WriteStartArray();
        foreach (var record in records)
        {
            json.WriteStartArray();
            json.WriteStringValue(record.Series);
            json.WriteStringValue(record.Key);
            json.WriteStringValue(SearchFormat.Day(record.HeldOn));
            json.WriteStringValue(record.Title);
            json.WriteStringValue(record.Version);
            WriteNumbers(json, record.Blocks.Select(static block => block.Passages));
            WriteNumbers(json, record.Blocks.Select(static block => block.Bytes));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    });

    private static void WriteNumbers(Utf8JsonWriter json, IEnumerable<int> numbers)
    {
        json.WriteStartArray();
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
